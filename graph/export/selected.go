package export

import (
	"slices"

	"github.com/newsgraph/newsgraph/graph"
)

// Empty tells whether nothing is selected of a graph that a filter was applied to.
func (s *Selection) Empty() bool {
	return !s.all && !slices.ContainsFunc(s.nodes, func(n candidate) bool { return n.chosen })
}

// Unknown returns the articles and publishers of the filter that the graph doesn't have.
func (s *Selection) Unknown() (articles, publishers []string) {
	met := func(name string) bool { return s.met[name] }
	return slices.DeleteFunc(slices.Clone(s.filter.Articles), met), slices.DeleteFunc(slices.Clone(s.filter.Publishers), met)
}

// chosen returns a node that is chosen.
func (s *Selection) chosen(id string) (candidate, bool) {
	at, ok := s.places[id]
	if !ok {
		return candidate{}, false
	}
	return s.nodes[at], s.nodes[at].chosen
}

// among tells whether two nodes are chosen.
func (s *Selection) among(from, to string) bool {
	_, a := s.chosen(from)
	_, b := s.chosen(to)
	return a && b
}

// Nodes implements graph.Reader.
func (s *Selection) Nodes(visit func(*graph.Node) error) error {
	if s.all {
		return s.of.Nodes(visit)
	}
	return s.of.Nodes(func(n *graph.Node) error {
		c, ok := s.chosen(n.ID)
		if !ok {
			return nil
		}
		n.Articles = c.articles
		return visit(n)
	})
}

// Edges implements graph.Reader.
func (s *Selection) Edges(visit func(*graph.Edge) error) error {
	switch {
	case s.all:
		return s.of.Edges(visit)
	case s.sums != nil:
		for _, e := range s.made {
			if s.among(e.From, e.To) {
				if err := visit(&e); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return s.of.Edges(func(e *graph.Edge) error {
		if !s.filter.edge(e) || !s.among(e.From, e.To) {
			return nil
		}
		return visit(e)
	})
}

// Accounts implements graph.Reader.
func (s *Selection) Accounts(visit func(*graph.Account) error) error {
	if s.all {
		return s.of.Accounts(visit)
	}
	narrows := s.filter.choosesStatements() || s.filter.choosesNodes()
	return s.of.Accounts(func(a *graph.Account) error {
		if !s.filter.article(&a.Article) {
			return nil
		}
		a.Mentions = slices.DeleteFunc(a.Mentions, func(m graph.Mentioned) bool {
			_, ok := s.chosen(m.Node)
			return !ok
		})
		a.Statements = slices.DeleteFunc(a.Statements, func(st graph.Statement) bool { return !s.states(&st) })
		if narrows && len(a.Mentions) == 0 {
			return nil
		}
		return visit(a)
	})
}

// states tells whether a statement of a chosen article is selected.
func (s *Selection) states(st *graph.Statement) bool {
	if !s.among(st.Subject, st.Object) {
		return false
	}
	from, to, makesEdge := graph.EdgeOf(st, s.symmetric)
	if !makesEdge {
		return s.filter.loose(st)
	}
	return s.filter.statement(st) && (s.edges == nil || s.edges[graph.EdgeID(st.Type, from, to)])
}
