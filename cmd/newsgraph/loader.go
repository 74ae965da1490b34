package main

import (
	"context"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// batchSize is how many documents are upserted in one step.
const batchSize = 100

// A loader upserts documents in batches. It opens Neo4j at once, and a SQLite file with the
// first document, so that a file is made only when there is something to put in it.
type loader struct {
	target  *target
	schema  *schema.Schema
	store   graph.Store
	batch   []graph.Document
	outcome graph.Outcome
}

// newLoader loads the schema and resolves where the store is, so that a fault in either shows before
// any work.
func newLoader(ctx context.Context, a *app, st *storeFlags, schemas *schemaFlag) (*loader, error) {
	s, err := schemas.load()
	if err != nil {
		return nil, err
	}
	t, err := st.target(ctx, a)
	if err != nil {
		return nil, err
	}
	l := &loader{target: t, schema: s}
	if t.sqlite != "" {
		return l, nil
	}
	return l, l.open(ctx)
}

func (l *loader) open(ctx context.Context) error {
	if l.store != nil {
		return nil
	}
	var err error
	l.store, err = l.target.open(ctx, l.schema)
	return err
}

// add takes a document in and upserts the batch when it is full.
func (l *loader) add(ctx context.Context, doc graph.Document) error {
	if err := l.open(ctx); err != nil {
		return err
	}
	if l.batch = append(l.batch, doc); len(l.batch) < batchSize {
		return nil
	}
	return l.flush(ctx)
}

// flush upserts what is left.
func (l *loader) flush(ctx context.Context) error {
	if len(l.batch) == 0 {
		return nil
	}
	outcome, err := l.store.Upsert(ctx, l.batch)
	if err != nil {
		return err
	}
	for _, d := range outcome.Duplicates {
		l.target.app.note("%s: not loaded: it is the same text as %s", placeOf(d.Article), placeOf(d.SameAs))
	}
	l.outcome.Add(outcome)
	l.batch = l.batch[:0]
	return nil
}

func (l *loader) close() error {
	if l.store == nil {
		return nil
	}
	return l.store.Close()
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
