package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// A stance is how far the text vouches for what a predicate says.
type stance struct {
	status graph.Status
	by     string // name of the source of a claim, or ""
}

// stanceOf climbs from a predicate to the root of its sentence and reads off what stands on the
// way: negations, modals, verbs that deny, intend or say, conditions, sources.
func (r *reading) stanceOf(sentence, p int) stance {
	g := r.in(sentence)
	st := stance{status: graph.Asserted}
	cur, apart := p, false
	for n := 0; n < 30; n++ {
		if !apart {
			r.ownStance(g, cur, &st)
		}
		if st.status == graph.Negated {
			return st
		}
		head := g.tokens[cur].head
		if head < 0 || !r.climb(g, cur, head, p, &st) {
			break
		}
		if st.status == graph.Negated {
			return st
		}
		apart = g.conjunctApart(cur)
		cur = head
	}
	r.source(sentence, p, cur, &st)
	return st
}

// ownStance reads the words that depend on the predicate itself.
func (r *reading) ownStance(g grammar, p int, st *stance) {
	for _, c := range g.children[p] {
		lemma := strings.ToLower(g.tokens[c].word)
		switch g.base(c) {
		case "advmod", "det", "cc", "aux":
			if lists().has("negative words", lemma) && !g.notOnly(c) {
				st.status = graph.Negated
				return
			}
			if g.base(c) == "aux" && lists().has("modals", lemma) {
				st.raise(graph.Possible)
			}
		case "mark":
			if lemma == "without" {
				st.status = graph.Negated
				return
			}
			if lists().has("conditional marks", lemma) {
				st.raise(graph.Possible)
			}
		case "case":
			if lemma == "without" {
				st.status = graph.Negated
				return
			}
		case "nsubj", "obj":
			if n := g.child(c, "cc:preconj"); n >= 0 && g.tokens[n].lemma == "neither" {
				st.status = graph.Negated // "neither A nor B attacked"
				return
			}
			if d := g.child(c, "det"); d >= 0 && strings.EqualFold(g.tokens[d].word, "no") && g.isVerb(p) {
				st.status = graph.Negated
				return
			}
		case "amod":
			if g.isVerb(c) && lists().has("deny", g.tokens[c].lemma) { // "a cancelled visit"
				st.status = graph.Negated
				return
			}
			if lists().has("possible adjectives", lemma) {
				st.raise(graph.Possible)
			}
		}
	}
	if g.appointed(p) {
		st.raise(graph.Possible)
	}
	if g.tokens[p].lemma == "without" {
		st.status = graph.Negated
	}
}

// conjunctApart reports whether what negates or qualifies the first conjunct leaves this one alone: "does
// not deny it but says", "will not talk and might sue".
func (g grammar) conjunctApart(c int) bool {
	if g.base(c) != "conj" || !g.isVerb(c) {
		return false
	}
	if cc := g.child(c, "cc"); cc >= 0 && lists().has("contrasts", strings.ToLower(g.tokens[cc].word)) {
		return true
	}
	return g.child(c, "nsubj", "nsubj:pass", "aux") >= 0
}

// appointed recognises what is arranged for later: "are to meet", and in headlines "A to meet B".
func (g grammar) appointed(p int) bool {
	mark := g.child(p, "mark")
	if mark <= 0 || g.tokens[mark].tag != "TO" || !g.isVerb(p) {
		return false
	}
	if g.tokens[mark-1].lemma == "be" {
		return true
	}
	if subject := g.child(p, "nsubj"); subject >= 0 && subject < mark {
		return g.base(p) == "root"
	}
	head := g.tokens[p].head
	return g.base(p) == "acl" && g.base(head) == "root" && g.tokens[head].mention >= 0
}

// notOnly recognises "not only ... but also", which denies nothing.
func (g grammar) notOnly(i int) bool {
	return i+1 < len(g.tokens) && (strings.EqualFold(g.tokens[i+1].word, "only") || strings.EqualFold(g.tokens[i+1].word, "just"))
}

func (st *stance) raise(status graph.Status) {
	if st.status == graph.Asserted || status == graph.Negated {
		st.status = status
	}
}

// climb reads the step from cur to its head; false ends the climb: what stands above says nothing
// of the statement.
func (r *reading) climb(g grammar, cur, head, p int, st *stance) bool {
	verb := g.tokens[head].lemma
	if g.isVerb(head) {
		verb = g.lemmaOf(head)
	}
	has := func(list string) bool { return lists().has(list, verb) || lists().has(list, g.tokens[head].lemma) }
	rel := g.base(cur)
	// The parser reads "accused A of arming B" now one way, now another.
	if rel == "acl" && g.base(head) == "obj" && g.accusation(cur, g.tokens[head].head) {
		rel, head = "advcl", g.tokens[head].head
	}
	if (rel == "xcomp" || rel == "ccomp") && g.accusation(cur, head) {
		rel = "advcl"
	}
	switch rel {
	case "xcomp", "ccomp", "csubj", "obj":
		if g.isVerb(head) || !g.isNoun(head) {
			switch {
			case has("deny"):
				st.raise(graph.Negated)
			case g.base(cur) == "obj" && lists().has("reporting verbs", g.tokens[head].lemma): // "has claimed attacks"
				r.claim(g, head, st)
			case g.base(cur) == "ccomp" && has("claim") && g.child(cur, "mark") >= 0 && g.tokens[g.child(cur, "mark")].lemma == "whether":
				st.raise(graph.Possible)
			case g.base(cur) == "ccomp" && has("claim"):
				r.claim(g, head, st)
			case has("intend") && (g.base(cur) != "obj" || !has("claim")):
				st.raise(graph.Possible)
			}
		}
		return true
	case "nsubj":
		if g.passive(head) && has("deny") {
			st.raise(graph.Negated)
		}
		return !g.isVerb(p) && g.isVerb(head)
	case "acl", "nmod":
		if lists().has("possible nouns", g.tokens[head].lemma) && (g.base(cur) == "nmod" || g.tokens[cur].tag == "VB") {
			st.raise(graph.Possible)
		}
		if lists().has("claim nouns", g.tokens[head].lemma) && g.rel(cur) == "acl" {
			st.raise(graph.Claimed)
		}
		return g.rel(cur) != "acl:relcl" && g.base(cur) != "acl" || g.tokens[cur].tag == "VB"
	case "obl":
		if g.caseOf(cur) == "without" {
			st.raise(graph.Negated)
		}
		return !g.isVerb(p)
	case "advcl":
		if g.accusation(cur, head) {
			switch mark := g.tokens[g.child(cur, "mark")].lemma; {
			case (mark == "of" || mark == "with") && g.tokens[head].lemma != "convict":
				r.claim(g, head, st)
			case mark == "from":
				st.raise(graph.Negated)
			}
			return true
		}
		if g.tokens[cur].tag == "VB" && g.child(cur, "nsubj") < 0 {
			if !lists().has("motion verbs", g.tokens[head].lemma) {
				st.raise(graph.Possible)
			}
			return true
		}
		return g.participleClause(cur) && g.isVerb(cur) && g.child(cur, "mark") < 0
	case "conj", "amod", "compound", "aux", "cop", "flat", "fixed":
		return true
	case "parataxis":
		return false
	}
	return false
}

// claim makes the statement one of the subject of a verb of saying.
func (r *reading) claim(g grammar, v int, st *stance) {
	if st.status == graph.Asserted {
		st.status = graph.Claimed
	}
	if st.by == "" && st.status == graph.Claimed {
		st.by = r.nameOf(g, g.subjects(v))
	}
}

// nameOf returns the name of the first entity that the tokens stand for, or "".
func (r *reading) nameOf(g grammar, tokens []int) string {
	for _, t := range tokens {
		for _, f := range r.referents(g.index, t, true) {
			return r.entities[f.entity].name
		}
	}
	return ""
}

// source looks for a source outside the path: "according to X", "reportedly", ", said X", and the
// speaker of a quotation.
func (r *reading) source(sentence, p, top int, st *stance) {
	if st.status != graph.Asserted {
		return
	}
	g := r.in(sentence)
	for _, c := range []int{p, g.clause(p), top} {
		for _, k := range g.children[c] {
			switch {
			case strings.HasPrefix(g.caseOf(k), "according"):
				st.status, st.by = graph.Claimed, r.nameOf(g, g.conjuncts(k))
				return
			case g.base(k) == "advmod" && lists().has("reporting adverbs", g.tokens[k].lemma):
				st.status = graph.Claimed
				return
			case g.base(k) == "parataxis" && lists().has("claim", g.tokens[k].lemma) && g.isVerb(k) && g.child(k, "ccomp") < 0:
				st.status, st.by = graph.Claimed, r.nameOf(g, g.surfaceSubjects(k, 0))
				return
			}
		}
	}
	if g.tokens[p].quoted {
		st.status, st.by = graph.Claimed, r.speaker(sentence)
	}
}

// speaker returns the name of who speaks in a sentence that is quoted, or "".
func (r *reading) speaker(sentence int) string {
	if e := r.speakerOf(sentence); e >= 0 {
		return r.entities[e].name
	}
	return ""
}

// speakerOf returns the entity that speaks in a quoted sentence, or -1: the subject of the verb of
// saying in the nearest sentence of the paragraph that has one.
func (r *reading) speakerOf(sentence int) int {
	for _, at := range []int{sentence, sentence - 1, sentence + 1, sentence - 2} {
		if at < 0 || at >= len(r.sentences) || r.sentences[at].paragraph != r.sentences[sentence].paragraph {
			continue
		}
		g := r.in(at)
		for k := range g.tokens {
			if !g.tokens[k].quoted && g.isVerb(k) && lists().has("claim", g.tokens[k].lemma) {
				for _, t := range g.subjects(k) {
					for _, f := range r.referents(at, t, true) {
						return f.entity
					}
				}
			}
		}
	}
	return -1
}
