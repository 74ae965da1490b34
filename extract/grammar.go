package extract

import (
	"slices"
	"strings"
)

// grammar answers where the arguments of a predicate stand, whatever the construction: passives
// are turned round, and subjects that a clause leaves out are found in the clause around it.
// The places it knows are those of schema.Slot.
type grammar struct {
	*sentence
	index int // of the sentence in the article
}

// maxDepth bounds how far a missing argument is looked for, since trees may be odd.
const maxDepth = 6

// at returns the tokens that fill a path of places from a predicate on.
func (g grammar) at(pred int, path []string) []int {
	here := []int{pred}
	for _, place := range path {
		var next []int
		for _, p := range here {
			for _, t := range g.place(p, place) {
				same := g.conjuncts(t)
				if place == "holder" && g.titles(p, t) {
					same = []int{t}
				}
				for _, c := range same {
					if !slices.Contains(next, c) {
						next = append(next, c)
					}
				}
			}
		}
		if here = next; len(here) == 0 {
			return nil
		}
	}
	return here
}

// titles reports whether a role in the singular stands right before a name: in "president A, B and C" it
// is said of A alone.
func (g grammar) titles(role, name int) bool {
	if tag := g.tokens[role].tag; tag != "NN" && tag != "NNP" {
		return false
	}
	k := role + 1
	for k < name && g.tokens[k].mention == g.tokens[name].mention {
		k++
	}
	return k == name
}

func (g grammar) place(p int, place string) []int {
	if name, noun, ok := g.hyphenated(p); ok {
		switch place {
		case "subj", "in", "at", "from", "loc", "by":
			return []int{name}
		case "obj":
			return []int{noun}
		}
		return nil
	}
	switch place {
	case "subj":
		return g.subjects(p)
	case "obj":
		return g.objects(p)
	case "iobj":
		return g.all(p, "iobj")
	case "poss":
		return g.possessors(p)
	case "comp":
		return g.complements(p)
	case "holder":
		return g.holders(p)
	case "owner":
		return g.owners(p)
	case "loc":
		return g.locations(p)
	}
	return g.prepositional(p, place)
}

// hyphenated reads "A-backed B", "Harvard-educated lawyer": the name before the hyphen and the noun
// that the participle stands before.
func (g grammar) hyphenated(v int) (name, noun int, ok bool) {
	if v < 2 || g.tokens[v].tag != "VBN" || g.tokens[v-1].word != "-" || g.tokens[v-2].mention < 0 {
		return 0, 0, false
	}
	noun = g.tokens[v].head
	if noun < v || !g.isNoun(noun) {
		for noun = v + 1; noun < len(g.tokens) && noun < v+5 && !g.isNoun(noun); noun++ {
		}
	}
	return v - 2, noun, noun < len(g.tokens)
}

// passive reports whether the grammatical subject of the verb is its logical object.
func (g grammar) passive(v int) bool {
	if !g.isVerb(v) {
		return false
	}
	if g.child(v, "nsubj:pass", "aux:pass", "csubj:pass") >= 0 {
		return true
	}
	if g.tokens[v].tag != "VBN" {
		return false
	}
	switch g.base(v) {
	case "acl", "amod":
		return g.rel(v) != "acl:relcl" && g.child(v, "aux", "nsubj") < 0
	case "conj":
		return g.child(v, "nsubj", "aux") < 0 && g.passive(g.tokens[v].head)
	case "advcl":
		return g.child(v, "nsubj", "aux") < 0
	}
	return false
}

// subjects returns who does what the predicate tells.
func (g grammar) subjects(p int) []int {
	if g.isVerb(p) && g.passive(p) {
		return g.agents(p)
	}
	if g.isVerb(p) || g.child(p, "cop", "nsubj") >= 0 {
		return g.surfaceSubjects(p, 0)
	}
	return g.supportSubjects(p)
}

func (g grammar) agents(v int) []int {
	out := g.all(v, "obl:agent")
	for _, c := range g.all(v, "obl") {
		if g.caseOf(c) == "by" && !slices.Contains(out, c) {
			out = append(out, c)
		}
		if len(out) == 0 { // "threatened with dismissal by A"
			out = append(out, g.withCase(c, "by")...)
		}
	}
	return out
}

// objects returns whom or what the predicate is done to.
func (g grammar) objects(p int) []int {
	if !g.isVerb(p) {
		return nil
	}
	if g.passive(p) {
		if own := g.all(p, "obj"); len(own) > 0 && g.child(p, "nsubj:pass") < 0 {
			return own
		}
		return g.surfaceSubjects(p, 0)
	}
	var out []int
	for _, o := range g.all(p, "obj") {
		if g.relativePronoun(o) {
			out = append(out, g.antecedent(p)...)
		} else {
			out = append(out, o)
		}
	}
	if len(out) == 0 && g.rel(p) == "acl:relcl" && g.child(p, "nsubj") >= 0 && !g.relativePronoun(g.child(p, "nsubj")) && len(g.all(p, "ccomp", "xcomp")) == 0 {
		out = g.antecedent(p)
	}
	if len(out) == 0 { // "warned A that ..."
		out = g.all(p, "iobj")
	}
	if len(out) == 0 {
		out = g.sharedObject(p)
	}
	return out
}

// sharedObject finds the object that a verb shares with the next one: "criticised and banned X".
func (g grammar) sharedObject(v int) []int {
	for _, c := range g.children[v] {
		if g.rel(c) == "conj" && g.isVerb(c) && c-v <= 3 && len(g.all(v, "obl", "ccomp", "xcomp")) == 0 {
			return g.all(c, "obj")
		}
	}
	return nil
}

// antecedent returns the noun that a relative clause belongs to.
func (g grammar) antecedent(v int) []int {
	top := g.firstConjunct(v)
	if g.base(top) == "acl" && g.tokens[top].head >= 0 {
		return []int{g.tokens[top].head}
	}
	return nil
}

// surfaceSubjects returns the grammatical subject, looked for in the clause around where the
// predicate has none of its own.
func (g grammar) surfaceSubjects(p, depth int) []int {
	if depth > maxDepth {
		return nil
	}
	if own := g.all(p, "nsubj", "csubj"); len(own) > 0 {
		var out []int
		for _, o := range own {
			if g.relativePronoun(o) && g.base(g.firstConjunct(p)) == "acl" {
				out = append(out, g.antecedent(p)...)
			} else {
				out = append(out, o)
			}
		}
		return out
	}
	head := g.tokens[p].head
	if head < 0 {
		return nil
	}
	switch g.base(p) {
	case "conj", "parataxis":
		if g.isPredicate(head) {
			return g.surfaceSubjects(head, depth+1)
		}
	case "xcomp":
		if g.accusation(p, head) && !g.passive(head) {
			return g.objects(head)
		}
		return g.controllers(head, depth+1)
	case "advcl":
		if g.accusation(p, head) {
			return g.objects(head)
		}
		if g.tokens[p].tag == "VB" && lists().has("object control", g.tokens[head].lemma) { // "called on A to leave"
			return g.controllers(head, depth+1)
		}
		if g.isPredicate(head) && g.participleClause(p) {
			return g.surfaceSubjects(head, depth+1)
		}
	case "ccomp":
		if g.child(p, "mark", "aux") < 0 && g.tokens[p].tag != "VBD" && g.isPredicate(head) && g.tokens[p].tag == "VBG" {
			return g.surfaceSubjects(head, depth+1)
		}
	case "acl", "amod":
		if g.tokens[p].tag == "VB" { // "its decision to join"
			return append(g.possessors(head), g.supportSubjects(head)...)
		}
		return []int{head}
	case "obl", "nmod": // "after capturing X", parsed as a noun
		if g.isVerb(p) {
			return g.surfaceSubjects(g.clause(head), depth+1)
		}
	}
	return nil
}

// accusation reports whether the clause tells what its verb's object is accused of, praised or
// banned for: "accused A of arming B".
func (g grammar) accusation(p, head int) bool {
	mark := g.child(p, "mark")
	if mark < 0 || g.tokens[p].tag != "VBG" {
		return false
	}
	// The parser may take the object for the subject of the clause, though it stands before the mark.
	if s := g.child(p, "nsubj"); len(g.all(head, "obj", "iobj")) == 0 && !g.passive(head) && (s < 0 || s > mark) {
		return false
	}
	switch g.tokens[mark].lemma {
	case "of", "for", "from", "with":
		return g.isVerb(head)
	}
	return false
}

// participleClause reports whether the adverbial clause takes its subject from the main clause.
func (g grammar) participleClause(p int) bool {
	tag := g.tokens[p].tag
	return tag == "VBG" || tag == "VBN" || tag == "VB" || !g.isVerb(p)
}

// controllers returns the subject of an infinitive under the predicate: its object for verbs such
// as "urge", else its subject.
func (g grammar) controllers(head, depth int) []int {
	if lists().has("object control", g.tokens[head].lemma) && g.isVerb(head) {
		if g.passive(head) {
			return g.surfaceSubjects(head, depth)
		}
		if objects := g.all(head, "obj", "iobj"); len(objects) > 0 {
			return objects
		}
		for _, c := range g.all(head, "obl") {
			if prep := g.caseOf(c); prep == "on" || prep == "to" || prep == "upon" {
				return []int{c}
			}
		}
	}
	if !g.isPredicate(head) { // "the plan is to join"
		return append(g.possessors(head), g.supportSubjects(head)...)
	}
	return g.surfaceSubjects(head, depth)
}

// supportSubjects returns who does what a noun tells, where a verb carries the noun: A in "A held
// talks with B", "A has a plan".
func (g grammar) supportSubjects(n int) []int {
	n = g.firstConjunct(n)
	v := g.tokens[n].head
	if v < 0 || !g.isVerb(v) || !lists().has("support verbs", g.lemmaOf(v)) {
		return nil
	}
	switch g.base(n) {
	case "obj":
		return g.subjects(v)
	case "nsubj":
		if g.passive(v) {
			return g.agents(v)
		}
	case "obl":
		if g.caseOf(n) == "as" {
			return g.subjects(v)
		}
	}
	return nil
}

// lemmaOf returns a verb with its particle: "carry out".
func (g grammar) lemmaOf(v int) string {
	lemma := g.tokens[v].lemma
	if c := g.child(v, "compound:prt"); c >= 0 {
		return lemma + " " + strings.ToLower(g.tokens[c].word)
	}
	return lemma
}

// possessors returns what stands before a noun as its possessor: a genitive, a name or a
// nationality ("the group's", "U.S.", "Turkish").
func (g grammar) possessors(n int) []int {
	var out []int
	var walk func(i, depth int)
	walk = func(i, depth int) {
		for _, c := range g.children[i] {
			if c >= n || g.beforeHyphen(c) {
				continue
			}
			switch g.base(c) {
			case "nmod":
				if g.rel(c) == "nmod:poss" || g.caseOf(c) == "" {
					out = append(out, c)
				}
			case "compound", "amod", "flat", "nummod", "appos":
				if g.isVerb(c) && g.tokens[c].mention < 0 {
					continue
				}
				if g.tokens[c].mention >= 0 || g.base(c) == "compound" {
					out = append(out, c)
				}
				if depth < 2 {
					walk(c, depth+1)
				}
			}
		}
	}
	walk(n, 0)
	return out
}

// beforeHyphen reports whether a word is the first half of a compound whose second is no name:
// "Fez-born", but not "Turkish-American".
func (g grammar) beforeHyphen(c int) bool {
	return c+2 < len(g.tokens) && g.tokens[c+1].word == "-" && g.tokens[c+2].mention < 0
}

// complements returns the predicates of the clauses that depend on the predicate.
func (g grammar) complements(p int) []int {
	out := g.all(p, "xcomp", "ccomp")
	for _, c := range g.all(p, "advcl") {
		if g.tokens[c].tag == "VB" {
			out = append(out, c)
		}
	}
	if !g.isVerb(p) {
		for _, c := range g.all(p, "acl") {
			if g.tokens[c].tag == "VB" {
				out = append(out, c)
			}
		}
	}
	return out
}

// prepositional returns what depends on the predicate with that preposition. What the parser gave
// to the verb may belong to its object and the other way round ("withdrew troops from X", "held
// talks on Monday with X"): both places are looked at, the predicate's own first.
func (g grammar) prepositional(p int, prep string) []int {
	out := g.withCase(p, prep)
	if len(out) > 0 {
		return out
	}
	if g.isVerb(p) {
		for _, o := range append(g.all(p, "obj"), g.all(p, "nsubj:pass")...) {
			if prep != "of" {
				out = append(out, g.withCase(o, prep)...)
			}
		}
		for _, c := range g.children[p] { // "born and raised in X"
			if len(out) == 0 && g.rel(c) == "conj" && g.isVerb(c) && c > p && c-p <= 3 {
				out = g.withCase(c, prep)
			}
		}
		return out
	}
	first := g.firstConjunct(p)
	if first != p {
		if out = g.withCase(first, prep); len(out) > 0 {
			return out
		}
	}
	if v := g.tokens[first].head; v >= 0 && g.isVerb(v) && prep != "of" {
		switch g.base(first) {
		case "obj", "nsubj":
			if lists().has("support verbs", g.lemmaOf(v)) {
				return g.withCase(v, prep)
			}
			for _, c := range g.withCase(v, prep) { // between noun and verb it is the noun's
				if c > p && c < v {
					out = append(out, c)
				}
			}
			return out
		}
	}
	return nil
}

func (g grammar) withCase(p int, prep string) []int {
	var out []int
	places := g.all(p, "obl", "nmod", "advmod")
	for _, c := range g.all(p, "acl") { // "shells aimed at X"
		if lists().has("aiming verbs", g.tokens[c].lemma) {
			places = append(places, g.all(c, "obl", "nmod")...)
		}
	}
	if c := g.child(p, "compound:prt"); c >= 0 && g.tokens[c].tag == "IN" && g.tokens[c].lemma == prep {
		out = append(out, g.all(p, "obj")...)
		for _, c := range g.all(p, "obl") {
			if g.caseOf(c) == "" {
				out = append(out, c)
			}
		}
	}
	for _, c := range places {
		at := g.caseOf(c)
		if at == prep || (prep == "from" && at == "out of") || strings.HasSuffix(at, " "+prep) && !strings.HasPrefix(at, "according") && !strings.HasPrefix(at, "because") {
			out = append(out, c)
		}
	}
	return out
}

func (g grammar) locations(p int) []int {
	var out []int
	for _, prep := range []string{"in", "at", "near", "on", "inside", "outside", "within", "across", "throughout", "around"} {
		out = append(out, g.prepositional(p, prep)...)
	}
	if !g.isVerb(p) { // "operations against forces in X"
		for _, c := range g.all(p, "nmod") {
			switch g.caseOf(c) {
			case "against", "on", "of", "by":
				out = append(out, g.withCase(c, "in")...)
			}
		}
	}
	for _, c := range g.all(p, "advmod") { // "the town where A was born"
		if g.tokens[c].lemma == "where" {
			out = append(out, g.antecedent(p)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
