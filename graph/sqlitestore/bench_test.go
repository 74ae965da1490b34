package sqlitestore_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/internal/newstest"
)

// rowsOf counts the rows that documents become: articles, mentions and statements.
func rowsOf(docs []graph.Document) int {
	rows := 0
	for _, doc := range docs {
		rows += 1 + len(doc.Entities) + len(doc.Relations)
	}
	return rows
}

// BenchmarkUpsert loads 1,000 articles into a new file in batches.
func BenchmarkUpsert(b *testing.B) {
	docs := corpus(1000)
	b.ReportAllocs()
	for b.Loop() {
		store := open(b, filepath.Join(b.TempDir(), "graph.db"))
		for i := 0; i < len(docs); i += 200 {
			_, err := store.Upsert(b.Context(), docs[i:i+200])
			require.NoError(b, err)
		}
		require.NoError(b, store.Close())
	}
	b.ReportMetric(float64(rowsOf(docs)*b.N)/b.Elapsed().Seconds(), "rows/s")
}

// BenchmarkUpsertUnchanged loads what is there already.
func BenchmarkUpsertUnchanged(b *testing.B) {
	docs := corpus(1000)
	store := open(b, filepath.Join(b.TempDir(), "graph.db"))
	_, err := store.Upsert(b.Context(), docs)
	require.NoError(b, err)
	for b.Loop() {
		_, err := store.Upsert(b.Context(), docs)
		require.NoError(b, err)
	}
	b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "articles/s")
	require.NoError(b, store.Close())
}

// BenchmarkUpsertOne adds articles one at a time to stores of two sizes: the cost is to be the same.
func BenchmarkUpsertOne(b *testing.B) {
	for name, size := range map[string]int{"into500": 500, "into5000": 5000} {
		b.Run(name, func(b *testing.B) {
			store := open(b, filepath.Join(b.TempDir(), "graph.db"))
			news := newstest.New(1)
			_, err := store.Upsert(b.Context(), news.Documents(size))
			require.NoError(b, err)
			for b.Loop() {
				_, err := store.Upsert(b.Context(), news.Documents(1))
				require.NoError(b, err)
			}
			require.NoError(b, store.Close())
		})
	}
}

// BenchmarkRead asks a store of 2,000 articles for a name and for all about it.
func BenchmarkRead(b *testing.B) {
	store := open(b, filepath.Join(b.TempDir(), "graph.db"))
	docs := corpus(2000)
	_, err := store.Upsert(b.Context(), docs)
	require.NoError(b, err)
	name := docs[0].Entities[0].Name
	b.Run("Find", func(b *testing.B) {
		for b.Loop() {
			nodes, err := store.Find(b.Context(), name, 10)
			require.NoError(b, err)
			require.NotEmpty(b, nodes)
		}
	})
	nodes, err := store.Find(b.Context(), name, 1)
	require.NoError(b, err)
	b.Run("View", func(b *testing.B) {
		for b.Loop() {
			_, err := store.View(b.Context(), nodes[0].ID)
			require.NoError(b, err)
		}
	})
	require.NoError(b, store.Close())
}
