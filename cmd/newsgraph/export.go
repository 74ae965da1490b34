package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
)

const exportLong = `Export writes the graph of a store, or a part of it, in one of these formats:

%s

Without --format the name of -o tells the format, and without both it is jsonl. csv is several files
in a new folder; the command that imports them into Neo4j is printed. An entity, edge, article or
statement has the same id in every format, and the same graph gives the same bytes.

Options choose a part of the graph, the same in every format. --article, --publisher, --since and
--until choose articles: counts, confidence, times and quotes are then those of these articles alone.
--type, --status, --min-confidence and --min-articles choose relations, and with them the entities
that they are about. --around and --top choose entities, with what joins them to each other. Each
narrows what the others leave. Statements that are negated or possible are no edges: the formats of
nodes and edges alone (%s) don't have them.`

const exportExample = `  newsgraph export -o news.graphml
  newsgraph export -o news.html
  newsgraph export -o syria.gexf --around Syria --hops 2 --min-confidence 0.8
  newsgraph export --type LED,WORKED_FOR --top 50 --format dot | dot -Tsvg -o leaders.svg
  newsgraph export --format csv -o import/ --since 2026-01 --publisher "Kharif Times"
  newsgraph export -o news.cypher && cypher-shell -f news.cypher
  newsgraph export --store neo4j://neo4j@localhost:7687 --status negated | jq .statement`

func exportCommand(a *app) *cobra.Command {
	var (
		e    exporter
		st   storeFlags
		part filterFlags
	)
	e.app = a
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the graph of a store in a format that other programs read",
		Long:    fmt.Sprintf(exportLong, formatList(), strings.Join(edgeFormats(), ", ")),
		Example: exportExample,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := e.prepare(cmd.Context()); err != nil {
				return err
			}
			if err := part.check(cmd); err != nil {
				return err
			}
			return st.withStore(cmd.Context(), a, &e.schemas, func(store graph.Store) error {
				filter, err := part.resolve(cmd.Context(), store, &e.schemas)
				if err != nil {
					return err
				}
				return e.export(cmd.Context(), store, filter)
			})
		},
	}
	cmd.Flags().StringVar(&e.name, "format", "", "the `FORMAT`: "+strings.Join(formatNames(), ", ")+" (default: by the name of -o, or else jsonl)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().StringVarP(&e.output, "output", "o", "", "write to `FILE` instead of standard output, or for csv to a new FOLDER")
	part.add(cmd)
	st.add(cmd)
	e.schemas.add(cmd)
	return cmd
}

// An exporter is one export and where it goes.
type exporter struct {
	app          *app
	name, output string
	schemas      schemaFlag
	format       export.Format
}

// prepare finds the format and checks the output before any work is done.
func (e *exporter) prepare(ctx context.Context) (err error) {
	if e.format, err = formatFor(e.name, e.output); err != nil {
		return err
	}
	if e.format.Name == export.HTML.Name {
		e.format.Write = export.PageWriter(e.app.readTexts(ctx, nil).of) // texts of articles whose files are there
	}
	if e.format.WriteFiles == nil {
		return nil
	}
	if e.output == "" || e.output == "-" {
		return &usageError{&hintError{
			fmt.Errorf("--format %s is several files", e.format.Name), "name a new folder for them: -o FOLDER",
		}}
	}
	return checkFolder(e.output)
}

// export writes what the filter wants of the store.
func (e *exporter) export(ctx context.Context, store graph.Store, filter export.Filter) error {
	s, err := e.schemas.load()
	if err != nil {
		return err
	}
	e.app.startExportProgress(e.output)
	defer func() { e.app.bar.finish() }()
	err = store.Read(ctx, func(r graph.Reader) error {
		selection, err := filter.Select(countedReader{r, e.app.bar}, s.Symmetric)
		if err != nil {
			return err
		}
		if err := checkSelection(selection); err != nil {
			return err
		}
		return e.write(export.Source{Reader: selection, Schema: s})
	})
	if errors.Is(err, graph.ErrChanged) {
		return &hintError{err, "run it again when nothing is being loaded"}
	}
	return err
}

func (e *exporter) write(source export.Source) error {
	if e.format.WriteFiles == nil {
		return e.app.writeTo(e.output, func(w io.Writer) error { return e.format.Write(w, source) })
	}
	folder, err := createFolder(e.output)
	if err != nil {
		return err
	}
	defer folder.discard()
	if err := e.format.WriteFiles(folder.create, source); err != nil {
		return err
	}
	if err := folder.commit(); err != nil {
		return err
	}
	return e.tellImport()
}

// tellImport prints the command that imports a folder, and notes what it needs.
func (e *exporter) tellImport() error {
	path, err := filepath.Abs(e.output)
	if err != nil {
		return err
	}
	e.app.note("run this on the machine of a Neo4j 5 that is stopped, with --overwrite-destination=true to replace a database;\n"+
		"then start it and run: cypher-shell -f %s", filepath.Join(path, export.ConstraintsFile))
	_, err = fmt.Fprintln(e.app.stdout, export.ImportCommand(path, "neo4j"))
	return err
}

// formatFor picks the format by its name, or else by the extension of the output.
func formatFor(name, output string) (export.Format, error) {
	if name == "" {
		name = export.JSONLines.Name
		ext := strings.ToLower(filepath.Ext(output))
		all := export.Formats()
		at := slices.IndexFunc(all, func(f export.Format) bool { return f.Ext == ext })
		switch {
		case ext == "":
		case ext == ".csv":
			return export.Format{}, &usageError{&hintError{
				fmt.Errorf("-o %s: csv is several files", output), "name a new folder for them: --format csv -o FOLDER",
			}}
		case at < 0:
			return export.Format{}, &usageError{&hintError{
				fmt.Errorf("-o %s: no format is written to %s files", output, ext), "--format is one of " + strings.Join(formatNames(), ", "),
			}}
		default:
			name = all[at].Name
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

func formatNames() []string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// edgeFormats are the names of those that hold nodes and edges alone.
func edgeFormats() []string {
	var names []string
	for _, f := range export.Formats() {
		if f.Edges {
			names = append(names, f.Name)
		}
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
