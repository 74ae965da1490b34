package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
	"github.com/newsgraph/newsgraph/extract/internal/model"
	"github.com/newsgraph/newsgraph/graph"
)

// labelOf is the label that each name type of the model usually stands for. Names of nationalities
// and of other things get one from the gazetteer or none.
var labelOf = map[string]string{"PER": "Person", "ORG": "Organization", "LOC": "Place", "FAC": "Place"}

// classify gives a name its label, kind and canonical name, from what the model took it for and
// what the gazetteer knows. An empty label means that it is no entity.
func (r *reading) classify(m *mention, n model.Name) {
	text := m.name
	if of, rest, ok := strings.Cut(m.name, " of "); ok && lists().has("place prefixes", of) && n.Type != "ORG" {
		if _, known := r.gazetteer.Place(rest); known {
			text, m.name = rest, rest
		}
	}
	if n.Type != "PER" || n.Score < 0.6 {
		if c, ok := r.gazetteer.Country(text); ok && (n.Type != "ORG" || !r.gazetteer.Ambiguous(text)) {
			m.setCountry(c)
			return
		}
	}
	if d, ok := r.gazetteer.Demonym(text); ok && (n.Type == "NORP" || n.Type == "MISC" || d.Country != nil && n.Type != "PER" && !d.Ambiguous) {
		if d.Country != nil {
			m.setCountry(d.Country)
			m.typ = graph.DemonymMention
		}
		return
	}
	if o, ok := r.organization(text); ok && n.Type != "PER" {
		m.label, m.kind, m.canonical, m.wikidata = "Organization", o.Kind, o.Name, o.Wikidata
		return
	}
	if p, ok := r.gazetteer.Place(text); ok && (n.Type == "LOC" || n.Type == "FAC") {
		m.label, m.kind, m.wikidata = "Place", p.Kind, p.Wikidata
		if c, ok := r.gazetteer.Capital(text); ok {
			m.capitalOf = c
		}
		return
	}
	if n.Type == "PER" && m.first == m.last && n.Score < 0.9 {
		if p, ok := r.gazetteer.Place(text); ok {
			m.label, m.kind, m.wikidata = "Place", p.Kind, p.Wikidata
			return
		}
	}
	m.label = labelOf[n.Type]
	if c, ok := r.gazetteer.Metonym(text); ok && m.label != "Person" {
		m.capitalOf = c
	}
	if c, ok := r.gazetteer.Capital(text); ok && m.label == "Place" {
		m.kind, m.capitalOf = "city", c
		return
	}
	r.byHeadWord(m, n)
	if m.label == "" && n.Type == "MISC" && n.Types[orgType] >= halfBody {
		m.label = "Organization"
	}
}

// A name of no kind that the graph has is taken for a body if the model gives that some chance: firms
// are also the names of what they make.
const (
	orgType  = 1 // of model.NameTypes
	halfBody = 0.12
)

// byHeadWord corrects the label by the word that heads the name ("Ministry", "Airport", "Summit").
func (r *reading) byHeadWord(m *mention, n model.Name) {
	words := strings.Fields(m.name)
	h, ok := r.gazetteer.HeadWord(words)
	if !ok || len(words) < 2 {
		if n.Type == "MISC" && r.behindWorkNoun(m) {
			m.label = "Work"
		}
		return
	}
	if m.label == "Place" && lists().has("institution heads", strings.ToLower(words[len(words)-1])) {
		m.label, m.kind = "Organization", h.Kind
		return
	}
	if m.label == "Person" && r.startsBody(words[0]) { // "Jabhat al-Nusra"
		m.label, m.kind = h.Label, h.Kind
		return
	}
	switch {
	case m.label == "":
		m.label, m.kind = h.Label, h.Kind
	case m.label == h.Label:
		m.kind = h.Kind
	case !h.Ambiguous && (n.Type == "FAC" || n.Score < 0.75):
		m.label, m.kind = h.Label, h.Kind
	}
}

// behindWorkNoun reports whether the name stands behind a noun for a work: "the book Blown for Good".
func (r *reading) behindWorkNoun(m *mention) bool {
	return m.first > 0 && lists().has("work nouns", r.sentences[m.sentence].tokens[m.first-1].lemma)
}

// isTitle reports whether a word is a title before names: "Senator".
func isTitle(word string) bool {
	g, err := gazetteer.Load()
	if err != nil {
		return false
	}
	_, ok := g.Title(word)
	return ok
}

// isDemonym reports whether a word is an adjective or noun of nationality.
func isDemonym(word string) bool {
	g, err := gazetteer.Load()
	if err != nil {
		return false
	}
	if d, ok := g.Demonym(word); ok && d.Country != nil {
		return true
	}
	_, ok := g.Country(word)
	return ok
}
