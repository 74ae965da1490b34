package neo4jstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// Group is how many documents Upsert does best with: more are no faster and take the server more
// memory, which keeps all that a call changes until its end.
const Group = 500

// Upsert implements graph.Store. The error is ErrTooMuch where fewer documents may pass.
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
	err := s.change(ctx, func(tx *transaction) (removed, added []*stored, err error) {
		h, err := tx.holdings(given, s.known)
		if err != nil {
			return nil, nil, err
		}
		outcome = graph.Outcome{}
		for _, doc := range given {
			h.put(doc, &outcome)
		}
		removed, added = h.changes()
		return removed, added, tx.stamp(given) // those held already; new ones come with theirs
	})
	if err != nil {
		return graph.Outcome{}, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	return outcome, nil
}

// Delete implements graph.Store.
func (s *Store) Delete(ctx context.Context, articleID string) (bool, error) {
	deleted, err := s.remove(ctx, []string{articleID})
	if err != nil {
		return false, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	return deleted > 0, nil
}

// DeletePublisher implements graph.Store. A step takes at most Group articles.
func (s *Store) DeletePublisher(ctx context.Context, publisher string) (deleted int, err error) {
	var ids []string
	err = s.read(ctx, func(tx *transaction) error {
		ids = nil
		return tx.each("MATCH (d:NewsgraphDocument) MATCH (a:Article {id: d.id}) "+
			"WHERE coalesce(a.publisher, '') = $publisher RETURN a.id AS id ORDER BY id", row{"publisher": publisher},
			func(r *neo4j.Record) { ids = append(ids, text(r, "id")) })
	})
	for some := range slices.Chunk(ids, Group) {
		if err == nil {
			var n int
			n, err = s.remove(ctx, some)
			deleted += n
		}
	}
	if err != nil {
		return deleted, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	return deleted, nil
}

// remove deletes articles, in one step, and returns how many of them there were.
func (s *Store) remove(ctx context.Context, ids []string) (deleted int, err error) {
	err = s.change(ctx, func(tx *transaction) (removed, added []*stored, err error) {
		docs, err := tx.documents(ids)
		deleted = len(docs)
		return docs, nil, err
	})
	return deleted, err
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
