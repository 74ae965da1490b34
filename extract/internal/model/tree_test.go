package model

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// bestByTrying gives the score of the best tree with one root, found by
// trying all heads.
func bestByTrying(scores []float32, n, stride int) float64 {
	heads, best := make([]int, n), math.Inf(-1)
	var try func(i int, sum float64)
	try = func(i int, sum float64) {
		if i == n {
			if isTree(heads) {
				best = max(best, sum)
			}
			return
		}
		for j := range n + 1 {
			heads[i] = j
			try(i+1, sum+float64(scores[i*stride+j]))
		}
	}
	try(0, 0)
	return best
}

func isTree(heads []int) bool {
	roots := 0
	for _, h := range heads {
		if h == 0 {
			roots++
		}
		for steps := 0; h != 0; steps++ {
			if steps > len(heads) {
				return false
			}
			h = heads[h-1]
		}
	}
	return roots == 1
}

func TestSpanningTreeIsTheBest(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var s treeScratch
	for range 3000 {
		n := 1 + random.IntN(5)
		const stride = 16
		scores := make([]float32, n*stride)
		for i := range scores {
			scores[i] = float32(random.NormFloat64() * 10)
		}
		if random.IntN(3) == 0 { // many ties
			for i := range scores {
				scores[i] = float32(random.IntN(3))
			}
		}
		heads := spanningTree(&s, scores, n, stride)
		sum := 0.0
		for i, h := range heads {
			sum += float64(scores[i*stride+h])
		}
		assert.True(t, isTree(heads), "%v", heads)
		assert.InDelta(t, bestByTrying(scores, n, stride), sum, 1e-3)
	}
}

func TestSpanningTreeOfManyWords(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var s treeScratch
	for _, n := range []int{50, 200, 400} {
		stride := pad(n+1, 16)
		scores := make([]float32, n*stride)
		for i := range scores {
			scores[i] = random.Float32()
		}
		assert.True(t, isTree(spanningTree(&s, scores, n, stride)))
	}
}

func TestSpanningTreeTakesOddNumbers(t *testing.T) {
	var s treeScratch
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.MaxFloat32} {
		scores := make([]float32, 6*16)
		for i := range scores {
			scores[i] = float32(v)
		}
		assert.True(t, isTree(spanningTree(&s, scores, 6, 16)), "%v", v)
	}
}
