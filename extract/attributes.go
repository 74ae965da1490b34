package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// readAttributes notes when persons were born and died and bodies were founded, where the text
// states a date: "was born in 1961", "(12 May 1931 – 3 March 2011)", "founded in 2009".
func (r *reading) readAttributes() {
	r.attributes = map[int]*graph.Attributes{}
	for i := range r.sentences {
		times := r.timesIn(i)
		if len(times) == 0 {
			continue
		}
		g := r.in(i)
		for k := range g.tokens {
			if g.isVerb(k) {
				r.readEvent(g, k, times)
			}
		}
		r.readLifespans(g, times)
	}
}

func (r *reading) attributesOf(e int) *graph.Attributes {
	if r.attributes[e] == nil {
		r.attributes[e] = &graph.Attributes{}
	}
	return r.attributes[e]
}

// readEvent reads one verb of birth, death or founding.
func (r *reading) readEvent(g grammar, v int, times []timeExpression) {
	var who []int
	var set func(*graph.Attributes, string)
	label := "Person"
	switch g.tokens[v].lemma {
	case "bear", "born":
		who, set = g.objects(v), func(a *graph.Attributes, t string) { fill(&a.Born, t) }
	case "die":
		who, set = g.subjects(v), func(a *graph.Attributes, t string) { fill(&a.Died, t) }
	case "found", "establish", "form", "create", "set":
		who, set, label = g.objects(v), func(a *graph.Attributes, t string) { fill(&a.Founded, t) }, "Organization"
	default:
		return
	}
	if len(who) == 0 || r.stanceOf(g.index, v).status != graph.Asserted {
		return
	}
	when := r.timeOf(g.index, v, times, false)
	if when == "" || strings.Contains(when, "/") {
		return
	}
	for _, t := range who {
		for _, f := range r.referents(g.index, t, false) {
			if r.entities[f.entity].label == label {
				set(r.attributesOf(f.entity), when)
			}
		}
	}
}

// fill keeps the first date stated, or a later one that is more exact.
func fill(field *string, when string) {
	if *field == "" || strings.HasPrefix(when, *field) {
		*field = when
	}
}

// readLifespans reads "A (12 May 1931 – 3 March 2011)".
func (r *reading) readLifespans(g grammar, times []timeExpression) {
	for i := 0; i+1 < len(times); i++ {
		a, b := times[i], times[i+1]
		open := a.first - 1
		if open < 1 || g.tokens[open].word != "(" || b.first-a.last > 8 || !dashBetween(g, a.last, b.first) {
			continue
		}
		m := g.tokens[open-1].mention
		if m < 0 || r.mentions[m].label != "Person" || r.mentions[m].entity < 0 {
			continue
		}
		fill(&r.attributesOf(r.mentions[m].entity).Born, a.value)
		fill(&r.attributesOf(r.mentions[m].entity).Died, b.value)
	}
}

func dashBetween(g grammar, from, to int) bool {
	for k := from + 1; k < to; k++ {
		switch g.tokens[k].word {
		case "–", "—", "-":
			return true
		}
	}
	return false
}
