package model

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

// reference is what the trained network gives in 32-bit floats.
type reference struct {
	Words, Tags, Names, Relations []string
	Pieces, First                 []int32
	Shapes                        []int
	Heads                         []int
	Vectors                       map[string][]float64
	Arcs                          [][]float64 // of each word, its scores with the root and all words
}

func readLines[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	var out []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var v T
		require.NoError(t, json.Unmarshal(lines.Bytes(), &v))
		out = append(out, v)
	}
	require.NoError(t, lines.Err())
	require.NotEmpty(t, out)
	return out
}

func TestPiecesEqualTheReference(t *testing.T) {
	m := load(t)
	type piecesCase struct {
		Text   string
		Pieces []int32
	}
	for _, c := range readLines[piecesCase](t, "testdata/pieces.jsonl") {
		got := m.tokenizer.Append([]int32{}, c.Text, 0)
		assert.Equal(t, c.Pieces, got, "%q", c.Text)
	}
}

func TestSequencesEqualTheReference(t *testing.T) {
	m := load(t)
	for _, r := range readLines[reference](t, "testdata/reference.jsonl") {
		s := m.tokenizer.NewSequence(r.Words)
		assert.Equal(t, r.Pieces, s.Pieces)
		assert.Equal(t, r.First, s.Words)
		for i, shape := range r.Shapes {
			assert.Equal(t, shape, int(s.Shapes[i]), "%v piece %d", r.Words, i)
		}
	}
}

func TestVectorsAreCloseToTheReference(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		for _, r := range readLines[reference](t, "testdata/reference.jsonl") {
			s := encoder.Scratch{Path: m.path}
			q := m.tokenizer.NewSequence(r.Words)
			x := m.encoder.Encode(&s, []encoder.Sequence{q})
			for row, want := range r.Vectors {
				word, err := strconv.Atoi(row)
				require.NoError(t, err)
				got := x[word*m.config.Width:][:m.config.Width]
				assert.Greater(t, cosine(got, want), 0.995, "%v word %d", r.Words, word)
			}
		}
	})
}

func cosine(x []float32, y []float64) float64 {
	var xy, xx, yy float64
	for i := range y {
		v := float64(x[i])
		xy, xx, yy = xy+v*y[i], xx+v*v, yy+y[i]*y[i]
	}
	return xy / math.Sqrt(xx*yy)
}

// nearTie is a difference of arc scores that rounding to 8 bits may turn.
const nearTie = 0.1

func TestAnalysesEqualTheReference(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		for _, r := range readLines[reference](t, "testdata/reference.jsonl") {
			a := m.Analyze([][]string{r.Words})[0]
			assert.Equal(t, r.Tags, a.Tags)
			for i, want := range r.Heads {
				got := a.Heads[i]
				if r.Arcs[i][want+1]-r.Arcs[i][got+1] > nearTie {
					assert.Equal(t, want, got, "%v word %d", r.Words, i)
				}
				if got == want {
					assert.Equal(t, r.Relations[i], a.Relations[i], "%v word %d", r.Words, i)
				}
			}
		}
	})
}

func TestLabelsEqualTheReference(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		labels := nameLabels()
		for _, r := range readLines[reference](t, "testdata/reference.jsonl") {
			a, _ := readOne(m, r.Words)
			for i, want := range r.Names {
				best := argmax(a.labels[i*labelCount : (i+1)*labelCount])
				assert.Equal(t, want, labels[best], "%v word %d", r.Words, i)
			}
		}
	})
}

// readOne reads one sentence and stops before names are found.
func readOne(m *Model, words []string) (Analysis, *scratch) {
	s := &scratch{}
	s.encoder.Path = m.path
	b := batch{m: m, s: s}
	a := newAnalysis(len(words))
	b.add(m.tokenizer.NewSequence(words), &a, 0)
	b.flush()
	return a, s
}

func TestArcScoresAreCloseToTheReference(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		for _, r := range readLines[reference](t, "testdata/reference.jsonl") {
			_, s := readOne(m, r.Words)
			stride := pad(len(r.Words)+1, encoder.Columns)
			for word, want := range r.Arcs {
				got := s.scores[word*stride:][:len(want)]
				assert.Greater(t, cosine(got, want), 0.995, "%v word %d", r.Words, word)
				for i, v := range want {
					assert.InDelta(t, v, got[i], 1.6, "%v word %d head %d", r.Words, word, i)
				}
			}
		}
	})
}

// spansOf drops the probabilities of names.
func spansOf(names []Name) []Name {
	var out []Name
	for _, n := range names {
		out = append(out, Name{Start: n.Start, End: n.End, Type: n.Type})
	}
	return out
}
