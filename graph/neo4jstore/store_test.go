package neo4jstore_test

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/graph/storetest"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

func open(t *testing.T, options neo4jstore.Options) *neo4jstore.Store {
	t.Helper()
	store, err := neo4jstore.Open(t.Context(), neo4jtest.URI(t), neo4jtest.Password(), options)
	require.NoError(t, err)
	t.Cleanup(func() { _ = store.Close() })
	return store
}

// TestStore runs the suite. Each step of a random sequence is some twenty statements here, so it
// draws fewer sequences than usual unless -rapid.checks asks for more.
func TestStore(t *testing.T) {
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		require.NoError(t, checks.Value.Set("30"))
	}
	storetest.Run(t, func(t *testing.T) graph.Store { return open(t, neo4jstore.Options{}) })
}
