package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
	"github.com/newsgraph/newsgraph/graph"
)

// findTemplates reads a sentence for the constructions that say a relation with no word of its own.
func (r *reading) findTemplates(g grammar) {
	for k := range g.tokens {
		m := g.tokens[k].mention
		if m < 0 && lists().has("class nouns", g.tokens[k].lemma) {
			r.placeIn(g, k)
		}
		if m < 0 || r.mentions[m].entity < 0 || r.mentions[m].head != k {
			continue
		}
		r.placeIn(g, k)
		r.placeChain(g, m)
		r.placeBased(g, m)
		r.nationality(g, m)
		r.personFrom(g, k)
		r.ownedBy(g, k)
		r.innerName(g, m)
		r.partyLabel(g, m)
		r.nationalApposition(g, k)
		r.personOf(g, k)
	}
}

// state keeps a statement of a template, if the schema has the template and allows the ends. prior is
// how sure the construction is in itself, 0 to 1.
func (r *reading) state(g grammar, template string, head, tail int, prior float64) {
	typ := r.frames.templates[template]
	if typ == nil || head == tail || head < 0 || tail < 0 {
		return
	}
	if !slices.Contains(typ.From, r.entities[head].label) || !slices.Contains(typ.To, r.entities[tail].label) {
		return
	}
	s := statement{typ: typ, head: head, tail: tail, stance: stance{status: graph.Asserted}, sentence: g.index, pred: -1, frame: template}
	s.features = []feature{{"bias", 1}, {"found by " + template, 1}, {"type " + typ.Name, 1}, {"name scores", prior}, {"status asserted", 1}}
	r.said = append(r.said, s)
}

func (r *reading) entityAt(g grammar, token int) int {
	if m := g.tokens[token].mention; m >= 0 {
		return r.mentions[m].entity
	}
	return -1
}

func (r *reading) labelAt(g grammar, token int) string {
	if e := r.entityAt(g, token); e >= 0 {
		return r.entities[e].label
	}
	return ""
}

// placeIn: "the Kennedy Space Center in Cape Canaveral".
func (r *reading) placeIn(g grammar, k int) {
	what := -1
	for _, f := range r.referents(g.index, k, false) {
		what = f.entity
		break
	}
	if what < 0 {
		return
	}
	label := r.entities[what].label
	if label != "Place" && label != "Organization" && label != "Event" || label == "Organization" && (g.caseOf(k) == "by" || g.rel(k) == "conj") {
		return
	}
	r.placeBehind(g, k, what)
	if label == "Place" {
		for _, p := range g.possessors(k) { // "Sudan's al-Fashaga district", "the Malian town of Tessarat"
			if r.labelAt(g, p) == "Country" {
				r.state(g, "place-in", what, r.entityAt(g, p), 0.75)
			}
		}
	}
	for _, c := range g.all(k, "nmod", "obl") {
		prep := g.caseOf(c)
		if prep != "in" && prep != "at" && (prep != "of" || label != "Place") || c < k {
			continue
		}
		for _, p := range g.conjuncts(c) {
			if label := r.labelAt(g, p); (label == "Place" || label == "Country") && !g.mentionDemonym(r, p) {
				r.state(g, "place-in", what, r.entityAt(g, p), 0.75)
			}
		}
	}
}

// placeBehind reads "X in Y" and "X (short) at Y" of places and of bodies that are buildings, where the
// two names stand side by side whatever the parser made of them.
func (r *reading) placeBehind(g grammar, k, what int) {
	m := g.tokens[k].mention
	if m < 0 || r.mentions[m].typ != graph.NameMention {
		return
	}
	e := &r.entities[what]
	if e.label != "Place" && !(e.label == "Organization" && lists().has("building kinds", e.kind)) {
		return
	}
	at := r.mentions[m].last + 1
	if at+2 < len(g.tokens) && g.tokens[at].word == "(" && g.tokens[at+2].word == ")" {
		at += 3
	}
	if at+1 < len(g.tokens) && g.tokens[at].word == "," && g.tokens[at+1].lemma == "in" && e.label == "Place" { // "Tripoli, in northern Lebanon"
		at++
	}
	if at+1 >= len(g.tokens) || g.tokens[at].lemma != "in" && g.tokens[at].lemma != "at" {
		return
	}
	at++
	for at+1 < len(g.tokens) && (g.tokens[at].tag == "DT" || lists().has("name prefixes dropped", g.tokens[at].lemma)) {
		at++
	}
	j := g.tokens[at].mention
	if j < 0 || r.mentions[j].first != at || r.mentions[j].entity < 0 || r.mentions[j].typ != graph.NameMention {
		return
	}
	if label := r.mentions[j].label; label == "Place" || label == "Country" {
		r.state(g, "place-in", what, r.mentions[j].entity, 0.75)
	}
}

func (g grammar) mentionDemonym(r *reading, token int) bool {
	m := g.tokens[token].mention
	return m >= 0 && r.mentions[m].typ == graph.DemonymMention
}

// placeChain: "Irving, Texas": a place, a comma, and a larger place that is no further member of a list.
func (r *reading) placeChain(g grammar, i int) {
	a := &r.mentions[i]
	if a.label != "Place" || a.entity < 0 || a.last+2 >= len(g.tokens) || g.tokens[a.last+1].word != "," {
		return
	}
	j := g.tokens[a.last+2].mention
	if j < 0 {
		return
	}
	b := &r.mentions[j]
	if b.first != a.last+2 || b.entity < 0 || b.typ != graph.NameMention || b.label != "Place" && b.label != "Country" {
		return
	}
	region := r.regional(b)
	if wide := r.entities[a.entity].kind == "region"; wide && b.label == "Place" { // "Northern Africa, Eastern Africa"
		return
	}
	if k := r.entities[a.entity].kind; k != "" && !lists().has("chain starts", k) {
		return
	}
	if g.rel(b.head) == "conj" && !region {
		return
	}
	if b.last+1 < len(g.tokens) {
		next := strings.ToLower(g.tokens[b.last+1].word)
		if next == "and" || next == "or" {
			return
		}
		if next == "," && !region && b.last+2 < len(g.tokens) && (g.tokens[b.last+2].lemma == "and" || g.tokens[b.last+2].mention >= 0) {
			return
		}
	}
	confidence := 0.6
	if region {
		confidence = 0.85
	}
	r.state(g, "place-chain", a.entity, b.entity, confidence)
}

// regional reports whether a name is one of a country, state or region, which follow a city's.
func (r *reading) regional(m *mention) bool {
	if m.label == "Country" {
		return true
	}
	p, ok := r.gazetteer.Place(m.name)
	return ok && p.Kind != "city"
}

// placeBased: "Tokyo-based Sony".
func (r *reading) placeBased(g grammar, i int) {
	m := &r.mentions[i]
	t := g.tokens
	if m.last+2 >= len(t) || t[m.last+1].tag != "HYPH" && t[m.last+1].word != "-" || t[m.last+2].lemma != "base" && t[m.last+2].lemma != "based" && t[m.last+2].lemma != "headquartered" {
		return
	}
	for k := m.last + 3; k < len(t) && k <= m.last+7; k++ {
		if e := r.entityAt(g, k); e >= 0 && r.entities[e].label == "Organization" {
			r.state(g, "place-based", e, m.entity, 0.8)
			return
		}
		if !strings.HasPrefix(t[k].tag, "NN") && !strings.HasPrefix(t[k].tag, "JJ") {
			return
		}
	}
}

// demonymBetween reports whether another nationality stands between a noun and a name behind it: "the
// Irish singer A and the Chilean guitarist B".
func (r *reading) demonymBetween(g grammar, noun, name int) bool {
	for k := noun + 1; k < name; k++ {
		if i := g.tokens[k].mention; i >= 0 && r.mentions[i].typ == graph.DemonymMention {
			return true
		}
	}
	return false
}

// nationality: "American academic A" and "the Japanese company A".
func (r *reading) nationality(g grammar, i int) {
	m := &r.mentions[i]
	if m.typ != graph.DemonymMention && m.label != "Country" || m.entity < 0 {
		return
	}
	noun := -1
	k := m.last + 1
	for ; k < len(g.tokens) && k <= m.last+6; k++ {
		t := &g.tokens[k]
		if t.mention >= 0 {
			break
		}
		if !strings.HasPrefix(t.tag, "NN") && !strings.HasPrefix(t.tag, "JJ") && t.tag != "CC" && t.tag != "HYPH" && t.tag != "VBN" && t.tag != "CD" {
			break
		}
		if lists().has("nationality blockers", t.lemma) {
			return
		}
		if strings.HasPrefix(t.tag, "NN") {
			noun = k
		}
	}
	if noun < 0 {
		return
	}
	company := lists().has("company nouns", g.tokens[noun].lemma)
	targets := g.holders(noun)
	for _, t := range targets {
		e := r.entityAt(g, t)
		if e < 0 || t < m.first && g.base(noun) != "appos" && g.child(noun, "cop") < 0 || r.demonymBetween(g, noun, t) {
			continue
		}
		switch r.entities[e].label {
		case "Person":
			if m.typ == graph.DemonymMention {
				r.state(g, "nationality", e, m.entity, 0.75)
			}
		case "Organization":
			r.state(g, "company-nationality", e, m.entity, 0.75)
		}
	}
	if e := r.entityAt(g, noun); e >= 0 && company && r.entities[e].label == "Organization" {
		r.state(g, "company-nationality", e, m.entity, 0.7)
	}
}

// nationalApposition: "A, a Ghanaian", "the Ivorian A", "A of Brazil", "the company B of Boston".
func (r *reading) nationalApposition(g grammar, k int) {
	label := r.labelAt(g, k)
	if label != "Person" && label != "Organization" {
		return
	}
	template := "nationality"
	if label == "Organization" {
		template = "company-nationality"
	}
	for _, c := range g.all(k, "appos") {
		if g.mentionDemonym(r, c) && label == "Person" {
			r.state(g, template, r.entityAt(g, k), r.entityAt(g, c), 0.75)
		}
	}
	for _, c := range g.withCase(k, "of") {
		at := r.labelAt(g, c)
		if (at == "Country" || at == "Place" && label == "Organization") && !g.mentionDemonym(r, c) && r.mentions[g.tokens[k].mention].last+1 < c && c-r.mentions[g.tokens[k].mention].last <= 3 {
			r.state(g, template, r.entityAt(g, k), r.entityAt(g, c), 0.7)
		}
	}
}

// personOf: "A of the Labour Future party", "B of the Institute of Physics".
func (r *reading) personOf(g grammar, k int) {
	if r.labelAt(g, k) != "Person" {
		return
	}
	for _, prep := range []string{"of", "at", "with", "from"} {
		for _, c := range g.withCase(k, prep) {
			if c-r.mentions[g.tokens[k].mention].last > 6 || g.base(c) == "obl" {
				continue
			}
			for _, f := range r.referents(g.index, c, false) {
				if r.entities[f.entity].label != "Organization" {
					continue
				}
				template := "person-of"
				switch r.entities[f.entity].kind {
				case "party", "armedGroup":
					template = "person-of-party"
				}
				r.state(g, template, r.entityAt(g, k), f.entity, 0.65)
			}
		}
	}
}

// personFrom: "A, a boy from Irving", "Texas student A".
func (r *reading) personFrom(g grammar, k int) {
	if r.labelAt(g, k) == "Person" {
		for _, c := range append(g.withCase(k, "from"), g.withCase(k, "of")...) {
			for _, p := range g.conjuncts(c) {
				if g.caseOf(c) == "from" || r.labelAt(g, p) == "Place" {
					r.state(g, "person-from", r.entityAt(g, k), r.entityAt(g, p), 0.65)
				}
			}
		}
		for _, a := range g.all(k, "appos") {
			if g.tokens[a].mention < 0 {
				for _, c := range g.withCase(a, "from") {
					r.state(g, "person-from", r.entityAt(g, k), r.entityAt(g, c), 0.7)
				}
			}
		}
		return
	}
	if r.labelAt(g, k) != "Place" || k+1 >= len(g.tokens) {
		return
	}
	noun := r.mentions[g.tokens[k].mention].last + 1
	if noun < len(g.tokens) && g.tokens[noun].mention < 0 && lists().has("person nominals", g.tokens[noun].lemma) && !r.frames.roleTakes(g.tokens[noun].lemma, "Place") {
		for _, h := range g.nameBehind(noun) {
			r.state(g, "person-from", r.entityAt(g, h), r.entityAt(g, k), 0.65)
		}
	}
}

// ownedBy: "the Smithsonian's National Air and Space Museum", "Marc Headley's Blown for Good".
func (r *reading) ownedBy(g grammar, k int) {
	template := ""
	switch r.labelAt(g, k) {
	case "Organization":
		template = "owned-organization"
	case "Work":
		template = "owned-work"
	case "Person":
		template = "owned-person"
	default:
		return
	}
	for _, c := range g.all(k, "nmod:poss") {
		for _, f := range r.referents(g.index, c, false) {
			owned := &r.entities[r.entityAt(g, k)]
			if template == "owned-organization" && r.entities[f.entity].label == "Country" && !lists().has("state body kinds", owned.kind) {
				r.state(g, "company-nationality", r.entityAt(g, k), f.entity, 0.75)
				continue
			}
			r.state(g, template, r.ordered(template, r.entityAt(g, k), f.entity, true), r.ordered(template, r.entityAt(g, k), f.entity, false), 0.75)
		}
	}
}

// ordered puts the owned thing first, or the owner where the template's type has it first.
func (r *reading) ordered(template string, owned, owner int, head bool) int {
	if (template == "owned-work") == head {
		return owner
	}
	return owned
}

// innerName: "Indonesian Navy", "U.S. Central Command": a country's name before a body's.
func (r *reading) innerName(g grammar, i int) {
	m := &r.mentions[i]
	if m.label != "Organization" || m.typ != graph.NameMention {
		return
	}
	country, ok := r.innerCountry(g, m)
	if !ok || !lists().has("state body kinds", r.entities[m.entity].kind) {
		return
	}
	for e := range r.entities {
		if r.entities[e].label == "Country" && r.entities[e].name == country.Name {
			r.state(g, "inner-name", m.entity, e, 0.7)
		}
	}
}

func (r *reading) innerCountry(g grammar, m *mention) (*gazetteer.Country, bool) {
	if m.last == m.first {
		return nil, false
	}
	for n := min(3, m.last-m.first); n > 0; n-- {
		text := r.text(g.index, m.first, m.first+n-1)
		if c, ok := r.gazetteer.Country(text); ok {
			return c, true
		}
		if d, ok := r.gazetteer.Demonym(text); ok && d.Country != nil && !d.Ambiguous {
			return d.Country, true
		}
	}
	return nil, false
}

// partyLabel: "Senator A, Republican from Texas", "A (Labour)".
func (r *reading) partyLabel(g grammar, i int) {
	m := &r.mentions[i]
	if m.label != "Organization" || r.entities[m.entity].kind != "party" {
		return
	}
	head := g.tokens[m.head].head
	if g.base(m.head) == "appos" && head >= 0 && r.labelAt(g, head) == "Person" {
		r.state(g, "party-label", r.entityAt(g, head), m.entity, 0.7)
	}
}
