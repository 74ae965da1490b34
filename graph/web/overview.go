package web

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// An Overview is the graph as the page opens with it: nodes with their places, and links.
type Overview struct {
	Nodes     []Placed        `json:"nodes"`
	Links     []graph.Edge    `json:"links"`
	Articles  []graph.Article `json:"articles"`  // the latest first
	Symmetric []string        `json:"symmetric"` // types without a direction
	Total     Total           `json:"total"`     // of the store, shown or not
}

// A Placed is a node with its place in the drawing.
type Placed struct {
	graph.Node
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Total tells how much there is.
type Total struct {
	Articles   int `json:"articles"`
	Nodes      int `json:"nodes"`
	Links      int `json:"links"`
	Statements int `json:"statements"`
}

// newOverview makes the overview of a graph: its limit nodes that most articles mention, and of
// those the ones with the most links. Nodes have no places yet. The same graph gives the same overview.
func newOverview(g *graph.Graph, symmetric func(string) bool, limit int) *Overview {
	links := linksOf(g, symmetric)
	o := &Overview{
		Nodes: []Placed{}, Links: []graph.Edge{}, Articles: latestFirst(g.Articles), Symmetric: symmetricTypes(links, symmetric),
		Total: Total{len(g.Articles), len(g.Nodes), len(links), len(g.Statements)},
	}
	if limit > 0 && len(o.Articles) > limit {
		o.Articles = o.Articles[:limit]
	}
	kept := map[string]bool{}
	for _, n := range largest(g.Nodes, links, limit) {
		kept[n.ID] = true
		o.Nodes = append(o.Nodes, Placed{Node: n})
	}
	for _, link := range links {
		if kept[link.From] && kept[link.To] {
			o.Links = append(o.Links, link)
		}
	}
	return o
}

// draw gives the nodes their places.
func (o *Overview) draw() {
	index := make(map[string]int, len(o.Nodes))
	for i := range o.Nodes {
		index[o.Nodes[i].ID] = i
	}
	var pairs [][2]int
	seen := map[[2]int]bool{}
	for _, link := range o.Links {
		from, to := index[link.From], index[link.To]
		pair := [2]int{min(from, to), max(from, to)}
		if from != to && !seen[pair] {
			seen[pair] = true
			pairs = append(pairs, pair)
		}
	}
	for i, at := range place(len(o.Nodes), pairs) {
		o.Nodes[i].X, o.Nodes[i].Y = math.Round(at.X*10)/10, math.Round(at.Y*10)/10
	}
}

// linksOf returns the edges of a graph and, beside them, a link for what its possible and negated
// statements say together: no edge of the graph, but something that a reader wants to see.
func linksOf(g *graph.Graph, symmetric func(string) bool) []graph.Edge {
	published := make(map[string]string, len(g.Articles))
	for _, a := range g.Articles {
		published[a.ID] = a.Published
	}
	type key struct {
		typ, from, to string
		status        graph.Status
	}
	unsaid := map[key][]graph.Statement{}
	for _, s := range g.Statements {
		if s.Subject == s.Object || s.Status != graph.Possible && s.Status != graph.Negated {
			continue
		}
		k := key{s.Type, s.Subject, s.Object, s.Status}
		if symmetric(s.Type) {
			k.from, k.to = min(s.Subject, s.Object), max(s.Subject, s.Object)
		}
		unsaid[k] = append(unsaid[k], s)
	}
	links := slices.Clone(g.Edges)
	for k, statements := range unsaid {
		e := graph.NewEdge(k.typ, k.from, k.to, statements, func(id string) string { return published[id] })
		e.Status = k.status
		links = append(links, e)
	}
	slices.SortFunc(links, func(a, b graph.Edge) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(string(a.Status), string(b.Status)))
	})
	return links
}

// largest returns the nodes that fit the limit, in the order of their ids.
func largest(nodes []graph.Node, links []graph.Edge, limit int) []graph.Node {
	if limit <= 0 || len(nodes) <= limit {
		return nodes
	}
	degree := map[string]int{}
	for _, l := range links {
		degree[l.From]++
		degree[l.To]++
	}
	kept := slices.Clone(nodes)
	slices.SortFunc(kept, func(a, b graph.Node) int {
		return cmp.Or(b.Articles-a.Articles, degree[b.ID]-degree[a.ID], strings.Compare(a.ID, b.ID))
	})
	kept = kept[:limit]
	slices.SortFunc(kept, func(a, b graph.Node) int { return strings.Compare(a.ID, b.ID) })
	return kept
}

// latestFirst returns the articles by date, the latest first and those without one last.
func latestFirst(articles []graph.Article) []graph.Article {
	sorted := append([]graph.Article{}, articles...)
	slices.SortFunc(sorted, func(a, b graph.Article) int {
		return cmp.Or(strings.Compare(b.Published, a.Published), strings.Compare(a.Title, b.Title), strings.Compare(a.ID, b.ID))
	})
	return sorted
}

func symmetricTypes(links []graph.Edge, symmetric func(string) bool) []string {
	types := []string{}
	for _, l := range links {
		if symmetric(l.Type) && !slices.Contains(types, l.Type) {
			types = append(types, l.Type)
		}
	}
	slices.Sort(types)
	return types
}
