package main

import "github.com/spf13/cobra"

// needs makes a check that there is an argument, which what names.
func needs(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return &hintError{usagef("%s needs %s", cmd.CommandPath()[len("newsgraph "):], what), cmd.CommandPath() + " --help shows examples"}
	}
}
