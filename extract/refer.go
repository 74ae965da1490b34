package extract

import (
	"slices"
	"strings"
)

// A referent is an entity that a nominal stands for.
type referent struct {
	entity int
	token  int // the nominal
	score  float64
	loose  bool // found by word order alone
	direct bool // by name, pronoun or nominal, and not through members or a place in it
}

// referents returns the entities that the nominal headed by a token stands for: itself a name or a
// coreferent, or described by one ("the town of X", "a group called X"), or, where members is
// true, named through its people and means ("ISIS fighters", "bases in X").
func (r *reading) referents(sentence, token int, members bool) []referent {
	return r.follow(sentence, token, members, 0)
}

func (r *reading) follow(sentence, token int, members bool, depth int) []referent {
	g := r.in(sentence)
	t := &g.tokens[token]
	if depth > 3 {
		return nil
	}
	if t.mention >= 0 {
		m := &r.mentions[t.mention]
		if m.entity < 0 {
			return nil
		}
		out := []referent{{entity: m.entity, token: token, score: m.score, direct: true}}
		for _, e := range m.others {
			out = append(out, referent{entity: e, token: token, score: m.score, direct: true})
		}
		return out
	}
	if strings.EqualFold(t.word, "whose") {
		for k := token - 1; k >= 0 && k >= token-2; k-- {
			if m := g.tokens[k].mention; m >= 0 && r.mentions[m].entity >= 0 {
				return []referent{{entity: r.mentions[m].entity, token: token, score: 0.8 * r.mentions[m].score, direct: true}}
			}
		}
	}
	if g.relativePronoun(token) || t.tag == "WP$" {
		for v := t.head; v >= 0 && depth == 0; v = g.tokens[v].head {
			if g.base(v) == "acl" {
				return r.follow(sentence, g.tokens[v].head, members, depth+1)
			}
		}
		return nil
	}
	if !g.isNoun(token) && t.tag != "CD" && t.tag != "DT" && t.tag != "JJ" {
		return nil
	}
	if named := r.described(sentence, token, depth); len(named) > 0 {
		return named
	}
	if members {
		return r.through(sentence, token, depth)
	}
	return nil
}

// described returns the names that a common noun is given: in apposition, behind it, or in a
// phrase such as "called X".
func (r *reading) described(sentence, token, depth int) []referent {
	g := r.in(sentence)
	var tokens []int
	tokens = append(tokens, g.nameBehind(token)...)
	for _, c := range g.all(token, "appos", "flat") {
		tokens = append(tokens, g.conjuncts(c)...)
	}
	tokens = append(tokens, g.examples(token)...)
	first := g.firstConjunct(token)
	if head := g.tokens[first].head; head >= 0 && g.base(first) == "appos" {
		tokens = append(tokens, head)
	}
	if lemma := g.tokens[token].lemma; lists().has("media nouns", lemma) || lists().has("company nouns", lemma) {
		for _, c := range g.all(token, "compound") { // "Al-Naba newspaper"
			if m := g.tokens[c].mention; m >= 0 && r.mentions[m].label == "Organization" {
				tokens = append(tokens, c)
			}
		}
	}
	if g.child(first, "cop") >= 0 {
		tokens = append(tokens, g.surfaceSubjects(first, 0)...)
	}
	if lists().has("class nouns", g.tokens[token].lemma) {
		tokens = append(tokens, g.withCase(token, "of")...)
		for _, c := range g.all(token, "compound", "nmod:desc") { // "North Kivu province"
			if m := g.tokens[c].mention; m >= 0 && r.mentions[m].label == "Place" {
				tokens = append(tokens, c)
			}
		}
	}
	for _, c := range g.all(token, "acl") {
		if lists().has("calling verbs", g.tokens[c].lemma) {
			tokens = append(tokens, g.all(c, "xcomp", "obj")...)
			tokens = append(tokens, g.withCase(c, "as")...)
		}
	}
	var out []referent
	for _, t := range tokens {
		if m := g.tokens[t].mention; m < 0 || r.mentions[m].entity < 0 {
			continue
		}
		for _, f := range r.follow(sentence, t, false, depth+1) {
			f.score *= 0.95
			out = append(out, f)
		}
	}
	return unique(out)
}

// through returns the actors that people and means belong to, and the places that a place noun is
// in: ISIS for "ISIS fighters", Al-Tanf for "bases in Al-Tanf".
func (r *reading) through(sentence, token, depth int) []referent {
	g := r.in(sentence)
	lemma := g.tokens[token].lemma
	var out []referent
	add := func(tokens []int, keep func(label string) bool) {
		for _, t := range tokens {
			for _, c := range g.conjuncts(t) {
				for _, f := range r.follow(sentence, c, false, depth+1) {
					if keep(r.entities[f.entity].label) {
						f.score, f.direct = f.score*0.85, false
						out = append(out, f)
					}
				}
			}
		}
	}
	if lists().has("member nouns", lemma) || lists().has("person nominals", lemma) {
		actor := func(label string) bool { return label == "Organization" || label == "Country" }
		add(g.possessors(token), actor)
		if len(out) == 0 {
			for _, prep := range []string{"of", "from", "within", "inside", "in", "for", "at"} {
				if add(g.withCase(token, prep), actor); len(out) > 0 {
					break
				}
			}
		}
	}
	if len(out) == 0 && lists().has("deed nouns", lemma) { // "campaigns that A carried out"
		add(g.supportSubjects(token), func(label string) bool { return label != "Place" })
		if len(out) == 0 {
			add(g.possessors(token), func(label string) bool { return label == "Organization" || label == "Country" })
		}
	}
	if len(out) == 0 && lists().has("place nouns", lemma) {
		place := func(label string) bool { return label == "Place" || label == "Country" }
		for _, prep := range []string{"of", "in", "at", "near", "on", "around"} {
			if add(g.withCase(token, prep), place); len(out) > 0 {
				break
			}
		}
		if len(out) == 0 {
			add(g.possessors(token), place)
		}
	}
	if len(out) == 0 && g.tokens[token].tag == "CD" || lists().has("quantity nouns", lemma) { // "two of the group's leaders"
		for _, c := range g.withCase(token, "of") {
			out = append(out, r.follow(sentence, c, true, depth+1)...)
		}
	}
	return unique(out)
}

func unique(in []referent) []referent {
	var out []referent
	for _, f := range in {
		if !slices.ContainsFunc(out, func(o referent) bool { return o.entity == f.entity }) {
			out = append(out, f)
		}
	}
	return out
}
