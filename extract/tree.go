package extract

import (
	"slices"
	"strings"
)

// The functions of this file read a sentence's dependency tree. Relation names are those of
// Universal Dependencies, https://universaldependencies.org/en/dep/.

// link fills children from the heads.
func (s *sentence) link() {
	s.children = make([][]int, len(s.tokens))
	for i := range s.tokens {
		if h := s.tokens[i].head; h >= 0 {
			s.children[h] = append(s.children[h], i)
		}
	}
}

func (s *sentence) rel(i int) string { return s.tokens[i].rel }

// base returns the relation without its subtype: "nsubj" of "nsubj:pass".
func (s *sentence) base(i int) string {
	b, _, _ := strings.Cut(s.tokens[i].rel, ":")
	return b
}

// child returns the first dependent with one of the relations, or -1.
func (s *sentence) child(i int, rels ...string) int {
	for _, c := range s.children[i] {
		if slices.Contains(rels, s.rel(c)) {
			return c
		}
	}
	return -1
}

// all returns the dependents whose relation, or relation without its subtype, is one of rels.
func (s *sentence) all(i int, rels ...string) []int {
	var out []int
	for _, c := range s.children[i] {
		if slices.Contains(rels, s.rel(c)) || slices.Contains(rels, s.base(c)) {
			out = append(out, c)
		}
	}
	return out
}

func (s *sentence) isVerb(i int) bool { return strings.HasPrefix(s.tokens[i].tag, "VB") }

func (s *sentence) isNoun(i int) bool { return strings.HasPrefix(s.tokens[i].tag, "NN") }

// isPredicate reports whether the token can govern a subject: a verb, or a noun or adjective with
// a copula.
func (s *sentence) isPredicate(i int) bool { return s.isVerb(i) || s.child(i, "cop") >= 0 }

// caseOf returns the preposition before a nominal in lower case, its words joined by blanks, or "".
func (s *sentence) caseOf(i int) string {
	var words []string
	for _, c := range s.children[i] {
		if s.rel(c) != "case" || s.tokens[c].tag == "POS" {
			continue
		}
		words = append(words, strings.ToLower(s.tokens[c].word))
		for _, f := range s.all(c, "fixed") {
			words = append(words, strings.ToLower(s.tokens[f].word))
		}
	}
	if len(words) == 0 { // "including musician A": the preposition may hang on what stands before the name
		for _, c := range s.children[i] {
			if c < i && (s.rel(c) == "nmod:desc" || s.base(c) == "compound") {
				if at := s.caseOf(c); at != "" {
					return at
				}
			}
		}
	}
	return strings.Join(words, " ")
}

// conjuncts returns the members of the coordination that i heads, i first. A member of a
// coordination that i itself depends on is not among them.
func (s *sentence) conjuncts(i int) []int {
	out := []int{i}
	for k := 0; k < len(out) && len(out) < 40; k++ {
		for _, c := range s.children[out[k]] {
			if s.rel(c) == "conj" && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out[1:])
	return out
}

// firstConjunct climbs from a member of a coordination to its head.
func (s *sentence) firstConjunct(i int) int {
	for n := 0; s.rel(i) == "conj" && s.tokens[i].head >= 0 && n < len(s.tokens); n++ {
		i = s.tokens[i].head
	}
	return i
}

// reach returns the first and last token of the subtree of i.
func (s *sentence) reach(i int) (first, last int) {
	first, last = i, i
	stack := []int{i}
	for len(stack) > 0 {
		k := stack[len(stack)-1]
		stack = append(stack[:len(stack)-1], s.children[k]...)
		first, last = min(first, k), max(last, k)
	}
	return first, last
}

// governs reports whether a is an ancestor of b.
func (s *sentence) governs(a, b int) bool {
	for n := 0; b >= 0 && n <= len(s.tokens); n++ {
		if b = s.tokens[b].head; b == a {
			return true
		}
	}
	return false
}

// clause climbs from a token to the predicate of its clause.
func (s *sentence) clause(i int) int {
	for n := 0; n <= len(s.tokens); n++ {
		if s.isPredicate(i) || s.tokens[i].head < 0 {
			return i
		}
		i = s.tokens[i].head
	}
	return i
}

// relativePronoun reports whether the token stands for the noun that its clause belongs to.
func (s *sentence) relativePronoun(i int) bool {
	switch s.tokens[i].tag {
	case "WDT", "WP":
		return true
	}
	return s.tokens[i].lemma == "that" && strings.HasPrefix(s.rel(i), "nsubj")
}
