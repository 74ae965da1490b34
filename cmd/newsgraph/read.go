package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract/article"
)

const readLong = `Read prints each article as it was read, as a line of JSON: {"id", "path", "url", "title",
"published", "author", "publisher", "language", "text"}. It is what build and extract work on, the
offsets of their output count in its text, and they take its output as input. Articles in other
languages than English are printed too.

` + inputsHelp

const readExample = `  newsgraph read article.txt | jq -r '.title, .published'
  newsgraph read articles/ -o articles.jsonl
  newsgraph read https://example.org/2025/03/news.html | jq -r .text
  newsgraph read dump.jsonl.gz --fields text=body,title=headline,published=date`

func readCommand(a *app) *cobra.Command {
	var (
		flags  reading
		output string
	)
	cmd := &cobra.Command{
		Use:     "read PATH|URL|-...",
		Short:   "Print each article as it was read, as a line of JSON",
		Long:    readLong,
		Example: readExample,
		Args:    needs("a PATH"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkInputs(args); err != nil {
				return err
			}
			opt, err := flags.options()
			if err != nil {
				return err
			}
			return a.withFailures(flags.failed, func() error {
				return a.writeTo(output, func(w io.Writer) error { return read(cmd.Context(), a, args, opt, w) })
			})
		},
	}
	flags.add(cmd)
	addOutput(cmd, &output)
	return cmd
}

// read prints the articles of args.
func read(ctx context.Context, a *app, args []string, opt article.Options, w io.Writer) error {
	for next := range a.inputs(ctx, args, opt) {
		art, err := next()
		if err := ctx.Err(); err != nil {
			return err
		}
		if err != nil {
			err = a.fail(err)
		} else {
			err = art.WriteJSONLine(w)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
