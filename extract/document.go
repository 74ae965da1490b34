package extract

import (
	"cmp"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/graph"
)

// document writes what was read in the form of the output contract: entities in the order of their
// first mention, statements of one edge together and the best of them first.
func (r *reading) document() graph.Document {
	a := r.article
	doc := graph.Document{Article: a.Entry(), Entities: []graph.Entity{}, Relations: []graph.Relation{}}
	ids := make([]string, len(r.entities))
	for e := range r.entities {
		ent := &r.entities[e]
		if !slices.ContainsFunc(ent.mentions, func(i int) bool { return named(&r.mentions[i]) }) {
			continue
		}
		ids[e] = graph.EntityID(ent.label, ent.name, a.ID)
		out := r.entityOut(ent, ids[e])
		if a := r.attributes[e]; a != nil {
			out.Attributes = *a
		}
		doc.Entities = append(doc.Entities, out)
	}
	for _, s := range r.inOrderOfText(ids) {
		doc.Relations = append(doc.Relations, graph.Relation{
			Type: s.typ.Name, Head: ids[s.head], Tail: ids[s.tail], Status: s.status, By: s.by, Time: s.time, Role: s.role,
			Confidence: s.confidence, Evidence: r.evidence(s.sentence),
		})
	}
	return doc
}

func named(m *mention) bool {
	return m.typ == graph.NameMention || m.typ == graph.DemonymMention
}

func (r *reading) entityOut(e *entity, id string) graph.Entity {
	out := graph.Entity{
		ID: id, Label: e.label, Kind: e.kind, Name: e.name, Wikidata: e.wikidata,
		Aliases: []string{}, Mentions: []graph.Mention{},
	}
	for _, i := range e.mentions {
		m := &r.mentions[i]
		start, end := r.sentences[m.sentence].tokens[m.first].start, r.sentences[m.sentence].tokens[m.last].end
		out.Mentions = append(out.Mentions, graph.Mention{
			Start: r.offsets.at(start), End: r.offsets.at(end), Text: r.article.Text[start:end], Type: m.typ,
		})
		if named(m) && m.name != e.name && !slices.Contains(out.Aliases, m.name) {
			out.Aliases = append(out.Aliases, m.name)
		}
	}
	return out
}

// inOrderOfText drops what the confidence floor and repetition leave out and puts the rest in order.
func (r *reading) inOrderOfText(ids []string) []statement {
	type edge struct {
		typ        string
		head, tail string
	}
	key := func(s *statement) edge {
		k := edge{s.typ.Name, ids[s.head], ids[s.tail]}
		if s.typ.Symmetric && k.head > k.tail {
			k.head, k.tail = k.tail, k.head
		}
		return k
	}
	groups := map[edge][]statement{}
	first := map[edge]int{}
	for i := range r.said {
		s := &r.said[i]
		if ids[s.head] == "" || ids[s.tail] == "" || ids[s.head] == ids[s.tail] {
			continue
		}
		k := key(s)
		if _, ok := first[k]; !ok {
			first[k] = i
		}
		groups[k] = addStatement(groups[k], *s)
	}
	edges := slices.SortedFunc(maps.Keys(groups), func(a, b edge) int { return first[a] - first[b] })
	var out []statement
	for _, k := range edges {
		slices.SortStableFunc(groups[k], func(a, b statement) int {
			return cmp.Or(rankStatus(a.status)-rankStatus(b.status), cmp.Compare(b.confidence, a.confidence), a.sentence-b.sentence)
		})
		for _, s := range groups[k] { // a symmetric relation is said the same way round in all of them
			if s.typ.Symmetric {
				s.head, s.tail = groups[k][0].head, groups[k][0].tail
			}
			out = append(out, s)
		}
	}
	return out
}

// addStatement keeps one statement a sentence: the surest, with the time and role of any.
func addStatement(group []statement, s statement) []statement {
	for i := range group {
		if group[i].sentence != s.sentence {
			continue
		}
		if group[i].status == graph.Negated != (s.status == graph.Negated) {
			s.status = graph.Negated
		}
		if s.confidence > group[i].confidence {
			s, group[i] = group[i], s
		}
		group[i].time = cmp.Or(group[i].time, s.time)
		group[i].role = cmp.Or(group[i].role, s.role)
		return group
	}
	return append(group, s)
}

func rankStatus(s graph.Status) int {
	return slices.Index([]graph.Status{graph.Asserted, graph.Claimed, graph.Possible, graph.Negated}, s)
}

func (r *reading) evidence(sentence int) graph.Evidence {
	s := &r.sentences[sentence]
	return graph.Evidence{Start: r.offsets.at(s.start), End: r.offsets.at(s.end), Quote: r.article.Text[s.start:s.end]}
}

// offsets turn byte offsets of a text into counts of Unicode code points.
type offsets []int32

func newOffsets(text string) offsets {
	if utf8.RuneCountInString(text) == len(text) {
		return nil // one byte each
	}
	out := make(offsets, len(text)+1)
	n := int32(0)
	for i := range len(text) {
		if utf8.RuneStart(text[i]) {
			n++
		}
		out[i] = n - 1
	}
	out[len(text)] = n
	return out
}

func (o offsets) at(i int) int {
	if o == nil {
		return i
	}
	return int(o[i])
}
