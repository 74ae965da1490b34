package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"go.opentelemetry.io/otel/attribute"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// batchSize is how many documents are upserted in one step.
const batchSize = 100

// A loader upserts documents in batches, one while the next is gathered. It makes a SQLite file with the
// first document only, when there is something to put in it.
type loader struct {
	target    *target
	schema    *schema.Schema
	store     graph.Store
	rehearsal *graph.Rehearsal // of a dry run
	batch     []graph.Document
	loading   chan loaded // a batch that is being upserted, or nil
	arrived   func([]graph.Document) error
	outcome   outcome
}

// A loaded is what became of a batch.
type loaded struct {
	docs    []graph.Document
	outcome graph.Outcome
	took    time.Duration
	err     error
}

// An outcome counts what was done with articles, or would be.
type outcome struct {
	added, replaced, unchanged, duplicates int
	dry                                    bool
}

// line lists the counts, and what failed.
func (o outcome) line(failed int) string {
	form := "%d added, %d replaced, %d unchanged, %d duplicate, %d failed"
	if o.dry {
		form = "%d to add, %d to replace, %d unchanged, %d duplicate, %d failed"
	}
	return fmt.Sprintf(form, o.added, o.replaced, o.unchanged, o.duplicates, failed)
}

// newLoader loads the schema and opens the store, if there is one, so that a fault in either shows
// before any work.
func newLoader(ctx context.Context, a *app, st *storeFlags, schemas *schemaFlag) (*loader, error) {
	s, err := schemas.load()
	if err != nil {
		return nil, err
	}
	t, err := st.target(ctx, a)
	if err != nil {
		return nil, err
	}
	l := &loader{target: t, schema: s, arrived: func([]graph.Document) error { return nil }}
	if _, err := os.Stat(t.sqlite); t.sqlite == "" || !errors.Is(err, fs.ErrNotExist) {
		err = l.open(ctx)
		if err != nil {
			return nil, err
		}
	}
	if st.dryRun {
		l.rehearsal, l.outcome.dry = graph.NewRehearsal(l.store), true
	}
	return l, nil
}

func (l *loader) open(ctx context.Context) error {
	if l.store != nil || l.rehearsal != nil {
		return nil
	}
	var err error
	l.store, err = l.target.open(ctx, l.schema)
	return err
}

// add takes a document in and begins to upsert the batch when it is full.
func (l *loader) add(ctx context.Context, doc graph.Document) error {
	if err := l.open(ctx); err != nil {
		return err
	}
	if l.batch = append(l.batch, doc); len(l.batch) < batchSize {
		return nil
	}
	return l.send(ctx)
}

// send begins to upsert the batch when the one before is done.
func (l *loader) send(ctx context.Context) error {
	if err := l.wait(); err != nil {
		return err
	}
	done, docs := make(chan loaded, 1), l.batch
	l.loading, l.batch = done, nil
	ctx = context.WithoutCancel(ctx) // what is extracted is not thrown away
	go func() {
		var upserter interface {
			Upsert(context.Context, []graph.Document) (graph.Outcome, error)
		} = l.store
		if l.rehearsal != nil {
			upserter = l.rehearsal
		}
		begin, end := time.Now(), l.target.app.telemetry.stage(ctx, "load")
		outcome, err := upserter.Upsert(ctx, docs)
		end(err, attribute.Int("articles", len(docs)))
		done <- loaded{docs, outcome, time.Since(begin), err}
	}()
	return nil
}

// wait waits for the batch that is being upserted and counts what that did.
func (l *loader) wait() error {
	if l.loading == nil {
		return nil
	}
	done := <-l.loading
	l.loading = nil
	if done.err != nil {
		return done.err
	}
	for _, d := range done.outcome.Duplicates {
		l.target.app.note("%s: not loaded: it is the same text as %s", placeOf(d.Article), placeOf(d.SameAs))
	}
	l.target.app.info("loaded", "articles", len(done.docs), "added", done.outcome.Added, "replaced", done.outcome.Replaced,
		"unchanged", done.outcome.Unchanged, "duplicates", len(done.outcome.Duplicates), "seconds", done.took.Seconds())
	l.outcome.added += done.outcome.Added
	l.outcome.replaced += done.outcome.Replaced
	l.outcome.unchanged += done.outcome.Unchanged
	l.outcome.duplicates += len(done.outcome.Duplicates)
	return l.arrived(done.docs)
}

// flush upserts what is left.
func (l *loader) flush(ctx context.Context) error {
	if len(l.batch) > 0 {
		if err := l.send(ctx); err != nil {
			return err
		}
	}
	if err := l.wait(); err != nil {
		return err
	}
	return l.arrived(nil)
}

// close closes the store, which a batch may still be on its way to after an error.
func (l *loader) close() error {
	err := l.wait()
	if l.store == nil {
		return err
	}
	return errors.Join(err, l.store.Close())
}

// placeOf tells where an article is from.
func placeOf(a graph.Article) string {
	switch {
	case a.URL != "":
		return a.URL
	case a.Path != "":
		return a.Path
	}
	return a.ID
}
