package model

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestCorefEqualsTheReference holds the head against what the training program computes.
func TestCorefEqualsTheReference(t *testing.T) {
	raw, err := os.ReadFile("testdata/coref.json")
	require.NoError(t, err)
	var want struct {
		Kind     int
		Features [][CandidateFeatures]int
		Scores   []float64
	}
	require.NoError(t, json.Unmarshal(raw, &want))
	h, err := EmbeddedCoref()
	require.NoError(t, err)
	got := h.scores(anaphorOf(h.config.Width, want.Kind, want.Features))
	require.Len(t, got, len(want.Scores))
	for i, score := range want.Scores {
		assert.InDelta(t, score, got[i], 0.05, "candidate %d", i-1)
	}
}

// anaphorOf gives the vectors that coref_train.py makes up for its reference.
func anaphorOf(width, kind int, features [][CandidateFeatures]int) *Anaphor {
	vectors := sentenceOf(1+2*len(features), width)
	a := &Anaphor{Vector: vectors[:width], Kind: kind}
	for i, f := range features {
		first, nearest := vectors[(1+2*i)*width:], vectors[(2+2*i)*width:]
		a.Candidates = append(a.Candidates, Candidate{First: first[:width], Nearest: nearest[:width], Features: f})
	}
	return a
}

func TestCorefProbabilities(t *testing.T) {
	h, err := EmbeddedCoref()
	require.NoError(t, err)
	probs := h.Score(anaphorOf(h.config.Width, 0, make([][CandidateFeatures]int, 3)))
	require.Len(t, probs, 3)
	sum := 0.0
	for _, p := range probs {
		assert.Greater(t, p, 0.0)
		sum += p
	}
	assert.Less(t, sum, 1.0)
}

func TestCorefFile(t *testing.T) {
	const hash, budget = "2c2c3f3972c2a4fcee919f4f5067a3860eeb4092563aa80e99672061edfb09de", 1 << 19
	checkFile(t, embeddedCoref, hash, budget, "train/coref_train.py")
	_, err := EmbeddedCoref()
	require.NoError(t, err)
}

// FuzzDecodeCoref spoils header and tensors apart, as FuzzDecode does.
func FuzzDecodeCoref(f *testing.F) {
	f.Add([]byte("{}"), []byte{})
	addFile(f, embeddedCoref)
	f.Fuzz(func(t *testing.T, head, data []byte) {
		h, err := DecodeCoref(string(join(head, data)))
		if err != nil {
			return
		}
		assert.Len(t, h.Score(anaphorOf(h.config.Width, AnaphorKinds-1, make([][CandidateFeatures]int, 2))), 2)
	})
}
