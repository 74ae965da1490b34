// Package model holds the embedded weights and reads sentences with them:
// part-of-speech tags, names and a dependency tree for each, and relations
// between mentions.
//
// [Embedded] gives the model; [Model.Analyze] reads sentences. The weights
// file newsgraph.model and how it is made are described in README.md beside
// it; the encoder under the heads is package encoder.
package model

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

//go:embed newsgraph.model
var embedded string

// Embedded gives the model that is part of the program, decoded once.
var Embedded = sync.OnceValues(func() (*Model, error) { return Decode(embedded) })

// NameTypes are the types of names, in the order of [Name.Types].
var NameTypes = [6]string{"PER", "ORG", "LOC", "NORP", "FAC", "MISC"}

// Name is a name found in a sentence.
type Name struct {
	Start, End int        // words of the sentence, End exclusive
	Type       string     // one of NameTypes
	Score      float32    // mean probability of the chosen labels
	Types      [6]float32 // mean probability of each type over the words
}

// Analysis is what the model reads in one sentence. All slices but Names have
// one element a word; Names are in order of place.
type Analysis struct {
	Tags      []string // Penn Treebank tags
	Names     []Name
	Heads     []int    // the word each word depends on, -1 for the root
	Relations []string // Universal Dependencies relation to the head
	// NameProbs is the probability of each word to be part of a name of each
	// type.
	NameProbs [][6]float32
	// Vectors are what the relation head reads of each word, one after the other: the encoder's last
	// vector and that after tapLayers layers, which tells more of the word and less of its syntax. It
	// is nil past the first keptWords words of a call, so that memory stays bounded.
	Vectors []float32

	labels []float32 // logarithm of the probability of each label, by word
}

// Model reads sentences. It is safe to share between goroutines.
type Model struct {
	config    config
	encoder   encoder.Encoder
	tokenizer *encoder.Tokenizer
	// heads gives for each word, side by side: arc dependent, arc head, label
	// dependent, label head, names, tags. arc and label are the bilinear forms.
	heads, arc, label encoder.Linear
	root              int    // index of the relation "root"
	path              string // the kernels to use
	scratch           sync.Pool
}

// check tells what is wrong with the parts of m and completes it.
func (m *Model) check() error {
	c := &m.config
	if err := m.encoder.Check(); err != nil {
		return fmt.Errorf("encoder: %w", err)
	}
	if m.tokenizer.Size() != len(m.encoder.EmbeddingScale) {
		return fmt.Errorf("%d pieces, %d embeddings", m.tokenizer.Size(), len(m.encoder.EmbeddingScale))
	}
	if !slices.Equal(c.Names, nameLabels()) {
		return fmt.Errorf("name labels %v", c.Names)
	}
	if m.root = slices.Index(c.Relations, "root"); m.root < 0 {
		return fmt.Errorf("relations lack root: %v", c.Relations)
	}
	if slices.Contains(c.Relations[m.root+1:], "root") {
		return errors.New("relation root is there twice")
	}
	outputs := 2*c.Arc + 2*c.Label + len(c.Names) + len(c.Tags)
	for _, x := range []struct {
		name    string
		l       *encoder.Linear
		in, out int
	}{{"heads", &m.heads, c.Width, outputs}, {"arc", &m.arc, c.Arc, c.Arc}, {"label", &m.label, c.Label, len(c.Relations) * (c.Label + 1)}} {
		if err := x.l.Check(); err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
		if x.l.Inputs != x.in || x.l.Outputs != pad(x.out, encoder.Columns) {
			return fmt.Errorf("%s: %d x %d weights", x.name, x.l.Outputs, x.l.Inputs)
		}
	}
	return nil
}

func pad(n, to int) int { return (n + to - 1) / to * to }

// batchPieces is about how many pieces go through the encoder at a time,
// windowPieces how many those sentences may have together that are read as one.
const (
	batchPieces  = 384
	windowPieces = 64
)

// keptWords is for how many words of a call the vectors are kept, 150 MB of them.
const keptWords = 50_000

// tapLayers is after how many layers the second half of Vectors is taken.
const tapLayers = 4

// Analyze reads the sentences of a text, in order, each given as its words. Any
// words are safe. Short sentences are read together, as many as have windowPieces
// pieces, so that each is understood by those around it; one too long for the
// encoder is read in parts whose trees are joined.
func (m *Model) Analyze(sentences [][]string) []Analysis {
	s, ok := m.scratch.Get().(*scratch)
	if !ok {
		s = new(scratch)
	}
	defer m.scratch.Put(s)
	s.encoder.Path = m.path
	out := make([]Analysis, len(sentences))
	b := batch{m: m, s: s}
	kept := 0
	for i, words := range sentences {
		out[i] = newAnalysis(len(words))
		if kept += len(words); kept <= keptWords {
			out[i].Vectors = make([]float32, len(words)*2*m.config.Width)
		}
		if len(words) == 0 {
			continue
		}
		whole := m.tokenizer.NewSequence(words)
		for _, p := range parts(whole, words) {
			b.add(whole.Part(p.from, p.to), target{to: &out[i], offset: p.from, words: p.to - p.from})
		}
	}
	b.flush()
	for i := range out {
		out[i].joinTrees()
		out[i].findNames()
	}
	return out
}

func newAnalysis(words int) Analysis {
	return Analysis{
		Tags:      make([]string, words),
		Heads:     make([]int, words),
		Relations: make([]string, words),
		NameProbs: make([][6]float32, words),
	}
}
