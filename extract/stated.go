package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// stated finds where the text itself says that two names mean the same: a short form in brackets
// and phrases such as "under the name" and "also known as". It maps the later mention to the
// earlier one.
func (r *reading) stated() map[int]int {
	out := map[int]int{}
	for i := 1; i < len(r.mentions); i++ {
		a, b := &r.mentions[i-1], &r.mentions[i]
		if a.sentence != b.sentence || a.typ != graph.NameMention || b.typ != graph.NameMention {
			continue
		}
		tokens := r.sentences[a.sentence].tokens
		between := tokens[a.last+1 : b.first]
		switch {
		case len(between) == 1 && (between[0].word == "(" || between[0].word == "[") && b.last+1 < len(tokens) && strings.ContainsAny(tokens[b.last+1].word, ")],;"):
			if shortForm(a, b) || shortForm(b, a) {
				b.label, b.kind = a.label, a.kind
				b.canonical, b.wikidata = a.canonical, a.wikidata
				out[i] = i - 1
				r.define(b)
			}
		case a.label == b.label && aliasPhrase(between):
			out[i] = i - 1
		case b.label == "Person":
			if j := r.underTheName(i); j >= 0 {
				out[i] = j
			}
		}
	}
	return out
}

// define makes every mention of a short form mean what the article says it does, whatever else it
// means elsewhere: "the KwaMashu Ports Authority (KPA)".
func (r *reading) define(short *mention) {
	for i := range r.mentions {
		if m := &r.mentions[i]; m.name == short.name {
			m.label, m.kind, m.canonical, m.wikidata = short.label, short.kind, short.canonical, short.wikidata
		}
	}
}

// shortForm reports whether b is an acronym or a shorter form of a.
func shortForm(a, b *mention) bool {
	if isAcronym(b.name) {
		r, s := []rune(strings.ToLower(b.name)), strings.ToLower(a.name)
		return acronymOf(b.name, a.name) || b.label == a.label || strings.ContainsRune(s, r[0]) && b.label != "Country"
	}
	return a.label == b.label && (organizationFits(b.name, a.name) > 0 || a.label == "Organization" && syllabic(b.name, a.name))
}

// syllabic reports whether a word is made of the beginnings of a name's words: "Numsa" of the National
// Union of Metalworkers of South Africa.
func syllabic(short, full string) bool {
	rest := []rune(strings.ToLower(short))
	for word := range strings.FieldsSeq(strings.ToLower(full)) {
		for _, c := range word {
			if len(rest) == 0 || c != rest[0] {
				break
			}
			rest = rest[1:]
		}
	}
	return len(rest) == 0 && !strings.Contains(short, " ")
}

// aliasPhrase reports whether the words between two names say that they are one.
func aliasPhrase(between []token) bool {
	var words []string
	for _, t := range between {
		if hasLetterOrDigit(t.word) {
			words = append(words, strings.ToLower(t.word))
		}
	}
	return lists().has("alias phrases", strings.Join(words, " "))
}

// underTheName finds whom "under the name X" is said of: the last person before it in the sentence.
func (r *reading) underTheName(i int) int {
	m := &r.mentions[i]
	tokens := r.sentences[m.sentence].tokens
	var words []string
	for k := max(0, m.first-4); k < m.first; k++ {
		words = append(words, strings.ToLower(tokens[k].word))
	}
	phrase := strings.Join(words, " ")
	if !strings.HasSuffix(phrase, "under the name") && !strings.HasSuffix(phrase, "nom de guerre") && !strings.HasSuffix(phrase, "under the name of") && !strings.HasSuffix(phrase, "known as") && !strings.HasSuffix(phrase, "the alias") {
		return -1
	}
	for j := i - 1; j >= 0 && r.mentions[j].sentence == m.sentence; j-- {
		if r.mentions[j].label == "Person" && r.mentions[j].typ == graph.NameMention {
			return j
		}
	}
	return -1
}
