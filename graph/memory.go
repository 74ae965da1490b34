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

	mu     sync.Mutex
	docs   map[string]Document // by article id
	ledger ledger
}

var _ Store = (*Memory)(nil)

// NewMemory makes an empty store; symmetric tells which types are the same both ways.
func NewMemory(symmetric func(typ string) bool) *Memory {
	return &Memory{symmetric: symmetric, docs: map[string]Document{}, ledger: newLedger()}
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
		if m.ledger.put(Holding{doc.Article, hashes[i], doc.Stamp}, &outcome) {
			m.docs[doc.Article.ID] = doc
		}
		if _, held := m.ledger.held[doc.Article.ID]; !held {
			delete(m.docs, doc.Article.ID) // its content is another's now
		}
	}
	return outcome, nil
}

// Delete implements Store.
func (m *Memory) Delete(_ context.Context, articleID string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.docs, articleID)
	return m.ledger.drop(articleID), nil
}

// Holdings implements Store.
func (m *Memory) Holdings(_ context.Context, ids, contents []string) ([]Holding, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	ids = slices.Clone(ids)
	for _, content := range contents {
		ids = append(ids, m.ledger.byContent[content])
	}
	var holdings []Holding
	for _, id := range ids {
		if h, ok := m.ledger.held[id]; ok {
			holdings = append(holdings, h)
		}
	}
	return SortHoldings(holdings), nil
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
