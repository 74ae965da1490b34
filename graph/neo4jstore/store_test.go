package neo4jstore_test

import (
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
	return store
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) graph.Store { return open(t, neo4jstore.Options{}) })
}
