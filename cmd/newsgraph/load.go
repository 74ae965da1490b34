package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
)

const loadLong = `Load upserts graphs that were extracted before, as JSON Lines, into a store. Loading them again
changes nothing. A line that is no graph is reported with its number, and the others are loaded.
--dry-run tells what loading would do.`

const loadExample = `  newsgraph load graphs.jsonl
  newsgraph extract articles/ | newsgraph load - --store neo4j://neo4j@localhost:7687`

func loadCommand(a *app) *cobra.Command {
	var (
		st      storeFlags
		schemas schemaFlag
	)
	cmd := &cobra.Command{
		Use:     "load FILE|-...",
		Short:   "Upsert extracted graphs (JSON Lines) into a store",
		Long:    loadLong,
		Example: loadExample,
		Args:    needs("a FILE"),
		RunE:    func(cmd *cobra.Command, args []string) error { return load(cmd.Context(), a, &st, &schemas, args) },
	}
	st.add(cmd)
	st.addDryRun(cmd)
	schemas.add(cmd)
	return cmd
}

func load(ctx context.Context, a *app, st *storeFlags, schemas *schemaFlag, args []string) (err error) {
	begin := time.Now()
	if err := checkInputs(args); err != nil {
		return err
	}
	if i := slices.IndexFunc(args, isURL); i >= 0 {
		return &usageError{&hintError{fmt.Errorf("%s: graphs are not loaded from web addresses", args[i]), "pipe them in: curl ... | newsgraph load -"}}
	}
	l, err := newLoader(ctx, a, st, schemas)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	a.startLoadProgress()
	defer a.bar.finish()
	for _, path := range args {
		if err := loadFile(ctx, a, l, path); err != nil {
			return err
		}
	}
	if err := l.flush(ctx); err != nil || a.quiet {
		return err
	}
	a.bar.finish()
	fmt.Fprintln(a.stdout, l.outcome.line(a.failures.count))
	if l.store == nil || st.dryRun {
		return nil
	}
	if err := a.writeCounts(ctx, l.target, l.store); err != nil {
		return err
	}
	a.note("%s", speed(0, time.Since(begin)))
	return nil
}

// loadFile adds the documents of a file; its faults are reported, those of the store returned.
func loadFile(ctx context.Context, a *app, l *loader, path string) error {
	in := a.stdin
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return a.fail(fmt.Errorf("%s: %w", path, bare(err)))
		}
		defer f.Close()
		in = f
	}
	return eachDocument(in, path, func(doc graph.Document, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return a.fail(err)
		}
		a.bar.add()
		return l.add(ctx, doc)
	})
}

// eachDocument calls use with each document of JSON Lines, or with what is wrong with a line.
func eachDocument(in io.Reader, path string, use func(graph.Document, error) error) error {
	empty := true
	for doc, err := range graph.ReadDocuments(bufio.NewReader(in)) {
		empty = false
		if err != nil {
			err = &hintError{fmt.Errorf("%s: %w", path, bare(err)), "each line must be one article's graph, as newsgraph extract prints it"}
		}
		if err := use(doc, err); err != nil {
			return err
		}
	}
	if empty {
		return use(graph.Document{}, fmt.Errorf("%s: no graph in it", path))
	}
	return nil
}
