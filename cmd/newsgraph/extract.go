package main

import (
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
)

const extractLong = `Extract reads articles and prints the graph of each as one line of JSON: the article, its entities
with their mentions, and its relations with status, time and the sentence behind them.

` + inputsHelp + `

Lines come in the order of the input, and their bytes don't depend on --workers. Articles that are not
in English are skipped.`

const extractExample = `  newsgraph extract article.txt | jq '.relations[] | [.type, .evidence.quote]'
  newsgraph extract articles/ -o graphs.jsonl --rejected rejected.jsonl
  newsgraph extract articles/ | newsgraph load - --store neo4j://neo4j@localhost:7687`

func extractCommand(a *app) *cobra.Command {
	var (
		ex     extraction
		output string
	)
	cmd := &cobra.Command{
		Use:     "extract PATH|URL|-...",
		Short:   "Print the graph of each article as a line of JSON",
		Long:    extractLong,
		Example: extractExample,
		Args:    needs("a PATH"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.writeTo(output, func(w io.Writer) error {
				words, begin := 0, time.Now()
				err := ex.run(cmd.Context(), a, args, func(x *extracted) error {
					words += x.result.Words
					return graph.WriteDocument(w, x.result.Document)
				})
				if err == nil {
					a.note("%s", speed(words, time.Since(begin)))
				}
				return err
			})
		},
	}
	ex.add(cmd)
	addOutput(cmd, &output)
	return cmd
}

// addOutput adds -o to a command.
func addOutput(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVarP(path, "output", "o", "", "write to `FILE` instead of standard output")
}
