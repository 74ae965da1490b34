package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/graph/web"
)

const exportExample = `  newsgraph export -o news.graphml
  newsgraph export -o news.html
  newsgraph export --format jsonl --store neo4j://neo4j@localhost:7687 | jq .edge`

func exportCommand(a *app) *cobra.Command {
	var (
		st           storeFlags
		schemas      schemaFlag
		name, output string
	)
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the graph of a store in a format that other programs read",
		Long:    "Export writes the whole graph of a store in one of these formats:\n\n" + formatList(),
		Example: exportExample,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			format, err := formatFor(name, output)
			if err != nil {
				return err
			}
			if format.Name == export.HTML.Name {
				if format.Write, err = a.pageWriter(&schemas); err != nil {
					return err
				}
			}
			return st.withStore(cmd.Context(), a, &schemas, func(store graph.Store) error {
				g, err := store.Graph(cmd.Context())
				if err != nil {
					return err
				}
				return a.writeTo(output, func(w io.Writer) error { return format.Write(w, g) })
			})
		},
	}
	cmd.Flags().StringVar(&name, "format", "", "the `FORMAT`: "+strings.Join(formatNames(), ", ")+" (default: by the name of -o, or else jsonl)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	addOutput(cmd, &output)
	st.add(cmd)
	schemas.add(cmd)
	return cmd
}

// formatFor picks the format by its name, or else by the extension of the output.
func formatFor(name, output string) (export.Format, error) {
	if name == "" {
		name = export.JSONLines.Name
		ext := strings.ToLower(filepath.Ext(output))
		all := export.Formats()
		if at := slices.IndexFunc(all, func(f export.Format) bool { return f.Ext == ext }); at >= 0 {
			name = all[at].Name
		} else if ext != "" {
			return export.Format{}, &usageError{&hintError{
				fmt.Errorf("-o %s: no format is written to %s files", output, ext), "--format is one of " + strings.Join(formatNames(), ", "),
			}}
		}
	}
	format, ok := export.Named(name)
	if !ok {
		return format, &usageError{&hintError{
			fmt.Errorf("--format %s: no such format", name), "one of " + strings.Join(formatNames(), ", "),
		}}
	}
	return format, nil
}

// pageWriter writes the page with the texts of articles whose files are there, as serve shows it.
func (a *app) pageWriter(schemas *schemaFlag) (func(io.Writer, *graph.Graph) error, error) {
	s, err := schemas.load()
	if err != nil {
		return nil, err
	}
	options := web.Options{Symmetric: s.Symmetric, Text: a.readTexts(nil).of}
	return func(w io.Writer, g *graph.Graph) error { return web.WriteFile(w, g, options) }, nil
}

func formatNames() []string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return names
}

func formatList() string {
	var rows [][]string
	for _, f := range export.Formats() {
		rows = append(rows, []string{"  " + f.Name, f.Doc})
	}
	var out strings.Builder
	writeTable(&out, rows)
	return strings.TrimSuffix(out.String(), "\n")
}
