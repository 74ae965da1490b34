package extract

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/quality"
	"github.com/newsgraph/newsgraph/graph"
)

// A rated statement is one with its features and whether the annotators agree with it.
type rated struct {
	features []feature
	right    bool
}

// ratedStatements extracts an annotated set and tells right statements from wrong ones.
func ratedStatements(t *testing.T, p *Pipeline, annotations, texts string) []rated {
	t.Helper()
	gold, err := quality.ReadGold(os.DirFS(annotations))
	require.NoError(t, err)
	var out []rated
	for _, g := range gold {
		r := p.run(readFile(t, filepath.Join(texts, g.Name+".txt")))
		doc := r.document()
		wrong := map[quality.Triple]bool{}
		for _, w := range quality.Score(g, &doc).Wrong {
			wrong[w] = true
		}
		for _, s := range r.said {
			triple := quality.Triple{Type: s.typ.Name, Head: r.entities[s.head].name, Tail: r.entities[s.tail].name}
			mirrored := quality.Triple{Type: triple.Type, Head: triple.Tail, Tail: triple.Head}
			if s.status != graph.Negated {
				out = append(out, rated{s.features, !wrong[triple] && !(s.typ.Symmetric && wrong[mirrored])})
			}
		}
	}
	return out
}

// fit learns the weights of a logistic regression by gradient descent, with an L2 penalty so that
// rare features weigh little.
func fit(data []rated) map[string]float64 {
	const rounds, rate, penalty = 2000, 0.5, 0.004
	weights := map[string]float64{}
	for range rounds {
		gradient := map[string]float64{}
		for _, d := range data {
			sum, want := 0.0, 0.0
			for _, f := range d.features {
				sum += weights[f.name] * f.value
			}
			if d.right {
				want = 1
			}
			miss := want - 1/(1+math.Exp(-sum))
			for _, f := range d.features {
				gradient[f.name] += miss * f.value
			}
		}
		for name, g := range gradient {
			weights[name] += rate * (g/float64(len(data)) - penalty*weights[name])
		}
	}
	return weights
}

// TestConfidence learns the weights of confidence.txt (-update) and holds that they rank statements
// of articles they have not seen: those rated higher are right more often.
func TestConfidence(t *testing.T) {
	if *update {
		p, err := New(Options{})
		require.NoError(t, err)
		p.scorer.floors = floors{} // what the weights of before left out is to be learned from too
		data := ratedStatements(t, p, goldSets[0].annotations, goldSets[0].texts)
		weights := fit(append(data, ratedInPassages(t, p, heldOutPassages)...))
		var b bytes.Buffer
		for _, name := range slices.Sorted(maps.Keys(weights)) {
			fmt.Fprintf(&b, "%s\t%.3f\n", name, weights[name])
		}
		require.NoError(t, os.WriteFile("confidence.txt", b.Bytes(), 0o666))
		return
	}
	data := ratedStatements(t, pipeline(t), goldSets[1].annotations, goldSets[1].texts)
	slices.SortStableFunc(data, func(a, b rated) int {
		return cmp.Compare(confidence(b.features), confidence(a.features))
	})
	share := func(part []rated) float64 {
		right := 0
		for _, d := range part {
			if d.right {
				right++
			}
		}
		return float64(right) / float64(len(part))
	}
	third := len(data) / 3
	best, worst := share(data[:third]), share(data[2*third:])
	t.Logf("right among the surest third %.3f, the middle %.3f, the rest %.3f", best, share(data[third:2*third]), worst)
	assert.Greater(t, best, worst)
}
