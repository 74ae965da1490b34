package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// several resolves what refers to more than one entity: "they" and "both" to the members of a
// coordination said just before ("A and B met. They ..."), "the two" and "the couple" to such or else to
// the last two people spoken of.
func (d *discourse) several(sentence, token int) (mention, bool) {
	s := &d.sentences[sentence]
	t := &s.tokens[token]
	word := strings.ToLower(t.word)
	possessive := word == "their"
	people := false
	switch word {
	case "they", "them", "their", "both":
		if strings.HasPrefix(t.tag, "DT") && d.in(sentence).base(token) == "det" {
			return mention{}, false
		}
	case "two", "couple", "pair":
		det := d.in(sentence).child(token, "det")
		if det < 0 || !strings.EqualFold(s.tokens[det].word, "the") || d.in(sentence).base(token) == "nummod" {
			return mention{}, false
		}
		people = true
	default:
		return mention{}, false
	}
	members := d.coordination(sentence, token, possessive)
	if len(members) == 0 && people {
		members = d.lastTwo(sentence)
	}
	if len(members) < 2 {
		return mention{}, false
	}
	m := mention{
		sentence: sentence, first: token, last: token, head: token, entity: members[0], others: members[1:],
		score: 0.55, typ: graph.PronounMention, name: t.word, label: d.entities[members[0]].label,
	}
	if people {
		m.typ = graph.NominalMention
	}
	return m, true
}

// coordination returns the entities of the nearest coordination before the token, of this sentence or
// the one before, if they are of one label that can act.
func (d *discourse) coordination(sentence, token int, possessive bool) []int {
	for k := len(d.spoken) - 1; k >= 0; k-- {
		n := d.spoken[k]
		if sentence-n.sentence > 1 {
			return nil
		}
		g := d.in(n.sentence)
		if n.entity < 0 || g.rel(n.token) == "conj" {
			continue
		}
		if b := g.base(n.token); b != "nsubj" && b != "obj" || n.sentence == sentence && !possessive && g.clauseOf(n.token) == g.clauseOf(token) {
			continue
		}
		members := []int{n.entity}
		for _, c := range g.conjuncts(n.token)[1:] {
			if m := g.tokens[c].mention; m >= 0 && d.mentions[m].entity >= 0 && !slices.Contains(members, d.mentions[m].entity) {
				members = append(members, d.mentions[m].entity)
			}
		}
		if len(members) > 1 && d.actAlike(members) {
			return members
		}
	}
	return nil
}

func (d *discourse) actAlike(members []int) bool {
	label := d.entities[members[0]].label
	for _, e := range members {
		if d.entities[e].label != label {
			return false
		}
	}
	return label == "Person" || label == "Organization" || label == "Country"
}

// lastTwo returns the last two people spoken of, in the order of the text.
func (d *discourse) lastTwo(sentence int) []int {
	var out []int
	for k := len(d.spoken) - 1; k >= 0 && sentence-d.spoken[k].sentence <= 2; k-- {
		if e := d.spoken[k].entity; e >= 0 && d.entities[e].label == "Person" && !slices.Contains(out, e) {
			if out = append(out, e); len(out) == 2 {
				slices.Reverse(out)
				return out
			}
		}
	}
	return nil
}
