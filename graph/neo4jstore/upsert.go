package neo4jstore

import (
	"context"
	"fmt"

	"github.com/newsgraph/newsgraph/graph"
)

// Upsert implements graph.Store. The server keeps all that a call changes in memory until its end,
// some 300 kB an article: a hundred documents a call are as fast as a thousand.
func (s *Store) Upsert(ctx context.Context, docs []graph.Document) (graph.Outcome, error) {
	given := make([]*stored, len(docs))
	for i := range docs {
		var err error
		if given[i], err = encode(&docs[i]); err != nil {
			return graph.Outcome{}, fmt.Errorf("neo4jstore: %w", err)
		}
	}
	if err := s.admit(ctx, given); err != nil {
		return graph.Outcome{}, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	var outcome graph.Outcome
	err := s.write(ctx, func(tx *transaction) error {
		if err := tx.lock(); err != nil {
			return err
		}
		h, err := tx.holdings(given)
		if err != nil {
			return err
		}
		outcome = graph.Outcome{}
		for _, doc := range given {
			h.put(doc, &outcome)
		}
		removed, added := h.changes()
		if err := s.change(tx, removed, added); err != nil {
			return err
		}
		return tx.stamp(given)
	})
	if err != nil {
		return graph.Outcome{}, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	return outcome, nil
}

// Delete implements graph.Store.
func (s *Store) Delete(ctx context.Context, articleID string) (bool, error) {
	found := false
	err := s.write(ctx, func(tx *transaction) error {
		if err := tx.lock(); err != nil {
			return err
		}
		doc, err := tx.document(articleID)
		if found = doc != nil; err != nil || !found {
			return err
		}
		return s.change(tx, []*stored{doc}, nil)
	})
	if err != nil {
		return false, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	return found, nil
}

// holdings are the documents in the database that some given ones have to do with: the held state
// that put changes step by step, as if the documents came one by one.
type holdings struct {
	before    map[string]*stored // by article id, as in the database
	now       map[string]*stored
	byContent map[string]*stored // by Article.Hash
}

func newHoldings() *holdings {
	return &holdings{before: map[string]*stored{}, now: map[string]*stored{}, byContent: map[string]*stored{}}
}

// hold adds a document of the database.
func (h *holdings) hold(doc *stored) {
	h.before[doc.id()] = doc
	h.keep(doc)
}

func (h *holdings) keep(doc *stored) {
	h.now[doc.id()] = doc
	if doc.content() != "" {
		h.byContent[doc.content()] = doc
	}
}

func (h *holdings) drop(id string) bool {
	doc, ok := h.now[id]
	if ok {
		delete(h.now, id)
		delete(h.byContent, doc.content())
	}
	return ok
}

// put adds one document and counts what it does.
func (h *holdings) put(doc *stored, outcome *graph.Outcome) {
	if old, ok := h.now[doc.id()]; ok && old.hash == doc.hash {
		outcome.Unchanged++
		return
	}
	same, held := h.byContent[doc.content()]
	had := h.drop(doc.id())
	switch {
	case held && same.id() != doc.id():
		outcome.Duplicates = append(outcome.Duplicates, graph.Duplicate{
			Article: doc.doc.Article, SameAs: same.doc.Article,
		})
		return
	case had:
		outcome.Replaced++
	default:
		outcome.Added++
	}
	h.keep(doc)
}

// changes returns the documents to take out of the database and those to put in, in the order of
// their ids. A changed document is in both.
func (h *holdings) changes() (removed, added []*stored) {
	for _, id := range sortedKeys(h.before) {
		if now, ok := h.now[id]; !ok || now.hash != h.before[id].hash {
			removed = append(removed, h.before[id])
		}
	}
	for _, id := range sortedKeys(h.now) {
		if old, ok := h.before[id]; !ok || old.hash != h.now[id].hash {
			added = append(added, h.now[id])
		}
	}
	return removed, added
}
