package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// readAttributes notes when persons were born and died and bodies were founded, where the text
// states a date: "was born in 1961", "(12 May 1931 – 3 March 2011)", "(born 1951)", "founded in 2009".
func (r *reading) readAttributes() {
	r.attributes = map[int]*graph.Attributes{}
	for i := range r.sentences {
		times, g := r.timesIn(i), r.in(i)
		r.readLifespans(g, times)
		if len(times) == 0 {
			continue
		}
		for k := range g.tokens {
			switch {
			case g.isVerb(k):
				r.readEvent(g, k, times)
			case g.tokens[k].lemma == "death": // "until his death in 2022"
				r.readDeath(g, k, times)
			}
		}
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
	case "found", "co-found", "cofound", "establish", "incorporate", "form", "create", "set", "start", "launch":
		who, set, label = g.objects(v), func(a *graph.Attributes, t string) { fill(&a.Founded, t) }, "Organization"
	default:
		return
	}
	if len(who) == 0 || r.stanceOf(g.index, v).status != graph.Asserted {
		return
	}
	r.setDate(g, who, label, r.timeOf(g.index, v, times, false), set)
}

// readDeath reads the noun with the person whose death it is.
func (r *reading) readDeath(g grammar, n int, times []timeExpression) {
	who := append(g.possessors(n), g.prepositional(n, "of")...)
	r.setDate(g, who, "Person", r.ownTime(g, n, times), func(a *graph.Attributes, t string) { fill(&a.Died, t) })
}

// setDate notes a date of the entities of a label that some words refer to. A range of time is none.
func (r *reading) setDate(g grammar, words []int, label, when string, set func(*graph.Attributes, string)) {
	if when == "" || strings.Contains(when, "/") {
		return
	}
	for _, k := range words {
		for _, f := range r.referents(g.index, k, false) {
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

// readLifespans reads what stands in brackets behind a person's name: "(12 May 1931 – 3 March 2011)",
// "(born 1951)", "(d. 1706)".
func (r *reading) readLifespans(g grammar, times []timeExpression) {
	for open := 1; open < len(g.tokens); open++ {
		m := g.tokens[open-1].mention
		if g.tokens[open].word != "(" || m < 0 || r.mentions[m].label != "Person" || r.mentions[m].entity < 0 {
			continue
		}
		dates := r.datesInBrackets(g, open, times)
		for i, d := range dates {
			before := d.first - 1
			if g.tokens[before].word == "." { // of "d."
				before--
			}
			switch strings.TrimSuffix(strings.ToLower(g.tokens[before].word), ".") {
			case "born", "b":
				fill(&r.attributesOf(r.mentions[m].entity).Born, d.value)
			case "died", "d":
				fill(&r.attributesOf(r.mentions[m].entity).Died, d.value)
			}
			if i+1 < len(dates) && dashBetween(g, d.last, dates[i+1].first) {
				fill(&r.attributesOf(r.mentions[m].entity).Born, d.value)
				fill(&r.attributesOf(r.mentions[m].entity).Died, dates[i+1].value)
			}
		}
	}
}

// datesInBrackets lists the dates between the bracket at a token and the one that closes it, with the
// years that stand alone.
func (r *reading) datesInBrackets(g grammar, open int, times []timeExpression) (dates []timeExpression) {
	for k := open + 1; k < len(g.tokens) && k-open < longestBracket && g.tokens[k].word != ")"; k++ {
		at := slices.IndexFunc(times, func(t timeExpression) bool { return t.first <= k && k <= t.last })
		switch word := g.tokens[k].word; {
		case at >= 0:
			if !strings.Contains(times[at].value, "/") {
				dates = append(dates, times[at])
			}
			k = times[at].last
		case len(word) == 4 && strings.Trim(word, "0123456789") == "" && word > "1000" && word < "2100":
			dates = append(dates, timeExpression{first: k, last: k, value: word})
		}
	}
	return dates
}

// longestBracket is how many words are looked at behind a bracket.
const longestBracket = 40

// dashBetween reports whether a dash stands between two dates that are near each other.
func dashBetween(g grammar, from, to int) bool {
	if to-from > 8 {
		return false
	}
	for k := from + 1; k < to; k++ {
		switch g.tokens[k].word {
		case "–", "—", "-":
			return true
		}
	}
	return false
}
