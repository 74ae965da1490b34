package extract

import (
	"slices"
	"strings"
)

// holders returns whom a role noun is said of: "A, the president of B", "President A", "A is
// president", "A as president".
func (g grammar) holders(n int) []int {
	var out []int
	add := func(tokens ...int) {
		for _, t := range tokens {
			if t != n && t >= 0 && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	add(g.all(n, "appos")...)
	first := g.firstConjunct(n) // "founder and chief executive of B"
	head := g.tokens[first].head
	switch g.base(first) {
	case "appos", "compound", "flat", "nmod":
		if head >= 0 && (g.base(first) != "nmod" || g.caseOf(first) == "" && g.rel(first) != "nmod:poss") {
			add(head)
		}
	case "obl", "advcl": // "appointed him as director", "served as director"
		if head >= 0 && g.caseOf(first) == "as" && g.isVerb(head) {
			if objects := g.objects(head); len(objects) > 0 {
				add(objects...)
			} else {
				add(g.subjects(head)...)
			}
		}
	case "xcomp": // "was named director", "became director"
		if head >= 0 && g.isVerb(head) {
			add(g.controllers(head, 0)...)
		}
	case "obj": // "named him director": obj of the two-place verb, parsed as its object
		if head >= 0 && g.isVerb(head) && lists().has("naming verbs", g.tokens[head].lemma) {
			if g.passive(head) {
				add(g.surfaceSubjects(head, 0)...)
			} else {
				add(g.all(head, "iobj")...)
			}
		}
	}
	if first != n {
		add(g.all(first, "appos")...)
	}
	for _, p := range []int{n, first} {
		if g.child(p, "cop") >= 0 {
			add(g.surfaceSubjects(p, 0)...)
		}
	}
	for _, c := range g.all(n, "acl") { // "a group called B"
		if lists().has("calling verbs", g.tokens[c].lemma) {
			add(g.all(c, "xcomp", "obj")...)
		}
	}
	add(g.examples(n)...)
	add(g.nameBehind(n)...)
	add(g.nameBehindOwner(n)...)
	return out
}

// examples returns the names that a plural is said to include: "members, including A and B".
func (g grammar) examples(n int) []int {
	var out []int
	for _, c := range g.all(n, "nmod", "obl", "acl") {
		switch g.caseOf(c) {
		case "including", "like", "such as":
			out = append(out, g.conjuncts(c)...)
		}
		if g.tokens[c].lemma == "include" {
			for _, o := range g.all(c, "obj") {
				out = append(out, g.conjuncts(o)...)
			}
		}
	}
	return out
}

// nameBehind returns the name that stands right behind the role noun in one nominal, however the
// parser joined the two: "Foreign Minister Lena Okafor", "Google co-founder, Sergey Brin".
func (g grammar) nameBehind(n int) []int {
	comma, first := false, n+1
	if n+2 < len(g.tokens) && g.tokens[n+1].word == "of" && g.tokens[n+2].mention < 0 && capitalised(g.tokens[n+2].word) {
		first = n + 3 // "Secretary of State A"
	}
	for k := first; k < len(g.tokens) && k <= n+7; k++ {
		if g.tokens[k].mention >= 0 {
			if k == first || g.governs(n, k) || g.governs(k, n) || g.enclosed(k) {
				return []int{k}
			}
			return nil
		}
		switch t := &g.tokens[k]; {
		case t.word == "," && k == n+1:
			comma = true
		case comma && (t.tag == "DT" || t.tag == "NN" || t.tag == "JJ" || t.tag == "HYPH"): // ", the businessman A,"
		default:
			return nil
		}
	}
	return nil
}

// nameBehindOwner returns the name between commas behind what the role is one of: "the head of the World
// Trade Fund (WTF), Jose Perez,".
func (g grammar) nameBehindOwner(n int) []int {
	if n+1 >= len(g.tokens) || g.tokens[n+1].word != "of" {
		return nil
	}
	k := n + 2
	for k < len(g.tokens) && g.tokens[k].mention < 0 && (g.tokens[k].tag == "DT" || g.tokens[k].tag == "JJ") {
		k++
	}
	if k >= len(g.tokens) || g.tokens[k].mention < 0 {
		return nil
	}
	k = g.behindShort(g.behindMention(k))
	if k+1 < len(g.tokens) && g.tokens[k].word == "," && g.tokens[k+1].mention >= 0 && g.enclosed(k+1) {
		return []int{k + 1}
	}
	return nil
}

// behindMention returns the token behind the mention that one belongs to.
func (g grammar) behindMention(k int) int {
	m := g.tokens[k].mention
	for k < len(g.tokens) && g.tokens[k].mention == m {
		k++
	}
	return k
}

// behindShort returns the token behind a short form in brackets, if there is one at k: "(WTF)".
func (g grammar) behindShort(k int) int {
	if k+2 < len(g.tokens) && g.tokens[k].word == "(" && g.tokens[k+1].mention >= 0 && g.tokens[k+2].word == ")" {
		return k + 3
	}
	return k
}

// enclosed reports whether the name that starts at k stands between commas, as an apposition does.
func (g grammar) enclosed(k int) bool {
	end := g.behindMention(k)
	return end >= len(g.tokens) || strings.Contains(",.;)—”\"", g.tokens[end].word)
}

// ownerPrepositions join a role to what it is a role in. Two of them do so for some roles alone:
// an ambassador "to", a senator "from".
var ownerPrepositions = []string{"of", "for", "at", "with", "within"}

// owners returns what a role noun is a role in: B in "president of B", "B's president", "B
// president A", "the Syrian president".
func (g grammar) owners(n int) []int {
	var out []int
	for _, prep := range ownerPrepositions {
		for _, o := range g.withCase(n, prep) {
			if prep != "at" || o > n { // not "At the Ministry, Envoy A met B"
				out = append(out, o)
			}
		}
	}
	for _, o := range out { // "director of the Dallas chapter of B"
		if g.tokens[o].mention < 0 && lists().has("unit nouns", g.tokens[o].lemma) {
			out = append(out, g.withCase(o, "of")...)
			out = append(out, g.possessors(o)...)
		}
	}
	if lists().has("roles to", g.tokens[n].lemma) {
		out = append(out, g.withCase(n, "to")...)
	}
	if lists().has("roles in", g.tokens[n].lemma) {
		out = append(out, g.withCase(n, "in")...)
	}
	first := g.firstConjunct(n)
	out = append(out, g.possessors(n)...)
	if first != n && len(out) == 0 { // "the founder and chairman of A", with the phrase hung on the founder
		out = append(out, g.withCase(first, "of")...)
		out = append(out, g.possessors(first)...)
	}
	for _, c := range g.conjuncts(n)[1:] { // "founder and chief executive of B"
		if len(out) == 0 {
			out = append(out, g.withCase(c, "of")...)
		}
	}
	if len(out) == 0 {
		out = append(out, g.nameRightBefore(n)...)
	}
	// "Syrian President A": role and nationality may both depend on the name
	if head := g.tokens[n].head; head > n && g.tokens[n].rel != "conj" {
		switch g.base(n) {
		case "compound", "flat", "nmod", "appos":
			for _, p := range g.possessors(head) {
				if p < n && g.adjacentBefore(p, n) {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// nameRightBefore returns the name right before a noun and its plain modifiers, wherever the parser put
// it: "former Museum of Flight CEO".
func (g grammar) nameRightBefore(n int) []int {
	for k := n - 1; k >= 0 && k >= n-3; k-- {
		t := &g.tokens[k]
		if t.mention >= 0 {
			return []int{k}
		}
		if k >= 3 && g.behindShort(k-2) == k+1 && g.tokens[k-3].mention >= 0 { // "Democratic Party (DP) president"
			return []int{k - 3}
		}
		if t.tag != "NN" && t.tag != "JJ" {
			return nil
		}
	}
	return nil
}

// adjacentBefore reports whether only adjectives and nouns stand between p and the noun n.
func (g grammar) adjacentBefore(p, n int) bool {
	for k := p + 1; k < n; k++ {
		switch tag := g.tokens[k].tag; {
		case strings.HasPrefix(tag, "NN"), strings.HasPrefix(tag, "JJ"), tag == "POS", tag == "CC", tag == "HYPH", tag == "VBN", tag == "IN":
		default:
			return false
		}
	}
	return true
}

// partHead is the role whose frame heads of a part of a body have.
const partHead = "executive"

// headsPart reports whether a noun is the role of one who heads a part of a body: "finance director", "its
// head of strategy".
func (g grammar) headsPart(n int) bool {
	if !lists().has("heads of parts", g.tokens[n].lemma) {
		return false
	}
	if n > 0 && g.tokens[n-1].mention < 0 && lists().has("parts", strings.ToLower(g.tokens[n-1].word)) {
		return true
	}
	if len(g.possessors(n)) == 0 {
		return false
	}
	for _, c := range g.all(n, "nmod") {
		if prep := g.caseOf(c); (prep == "of" || prep == "for") && g.tokens[c].mention < 0 && !lists().has("no parts", g.tokens[c].lemma) {
			return true
		}
	}
	return false
}

// roleAt returns the words of a role that ends at or starts with the noun n as the text has them,
// without articles, nationalities and names: "Prime Minister", "supreme commander".
func (g grammar) roleAt(n int) string {
	first := n
	for first > 0 {
		t := g.tokens[first-1]
		if t.tag == "HYPH" && first > 1 && g.tokens[first-2].mention < 0 { // "secretary-general", but "ex-minister"
			t = g.tokens[first-2]
		}
		if t.mention >= 0 || lists().has("role words left out", strings.ToLower(t.word)) {
			break
		}
		if !strings.HasPrefix(t.tag, "NN") && !strings.HasPrefix(t.tag, "JJ") && t.tag != "HYPH" && t.tag != "VBG" {
			break
		}
		first--
	}
	last := n
	if n+2 < len(g.tokens) && strings.EqualFold(g.tokens[n+1].word, "of") {
		for k := n + 2; k < len(g.tokens) && k <= n+4 && g.tokens[k].mention < 0; k++ { // "minister of foreign affairs"
			tag := g.tokens[k].tag
			if !strings.HasPrefix(tag, "NN") && tag != "JJ" {
				break
			}
			if strings.HasPrefix(tag, "NN") {
				last = k
			}
		}
	} else if n+1 < len(g.tokens) && strings.EqualFold(g.tokens[n+1].word, "general") {
		last = n + 1
	}
	var b strings.Builder
	for k := first; k <= last; k++ {
		if k > first && g.tokens[k].start > g.tokens[k-1].end {
			b.WriteByte(' ')
		}
		b.WriteString(g.tokens[k].word)
	}
	return b.String()
}
