package graph

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// A Memory is a Store in memory that keeps documents alone and merges them anew on each question:
// the reference that other stores are tested against, and enough for a handful of articles.
type Memory struct {
	symmetric func(typ string) bool

	mu        sync.Mutex
	docs      map[string]Document // by article id
	lines     map[string]string   // article id -> DocumentHash
	byContent map[string]string   // Article.Hash -> article id
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store; symmetric tells which types are the same both ways.
func NewMemory(symmetric func(typ string) bool) *Memory {
	return &Memory{
		symmetric: symmetric,
		docs:      map[string]Document{}, lines: map[string]string{}, byContent: map[string]string{},
	}
}

// Upsert implements Store.
func (m *Memory) Upsert(_ context.Context, docs []Document) (Outcome, error) {
	clean := make([]Document, len(docs))
	hashes := make([]string, len(docs))
	for i := range docs {
		var err error
		if clean[i], _, hashes[i], err = Encode(&docs[i]); err != nil {
			return Outcome{}, err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var outcome Outcome
	for i, doc := range clean {
		m.put(doc, hashes[i], &outcome)
	}
	return outcome, nil
}

// put adds one document and counts what it did.
func (m *Memory) put(doc Document, hash string, outcome *Outcome) {
	id := doc.Article.ID
	if m.lines[id] == hash {
		outcome.Unchanged++
		return
	}
	if same, ok := m.byContent[doc.Article.Hash]; ok && same != id {
		m.remove(id)
		outcome.Duplicates = append(outcome.Duplicates, Duplicate{Article: doc.Article, SameAs: m.docs[same].Article})
		return
	}
	if m.remove(id) {
		outcome.Replaced++
	} else {
		outcome.Added++
	}
	m.docs[id], m.lines[id] = doc, hash
	if doc.Article.Hash != "" {
		m.byContent[doc.Article.Hash] = id
	}
}

func (m *Memory) remove(id string) bool {
	doc, ok := m.docs[id]
	if ok {
		delete(m.docs, id)
		delete(m.lines, id)
		delete(m.byContent, doc.Article.Hash)
	}
	return ok
}

// Delete implements Store.
func (m *Memory) Delete(_ context.Context, articleID string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.remove(articleID), nil
}

// DeletePublisher implements Store.
func (m *Memory) DeletePublisher(_ context.Context, publisher string) (deleted int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, doc := range m.docs {
		if doc.Article.Publisher == publisher && m.remove(id) {
			deleted++
		}
	}
	return deleted, nil
}

// Graph implements Store.
func (m *Memory) Graph(context.Context) (*Graph, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return Merge(slices.Collect(maps.Values(m.docs)), m.symmetric), nil
}

// Read implements Store.
func (m *Memory) Read(ctx context.Context, do func(Reader) error) error {
	g, err := m.Graph(ctx)
	if err != nil {
		return err
	}
	return do(g.Reader())
}

// Counts implements Store.
func (m *Memory) Counts(ctx context.Context) (Counts, error) {
	g, err := m.Graph(ctx)
	if err != nil {
		return Counts{}, err
	}
	return g.Counts(), nil
}

// Find implements Store.
func (m *Memory) Find(ctx context.Context, name string, limit int) ([]Node, error) {
	g, err := m.Graph(ctx)
	if err != nil {
		return nil, err
	}
	return g.Find(name, limit), nil
}

// View implements Store.
func (m *Memory) View(ctx context.Context, nodeID string) (View, error) {
	g, err := m.Graph(ctx)
	if err != nil {
		return View{}, err
	}
	return g.View(nodeID)
}

// Article implements Store.
func (m *Memory) Article(ctx context.Context, articleID string) (ArticleView, error) {
	g, err := m.Graph(ctx)
	if err != nil {
		return ArticleView{}, err
	}
	return g.Article(articleID)
}

// Close implements Store.
func (m *Memory) Close() error { return nil }
