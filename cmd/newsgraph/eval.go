package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract/quality"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/internal/fault"
)

const evalLong = `Eval extracts articles that people annotated and tells how well that went: precision, recall and F1
of entities and relations, and the share of right statuses, times and roles.

GOLD is a folder of annotated articles, NAME.json each. Their texts are NAME.txt beside them, or in
the folder --articles. With --predictions nothing is extracted and that file's graphs are scored.`

const evalExample = `  newsgraph eval gold/ --articles articles/
  newsgraph eval gold/ --per-article --errors
  newsgraph eval gold/ --predictions graphs.jsonl`

// evaluation holds the flags of eval.
type evaluation struct {
	extraction  extraction
	articles    string
	predictions string
	table       quality.TableOptions
}

func evalCommand(a *app) *cobra.Command {
	var e evaluation
	cmd := &cobra.Command{
		Use:     "eval GOLD...",
		Short:   "Score extraction against annotated articles",
		Long:    evalLong,
		Example: evalExample,
		Args:    needs("a folder GOLD"),
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, folder := range args {
				if err := e.score(cmd.Context(), a, folder, len(args) > 1); err != nil {
					return err
				}
			}
			return nil
		},
	}
	e.extraction.add(cmd)
	flags := cmd.Flags()
	flags.StringVar(&e.articles, "articles", "", "`FOLDER` of the articles' texts (default: beside the annotations)")
	flags.StringVar(&e.predictions, "predictions", "", "score the graphs in `FILE` (JSON Lines) instead of extracting")
	flags.BoolVar(&e.table.PerArticle, "per-article", false, "a line for each article")
	flags.BoolVar(&e.table.Errors, "errors", false, "list what was wrong and missed")
	_ = cmd.MarkFlagDirname("articles")
	_ = cmd.MarkFlagFilename("predictions", "jsonl")
	return cmd
}

// score prints the figures of one folder.
func (e *evaluation) score(ctx context.Context, a *app, folder string, named bool) error {
	gold, err := quality.ReadGold(os.DirFS(folder))
	if errors.Is(err, fs.ErrNotExist) {
		return &hintError{fmt.Errorf("%s: no annotated articles", folder), "give a folder of NAME.json files"}
	}
	if err != nil {
		return fmt.Errorf("%s: %s", folder, fault.Message(err))
	}
	var docs []*graph.Document
	if e.predictions != "" {
		docs, err = e.read(a)
	} else {
		docs, err = e.extract(ctx, a, folder, gold)
	}
	if err != nil {
		return err
	}
	if named {
		fmt.Fprintf(a.stdout, "%s\n", folder)
	}
	report := quality.ScoreAll(gold, docs)
	for _, name := range report.Absent {
		a.note("%s: no graph of it: counted as empty", name)
	}
	return report.WriteTable(a.stdout, e.table)
}

// extract extracts the texts of the annotated articles.
func (e *evaluation) extract(ctx context.Context, a *app, folder string, gold []quality.GoldArticle) ([]*graph.Document, error) {
	if e.articles != "" {
		folder = e.articles
	}
	var paths []string
	for _, g := range gold {
		paths = append(paths, filepath.Join(folder, g.Name+".txt"))
	}
	var docs []*graph.Document
	err := e.extraction.run(ctx, a, paths, func(x *extracted) error {
		docs = append(docs, &x.result.Document)
		return nil
	})
	return docs, err
}

// read reads graphs that were extracted before.
func (e *evaluation) read(a *app) ([]*graph.Document, error) {
	in := a.stdin
	if e.predictions != "-" {
		f, err := os.Open(e.predictions)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.predictions, bare(err))
		}
		defer f.Close()
		in = f
	}
	var docs []*graph.Document
	err := eachDocument(in, e.predictions, func(doc graph.Document, err error) error {
		if err != nil {
			return a.fail(err)
		}
		docs = append(docs, &doc)
		return nil
	})
	return docs, err
}
