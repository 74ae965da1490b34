package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// vote gives mentions of one name one label: the one that the model's scores favour over the whole
// article. A fuller name that ends in it has its say too.
func (r *reading) vote() {
	type ballot map[string]float64
	full := r.fullPersons()
	votes := map[string]ballot{}
	fuller := map[string]float64{} // last names of full names of persons
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.canonical != "" || m.typ != graph.NameMention {
			continue
		}
		key := graph.NormalName(m.name)
		if votes[key] == nil {
			votes[key] = ballot{}
		}
		weight := m.score
		if r.sentences[m.sentence].display() {
			weight *= 0.5
		}
		votes[key][m.label] += weight
		for t, label := range typeLabels {
			if label == "" {
				continue
			}
			chance := float64(m.types[t])
			if label == "Person" && m.last == m.first && !full[key] {
				chance *= 0.3 // people are seldom spoken of by one name alone
			}
			votes[key][label] += chance
		}
		if m.label == "Person" && m.last == m.first && !full[key] {
			votes[key]["Person"] -= 0.7 * weight
		}
		if label := r.calledBy(m); label != "" {
			votes[key][label]++
		}
		if words := core(strings.Fields(key)); len(words) > 1 && m.label == "Person" {
			fuller[words[len(words)-1]] += weight
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.canonical != "" || m.typ != graph.NameMention {
			continue
		}
		key := graph.NormalName(m.name)
		b := votes[key]
		if words := core(strings.Fields(key)); len(words) == 1 && fuller[words[0]] > 0 {
			b["Person"] += 2 * fuller[words[0]]
			delete(fuller, words[0]) // once
		}
		best := m.label
		for _, label := range []string{"Person", "Organization", "Place", "Event", "Work", "Country"} {
			if b[label] > b[best]+1e-9 {
				best = label
			}
		}
		if best != m.label {
			m.label, m.kind = best, ""
		}
	}
}

// typeLabels are the labels that the model's name types vote for.
var typeLabels = [6]string{"Person", "Organization", "Place", "", "Place", ""}

// fullPersons returns the words that stand in names of persons of two words and more.
func (r *reading) fullPersons() map[string]bool {
	out := map[string]bool{}
	for i := range r.mentions {
		m := &r.mentions[i]
		words := nameWords(m.name)
		if m.label != "Person" || len(words) < 2 {
			continue
		}
		for _, w := range words {
			out[w] = true
		}
		out[strings.Join(words, " ")] = true
		out["al "+words[len(words)-1]] = true
	}
	return out
}

// calledBy returns the label that the common noun right before a name, or in apposition to it,
// gives it: "the company X", "X, a businessman".
func (r *reading) calledBy(m *mention) string {
	g := r.in(m.sentence)
	nouns := g.all(headOf(g.sentence, m.first, m.last), "appos", "nmod:desc")
	if k := m.first - 1; k >= 0 {
		nouns = append(nouns, k)
	}
	for _, k := range nouns {
		t := &g.tokens[k]
		if t.tag != "NN" || k >= m.first && k <= m.last {
			continue
		}
		switch {
		case lists().has("company nouns", t.lemma), lists().has("organization nominals", t.lemma), lists().has("media nouns", t.lemma):
			return "Organization"
		case lists().has("person nominals", t.lemma), lists().has("general person nouns", t.lemma):
			return "Person"
		}
	}
	return ""
}

// settle puts the mentions in the order of the text and drops those that overlap one that starts
// before them, or one as early and longer.
func (r *reading) settle() {
	slices.SortStableFunc(r.mentions, func(a, b mention) int {
		switch {
		case a.sentence != b.sentence:
			return a.sentence - b.sentence
		case a.first != b.first:
			return a.first - b.first
		}
		return b.last - a.last
	})
	out := r.mentions[:0]
	for _, m := range r.mentions {
		if n := len(out); n > 0 && out[n-1].sentence == m.sentence && m.first <= out[n-1].last {
			continue
		}
		out = append(out, m)
	}
	r.mentions = out
}
