package main

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// schemaFlag is --schema.
type schemaFlag struct {
	path   string
	loaded *schema.Schema // once load has read it
}

func (f *schemaFlag) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.path, "schema", "", "a schema `FILE` of your own, laid over the built-in one")
	_ = cmd.MarkFlagFilename("schema", "yaml", "yml")
}

func (f *schemaFlag) load() (s *schema.Schema, err error) {
	if f.loaded != nil {
		return f.loaded, nil
	}
	if f.path == "" {
		s, err = schema.Default()
	} else {
		s, err = schema.ReadFile(f.path)
	}
	if err == nil {
		f.loaded = s
	}
	return s, err
}

// extraction holds the flags of the commands that extract.
type extraction struct {
	reading       reading
	schema        schemaFlag
	minConfidence float64
	rejected      string
	workers       int
	force         bool
	stamped       bool                                                             // documents get stamps, to be stored with them
	resume        func(context.Context, iter.Seq[*extracted]) iter.Seq[*extracted] // of build: marks what is known
}

func (e *extraction) add(cmd *cobra.Command) {
	e.reading.add(cmd)
	e.schema.add(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&e.force, "force", false, "extract articles that are not in English too")
	flags.Float64Var(&e.minConfidence, "min-confidence", 0, "leave out relations with less confidence, 0 to 1")
	flags.StringVar(&e.rejected, "rejected", "", "write relations that the schema forbids to `FILE` (JSON Lines)")
	flags.IntVar(&e.workers, "workers", runtime.NumCPU(), "articles to extract at a time; the output is the same for any number")
}

// An extracted is what became of one input.
type extracted struct {
	article *article.Article
	stamp   string // of the document
	result  extract.Result
	skipped bool // not in English
	known   bool // its document needs no extraction: see resumption
	err     error
}

// run checks the flags, extracts the articles of args and hands each in input order to use, with
// progress. Inputs that fail are reported and left out, articles in other languages left out; an error
// of use ends the work.
func (e *extraction) run(ctx context.Context, a *app, args []string, use func(*extracted) error) error {
	if err := e.check(args); err != nil {
		return err
	}
	opt, err := e.reading.options()
	if err != nil {
		return err
	}
	s, err := e.schema.load()
	if err != nil {
		return err
	}
	pipeline, err := extract.New(extract.Options{Schema: s, MinConfidence: e.minConfidence})
	if err != nil {
		return err
	}
	rejects, err := createFile(e.rejected)
	if err != nil {
		return err
	}
	defer rejects.discard()
	var stamps stamper
	if e.stamped {
		stamps = newStamper(s, e.minConfidence)
	}
	return a.withFailures(e.reading.failed, func() error {
		a.startProgress(args)
		defer a.bar.finish()
		for x := range e.articles(ctx, a.telemetry, pipeline, stamps, a.inputs(ctx, args, opt)) {
			if ctx.Err() != nil {
				break
			}
			if err := e.take(a, x, rejects, use); err != nil {
				return err
			}
			a.telemetry.count(ctx, x)
			a.bar.add()
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return rejects.commit()
	})
}

// take hands on what became of one input.
func (e *extraction) take(a *app, x *extracted, rejects *outFile, use func(*extracted) error) error {
	if x.err == nil && !x.skipped {
		x.err = graph.Check(&x.result.Document)
	}
	switch {
	case x.err != nil:
		return a.fail(x.err)
	case x.skipped:
		a.foreign[x.article.Language]++
		a.debug("skipped", "path", x.article.Path, "language", x.article.Language)
		return nil
	}
	if !x.known && len(x.article.Text) > extract.MaxText {
		a.note("%s: only its first %d kB were read for statements", placeOf(x.article.Entry()), extract.MaxText>>10)
	}
	doc := &x.result.Document
	a.debug("extracted", "path", x.article.Path, "id", x.article.ID, "known", x.known, "words", x.result.Words,
		"entities", len(doc.Entities), "relations", len(doc.Relations), "rejected", len(x.result.Rejected))
	if err := writeRejected(rejects, x); err != nil {
		return err
	}
	return use(x)
}

func (e *extraction) check(args []string) error {
	switch {
	case e.workers < 1:
		return usagef("--workers %d: want 1 or more", e.workers)
	case !(e.minConfidence >= 0 && e.minConfidence <= 1):
		return usagef("--min-confidence %v: want 0 to 1", e.minConfidence)
	}
	if _, err := e.reading.options(); err != nil {
		return err
	}
	return checkInputs(args)
}

// articles reads and extracts the sources, in their order, save what resume finds to be known.
func (e *extraction) articles(ctx context.Context, t *telemetry, p *extract.Pipeline, stamps stamper, in iter.Seq[article.Source]) iter.Seq[*extracted] {
	read := ordered(ctx, in, e.workers, func(next article.Source) *extracted {
		end := t.stage(ctx, "read")
		x := e.read(next, stamps)
		end(x.err, x.about()...)
		return x
	})
	if e.resume != nil {
		read = e.resume(ctx, read)
	}
	return ordered(ctx, read, e.workers, func(x *extracted) *extracted {
		if x.err == nil && !x.skipped && !x.known {
			end := t.stage(ctx, "extract")
			x.extract(p)
			end(x.err, x.about()...)
		}
		return x
	})
}

// read reads one article.
func (e *extraction) read(next article.Source, stamps stamper) (x *extracted) {
	x = &extracted{}
	defer x.catch()
	if x.article, x.err = next(); x.err == nil {
		x.skipped = x.article.Foreign && !e.force
		x.stamp = stamps.of(x.article)
	}
	return x
}

// extract extracts the article.
func (x *extracted) extract(p *extract.Pipeline) {
	defer x.catch()
	x.result = p.Extract(x.article)
	x.result.Document.Stamp = x.stamp
}

// catch turns a fault of the program in one article into its error, so that it doesn't take the other
// articles of a long run along.
func (x *extracted) catch() {
	if fault := recover(); fault != nil {
		where := "an article"
		if x.article != nil {
			where = x.article.Path
		}
		x.err = &hintError{fmt.Errorf("%s: fault in newsgraph: %v", where, fault), "please report it, with the article"}
	}
}

// writeRejected writes the relations of an article that the schema forbids, one a line.
func writeRejected(f *outFile, x *extracted) error {
	if f == nil {
		return nil
	}
	enc := json.NewEncoder(f)
	enc.SetEscapeHTML(false)
	for _, r := range x.result.Rejected {
		line := struct {
			Article string `json:"article"`
			Path    string `json:"path"`
			extract.Rejected
		}{x.article.ID, x.article.Path, r}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
