package graph_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/newsgraph/newsgraph/graph"
)

// TestEdgeSumMerge checks that sums of some articles each, merged in any order, are that of all.
func TestEdgeSumMerge(t *testing.T) {
	statement := rapid.Custom(func(t *rapid.T) graph.Statement {
		return graph.Statement{
			ID:         rapid.StringMatching("[a-f0-9]{20}").Draw(t, "id"),
			Status:     rapid.SampledFrom([]graph.Status{graph.Asserted, graph.Claimed}).Draw(t, "status"),
			Time:       rapid.SampledFrom([]string{"", "2025", "2024-05/2025-01"}).Draw(t, "time"),
			Role:       rapid.SampledFrom([]string{"", "chief", "member"}).Draw(t, "role"),
			Confidence: float64(rapid.IntRange(0, 4).Draw(t, "confidence")) / 4,
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		parts := make([]graph.EdgeSum, rapid.IntRange(1, 4).Draw(t, "parts"))
		var whole graph.EdgeSum
		for range rapid.IntRange(1, 6).Draw(t, "articles") {
			said := rapid.SliceOfN(statement, 1, 3).Draw(t, "statements")
			published := rapid.SampledFrom([]string{"", "2025-01-01", "2026-02-02"}).Draw(t, "published")
			whole.Add(said, published)
			parts[rapid.IntRange(0, len(parts)-1).Draw(t, "part")].Add(said, published)
		}
		var merged graph.EdgeSum
		for _, part := range rapid.Permutation(parts).Draw(t, "order") {
			merged.Merge(&part)
		}
		require.Equal(t, whole.Edge("LED", "a", "b"), merged.Edge("LED", "a", "b"))
		require.Equal(t, whole.Best, merged.Best)
	})
}
