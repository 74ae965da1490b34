package model

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sentenceOf gives the vectors that relation_train.py makes up for its reference.
func sentenceOf(words, width int) []float32 {
	out := make([]float32, words*width)
	for i := range out {
		out[i] = float32(math.Sin(0.37 * float64(i)))
	}
	return out
}

func all(a, b int) bool { return true }

// TestRelationsEqualTheReference holds the head against what the training program computes.
func TestRelationsEqualTheReference(t *testing.T) {
	raw, err := os.ReadFile("testdata/relations.json")
	require.NoError(t, err)
	var want struct {
		Heads    []int
		Rels     []string
		Mentions []Mention
		Pairs    []struct {
			A, B  int
			Probs []float64
		}
	}
	require.NoError(t, json.Unmarshal(raw, &want))
	h, err := EmbeddedRelations()
	require.NoError(t, err)
	got := h.Score(sentenceOf(len(want.Heads), h.config.Width), want.Heads, want.Rels, want.Mentions, all)
	for _, w := range want.Pairs {
		i := slices.IndexFunc(got, func(p Pair) bool { return p.A == w.A && p.B == w.B })
		require.GreaterOrEqual(t, i, 0)
		for k, p := range w.Probs {
			assert.InDelta(t, p, got[i].Probs[k], 0.02, "%d-%d %s", w.A, w.B, h.Types()[k])
		}
	}
	assert.Len(t, got, 6)
}

func TestRelationsFile(t *testing.T) {
	const hash, budget = "3b09fea0dcf449240171314cf2816ff406b9e79fc67f44a3de8523143b043e1e", 1 << 20
	checkFile(t, embeddedRelations, hash, budget, "train/relation_train.py")
	_, err := EmbeddedRelations()
	require.NoError(t, err)
}

// TestPath checks the way between two words along the tree, and where it turns.
func TestPath(t *testing.T) {
	h, err := EmbeddedRelations()
	require.NoError(t, err)
	name := func(at int) Mention { return Mention{at, at, at, "Person", "name"} }
	heads := []int{1, -1, 1, 2}
	for _, c := range []struct {
		a, b, turn int
		path       []int
	}{{0, 3, 1, []int{0, 1, 2, 3}}, {3, 0, 2, []int{3, 2, 1, 0}}, {2, 3, 0, []int{2, 3}}, {3, 1, 2, []int{3, 2, 1}}} {
		got := h.Score(sentenceOf(4, h.config.Width), heads, make([]string, 4), []Mention{name(c.a), name(c.b)}, func(a, b int) bool { return a == 0 })
		require.Len(t, got, 1)
		assert.Equal(t, c.path, got[0].Path)
		assert.Equal(t, c.turn, got[0].Turn)
	}
}

// FuzzDecodeRelations spoils header and tensors apart, as FuzzDecode does.
func FuzzDecodeRelations(f *testing.F) {
	f.Add([]byte("{}"), []byte{})
	addFile(f, embeddedRelations)
	f.Fuzz(func(t *testing.T, head, data []byte) {
		h, err := DecodeRelations(string(join(head, data)))
		if err != nil {
			return
		}
		m := []Mention{{0, 0, 0, "Person", "name"}, {1, 2, 2, "Place", "name"}}
		for _, p := range h.Score(sentenceOf(3, h.config.Width), []int{2, 2, -1}, []string{"nsubj", "x", ""}, m, all) {
			assert.Len(t, p.Probs, len(h.Types()))
		}
	})
}
