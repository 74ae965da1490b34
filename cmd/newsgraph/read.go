package main

import (
	"io"

	"github.com/spf13/cobra"
)

const readLong = `Read prints each article as it was read, as a line of JSON: {"id", "path", "url", "title",
"published", "author", "publisher", "language", "text"}. It is what build and extract work on, the
offsets of their output count in its text, and they take its output as input.

` + inputsHelp

const readExample = `  newsgraph read article.txt | jq -r '.title, .published'
  newsgraph read articles/ -o articles.jsonl`

func readCommand(a *app) *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:     "read PATH|-...",
		Short:   "Print each article as it was read, as a line of JSON",
		Long:    readLong,
		Example: readExample,
		Args:    needs("a PATH"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkInputs(args); err != nil {
				return err
			}
			return a.writeTo(output, func(w io.Writer) error {
				for next := range a.inputs(args) {
					art, err := next()
					if err := cmd.Context().Err(); err != nil {
						return err
					}
					if err != nil {
						a.fail(err)
					} else if err := art.WriteJSONLine(w); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	addOutput(cmd, &output)
	return cmd
}
