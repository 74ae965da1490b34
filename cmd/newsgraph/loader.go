package main

import (
	"context"
	"errors"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/schema"
)

// How many documents are upserted in one step: those that are there already, and those that are
// extracted meanwhile, of which fewer are to be lost when the program is killed.
const (
	loadBatch  = neo4jstore.Group
	buildBatch = 100
)

// A loader upserts documents in batches. It opens Neo4j at once, and a SQLite file with the
// first document, so that a file is made only when there is something to put in it.
type loader struct {
	size    int // of a batch
	target  *target
	schema  *schema.Schema
	store   graph.Store
	batch   []graph.Document
	outcome graph.Outcome
}

// newLoader loads the schema and resolves where the store is, so that a fault in either shows before
// any work.
func newLoader(ctx context.Context, a *app, st *storeFlags, schemas *schemaFlag, size int) (*loader, error) {
	s, err := schemas.load()
	if err != nil {
		return nil, err
	}
	t, err := st.target(ctx, a)
	if err != nil {
		return nil, err
	}
	l := &loader{target: t, schema: s, size: size}
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
	if l.batch = append(l.batch, doc); len(l.batch) < l.size {
		return nil
	}
	return l.flush(ctx)
}

// flush upserts what is left.
func (l *loader) flush(ctx context.Context) error {
	if len(l.batch) == 0 {
		return nil
	}
	if err := l.upsert(ctx, l.batch); err != nil {
		return err
	}
	l.batch = l.batch[:0]
	return nil
}

// upsert upserts documents in one step or, where that is too much for the server, in several. Batches
// are that small from then on.
func (l *loader) upsert(ctx context.Context, docs []graph.Document) error {
	outcome, err := l.store.Upsert(ctx, docs)
	if errors.Is(err, neo4jstore.ErrTooMuch) && len(docs) > 1 {
		l.size = (len(docs) + 1) / 2
		for some := range slices.Chunk(docs, l.size) {
			if err := l.upsert(ctx, some); err != nil {
				return err
			}
		}
		return nil
	}
	if err != nil {
		return err
	}
	for _, d := range outcome.Duplicates {
		l.target.app.note("%s: not loaded: it is the same text as %s", placeOf(d.Article), placeOf(d.SameAs))
	}
	l.outcome.Add(outcome)
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
