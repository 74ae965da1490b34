package extract

import (
	"slices"
	"strings"
)

// repairTrees mends what parsers of news get wrong most often, by rules that hold of any sentence:
// a name is one constituent, a coordinated verb joins the nearest verb of its form, a relative
// clause belongs to the name right before its pronoun, and a verb takes the subject that stands
// right before it. It runs once the names are known.
func (r *reading) repairTrees() {
	for i := range r.mentions {
		r.sentences[r.mentions[i].sentence].closeName(&r.mentions[i])
	}
	for i := range r.sentences {
		s := &r.sentences[i]
		for k := range s.tokens {
			s.joinNearestVerb(k)
			s.giveSubjectToComplement(k)
			s.giveSpeaker(k)
			s.giveSubjectToParticiple(k)
			s.giveObject(k)
			s.keepCase(k)
			s.keepGenitive(k)
			s.coordinate(k)
			s.keepOfLeft(k)
			s.keepWithVerb(k)
			s.keepInBrackets(k)
			s.turnLateSubject(k)
		}
		for k := range s.tokens {
			r.attachRelative(s, k)
			s.attachWhere(k)
			r.attachApposition(s, k)
			s.joinSubjects(k)
			s.takeSubjectBefore(k)
		}
		s.link()
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		m.head = headOf(&r.sentences[m.sentence], m.first, m.last)
	}
}

// attach makes a token depend on another unless that would close a cycle.
func (s *sentence) attach(token, head int, rel string) {
	for at, n := head, 0; at >= 0 && n <= len(s.tokens); at, n = s.tokens[at].head, n+1 {
		if at == token {
			return
		}
	}
	s.tokens[token].head, s.tokens[token].rel = head, rel
}

// closeName makes the words of a name depend on one of them, and what depends on any of them from
// outside depend on that one.
func (s *sentence) closeName(m *mention) {
	if m.first == m.last {
		return
	}
	head := headOf(s, m.first, m.last)
	for k := m.first; k <= m.last; k++ {
		if k == head {
			continue
		}
		if h := s.tokens[k].head; h < m.first || h > m.last {
			s.attach(k, head, "flat")
		}
	}
	for k := range s.tokens {
		if h := s.tokens[k].head; (k < m.first || k > m.last) && h >= m.first && h <= m.last && h != head {
			s.attach(k, head, s.tokens[k].rel)
		}
	}
	s.link()
}

// joinNearestVerb moves a coordinated verb without a subject to the nearest verb of the same form
// before it: "since A took control of B and established C".
func (s *sentence) joinNearestVerb(v int) {
	if s.rel(v) != "conj" || !s.isVerb(v) || s.child(v, "nsubj", "nsubj:pass") >= 0 {
		return
	}
	head := s.tokens[v].head
	for u := v - 1; u > head && head >= 0; u-- {
		if s.tokens[u].tag != s.tokens[v].tag || s.governs(v, u) || s.tokens[u].quoted != s.tokens[v].quoted {
			continue
		}
		switch s.base(u) {
		case "advcl", "ccomp", "xcomp", "acl", "conj":
			if s.governs(head, u) && s.rel(u) != "amod" {
				s.attach(v, u, "conj")
				s.link()
			}
		}
		return
	}
}

// giveSubjectToComplement gives the second subject of a verb of saying to the clause behind it:
// "A said B, the C, did D".
func (s *sentence) giveSubjectToComplement(v int) {
	if !s.isVerb(v) || !lists().has("say", s.tokens[v].lemma) {
		return
	}
	subjects := s.all(v, "nsubj")
	comp := s.child(v, "ccomp")
	if len(subjects) < 2 || comp < 0 || s.child(comp, "nsubj", "nsubj:pass") >= 0 {
		return
	}
	if last := subjects[len(subjects)-1]; last > v && last < comp && subjects[0] < v {
		s.attach(last, comp, "nsubj")
		s.link()
	}
}

// turnLateSubject makes a subject that stands behind its verb the object, where the verb has a
// subject before it or asks somebody to do something: "A has asked B to leave". Verbs of saying may
// have their subject behind them.
func (s *sentence) turnLateSubject(n int) {
	v := s.tokens[n].head
	if s.rel(n) != "nsubj" || v < 0 || n < v || s.child(n, "case") >= 0 || !s.isVerb(v) || s.child(v, "cop") >= 0 || s.child(v, "obj") >= 0 {
		return
	}
	first := s.all(v, "nsubj")[0]
	control := lists().has("object control", s.tokens[v].lemma) && s.child(v, "xcomp") > n
	if first < v || control || s.rel(v) == "conj" && !lists().has("say", s.tokens[v].lemma) {
		s.tokens[n].rel = "obj"
	}
}

// keepCase gives a preposition to the name right behind it, where the parser gave it to a later one:
// "near A, in northern B".
func (s *sentence) keepCase(c int) {
	n := s.tokens[c].head
	if s.rel(c) != "case" || n <= c+1 || c+1 >= len(s.tokens) {
		return
	}
	j := c + 1
	if s.tokens[j].tag == "DT" {
		j++
	}
	if j >= n || s.tokens[j].mention < 0 || s.tokens[j].mention == s.tokens[n].mention || s.governs(n, j) {
		return
	}
	for s.tokens[j].head >= 0 && s.tokens[s.tokens[j].head].mention == s.tokens[j].mention {
		j = s.tokens[j].head
	}
	s.attach(c, j, "case")
	s.link()
}

// coordinate makes a nominal behind "and" a member of the coordination with the one before it, where
// the parser made both depend on one word: "between A and B".
func (s *sentence) coordinate(n int) {
	cc := s.child(n, "cc")
	if cc < 1 || cc > n || s.base(n) == "conj" || !s.isNoun(n) || s.isPredicate(n) {
		return
	}
	for _, m := range s.all(max(s.tokens[n].head, 0), s.base(n)) {
		if m < cc && cc-m <= 4 && s.tokens[m].head == s.tokens[n].head && s.isNoun(m) && s.caseOf(n) == "" {
			s.attach(n, m, "conj")
			s.link()
			return
		}
	}
}

// keepGenitive attaches a genitive to the common noun right behind it, where the parser gave it to a
// name behind that, "North Korea's news agency KCNA", or to a verb before it, "invited by Malta's premier".
func (s *sentence) keepGenitive(c int) {
	p := s.tokens[c].head
	if s.tokens[c].tag != "POS" || p < 0 || p > c || s.rel(c) != "case" {
		return
	}
	if rel := s.rel(p); rel == "nmod" || rel == "compound" {
		s.tokens[p].rel = "nmod:poss"
	}
	j := -1
	for k := c + 1; k < len(s.tokens) && k <= c+5; k++ {
		tag := s.tokens[k].tag
		if s.tokens[k].mention >= 0 || !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "JJ") {
			break
		}
		if strings.HasPrefix(tag, "NN") {
			j = k
		}
	}
	if j >= 0 && s.tokens[j].head == p { // "A's husband" with the husband hung on A
		s.tokens[j].head, s.tokens[j].rel = s.tokens[p].head, s.tokens[p].rel
		s.tokens[p].head, s.tokens[p].rel = j, "nmod:poss"
		s.link()
		return
	}
	if head := s.tokens[p].head; j >= 0 && (head > j || head >= 0 && head < p) && !s.governs(p, j) {
		s.attach(p, j, "nmod:poss")
		s.link()
	}
}

// keepOfLeft attaches an of-phrase to the noun right before it: what stands behind never governs it.
func (s *sentence) keepOfLeft(n int) {
	if s.tokens[n].head < n || s.caseOf(n) != "of" {
		return
	}
	c := s.child(n, "case")
	if c > 0 && (s.isNoun(c-1) || s.tokens[c-1].tag == "CD") {
		s.attach(n, c-1, "nmod")
		s.link()
	}
}

// keepWithVerb attaches a prepositional phrase to the participle right before it where the parser
// gave it to a later word: "Born in X, A studied ...".
func (s *sentence) keepWithVerb(n int) {
	c := s.child(n, "case")
	if c < 1 || !s.isNoun(n) || s.tokens[n].head < n && (s.base(c-1) != "acl" || s.tokens[c-1].head != s.tokens[n].head) {
		return
	}
	if tag := s.tokens[c-1].tag; (tag == "VBN" || tag == "VBG") && !s.governs(n, c-1) {
		s.attach(n, c-1, "obl")
		s.link()
	}
}

// keepInBrackets attaches a phrase inside brackets to the word that heads what is inside them.
func (s *sentence) keepInBrackets(open int) {
	if s.tokens[open].word != "(" {
		return
	}
	end := open + 1
	for end < len(s.tokens) && s.tokens[end].word != ")" {
		end++
	}
	if end >= len(s.tokens) {
		return
	}
	head := -1
	for k := open + 1; k < end; k++ {
		if h := s.tokens[k].head; h < open && s.rel(k) != "punct" {
			head = k
			break
		}
	}
	for k := open + 1; k < end && head >= 0; k++ {
		if h := s.tokens[k].head; k != head && h > end {
			s.attach(k, head, "obl")
		}
	}
	s.link()
}

// giveSpeaker gives a verb of saying behind a quotation the nominal at its side, where the parser made
// that a second subject of what is quoted: “A attacked B,” C said.
func (s *sentence) giveSpeaker(n int) {
	v := s.tokens[n].head
	if s.base(n) != "nsubj" || v < 0 || v > n || s.base(v) != "ccomp" {
		return
	}
	say := s.tokens[v].head
	if say < 0 || !lists().has("say", s.tokens[say].lemma) || s.child(say, "nsubj") >= 0 {
		return
	}
	if first, last := s.reach(n); last+1 == say || say+1 == first {
		s.attach(n, say, "nsubj")
		s.link()
	}
}

// giveSubjectToParticiple reads "with A claiming B": the nominal between the preposition and the
// participle is the participle's subject.
func (s *sentence) giveSubjectToParticiple(v int) {
	if s.tokens[v].tag != "VBG" || v < 2 || !s.isNoun(v-1) || s.child(v, "nsubj", "aux") >= 0 {
		return
	}
	n := v - 1
	for s.base(n) == "flat" || s.base(n) == "compound" && s.tokens[n].head < n {
		n = s.tokens[n].head
	}
	switch s.caseOf(n) {
	case "with", "including", "despite":
		head := s.tokens[n].head
		s.attach(v, head, "advcl")
		if s.tokens[v].head == head {
			s.attach(n, v, "nsubj")
		}
		s.link()
	}
}

// giveObject gives a verb without an object the bare nominal right behind it, where the parser hung
// that on an earlier noun.
func (s *sentence) giveObject(n int) {
	if rel := s.rel(n); rel != "nmod" && rel != "appos" && rel != "conj" || !s.isNoun(n) || s.child(n, "case", "cc") >= 0 {
		return
	}
	first, _ := s.reach(n)
	v := first - 1
	if v < 0 || s.tokens[n].head >= v || s.child(v, "obj", "ccomp", "xcomp", "cop") >= 0 || s.governs(n, v) {
		return
	}
	switch s.tokens[v].tag {
	case "VBD", "VB", "VBP", "VBZ", "VBG":
		s.attach(n, v, "obj")
		s.link()
	}
}

// attachRelative gives a relative clause to the name that stands right before its pronoun.
func (r *reading) attachRelative(s *sentence, w int) {
	if tag := s.tokens[w].tag; tag != "WDT" && tag != "WP" || w == 0 {
		return
	}
	v := s.tokens[w].head
	if v < 0 || s.rel(v) != "acl:relcl" || s.tokens[v].head > w {
		return
	}
	for _, c := range s.children[v] { // what stands before the pronoun is no part of its clause
		if c < w && c > s.tokens[v].head && s.rel(c) != "punct" && s.rel(c) != "case" && !s.governs(c, w) {
			s.attach(c, s.tokens[v].head, "nmod")
		}
	}
	s.link()
	k := w - 1
	for k >= 0 && !hasLetterOrDigit(s.tokens[k].word) && s.tokens[k].word != ")" {
		k--
	}
	if k < 0 || s.tokens[k].mention < 0 {
		return
	}
	m := &r.mentions[s.tokens[k].mention]
	name := headOf(s, m.first, m.last)
	person := m.label == "Person"
	if word := strings.ToLower(s.tokens[w].word); (word == "who" || word == "whom") != person {
		return
	}
	if s.tokens[v].head != name {
		s.attach(v, name, "acl:relcl")
		s.link()
	}
}

// attachWhere gives the clause behind ", where" to the noun before the comma, if the parser put it beside
// the sentence's verb: "a degree from A, where he and B are alleged to have met".
func (s *sentence) attachWhere(w int) {
	if s.tokens[w].tag != "WRB" || s.tokens[w].lemma != "where" || w < 2 || s.tokens[w-1].word != "," {
		return
	}
	v, noun := s.tokens[w].head, s.tokens[w-2].head
	if v < w || s.rel(v) != "parataxis" || s.tokens[v].head >= w || !strings.HasPrefix(s.tokens[w-2].tag, "NN") {
		return
	}
	if noun < 0 || !strings.HasPrefix(s.tokens[noun].tag, "NN") || noun == s.tokens[v].head {
		noun = w - 2
	}
	s.attach(v, noun, "acl:relcl")
	s.link()
}

// attachApposition gives an apposition to the name right before its comma, where the parser gave it to
// an earlier noun and the two are of a kind: "analysts at A, a unit of B".
func (r *reading) attachApposition(s *sentence, n int) {
	if s.rel(n) != "appos" || s.tokens[n].mention >= 0 || !s.isNoun(n) {
		return
	}
	first, _ := s.reach(n)
	if first < 2 || s.tokens[first-1].word != "," || s.tokens[first-2].mention < 0 {
		return
	}
	m := &r.mentions[s.tokens[first-2].mention]
	head := s.tokens[n].head
	if head >= m.first && head <= m.last || s.governs(n, m.first) || !r.ofAKind(s.tokens[n].lemma, m.label) {
		return
	}
	s.attach(n, headOf(s, m.first, m.last), "appos")
	s.link()
}

// joinSubjects makes a second subject that stands between commas right behind the first an apposition of
// it: "A, the predecessor of B, could not be reached".
func (s *sentence) joinSubjects(n int) {
	if s.base(n) != "nsubj" || !s.isNoun(n) {
		return
	}
	v := s.tokens[n].head
	first, _ := s.reach(n)
	if s.tokens[first].word == "," {
		first++
	}
	if first < 2 || v < n || s.tokens[first-1].word != "," ||
		!slices.ContainsFunc(s.tokens[n:v], func(t token) bool { return t.word == "," }) {
		return
	}
	for _, m := range s.all(v, "nsubj", "nsubj:pass") {
		if m < first && (m == first-2 || s.governs(m, first-2)) {
			s.attach(n, m, "appos")
			s.link()
			return
		}
	}
}

// ofAKind reports whether a common noun can be said of names with the label.
func (r *reading) ofAKind(lemma, label string) bool {
	body := lists().has("company nouns", lemma) || lists().has("organization nominals", lemma) || lists().has("media nouns", lemma) || lists().has("unit nouns", lemma)
	switch label {
	case "Organization":
		return body
	case "Person":
		return !body && (lists().has("person nominals", lemma) || r.frames.hasRole(lemma))
	case "Place":
		return lists().has("place nominals", lemma) || lists().has("class nouns", lemma)
	}
	return false
}

// takeSubjectBefore gives a finite verb the nominal right before it as subject, where the parser
// gave that to a later verb and the verb has none.
func (s *sentence) takeSubjectBefore(v int) {
	switch s.tokens[v].tag {
	case "VBD", "VBZ", "VBP":
	default:
		return
	}
	if v == 0 || s.child(v, "nsubj", "nsubj:pass", "cop") >= 0 || strings.HasPrefix(s.rel(v), "aux") || s.rel(v) == "cop" {
		return
	}
	n := v - 1
	for n > 0 && strings.HasPrefix(s.tokens[n].tag, "RB") {
		n--
	}
	if !s.isNoun(n) && s.tokens[n].tag != "PRP" {
		return
	}
	for s.base(n) == "flat" || s.base(n) == "compound" && s.tokens[n].head < n {
		n = s.tokens[n].head
	}
	n = s.firstConjunct(n)
	if s.tokens[n].head > v && s.child(n, "case") < 0 {
		s.attach(n, v, "nsubj")
	}
	switch s.base(n) {
	case "obl", "nmod": // "after A and B met"
		switch s.caseOf(n) {
		case "after", "before", "since", "until", "as", "while", "when", "because":
			if s.base(v) == "advcl" || s.base(v) == "acl" {
				s.attach(n, v, "nsubj")
			}
		}
	}
	s.link()
}
