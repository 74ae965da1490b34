package model

import (
	_ "embed"
	"slices"
	"sync"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

//go:embed relations.model
var embeddedRelations string

// EmbeddedRelations gives the relation head that is part of the program, decoded once.
var EmbeddedRelations = sync.OnceValues(func() (*RelationHead, error) { return DecodeRelations(embeddedRelations) })

// RelationHead scores relations between two mentions of a sentence. It projects the vectors of the
// words once; for a pair it attends over the sentence with a query made of the two mentions, biased
// by where a word stands and by its place on the dependency path between them. What it attended to,
// the mean over the path, the relations on it and a few features of the pair go through one hidden
// layer. train/relation_train.py trains it and computes the same. It is safe to share.
type RelationHead struct {
	config relationConfig
	// project gives for each word, side by side: as head word and as part of the first mention, the
	// same of the second (Hidden each), as part of the path (Hidden), as part of the first mention's
	// query, of the second's, as key, as value (Query each).
	project   encoder.Linear
	position  []float32 // [positions][AttentionHeads] bias of attention
	path      []float32 // [pathClasses][AttentionHeads] bias of attention
	pathValue []float32 // [pathClasses][Query] added to values
	steps     []float32 // [2][Relations][Hidden]: up and down the path
	features  []float32 // [sum of pairFeatures][Hidden]
	context   dense
	out       dense
	index     relationIndex
	scratch   sync.Pool
}

// Mention is a mention as the relation head sees it.
type Mention struct {
	First int    `json:"first"` // words, Last inclusive
	Last  int    `json:"last"`
	Head  int    `json:"head"`  // the word that governs the others
	Label string `json:"label"` // of the entity
	Type  string `json:"type"`  // name, demonym, nominal or pronoun
}

// Pair is what the head says of one ordered pair of mentions.
type Pair struct {
	A, B  int       // mentions
	Path  []int     // the words from the head of A to that of B, along the tree
	Turn  int       // the place in Path of the word that governs the others
	Probs []float32 // probability of each type, in the order of Types
}

// Classes of words by where they stand: before both mentions, in the first, between, in the second,
// after; once for each order of the two. Classes by path: off it, up, the turn, down, dependent of it.
const (
	positionClasses = 10
	pathClasses     = 5
	buckets         = 6
)

const (
	offPath = iota
	upPath
	turnOfPath
	downPath
	besidePath
)

// pairFeatures are the sizes of what describes a pair, each a one-of-n: labels, mention types,
// distance, length of the path, which end it turns at, mentions between, order.
var pairFeatures = [9]int{6, 6, 4, 4, buckets, buckets, 3, 4, 2}

// dense is a small matrix with a bias, [Outputs][Inputs].
type dense struct{ weights, bias []float32 }

type relationIndex struct{ relations, labels, mentions map[string]int }

type relationConfig struct {
	Width          int      `json:"width"`
	Hidden         int      `json:"hidden"`
	Query          int      `json:"query"`
	AttentionHeads int      `json:"attention_heads"`
	Types          []string `json:"types"`
	Relations      []string `json:"relations"`
	Labels         []string `json:"labels"`
	Mentions       []string `json:"mentions"`
}

func indexOf(names []string) map[string]int {
	out := make(map[string]int, len(names))
	for i, n := range names {
		out[n] = i
	}
	return out
}

// wordOutputs is how many numbers project gives for a word.
func (h *RelationHead) wordOutputs() int { return 5*h.config.Hidden + 4*h.config.Query }

// Types names the relation types in the order of [Pair.Probs].
func (h *RelationHead) Types() []string { return h.config.Types }

// relationScratch is the working memory of one call.
type relationScratch struct {
	encoder                 encoder.Scratch
	words                   []float32
	position, onPath        []int
	weights                 []float32
	query, attended, hidden []float32
}

// Score scores the ordered pairs of mentions of a sentence that are wanted. Vectors are the words'
// (Analysis.Vectors); heads and relations are the tree's, with one root. Mentions of other labels or
// types than the head knows give no pairs.
func (h *RelationHead) Score(vectors []float32, heads []int, relations []string, mentions []Mention, wanted func(a, b int) bool) []Pair {
	s, ok := h.scratch.Get().(*relationScratch)
	if !ok {
		s = new(relationScratch)
	}
	defer h.scratch.Put(s)
	var out []Pair
	for a := range mentions {
		for b := range mentions {
			if a == b || !wanted(a, b) || !h.knows(mentions[a]) || !h.knows(mentions[b]) {
				continue
			}
			if out == nil {
				h.project.Apply(&s.encoder, len(heads), vectors, grow(&s.words, (len(heads)+encoder.Columns)*h.project.Outputs))
			}
			p := pairReader{h: h, s: s, heads: heads, relations: relations, mentions: mentions, a: &mentions[a], b: &mentions[b]}
			turn := p.walk()
			path := append(slices.Clone(p.up), turn)
			for _, k := range slices.Backward(p.down) {
				path = append(path, k)
			}
			out = append(out, Pair{A: a, B: b, Path: path, Turn: len(p.up), Probs: p.read()})
		}
	}
	return out
}

func (h *RelationHead) knows(m Mention) bool {
	_, label := h.index.labels[m.Label]
	_, typ := h.index.mentions[m.Type]
	return label && typ
}
