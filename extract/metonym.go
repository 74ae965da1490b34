package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// resolveMetonyms gives the names that stand for a state to its country: "the Kremlin" always, a
// capital where it acts or is acted on ("ISIS declares war on Damascus") and not where it is a
// place ("in Damascus"), and "the North" beside "North Korea".
func (r *reading) resolveMetonyms() {
	spoken := map[string]bool{} // countries that the article names otherwise
	for i := range r.mentions {
		if m := &r.mentions[i]; m.label == "Country" {
			spoken[m.canonical] = true
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.typ != graph.NameMention {
			continue
		}
		_, city := r.gazetteer.Place(m.name)
		if c, ok := r.gazetteer.Metonym(m.name); ok && m.label != "Person" && !city {
			m.setCountry(c)
			continue
		}
		if m.capitalOf != nil && m.label == "Place" && r.acts(m, spoken[m.capitalOf.Name]) {
			m.setCountry(m.capitalOf)
			continue
		}
		if half := r.halfOf(m, spoken); half != "" {
			c, _ := r.gazetteer.Country(half)
			m.setCountry(c)
		}
	}
}

// halfOf returns the country that "the North" or "South" means where the article names one.
func (r *reading) halfOf(m *mention, spoken map[string]bool) string {
	switch m.name {
	case "North", "South", "East", "West":
		for name := range spoken {
			if first, rest, ok := strings.Cut(name, " "); ok && first == m.name && !strings.Contains(rest, " ") {
				return name
			}
		}
	}
	return ""
}

// acts reports whether a city's name stands where an actor does. Where the article speaks of the country
// too any such place will do, else only the subject of a verb that people and states alone do.
func (r *reading) acts(m *mention, spoken bool) bool {
	g := r.in(m.sentence)
	head := headOf(g.sentence, m.first, m.last)
	if m.last+2 < len(g.tokens) && g.tokens[m.last+1].word == "," && capitalised(g.tokens[m.last+2].word) && g.base(head) != "nsubj" {
		return false // "Damascus, Syria"
	}
	first := g.firstConjunct(head)
	governor := g.tokens[first].head
	switch g.base(first) {
	case "nsubj":
		if governor < 0 || !g.isVerb(governor) {
			return false
		}
		return spoken && r.actorVerb(g, governor) || lists().has("acts of states", g.tokens[governor].lemma)
	case "obj", "iobj":
		return spoken && governor >= 0 && r.actorVerb(g, governor) && !r.placeVerb(g, governor)
	case "obl", "nmod":
		if !spoken {
			return false
		}
		switch g.caseOf(first) {
		case "against", "with", "between", "by":
			return true
		case "on":
			return governor >= 0
		}
		return g.rel(first) == "nmod:poss" && governor >= 0 && !g.isPlaceNoun(governor)
	}
	return false
}

func (g grammar) isPlaceNoun(i int) bool { return lists().has("place nouns", g.tokens[i].lemma) }

// actorVerb reports whether the verb is one that states and bodies do: it words a relation between
// actors, or says or intends something.
func (r *reading) actorVerb(g grammar, v int) bool {
	lemma := g.lemmaOf(v)
	if lists().has("say", lemma) || lists().has("intend", lemma) || lists().has("deny", lemma) || lists().has("support verbs", lemma) {
		return true
	}
	for _, use := range r.frames.byTrigger[schema.Verb][lemma] {
		for _, label := range use.typ.From {
			if label == "Country" {
				return true
			}
		}
	}
	return false
}

// placeVerb reports whether the verb's object is a place: "left Paris", "visited Paris".
func (r *reading) placeVerb(g grammar, v int) bool {
	for _, use := range r.frames.byTrigger[schema.Verb][g.lemmaOf(v)] {
		for _, label := range use.typ.To {
			if label == "Place" {
				return true
			}
		}
	}
	return false
}
