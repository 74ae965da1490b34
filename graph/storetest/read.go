package storetest

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

// testRead reads a graph twice through one Reader, and stops in the middle: an error of whoever
// reads comes back as it is.
func testRead(t *testing.T, store graph.Store) {
	require.NoError(t, store.Read(ctx(t), func(graph.Reader) error { return nil }))
	docs := []graph.Document{sharaa(), trump()}
	upsert(t, store, docs...)
	requireHolds(t, store, docs...)
	want := graph.Merge(docs, Symmetric)
	require.NoError(t, store.Read(ctx(t), func(r graph.Reader) error {
		for range 2 {
			got, err := graph.Collect(r)
			require.NoError(t, err)
			requireSameDump(t, Dump(t, want), Dump(t, got))
		}
		return nil
	}))
	enough := errors.New("enough")
	for _, read := range []func(graph.Reader, func() error) error{
		func(r graph.Reader, stop func() error) error {
			return r.Nodes(func(*graph.Node) error { return stop() })
		},
		func(r graph.Reader, stop func() error) error {
			return r.Edges(func(*graph.Edge) error { return stop() })
		},
		func(r graph.Reader, stop func() error) error {
			return r.Accounts(func(*graph.Account) error { return stop() })
		},
	} {
		visits := 0
		err := store.Read(ctx(t), func(r graph.Reader) error {
			return read(r, func() error { visits++; return enough })
		})
		assert.Equal(t, enough, err)
		assert.Equal(t, 1, visits)
	}
}
