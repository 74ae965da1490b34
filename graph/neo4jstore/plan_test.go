package neo4jstore

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
	"github.com/newsgraph/newsgraph/internal/newstest"
)

// What changes the graph is planned once and for all, so its plans have to be good ones even of an
// empty graph: nothing is looked for by reading all nodes of a label or all relationships of a type.
func TestPlans(t *testing.T) {
	store, err := Open(t.Context(), neo4jtest.URI(t), neo4jtest.Password(), Options{Remember: 1})
	require.NoError(t, err)
	t.Cleanup(func() { _ = store.Close() })
	recorder := &recorder{DriverWithContext: store.driver, params: map[string]map[string]any{}}
	store.driver = recorder
	changeAll(t, store)

	empty := recorder.DriverWithContext.NewSession(t.Context(), neo4j.SessionConfig{DatabaseName: store.db})
	defer func() { assert.NoError(t, empty.Close(context.WithoutCancel(t.Context()))) }()
	counted := 0
	for query, params := range recorder.params {
		if !strings.HasPrefix(query, planOnce) {
			continue
		}
		counted++
		result, err := empty.Run(t.Context(), "EXPLAIN "+query, params)
		require.NoError(t, err, query)
		summary, err := result.Consume(t.Context())
		require.NoError(t, err, query)
		for _, operator := range operators(summary.Plan()) {
			assert.NotContains(t, operator, "Scan", query)
		}
	}
	assert.Greater(t, counted, 30)
}

// changeAll changes a store in all ways and leaves it empty.
func changeAll(t *testing.T, store *Store) {
	t.Helper()
	news := newstest.New(1)
	docs := news.Documents(40)
	for i := range docs { // entities that later articles find to be one
		docs[i].Entities[0].Aliases = append(docs[i].Entities[0].Aliases, docs[(i+7)%len(docs)].Entities[1].Name)
		docs[i].Entities[1].Label = docs[(i+40-7)%len(docs)].Entities[0].Label
	}
	upsert := func(docs []graph.Document) {
		t.Helper()
		_, err := store.Upsert(t.Context(), docs)
		require.NoError(t, err)
	}
	for some := range slices.Chunk(docs, 4) {
		upsert(some)
	}
	changed := slices.Clone(docs[:20])
	for i := range changed {
		changed[i].Relations = changed[i].Relations[1:]
		changed[i].Article.Hash += "'"
	}
	upsert(changed)
	for i := range docs {
		_, err := store.Delete(t.Context(), docs[i].Article.ID)
		require.NoError(t, err)
	}
}

// operators lists the operators of a plan.
func operators(plan neo4j.Plan) []string {
	list := []string{plan.Operator()}
	for _, child := range plan.Children() {
		list = append(list, operators(child)...)
	}
	return list
}

// A recorder is a driver that notes the queries of its transactions, with parameters of each.
type recorder struct {
	neo4j.DriverWithContext
	params map[string]map[string]any
}

func (r *recorder) NewSession(ctx context.Context, c neo4j.SessionConfig) neo4j.SessionWithContext {
	return &recordedSession{r.DriverWithContext.NewSession(ctx, c), r}
}

type recordedSession struct {
	neo4j.SessionWithContext
	recorder *recorder
}

func (s *recordedSession) BeginTransaction(ctx context.Context, options ...func(*neo4j.TransactionConfig)) (neo4j.ExplicitTransaction, error) {
	tx, err := s.SessionWithContext.BeginTransaction(ctx, options...)
	return &recordedTransaction{tx, s.recorder}, err
}

type recordedTransaction struct {
	neo4j.ExplicitTransaction
	recorder *recorder
}

func (t *recordedTransaction) Run(ctx context.Context, query string, params map[string]any) (neo4j.ResultWithContext, error) {
	t.recorder.params[query] = params
	return t.ExplicitTransaction.Run(ctx, query, params)
}
