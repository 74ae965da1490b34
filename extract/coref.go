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
// ("the speech ... it") leaves the pronoun unresolved. Rules rank them by distance, grammatical
// place and how often the article speaks of them, after Lappin and Leass (1994), "An Algorithm for
// Pronominal Anaphora Resolution", Computational Linguistics 20(4); the coreference head, which
// knows that ranking, has the last word (see byModel).
func (r *reading) resolveAnaphora() {
	var found []mention
	discourse := &discourse{reading: r, count: map[int]int{}, first: map[int]nominal{}, called: map[int]gazetteer.Gender{}}
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
	count  map[int]int              // by entity
	first  map[int]nominal          // by entity
	called map[int]gazetteer.Gender // by entity, as pronouns said
}

// A nominal is a name, nominal or pronoun that later ones may refer to.
type nominal struct {
	sentence, token int
	entity          int // -1 for a common noun
	demonym         bool
}

func (d *discourse) add(sentence, token, entity int, demonym bool) {
	n := nominal{sentence, token, entity, demonym}
	d.spoken = append(d.spoken, n)
	if entity < 0 {
		return
	}
	if d.count[entity]++; d.count[entity] == 1 {
		d.first[entity] = n
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

// keepPronoun gives a pronoun at the start of a sentence its tag, where its capital made a name of it.
func (s *sentence) keepPronoun(k int) {
	t := &s.tokens[k]
	ref, ok := pronouns[strings.ToLower(t.word)]
	if !ok || !strings.HasPrefix(t.tag, "NNP") || !capitalised(t.word) || strings.ToLower(t.word[1:]) != t.word[1:] {
		return
	}
	t.tag = "PRP"
	if ref.possessive || strings.EqualFold(t.word, "her") {
		t.tag = "PRP$"
		if s.rel(k) == "nmod" || s.rel(k) == "compound" {
			t.rel = "nmod:poss"
		}
	}
}

// refer resolves the token, if it is a pronoun or a nominal that can refer.
func (d *discourse) refer(sentence, token int) (mention, bool) {
	s := &d.sentences[sentence]
	t := &s.tokens[token]
	ref, ok := d.reference(sentence, token)
	if !ok {
		return mention{}, false
	}
	e, p := d.antecedent(ref)
	if e < 0 {
		return mention{}, false
	}
	if decided(ref.gender) && ref.noun == "" {
		d.called[e] = ref.gender
	}
	m := mention{
		sentence: sentence, first: token, last: token, head: token, entity: e, score: p,
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
	if !d.nominal(sentence, token) || !d.definite(sentence, token) {
		return reference{}, false
	}
	ref := reference{sentence: sentence, token: token, noun: t.lemma, plural: t.tag == "NNS"}
	switch {
	case lists().has("organization nominals", t.lemma) || ref.plural && lists().has("organization nominals", word):
		ref.label, ref.plural = "Organization", false
	case lists().has("country nominals", t.lemma):
		ref.label = "Country"
	case lists().has("person nominals", t.lemma) || strings.HasSuffix(word, "-year-old"):
		ref.label = "Person"
		if lists().has("female nouns", t.lemma) {
			ref.gender = gazetteer.Female
		} else if lists().has("male nouns", t.lemma) {
			ref.gender = gazetteer.Male
		}
	case lists().has("place nominals", t.lemma):
		ref.label = "Place"
	}
	return ref, true
}

// nominal reports whether the token is a common noun, or stands for one ("the 54-year-old").
func (d *discourse) nominal(sentence, token int) bool {
	switch g := d.in(sentence); g.tokens[token].tag {
	case "NN", "NNS":
		return true
	case "JJ", "CD":
		return g.base(token) == "nsubj" || g.base(token) == "obj" || g.base(token) == "obl" || g.base(token) == "nmod"
	}
	return false
}

// definite reports whether the noun takes up something known: "the group", "this company", with no
// name and no phrase behind it that would say which; a clause after a comma doesn't.
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
		case g.base(c) == "acl" && token+1 < len(g.tokens) && g.tokens[token+1].word == ",":
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
