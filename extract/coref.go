package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
	"github.com/newsgraph/newsgraph/graph"
)

// resolveAnaphora makes mentions of the pronouns ("he", "its") and nominals ("the group", "the
// Syrian president") that refer to entities named before them.
//
// The candidates for each are the nominals before it, named or not: a common noun that fits better
// ("the speech ... it") leaves the pronoun unresolved. They are ranked by distance, grammatical
// place and how often the article speaks of them, after Lappin and Leass (1994), "An Algorithm for
// Pronominal Anaphora Resolution", Computational Linguistics 20(4).
func (r *reading) resolveAnaphora() {
	var found []mention
	discourse := &discourse{reading: r}
	for i := range r.sentences {
		s := &r.sentences[i]
		display := s.display() || s.kind == article.Caption
		for k := range s.tokens {
			if s.tokens[k].mention >= 0 {
				if m := &r.mentions[s.tokens[k].mention]; m.head == k && m.entity >= 0 {
					discourse.add(i, k, m.entity, m.typ == graph.DemonymMention)
				}
				continue
			}
			if m, ok := discourse.several(i, k); ok && !display {
				found = append(found, m)
				discourse.add(i, k, m.entity, false)
				continue
			}
			if m, ok := discourse.firstPerson(i, k); ok {
				found = append(found, m)
				continue
			}
			if !display {
				if m, ok := discourse.refer(i, k); ok {
					found = append(found, m)
					discourse.add(i, k, m.entity, false)
					continue
				}
			}
			if s.isNoun(k) && !display {
				discourse.add(i, k, -1, false)
			}
		}
	}
	r.mentions = append(r.mentions, found...)
	slices.SortStableFunc(r.mentions, func(a, b mention) int {
		if a.sentence != b.sentence {
			return a.sentence - b.sentence
		}
		return a.first - b.first
	})
	for e := range r.entities {
		r.entities[e].mentions = r.entities[e].mentions[:0]
	}
	for i := range r.mentions {
		if e := r.mentions[i].entity; e >= 0 {
			r.entities[e].mentions = append(r.entities[e].mentions, i)
		}
		for _, e := range r.mentions[i].others {
			r.entities[e].mentions = append(r.entities[e].mentions, i)
		}
	}
	r.indexTokens()
}

// A discourse is what was spoken of so far.
type discourse struct {
	*reading
	spoken []nominal
	count  map[int]int // by entity
}

// A nominal is a name, nominal or pronoun that later ones may refer to.
type nominal struct {
	sentence, token int
	entity          int // -1 for a common noun
	demonym         bool
}

func (d *discourse) add(sentence, token, entity int, demonym bool) {
	if d.count == nil {
		d.count = map[int]int{}
	}
	d.spoken = append(d.spoken, nominal{sentence, token, entity, demonym})
	if entity >= 0 {
		d.count[entity]++
	}
}

// A reference is what a pronoun or nominal demands of the entity it refers to.
type reference struct {
	sentence, token int
	label           string // "Person", "thing" (no person) or a label
	gender          gazetteer.Gender
	plural          bool
	possessive      bool
	noun            string // lemma of a nominal, "" for a pronoun
}

var pronouns = map[string]reference{
	"he": {label: "Person", gender: gazetteer.Male}, "him": {label: "Person", gender: gazetteer.Male},
	"his": {label: "Person", gender: gazetteer.Male, possessive: true}, "himself": {label: "Person", gender: gazetteer.Male},
	"she": {label: "Person", gender: gazetteer.Female}, "her": {label: "Person", gender: gazetteer.Female},
	"hers": {label: "Person", gender: gazetteer.Female}, "herself": {label: "Person", gender: gazetteer.Female},
	"it": {label: "thing"}, "its": {label: "thing", possessive: true}, "itself": {label: "thing"},
	"they": {label: "thing", plural: true}, "them": {label: "thing", plural: true}, "their": {label: "thing", plural: true, possessive: true},
}

// refer resolves the token, if it is a pronoun or a nominal that can refer.
func (d *discourse) refer(sentence, token int) (mention, bool) {
	s := &d.sentences[sentence]
	t := &s.tokens[token]
	ref, ok := d.reference(sentence, token)
	if !ok {
		return mention{}, false
	}
	e := d.antecedent(ref)
	if e < 0 {
		return mention{}, false
	}
	m := mention{
		sentence: sentence, first: token, last: token, head: token, entity: e, score: 0.6,
		typ: graph.PronounMention, name: t.word, label: d.entities[e].label,
	}
	if ref.noun != "" {
		m.typ, m.first = graph.NominalMention, d.nominalStart(sentence, token)
		m.name = d.text(sentence, m.first, token)
	}
	return m, true
}

// firstPerson resolves "I" in a quotation to who is quoted.
func (d *discourse) firstPerson(sentence, token int) (mention, bool) {
	t := &d.sentences[sentence].tokens[token]
	switch strings.ToLower(t.word) {
	case "i", "me", "my", "myself":
	default:
		return mention{}, false
	}
	if !t.quoted || !strings.HasPrefix(t.tag, "PRP") {
		return mention{}, false
	}
	e := d.speakerOf(sentence)
	if e < 0 || d.entities[e].label != "Person" {
		return mention{}, false
	}
	return mention{
		sentence: sentence, first: token, last: token, head: token, entity: e, score: 0.6,
		typ: graph.PronounMention, name: t.word, label: "Person",
	}, true
}

// nominalStart returns the first token of the noun phrase, up to a name in it.
func (d *discourse) nominalStart(sentence, token int) int {
	s := &d.sentences[sentence]
	first := token
	for first > 0 && s.tokens[first-1].mention < 0 && slices.Contains([]string{"DT", "JJ", "NN", "VBN", "PRP$", "JJS", "CD"}, s.tokens[first-1].tag) {
		if s.tokens[first-1].tag == "PRP$" {
			break
		}
		first--
		if s.tokens[first].tag == "DT" {
			break
		}
	}
	return first
}

func (d *discourse) reference(sentence, token int) (reference, bool) {
	s := &d.sentences[sentence]
	t := &s.tokens[token]
	word := strings.ToLower(t.word)
	if ref, ok := pronouns[word]; ok && strings.HasPrefix(t.tag, "PRP") {
		ref.sentence, ref.token = sentence, token
		if word == "her" && t.tag == "PRP$" {
			ref.possessive = true
		}
		if word == "it" && d.pleonastic(sentence, token) {
			return ref, false
		}
		return ref, true
	}
	if !strings.HasPrefix(t.tag, "NN") || strings.HasPrefix(t.tag, "NNP") || !d.definite(sentence, token) {
		return reference{}, false
	}
	ref := reference{sentence: sentence, token: token, noun: t.lemma, plural: t.tag == "NNS"}
	switch {
	case lists().has("organization nominals", t.lemma) || ref.plural && lists().has("organization nominals", word):
		ref.label, ref.plural = "Organization", false
	case lists().has("country nominals", t.lemma):
		ref.label = "Country"
	case lists().has("person nominals", t.lemma):
		ref.label = "Person"
		if lists().has("female nouns", t.lemma) {
			ref.gender = gazetteer.Female
		} else if lists().has("male nouns", t.lemma) {
			ref.gender = gazetteer.Male
		}
	case lists().has("place nominals", t.lemma):
		ref.label = "Place"
	default:
		return ref, false
	}
	return ref, !ref.plural
}

// definite reports whether the noun takes up something known: "the group", "this company", with no
// name and no phrase behind it that would say which.
func (d *discourse) definite(sentence, token int) bool {
	g := d.in(sentence)
	det := g.child(token, "det")
	if det < 0 {
		return false
	}
	switch strings.ToLower(g.tokens[det].word) {
	case "the", "this", "that":
	default:
		return false
	}
	for _, c := range g.children[token] {
		switch {
		case g.base(c) == "acl", g.base(c) == "appos", g.base(c) == "nummod", g.rel(c) == "conj" && c < token:
			return false
		case g.base(c) == "nmod" && c > token && g.caseOf(c) != "" && g.caseOf(c) != "in":
			return false
		case (g.base(c) == "compound" || g.base(c) == "flat") && g.tokens[c].mention >= 0:
			return false
		case g.tokens[c].mention >= 0 && c > token && g.base(c) != "conj" && g.base(c) != "nmod":
			return false
		}
	}
	return len(g.nameBehind(token)) == 0
}

// pleonastic recognises the "it" that refers to nothing: "it is clear that", "it rains".
func (d *discourse) pleonastic(sentence, token int) bool {
	g := d.in(sentence)
	if g.base(token) == "expl" {
		return true
	}
	head := g.tokens[token].head
	if head < 0 || g.base(token) != "nsubj" {
		return false
	}
	if lists().has("pleonastic", g.tokens[head].lemma) {
		return true
	}
	if g.child(head, "cop") >= 0 && (g.child(head, "csubj", "ccomp", "advcl") >= 0 || strings.HasPrefix(g.tokens[head].tag, "JJ") && len(g.complements(head)) > 0) {
		return true
	}
	return g.passive(head) && g.child(head, "csubj:pass", "ccomp", "csubj") >= 0
}

// antecedent returns the entity that fits a reference best, or -1.
func (d *discourse) antecedent(ref reference) int {
	best, bestScore := -1, 0.0
	window := 3
	if ref.label == "Person" && ref.noun == "" {
		window = 4
	}
	if ref.noun != "" {
		window = 12
	}
	for k := len(d.spoken) - 1; k >= 0; k-- {
		n := d.spoken[k]
		if ref.sentence-n.sentence > window {
			break
		}
		score, ok := d.rank(ref, n)
		if ok && score > bestScore {
			best, bestScore = k, score
		}
	}
	if best < 0 {
		return -1
	}
	return d.spoken[best].entity
}

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
	if n.entity >= 0 && decided(ref.gender) && d.entities[n.entity].gender == ref.gender {
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
		if decided(ref.gender) && decided(e.gender) && e.gender != ref.gender {
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
	if strings.Contains(" "+graph.NormalName(e.name)+" ", " "+ref.noun+" ") {
		return true
	}
	switch ref.label {
	case "Person":
		if lists().has("general person nouns", ref.noun) {
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
