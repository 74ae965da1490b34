package web_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/web"
	"github.com/newsgraph/newsgraph/schema"
)

// examples is the graph of the example articles, with their texts and what was rejected.
type examples struct {
	store   graph.Store
	graph   *graph.Graph
	options web.Options
}

var readExamples = sync.OnceValues(func() (*examples, error) {
	s, err := schema.Default()
	if err != nil {
		return nil, err
	}
	pipeline, err := extract.New(extract.Options{Schema: s})
	if err != nil {
		return nil, err
	}
	paths, err := filepath.Glob("../../examples/articles/*.txt")
	if err != nil {
		return nil, err
	}
	texts, rejected := map[string]string{}, map[string][]web.Rejected{}
	var docs []graph.Document
	for _, path := range paths {
		a, err := article.ReadFile(path, article.Options{})
		if err != nil {
			return nil, err
		}
		a.Path = strings.TrimPrefix(path, "../../")
		result := pipeline.Extract(a)
		docs = append(docs, result.Document)
		texts[a.ID] = a.Text
		for _, r := range result.Rejected {
			rejected[a.ID] = append(rejected[a.ID], web.Rejected(r))
		}
	}
	e := &examples{store: graph.NewMemory(s.Symmetric), graph: graph.Merge(docs, s.Symmetric)}
	e.options = web.Options{
		Symmetric: s.Symmetric, Rejected: rejected,
		Text: func(a graph.Article) (string, bool) { text, ok := texts[a.ID]; return text, ok },
	}
	_, err = e.store.Upsert(context.Background(), docs)
	return e, err
})

// named returns the node of a name.
func (e *examples) named(t testing.TB, name string) graph.Node {
	at := slices.IndexFunc(e.graph.Nodes, func(n graph.Node) bool { return n.Name == name })
	require.GreaterOrEqual(t, at, 0, name)
	return e.graph.Nodes[at]
}

// edge returns the edge with the most statements of those that keep allows.
func (e *examples) edge(t testing.TB, keep func(*graph.Edge) bool) graph.Edge {
	var best graph.Edge
	for i := range e.graph.Edges {
		if edge := &e.graph.Edges[i]; keep(edge) && edge.Statements > best.Statements {
			best = *edge
		}
	}
	require.NotEmpty(t, best.ID)
	return best
}

// name returns the name of a node.
func (e *examples) name(id string) string {
	at := slices.IndexFunc(e.graph.Nodes, func(n graph.Node) bool { return n.ID == id })
	return e.graph.Nodes[at].Name
}

// openExamples opens the page of the example articles.
func openExamples(t *testing.T, fragment string, width, height int64, before ...step) (*tab, *examples) {
	e, err := readExamples()
	require.NoError(t, err)
	site, err := web.New(t.Context(), e.store, e.options)
	require.NoError(t, err)
	return openTab(t, serveSite(t, site)+fragment, width, height, before...), e
}
