package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/schema"
)

const schemaLong = `Schema shows the labels and relation types that a graph may have, checks schema files of your own,
and prints the constraints and indexes that Neo4j needs.`

const schemaExample = `  newsgraph schema show
  newsgraph schema check my.yaml
  newsgraph schema cypher | cypher-shell -u neo4j`

func schemaCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "schema",
		Short:   "Show the relation types, check a schema of your own, print Cypher constraints",
		Long:    schemaLong,
		Example: schemaExample,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		schemaPrinter(a, "show", "Print the relation types with domain, range and mappings", (*schema.Schema).WriteTable),
		schemaPrinter(a, "cypher", "Print the constraints and indexes for Neo4j 5, as Cypher", (*schema.Schema).WriteCypher),
		schemaCheckCommand(a),
	)
	return cmd
}

func schemaPrinter(a *app, name, short string, print func(*schema.Schema, io.Writer) error) *cobra.Command {
	var f schemaFlag
	cmd := &cobra.Command{
		Use:     name,
		Short:   short,
		Example: "  newsgraph schema " + name + "\n  newsgraph schema " + name + " --schema my.yaml",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			s, err := f.load()
			if err != nil {
				return err
			}
			return print(s, a.stdout)
		},
	}
	f.add(cmd)
	return cmd
}

func schemaCheckCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "check FILE...",
		Short:   "Check schema files; faults are told with line and key",
		Example: "  newsgraph schema check my.yaml",
		Args:    needs("a FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			for _, path := range args {
				s, err := schema.ReadFile(path)
				if err != nil {
					if err := a.fail(err); err != nil {
						return err
					}
					continue
				}
				fmt.Fprintf(a.stdout, "%s: %d labels, %d relation types\n", path, len(s.Labels), len(s.Types))
			}
			return nil
		},
	}
}
