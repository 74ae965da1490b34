package web

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/spatial/r2"
	"pgregory.net/rapid"
)

// linksBetween is links between n nodes: many small parts, a few nodes with very many links.
func linksBetween(n int) [][2]int {
	var links [][2]int
	for i := 1; i < n; i++ {
		switch {
		case i%7 == 0:
		case i%3 == 0:
			links = append(links, [2]int{i % 40, i})
		default:
			links = append(links, [2]int{i / 2, i})
		}
	}
	return links
}

// However a graph is linked, each node has a place of its own, and the same on every run.
func TestPlace(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(r, "nodes")
		var links [][2]int
		for a := range n {
			for b := range a {
				if rapid.IntRange(0, 9).Draw(r, "link") == 0 {
					links = append(links, [2]int{b, a})
				}
			}
		}
		places := place(n, links)
		require.Len(r, places, n)
		require.Equal(r, places, place(n, links))
		seen := map[r2.Vec]bool{}
		for _, p := range places {
			require.False(r, math.IsNaN(p.X+p.Y) || math.IsInf(p.X+p.Y, 0))
			require.False(r, seen[p], "two nodes in one place")
			seen[p] = true
		}
	})
}

// What is linked is drawn near, and parts without a link between them apart.
func TestPlaceShowsStructure(t *testing.T) {
	var links [][2]int
	for part := range 4 {
		for i := 1; i < 8; i++ {
			links = append(links, [2]int{part * 8, part*8 + i})
		}
	}
	places := place(32, links)
	near, far := 0.0, math.Inf(1)
	for a := range places {
		for b := range a {
			d := r2.Norm(r2.Sub(places[a], places[b]))
			if a/8 == b/8 {
				near = max(near, d)
			} else if a%8 == 0 && b%8 == 0 {
				far = min(far, d)
			}
		}
	}
	assert.Less(t, near, far)
}

func BenchmarkPlace5000(b *testing.B) {
	links := linksBetween(5000)
	b.ReportAllocs()
	for b.Loop() {
		place(5000, links)
	}
}
