package graph

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Merge makes the graph of a set of documents; symmetric tells which types of relation are the
// same both ways. Documents are known by their article ids; of two with the same id the later
// counts. Their order matters for nothing else.
func Merge(docs []Document, symmetric func(typ string) bool) *Graph {
	byID := make(map[string]*Document, len(docs))
	for i := range docs {
		byID[docs[i].Article.ID] = &docs[i]
	}
	m := merger{variants: map[string]*Variant{}, presence: Presence{}}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		m.add(Fold(byID[id]))
	}
	g := &Graph{Articles: m.list}
	nodeOf := map[string]string{}
	for _, group := range Resolve(slices.Collect(maps.Values(m.variants)), m.presence.Apart) {
		node := NewNode(group)
		g.Nodes = append(g.Nodes, node)
		for _, v := range group {
			nodeOf[v.ID] = node.ID
		}
	}
	for _, f := range m.folded {
		for _, mention := range f.Mentions {
			mention.Node = nodeOf[mention.Node]
			g.Mentions = append(g.Mentions, mention)
		}
		for _, s := range f.Statements {
			s.Subject, s.Object = nodeOf[s.Subject], nodeOf[s.Object]
			g.Statements = append(g.Statements, s)
		}
	}
	g.addEdges(symmetric)
	g.Sort()
	return g
}

// A merger gathers folded documents.
type merger struct {
	list     []Article
	folded   []Folded
	variants map[string]*Variant // by id
	presence Presence
}

func (m *merger) add(f Folded) {
	m.list = append(m.list, f.Article)
	m.folded = append(m.folded, f)
	for i := range f.Variants {
		v := &f.Variants[i]
		sum := m.variants[v.ID]
		if sum == nil {
			sum = &Variant{ID: v.ID, Label: v.Label, Key: v.Key}
			m.variants[v.ID] = sum
		}
		sum.Add(v)
		m.presence.Add(v.ID, f.Article.ID)
	}
}

// A Presence tells which articles have which variants: id of a variant -> ids of articles.
type Presence map[string]map[string]bool

// Add notes that an article has a variant.
func (p Presence) Add(variantID, articleID string) {
	if p[variantID] == nil {
		p[variantID] = map[string]bool{}
	}
	p[variantID][articleID] = true
}

// Apart reports whether an article has both variants, as Resolve asks.
func (p Presence) Apart(a, b *Variant) bool {
	one, other := p[a.ID], p[b.ID]
	if len(other) < len(one) {
		one, other = other, one
	}
	for id := range one {
		if other[id] {
			return true
		}
	}
	return false
}

// addEdges derives the edges of the statements.
func (g *Graph) addEdges(symmetric func(typ string) bool) {
	published := make(map[string]string, len(g.Articles))
	for _, article := range g.Articles {
		published[article.ID] = article.Published
	}
	statements := map[[3]string][]Statement{}
	for i := range g.Statements {
		s := &g.Statements[i]
		if from, to, ok := EdgeOf(s, symmetric); ok {
			key := [3]string{s.Type, from, to}
			statements[key] = append(statements[key], *s)
		}
	}
	for key, list := range statements {
		g.Edges = append(g.Edges, NewEdge(key[0], key[1], key[2], list,
			func(id string) string { return published[id] }))
	}
}

// Sort puts each list in its order, as Graph tells.
func (g *Graph) Sort() {
	slices.SortFunc(g.Articles, func(a, b Article) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(g.Nodes, func(a, b Node) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(g.Statements, func(a, b Statement) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(g.Edges, func(a, b Edge) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(g.Mentions, func(a, b Mentioned) int {
		return cmp.Or(strings.Compare(a.Article, b.Article), strings.Compare(a.Node, b.Node))
	})
}
