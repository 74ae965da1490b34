package extract

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/internal/model"
)

var referencesTo = flag.String("references-to", "", "folder to write what the coreference head learns from, of the texts of -features-from")

// A markedAnaphor is what the coreference head learns from: NAME.jsonl holds one a line, and NAME.f32
// the vectors that they name.
type markedAnaphor struct {
	Vector     int               `json:"vector"`
	Kind       int               `json:"kind"`
	Candidates []markedCandidate `json:"candidates"`
	Right      []int             `json:"right"` // candidates; none if it refers to nothing named before
}

type markedCandidate struct {
	Vectors  [2]int                       `json:"vectors"` // first and nearest
	Features [model.CandidateFeatures]int `json:"features"`
}

// TestWriteReferences is no test but a step of training: it reads the marked texts as the Pipeline does,
// lets every anaphor refer to what the annotator says, and writes what there was to choose from.
func TestWriteReferences(t *testing.T) {
	if *referencesTo == "" {
		t.Skip("a step of training: needs -features-from and -references-to")
	}
	writeMarked(t, *referencesTo, func(rows *json.Encoder, vectors *bufio.Writer) func(markedText) {
		return (&referenceWriter{t: t, anaphors: rows, vectors: vectors}).read
	})
}

// A referenceWriter writes the anaphors of texts.
type referenceWriter struct {
	t        *testing.T
	anaphors *json.Encoder
	vectors  *bufio.Writer
	written  int                  // vectors
	places   map[[2]int]int       // of vectors of this text, by sentence and token
	marked   map[[2]int][]int     // entities of the mentions whose head a token is
	of       map[int]map[int]bool // marked entities by entities of the reading
}

func (w *referenceWriter) read(m markedText) {
	r := &reading{article: body(m.Text), gazetteer: pipeline(w.t).gazetteer, frames: pipeline(w.t).frames, choose: w.choose, offsets: newOffsets(m.Text)}
	r.sentences = sentencesOf(r.article)
	r.analyse(pipeline(w.t).model)
	r.findNames()
	r.repairTrees()
	r.resolveMetonyms()
	r.resolveNames()
	r.noteRoles()
	w.places, w.marked, w.of = map[[2]int]int{}, map[[2]int][]int{}, map[int]map[int]bool{}
	w.mark(r, m)
	r.resolveAnaphora()
}

// mark finds the heads of the marked mentions, and which entities of the reading are marked as what.
func (w *referenceWriter) mark(r *reading, m markedText) {
	runes := []rune(m.Text)
	for _, x := range m.Mentions {
		start, end := bytesOf(runes, x)
		for i := range r.sentences {
			if first, last := r.sentences[i].covering(start, end); first >= 0 {
				at := [2]int{i, headOf(r.in(i).sentence, first, last)}
				w.marked[at] = append(w.marked[at], x[2])
			}
		}
	}
	for i := range r.mentions {
		for k := r.mentions[i].first; k <= r.mentions[i].last && r.mentions[i].entity >= 0; k++ {
			for _, e := range w.marked[[2]int{r.mentions[i].sentence, k}] {
				if w.of[r.mentions[i].entity] == nil {
					w.of[r.mentions[i].entity] = map[int]bool{}
				}
				w.of[r.mentions[i].entity][e] = true
			}
		}
	}
}

// choose writes the anaphor and gives the first candidate that the annotator meant.
func (w *referenceWriter) choose(r *reading, a *anaphor) (choice int, p float64) {
	out := markedAnaphor{Vector: w.vector(r, a.ref.sentence, a.ref.token), Kind: a.kind, Right: []int{}}
	for i, c := range a.candidates {
		out.Candidates = append(out.Candidates, markedCandidate{
			Vectors:  [2]int{w.vector(r, c.first.sentence, c.first.token), w.vector(r, c.nearest.sentence, c.nearest.token)},
			Features: c.features,
		})
		for _, e := range w.marked[[2]int{a.ref.sentence, a.ref.token}] {
			if w.of[c.entity][e] {
				out.Right = append(out.Right, i)
				break
			}
		}
	}
	require.NoError(w.t, w.anaphors.Encode(out))
	if len(out.Right) == 0 {
		return -1, 0
	}
	return out.Right[0], 1
}

// vector writes the vector of a word, once for a text, and gives its place.
func (w *referenceWriter) vector(r *reading, sentence, token int) int {
	at, ok := w.places[[2]int{sentence, token}]
	if !ok {
		at = w.written
		w.written++
		w.places[[2]int{sentence, token}] = at
		require.NoError(w.t, binary.Write(w.vectors, binary.LittleEndian, r.vector(sentence, token)))
	}
	return at
}
