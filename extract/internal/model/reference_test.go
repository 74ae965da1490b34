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

// reference is what the trained network gives in 32-bit floats for sentences that are read together.
type reference struct {
	Pieces    []int32
	Shapes    []int
	Sentences []struct {
		Words, Tags, Names, Relations []string
		First                         []int32 // places of the root's and the words' first pieces
		Heads                         []int
		Vectors                       map[string][]float64
		Arcs                          [][]float64 // of each word, its scores with the root and all words
	}
}

// words are those of each sentence.
func (r *reference) words() [][]string {
	var out [][]string
	for _, s := range r.Sentences {
		out = append(out, s.Words)
	}
	return out
}

// sequence puts sentences together.
func sequence(m *Model, sentences [][]string) encoder.Sequence {
	s := m.tokenizer.NewSequence(sentences[0])
	for _, words := range sentences[1:] {
		s = s.Then(m.tokenizer.NewSequence(words))
	}
	return s
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
		s := sequence(m, r.words())
		assert.Equal(t, r.Pieces, s.Pieces)
		var first []int32
		for _, sentence := range r.Sentences {
			first = append(first, sentence.First...)
		}
		assert.Equal(t, first, s.First)
		for i, shape := range r.Shapes {
			assert.Equal(t, shape, int(s.Shapes[i]), "%v piece %d", r.words(), i)
		}
	}
}

func TestVectorsAreCloseToTheReference(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		for _, r := range readLines[reference](t, "testdata/reference.jsonl") {
			s := encoder.Scratch{Path: m.path}
			x := m.encoder.Encode(&s, []encoder.Sequence{sequence(m, r.words())})
			for _, sentence := range r.Sentences {
				for row, want := range sentence.Vectors {
					word, err := strconv.Atoi(row)
					require.NoError(t, err)
					got := x[word*m.config.Width:][:m.config.Width]
					assert.Greater(t, cosine(got, want), 0.995, "%v word %d", sentence.Words, word)
				}
				x = x[(1+len(sentence.Words))*m.config.Width:]
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
			for k, a := range m.Analyze(r.words()) {
				want := r.Sentences[k]
				assert.Equal(t, want.Tags, a.Tags)
				for i, head := range want.Heads {
					got := a.Heads[i]
					if want.Arcs[i][head+1]-want.Arcs[i][got+1] > nearTie {
						assert.Equal(t, head, got, "%v word %d", want.Words, i)
					}
					if got == head {
						assert.Equal(t, want.Relations[i], a.Relations[i], "%v word %d", want.Words, i)
					}
				}
			}
		}
	})
}

func TestLabelsEqualTheReference(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		labels := nameLabels()
		for _, r := range readLines[reference](t, "testdata/reference.jsonl") {
			analyses, _ := readTogether(m, r.words())
			for k, a := range analyses {
				for i, want := range r.Sentences[k].Names {
					best := argmax(a.labels[i*labelCount : (i+1)*labelCount])
					assert.Equal(t, want, labels[best], "%v word %d", r.Sentences[k].Words, i)
				}
			}
		}
	})
}

// readTogether reads sentences in one window and stops before names are found.
func readTogether(m *Model, sentences [][]string) ([]Analysis, *scratch) {
	s := &scratch{}
	s.encoder.Path = m.path
	b := batch{m: m, s: s}
	out := make([]Analysis, len(sentences))
	for i, words := range sentences {
		out[i] = newAnalysis(len(words))
		b.add(m.tokenizer.NewSequence(words), target{to: &out[i], words: len(words)})
	}
	b.flush()
	return out, s
}

func TestArcScoresAreCloseToTheReference(t *testing.T) {
	onAllPaths(t, func(t *testing.T, m *Model) {
		for _, r := range readLines[reference](t, "testdata/reference.jsonl") {
			_, s := readTogether(m, r.words())
			last := r.Sentences[len(r.Sentences)-1] // whose scores are still there
			stride := pad(len(last.Words)+1, encoder.Columns)
			for word, want := range last.Arcs {
				got := s.scores[word*stride:][:len(want)]
				assert.Greater(t, cosine(got, want), 0.995, "%v word %d", last.Words, word)
				for i, v := range want {
					assert.InDelta(t, v, got[i], 1.6, "%v word %d head %d", last.Words, word, i)
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
