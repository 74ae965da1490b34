package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// rank scores a candidate; ok is false where number, gender, kind or syntax forbid it.
func (d *discourse) rank(ref reference, n nominal) (score float64, ok bool) {
	if n.entity >= 0 {
		if !d.agrees(ref, n) {
			return 0, false
		}
	} else if !d.commonNounAgrees(ref, n) {
		return 0, false
	}
	if n.sentence == ref.sentence && d.bound(ref, n.token) {
		return 0, false
	}
	distance := float64(ref.sentence - n.sentence)
	score = 20 - 3*distance
	if ref.noun != "" {
		score = 20 - distance
	}
	if n.entity >= 0 && decided(ref.gender) && d.gender(n.entity) == ref.gender {
		score += 3
	}
	g := d.in(n.sentence)
	if n.entity >= 0 && ref.label == "thing" && d.entities[n.entity].label == "Place" {
		score -= 4
	}
	place := n.token
	for g.base(place) == "appos" && g.tokens[place].head >= 0 {
		place = g.tokens[place].head
	}
	switch g.base(place) {
	case "nsubj":
		score += 4
	case "obj", "iobj":
		score += 1.5
	case "compound", "flat", "amod":
		score -= 1.5
	}
	if n.demonym && ref.label != "Country" {
		score -= 4
	}
	if g.tokens[n.token].rel == "nmod:poss" {
		score++
	}
	if n.entity >= 0 {
		if ref.noun != "" {
			if d.entities[n.entity].kind == ref.noun { // a court rather than an authority for "the court"
				score += 4
			}
			score += 0.5 * float64(min(d.count[n.entity], 16))
			if ref.label == "Country" {
				score += float64(min(d.count[n.entity], 16)) + 0.5*distance
			}
		} else {
			score += 0.35 * float64(min(d.count[n.entity], 10))
		}
	} else {
		score -= 1
	}
	if n.sentence == ref.sentence && ref.possessive {
		if g.clause(n.token) == g.clause(ref.token) {
			score += 2
		}
		score += 0.05 * float64(n.token) // nearer
	}
	return score, true
}

func (d *discourse) agrees(ref reference, n nominal) bool {
	e := &d.entities[n.entity]
	switch ref.label {
	case "Person":
		if e.label != "Person" {
			return false
		}
		if clash(ref.gender, d.gender(n.entity)) {
			return false
		}
		if ref.noun != "" {
			return d.nominalFits(ref, e)
		}
	case "thing":
		if e.label == "Person" || e.label == "Work" && ref.plural {
			return false
		}
		if ref.plural && e.label != "Organization" {
			return false
		}
		if n.demonym && !ref.possessive {
			return false
		}
	default:
		if e.label != ref.label || n.demonym && ref.label != "Country" {
			return false
		}
		return d.nominalFits(ref, e)
	}
	return true
}

// nominalFits checks a nominal against what is known of the entity: "the company" is no army, "the
// president" somebody whom the text gave that role.
func (d *discourse) nominalFits(ref reference, e *entity) bool {
	if e.named(ref.noun) {
		return true
	}
	switch ref.label {
	case "Person":
		if lists().has("general person nouns", ref.noun) || strings.HasSuffix(ref.noun, "-year-old") {
			return true
		}
		return e.roles[ref.noun]
	case "Organization":
		if e.roles[ref.noun] {
			return true
		}
		if kinds, ok := lists()["kinds of "+ref.noun]; ok && e.kind != "" {
			return kinds[e.kind]
		}
		if !lists().has("general organization nouns", ref.noun) {
			return strings.Contains(graph.NormalName(e.name), ref.noun)
		}
	case "Place":
		kinds := lists()["kinds of "+ref.noun]
		return kinds[e.kind] || e.kind == "" && kinds["unknown"]
	}
	return true
}

// named reports whether a word is one of the entity's name.
func (e *entity) named(word string) bool {
	return strings.Contains(" "+graph.NormalName(e.name)+" ", " "+word+" ")
}

// commonNounAgrees reports whether an unnamed noun competes for the reference.
func (d *discourse) commonNounAgrees(ref reference, n nominal) bool {
	if ref.noun != "" {
		return false
	}
	t := &d.sentences[n.sentence].tokens[n.token]
	person := lists().has("person nominals", t.lemma)
	plural := t.tag == "NNS"
	switch d.in(n.sentence).base(n.token) {
	case "nsubj", "obj":
	default:
		return false
	}
	switch {
	case ref.label == "Person":
		return person && !plural
	case ref.plural:
		return plural
	}
	return !person && !plural && !lists().has("abstract subjects", t.lemma)
}

// bound reports whether syntax keeps the two apart: an object is not its own verb's subject.
func (d *discourse) bound(ref reference, token int) bool {
	g := d.in(ref.sentence)
	if g.governs(ref.token, token) {
		return true // "his brother A"
	}
	if ref.possessive {
		head := g.tokens[ref.token].head
		return head == token // "its speech": not the speech's own
	}
	if ref.noun == "" && strings.HasSuffix(g.tokens[ref.token].lemma, "self") {
		return false
	}
	a, b := g.clauseOf(ref.token), g.clauseOf(token)
	return a == b && a >= 0
}

// clauseOf returns the predicate that an argument belongs to directly, or -1.
func (g grammar) clauseOf(i int) int {
	i = g.firstConjunct(i)
	switch g.base(i) {
	case "nsubj", "obj", "iobj", "obl":
		return g.tokens[i].head
	}
	return -1
}
