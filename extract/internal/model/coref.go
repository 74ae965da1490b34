package model

import (
	_ "embed"
	"fmt"
	"math"
	"sync"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

//go:embed coref.model
var embeddedCoref string

// EmbeddedCoref gives the coreference head that is part of the program, decoded once.
var EmbeddedCoref = sync.OnceValues(func() (*CorefHead, error) { return DecodeCoref(embeddedCoref) })

// CorefHead tells which entity a pronoun or nominal refers to, if any: it ranks the candidates among each
// other and against none (a mention ranker, as Clark and Manning 2016, "Improving Coreference Resolution by
// Learning Entity-Level Distributed Representations", with the vectors of our encoder). A candidate's score
// is that of a hidden layer over the vectors of both and what is known of the pair, plus the product of a
// query made of the anaphor and a key made of the candidate. train/coref_train.py trains it and computes the same. It is safe to share.
type CorefHead struct {
	config corefConfig
	// project gives for each vector, side by side: as anaphor, as anaphor of nothing, as candidate (Hidden
	// each), as query and as key (Query each).
	project  encoder.Linear
	kinds    []float32 // [AnaphorKinds][2*Hidden]
	features []float32 // [sum of CandidateSizes][Hidden]
	out      dense     // of a candidate, of none
	scratch  sync.Pool
}

// Anaphor is a pronoun or nominal as the head sees it.
type Anaphor struct {
	Vector     []float32 // of its head word, from Analysis.Vectors
	Kind       int       // below AnaphorKinds
	Candidates []Candidate
}

// Candidate is an entity spoken of before.
type Candidate struct {
	First, Nearest []float32 // vectors of the head words of its first and its nearest mention
	Features       [CandidateFeatures]int
}

// The sizes of what describes an anaphor and a candidate, each a one-of-n.
const (
	AnaphorKinds      = 10
	CandidateFeatures = 11
)

// CandidateSizes are the sizes of a candidate's features.
var CandidateSizes = [CandidateFeatures]int{6, 4, 6, 5, 5, 8, 4, 3, 2, 2, 2}

type corefConfig struct {
	Width  int `json:"width"`
	Hidden int `json:"hidden"`
	Query  int `json:"query"`
}

type corefScratch struct {
	encoder          encoder.Scratch
	vectors, project []float32
	hidden           []float32
}

// Score gives the probability of each candidate. What is left to one is that of none.
func (h *CorefHead) Score(a *Anaphor) []float64 {
	scores := h.scores(a)
	top, sum := scores[argmax(scores)], 0.0
	out := make([]float64, len(scores))
	for i, score := range scores {
		out[i] = math.Exp(float64(score - top))
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out[1:]
}

// scores gives the score of none and of each candidate.
func (h *CorefHead) scores(a *Anaphor) []float32 {
	s, ok := h.scratch.Get().(*corefScratch)
	if !ok {
		s = new(corefScratch)
	}
	defer h.scratch.Put(s)
	c, rows := &h.config, 1+len(a.Candidates)
	vectors := grow(&s.vectors, (rows+encoder.Columns)*c.Width)
	copy(vectors, a.Vector)
	for i := range a.Candidates {
		row := vectors[(i+1)*c.Width:][:c.Width]
		for j := range row {
			row[j] = (a.Candidates[i].First[j] + a.Candidates[i].Nearest[j]) / 2
		}
	}
	project := grow(&s.project, (rows+encoder.Columns)*h.project.Outputs)
	h.project.Apply(&s.encoder, rows, vectors, project)
	kind := h.kinds[a.Kind*2*c.Hidden:][:2*c.Hidden]
	hidden := grow(&s.hidden, c.Hidden)
	copy(hidden, kind[c.Hidden:])
	add(hidden, project[c.Hidden:2*c.Hidden], 1)
	out := make([]float32, rows)
	out[0] = h.score(s, hidden, 1)
	query := project[3*c.Hidden:][:c.Query]
	for i := range a.Candidates {
		row := project[(i+1)*h.project.Outputs:]
		copy(hidden, kind)
		add(hidden, project[:c.Hidden], 1)
		add(hidden, row[2*c.Hidden:3*c.Hidden], 1)
		at := 0
		for k, value := range a.Candidates[i].Features {
			add(hidden, h.features[(at+value)*c.Hidden:][:c.Hidden], 1)
			at += CandidateSizes[k]
		}
		key := row[3*c.Hidden+c.Query:][:c.Query]
		out[i+1] = h.score(s, hidden, 0) + dot(query, key)/float32(math.Sqrt(float64(c.Query)))
	}
	return out
}

// score finishes the hidden layer and gives its score, as that of a candidate (0) or of none (1).
func (h *CorefHead) score(s *corefScratch, hidden []float32, which int) float32 {
	encoder.GELU(&s.encoder, hidden)
	return dot(h.out.weights[which*len(hidden):][:len(hidden)], hidden) + h.out.bias[which]
}

// DecodeCoref reads the file of a coreference head. Any input is safe; damage is an error.
func DecodeCoref(data string) (*CorefHead, error) {
	h, err := decodeCoref(data)
	if err != nil {
		return nil, fmt.Errorf("model: coreference: %w", err)
	}
	return h, nil
}

func decodeCoref(data string) (*CorefHead, error) {
	c, r, err := parse[corefConfig](data)
	if err != nil {
		return nil, err
	}
	if c.Width <= 0 || c.Width > maxWidth || c.Hidden <= 0 || c.Hidden > maxWidth || c.Hidden%encoder.Columns != 0 || c.Query <= 0 || c.Query > maxWidth {
		return nil, fmt.Errorf("width %d, hidden %d, query %d", c.Width, c.Hidden, c.Query)
	}
	h := &CorefHead{
		config: c, project: r.linear("project", c.Width), kinds: r.floats("kinds"), features: r.floats("features"),
		out: dense{r.floats("out.weight"), r.floats("out.bias")},
	}
	if r.err != nil {
		return nil, r.err
	}
	return h, h.check()
}

func (h *CorefHead) check() error {
	c := &h.config
	if err := h.project.Check(); err != nil {
		return fmt.Errorf("project: %w", err)
	}
	return checkSizes(
		size{"project", h.project.Outputs, pad(3*c.Hidden+2*c.Query, encoder.Columns)},
		size{"kinds", len(h.kinds), AnaphorKinds * 2 * c.Hidden},
		size{"features", len(h.features), total(CandidateSizes[:]) * c.Hidden},
		size{"out.weight", len(h.out.weights), 2 * c.Hidden},
		size{"out.bias", len(h.out.bias), 2},
	)
}
