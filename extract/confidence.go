package extract

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
)

// A feature is one thing that tells how far a statement can be relied on.
type feature struct {
	name  string
	value float64
}

//go:embed confidence.txt
var confidenceText string

// confidenceWeights are the weights of features in a logistic regression on whether a statement is
// right, learned on the example articles: go test ./extract -run TestConfidence -update.
var confidenceWeights = sync.OnceValue(func() map[string]float64 {
	out := map[string]float64{}
	for line := range strings.Lines(confidenceText) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if w, err := strconv.ParseFloat(value, 64); ok && err == nil {
			out[name] = w
		}
	}
	return out
})

// confidence is the probability that a statement with these features is right, to three digits as it
// is written. Features that were never seen weigh nothing.
func confidence(features []feature) float64 {
	weights, sum := confidenceWeights(), 0.0
	for _, f := range features {
		sum += weights[f.name] * f.value
	}
	return math.Round(1000/(1+math.Exp(-sum))) / 1000
}

// logit turns a probability into a score between -6 and 6.
func logit(p float64) float64 { return min(max(math.Log(p/(1-p)), -6), 6) }

// featuresOf returns what is known of a statement between two ends: how it was found, how its ends
// refer, how far apart they stand and how sure the model is of their names.
func (r *reading) featuresOf(s *statement, h, t referent) []feature {
	how, _, _ := strings.Cut(s.frame, ":")
	out := []feature{
		{"bias", 1},
		{"found by " + how, 1},
		{"type " + s.typ.Name, 1},
		{"name scores", math.Sqrt(h.score * t.score)},
		{"status " + string(s.status), 1},
	}
	g := r.in(s.sentence)
	for _, end := range []referent{h, t} {
		if !end.direct {
			out = append(out, feature{"end through members", 1})
		}
		if end.loose {
			out = append(out, feature{"end by word order", 1})
		}
		if m := g.tokens[end.token].mention; m >= 0 && !named(&r.mentions[m]) {
			out = append(out, feature{"end by " + string(r.mentions[m].typ), 1})
		}
	}
	out = append(out, feature{"distance", float64(min(max(h.token-t.token, t.token-h.token), 20)) / 10})
	switch g.kind {
	case article.Title, article.Heading, article.Caption:
		out = append(out, feature{"display " + g.kind.String(), 1})
	}
	return out
}

// rate gives a statement the confidence that its features make. Negations were not among what was
// learned, and "widened" statements rest on two.
func (s *statement) rate() {
	s.confidence = confidence(s.features)
	if s.status == graph.Negated {
		s.confidence = math.Min(s.confidence, 0.5)
	}
	if s.frame == "widened" {
		s.confidence = math.Round(850*s.confidence) / 1000
	}
}
