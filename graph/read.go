package graph

import (
	"cmp"
	"slices"
	"strings"
)

// A Reader reads one state of a graph part by part, so that a graph of any size can pass through a
// little memory. Each method reads from the begin, in an order that is the same for every store. What
// visit is given is its own until it returns; an error that it returns ends the reading and is returned.
type Reader interface {
	// Nodes calls visit with each node, in the order of ids.
	Nodes(visit func(*Node) error) error

	// Edges calls visit with each edge, in the order of the node it goes from, then of ids.
	Edges(visit func(*Edge) error) error

	// Accounts calls visit with each article and what it says, in the order of the articles' ids.
	Accounts(visit func(*Account) error) error
}

// An Account is what one article says.
type Account struct {
	Article    Article
	Mentions   []Mentioned // in the order of nodes
	Statements []Statement // in the order of ids
}

// Sort puts mentions and statements in their order.
func (a *Account) Sort() {
	slices.SortFunc(a.Mentions, func(m, n Mentioned) int { return strings.Compare(m.Node, n.Node) })
	slices.SortFunc(a.Statements, func(s, t Statement) int { return strings.Compare(s.ID, t.ID) })
}

// CompareEdges is the order in which a Reader reads edges.
func CompareEdges(a, b *Edge) int {
	return cmp.Or(strings.Compare(a.From, b.From), strings.Compare(a.ID, b.ID))
}

// Collect reads a whole graph into memory.
func Collect(r Reader) (*Graph, error) {
	g := &Graph{}
	err := r.Nodes(func(n *Node) error { g.Nodes = append(g.Nodes, *n); return nil })
	if err != nil {
		return nil, err
	}
	err = r.Edges(func(e *Edge) error { g.Edges = append(g.Edges, *e); return nil })
	if err != nil {
		return nil, err
	}
	err = r.Accounts(func(a *Account) error {
		g.Articles = append(g.Articles, a.Article)
		g.Mentions = append(g.Mentions, a.Mentions...)
		g.Statements = append(g.Statements, a.Statements...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	g.Sort()
	return g, nil
}

// Reader returns a Reader of a graph in memory, whose lists must be in their order.
func (g *Graph) Reader() Reader { return memoryReader{g} }

type memoryReader struct{ *Graph }

// Nodes implements Reader.
func (r memoryReader) Nodes(visit func(*Node) error) error {
	return visitAll(r.Graph.Nodes, visit)
}

// Edges implements Reader.
func (r memoryReader) Edges(visit func(*Edge) error) error {
	edges := slices.Clone(r.Graph.Edges)
	slices.SortFunc(edges, func(a, b Edge) int { return CompareEdges(&a, &b) })
	return visitAll(edges, visit)
}

// Accounts implements Reader.
func (r memoryReader) Accounts(visit func(*Account) error) error {
	accounts := make([]Account, len(r.Articles))
	place := make(map[string]int, len(r.Articles))
	for i, article := range r.Articles {
		accounts[i].Article = article
		place[article.ID] = i
	}
	for _, m := range r.Mentions {
		a := &accounts[place[m.Article]]
		a.Mentions = append(a.Mentions, m)
	}
	for _, s := range r.Statements {
		a := &accounts[place[s.Article]]
		a.Statements = append(a.Statements, s)
	}
	return visitAll(accounts, visit)
}

// visitAll calls visit with a copy of each element of a list.
func visitAll[T any](list []T, visit func(*T) error) error {
	for _, one := range list {
		if err := visit(&one); err != nil {
			return err
		}
	}
	return nil
}
