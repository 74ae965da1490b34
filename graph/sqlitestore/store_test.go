package sqlitestore_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/sqlitestore"
	"github.com/newsgraph/newsgraph/graph/storetest"
)

func open(t testing.TB, path string) *sqlitestore.Store {
	store, err := sqlitestore.Open(t.Context(), path, storetest.Symmetric)
	require.NoError(t, err)
	return store
}

func TestStoreInMemory(t *testing.T) {
	storetest.Run(t, func(t *testing.T) graph.Store { return open(t, ":memory:") })
}

func TestStoreInFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T) graph.Store {
		return open(t, filepath.Join(t.TempDir(), "news graph?#%.db"))
	})
}
