package graph

import "slices"

// A Folded is a document with its entities as variants: what one article adds to the graph. The
// Node of its mentions and the ends of its statements are ids of variants.
type Folded struct {
	Article    Article
	Variants   []Variant // each with Articles = 1
	Mentions   []Mentioned
	Statements []Statement
}

// Fold makes of a document what it adds to the graph. The ids that the document gives its entities
// matter within it alone. Entities of one label that share a normalised name or a Wikidata id are
// taken as one, whose name is that of the first. A variant's id is EntityID of its label and name,
// save that a person known by a single word who has a Wikidata id is named by that in all articles,
// and that "Supreme Court" is named after the country whose the document says it is.
// Statements with the same StatementID count once, the first.
func Fold(doc *Document) Folded {
	d := Clean(doc)
	f := Folded{Article: d.Article}
	names := fullNames(&d)
	group := groupEntities(&d, names)
	place := make(map[int]int)                 // group -> index in f.Variants
	ids := make(map[string]string, len(group)) // entity id -> variant id
	for i := range d.Entities {
		at, ok := place[group[i]]
		if !ok {
			at = len(f.Variants)
			place[group[i]] = at
			f.Variants = append(f.Variants, newVariant(&d.Entities[i], names[i], d.Article.ID))
			f.Mentions = append(f.Mentions, Mentioned{Article: d.Article.ID, Node: f.Variants[at].ID})
		}
		f.Variants[at].include(&d.Entities[i])
		f.Mentions[at].include(d.Entities[i].Mentions)
		ids[d.Entities[i].ID] = f.Variants[at].ID
	}
	seen := make(map[string]bool, len(d.Relations))
	for i := range d.Relations {
		s := newStatement(&d.Relations[i], d.Article.ID, ids)
		if s.Subject != "" && s.Object != "" && !seen[s.ID] {
			seen[s.ID] = true
			f.Statements = append(f.Statements, s)
		}
	}
	return f
}

// groupEntities returns, for each entity, the index of the first entity that it is one with. names are
// fullNames of the document.
func groupEntities(d *Document, names []string) []int {
	group := make([]int, len(d.Entities))
	first := map[[3]string]int{}
	for i := range d.Entities {
		group[i] = i
		e := &d.Entities[i]
		keys := [][3]string{{"name", e.Label, nameKey(names[i])}}
		if e.Wikidata != "" {
			keys = append(keys, [3]string{"wikidata", e.Label, e.Wikidata})
		}
		for _, key := range keys {
			if j, ok := first[key]; ok {
				join(group, i, j)
			} else {
				first[key] = i
			}
		}
	}
	for i := range group {
		group[i] = root(group, i)
	}
	return group
}

// root returns the first of the group that i is in, and join makes two groups one.
func root(group []int, i int) int {
	for group[i] != i {
		group[i] = group[group[i]]
		i = group[i]
	}
	return i
}

func join(group []int, i, j int) {
	i, j = root(group, i), root(group, j)
	group[max(i, j)] = min(i, j)
}

// newVariant makes the variant of a group's first entity, yet without counts but for the article. name is
// the entity's of fullNames.
func newVariant(e *Entity, name, articleID string) Variant {
	v := Variant{Label: e.Label, Articles: 1, Key: nameKey(name)}
	if scoped(v.Label, v.Key) {
		v.Key = ""
		if e.Wikidata != "" {
			v.ID = EntityID(e.Label, e.Wikidata, "")
			return v
		}
	}
	v.ID = EntityID(e.Label, name, articleID)
	return v
}

// include adds what an entity of the variant's article says of it. Each value counts once.
func (v *Variant) include(e *Entity) {
	once := func(counts *map[string]int, value string) {
		if (*counts)[value] == 0 {
			count(counts, value, 1)
		}
	}
	if v.Names == nil {
		once(&v.Names, e.Name)
	} else {
		once(&v.Aliases, e.Name)
	}
	for _, alias := range e.Aliases {
		once(&v.Aliases, alias)
	}
	once(&v.Kinds, e.Kind)
	once(&v.Wikidata, e.Wikidata)
	once(&v.Born, e.Attributes.Born)
	once(&v.Died, e.Attributes.Died)
	once(&v.Founded, e.Attributes.Founded)
}

// include adds mentions to those there are, in the order of the text.
func (m *Mentioned) include(mentions []Mention) {
	m.Spans = slices.Grow(m.Spans, len(mentions)+1) // never nil
	for _, mention := range mentions {
		m.Spans = append(m.Spans, Span{mention.Start, mention.End})
	}
	m.Count = len(m.Spans)
	slices.SortFunc(m.Spans, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
}

// newStatement makes a statement of a relation; an end that is no entity stays empty.
func newStatement(r *Relation, articleID string, ids map[string]string) Statement {
	head, tail := ids[r.Head], ids[r.Tail]
	return Statement{
		ID:   StatementID(articleID, r.Type, head, tail, r.Evidence.Start, r.Evidence.End),
		Type: r.Type, Status: r.Status, By: r.By, Time: r.Time, Role: r.Role,
		Confidence: r.Confidence, Quote: r.Evidence.Quote,
		Start: r.Evidence.Start, End: r.Evidence.End,
		Subject: head, Object: tail, Article: articleID,
	}
}
