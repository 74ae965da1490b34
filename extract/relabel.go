package extract

import (
	"slices"
	"strings"
)

// A want is a label that a word would need of an entity whose own it refused.
type want struct {
	entity         int
	labels         []string
	sentence, pred int // the word
}

// unmet counts, by entity and label, the wants of words that made no statement about the entity in
// any other way: "captured A" wants a person, unless it says already that a place was taken.
func (r *reading) unmet() map[int]map[string]int {
	out := map[int]map[string]int{}
	for _, w := range r.wants {
		met := slices.ContainsFunc(r.said, func(s statement) bool {
			return s.sentence == w.sentence && s.pred == w.pred && (s.head == w.entity || s.tail == w.entity)
		})
		if met {
			continue
		}
		if out[w.entity] == nil {
			out[w.entity] = map[string]int{}
		}
		for _, l := range w.labels {
			out[w.entity][l]++
		}
	}
	return out
}

// minChance is the least that the model must believe in a label for it to be taken: its mean probability
// times the statements that ask for it.
const minChance = 0.1

// relabel gives entities the label that what is said of them asks for, where the model gave them
// another by a narrow margin: what runs candidates and opens talks is no place. It reports whether any
// label changed; the sentences are then read anew.
func (r *reading) relabel() bool {
	wanted, uses := r.unmet(), make([]int, len(r.entities))
	for i := range r.said {
		uses[r.said[i].head]++
		uses[r.said[i].tail]++
	}
	changed := false
	for e := range r.entities {
		ent := &r.entities[e]
		if r.canonicalOf(ent) != "" || len(ent.mentions) == 0 || r.namedAsBody(ent) {
			continue
		}
		best := ""
		for _, label := range []string{"Organization", "Person", "Place"} { // ties go to the first
			n := wanted[e][label]
			if label != ent.label && n > uses[e] && (best == "" || n > wanted[e][best]) && float64(n)*r.chance(ent, label) >= minChance {
				best = label
			}
		}
		if best == "" || ent.label == "Event" || ent.label == "Work" || ent.label == "Country" {
			continue
		}
		ent.label, ent.kind, changed = best, "", true
		for _, i := range ent.mentions {
			r.mentions[i].label, r.mentions[i].kind = best, ""
		}
		r.describe(ent)
	}
	return changed
}

// namedAsBody reports whether a name says that it is a body's: a "High Court" that somebody arrived at.
func (r *reading) namedAsBody(e *entity) bool {
	words := strings.Fields(e.name)
	h, ok := r.gazetteer.HeadWord(words)
	return ok && len(words) > 1 && e.label == "Organization" && h.Label == e.label && !h.Ambiguous
}

// chance returns the mean probability that the model gives a label over the entity's names.
func (r *reading) chance(e *entity, label string) float64 {
	sum, n := 0.0, 0
	for _, i := range e.mentions {
		m := &r.mentions[i]
		if !named(m) {
			continue
		}
		n++
		for t, of := range typeLabels {
			if of == label {
				sum += float64(m.types[t])
			}
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// asks notes what the schema would need of an end that it refused, where the other end stands.
func (r *reading) asks(g grammar, pred int, found []referent, labels []string) {
	for _, f := range found {
		if f.direct && !slices.Contains(labels, r.entities[f.entity].label) {
			r.wants = append(r.wants, want{f.entity, labels, g.index, pred})
		}
	}
}
