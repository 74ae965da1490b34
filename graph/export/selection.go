package export

import (
	"cmp"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// Select returns a Reader of what a filter wants of a graph; symmetric tells which types of relation
// are the same both ways. It reads the graph once to make the choice. In memory it holds
// the ids of nodes, of edges what it needs (all of them where articles or statuses are chosen, their
// ids where confidence or numbers are, their ends for Around), and nothing else.
func (f Filter) Select(r graph.Reader, symmetric func(typ string) bool) (*Selection, error) {
	s := &Selection{filter: f, of: r, symmetric: symmetric, all: true}
	if !f.choosesArticles() && !f.choosesStatements() && !f.choosesNodes() {
		return s, nil
	}
	s.all, s.places, s.met = false, map[string]int{}, map[string]bool{}
	// Edges that fewer statements make than the store knows of are another thing than its edges.
	if f.choosesArticles() || len(f.Statuses) > 0 {
		s.sums = map[edgeKey]*graph.EdgeSum{}
	}
	if err := r.Accounts(s.weigh); err != nil {
		return nil, err
	}
	if err := s.chooseEdges(); err != nil {
		return nil, err
	}
	s.chooseNodes()
	return s, nil
}

// A Selection is a graph.Reader of a part of a graph.
type Selection struct {
	filter    Filter
	of        graph.Reader
	symmetric func(typ string) bool
	all       bool            // of the graph
	met       map[string]bool // names of articles and publishers in the filter that some article has

	sums   map[edgeKey]*graph.EdgeSum // nil where the edges are the store's
	made   []graph.Edge               // of sums, in the order of a Reader
	edges  map[string]bool            // ids of those chosen, or nil where their type tells
	nodes  []candidate
	places map[string]int // id of a node -> its place in nodes
	links  [][2]int       // places of nodes that an edge, or a statement, joins
}

type edgeKey struct{ typ, from, to string }

// A candidate is a node that may be chosen.
type candidate struct {
	id       string
	articles int // chosen ones that mention it
	edges    int
	about    bool // a chosen statement is about it
	chosen   bool
}

// place returns the place of a node in s.nodes, a new one if need be.
func (s *Selection) place(id string) int {
	at, ok := s.places[id]
	if !ok {
		at = len(s.nodes)
		s.places[id] = at
		s.nodes = append(s.nodes, candidate{id: id})
	}
	return at
}

// weigh notes what an article adds to the selection, if it is chosen.
func (s *Selection) weigh(a *graph.Account) error {
	s.meet(&a.Article)
	if !s.filter.article(&a.Article) {
		return nil
	}
	for i := range a.Mentions {
		s.nodes[s.place(a.Mentions[i].Node)].articles++
	}
	behind := map[edgeKey][]graph.Statement{}
	for i := range a.Statements {
		st := &a.Statements[i]
		from, to, makesEdge := graph.EdgeOf(st, s.symmetric)
		switch {
		case makesEdge && s.sums != nil && s.filter.statement(st):
			key := edgeKey{st.Type, from, to}
			behind[key] = append(behind[key], *st)
		case !makesEdge && s.filter.loose(st):
			s.join(st.Subject, st.Object, len(s.filter.Statuses) > 0)
		}
	}
	for key, statements := range behind {
		if s.sums[key] == nil {
			s.sums[key] = &graph.EdgeSum{}
		}
		s.sums[key].Add(statements, a.Article.Published)
	}
	return nil
}

// meet notes which names of the filter are those of an article.
func (s *Selection) meet(a *graph.Article) {
	for _, name := range s.filter.Articles {
		if names(name, a) {
			s.met[name] = true
		}
	}
	for _, publisher := range s.filter.Publishers {
		if strings.EqualFold(publisher, a.Publisher) {
			s.met[publisher] = true
		}
	}
}

// join notes that a chosen statement or edge is about two nodes and, if it links, joins them.
func (s *Selection) join(from, to string, links bool) {
	a, b := s.place(from), s.place(to)
	s.nodes[a].about, s.nodes[b].about = true, true
	if links && len(s.filter.Around) > 0 {
		s.links = append(s.links, [2]int{a, b})
	}
}

// chooseEdges makes the edges anew or reads the store's, and notes those chosen.
func (s *Selection) chooseEdges() error {
	if s.filter.weighs() {
		s.edges = map[string]bool{}
	}
	choose := func(e *graph.Edge) error {
		if s.filter.edge(e) {
			if s.edges != nil {
				s.edges[e.ID] = true
			}
			s.join(e.From, e.To, true)
			s.nodes[s.places[e.From]].edges++
			s.nodes[s.places[e.To]].edges++
			if s.sums != nil {
				s.made = append(s.made, *e)
			}
		}
		return nil
	}
	if s.sums == nil {
		return s.of.Edges(choose)
	}
	for key, sum := range s.sums {
		e := sum.Edge(key.typ, key.from, key.to)
		_ = choose(&e)
		delete(s.sums, key)
	}
	slices.SortFunc(s.made, func(a, b graph.Edge) int { return graph.CompareEdges(&a, &b) })
	return nil
}

// chooseNodes chooses among the nodes that articles mention.
func (s *Selection) chooseNodes() {
	for i := range s.nodes {
		n := &s.nodes[i]
		n.chosen = n.articles > 0 && (n.about || !s.filter.choosesStatements())
	}
	if len(s.filter.Around) > 0 {
		s.chooseAround()
	}
	if s.filter.Top > 0 {
		s.chooseTop()
	}
}

// chooseAround leaves the nodes within some hops of the given ones.
func (s *Selection) chooseAround() {
	neighbours := make([][]int, len(s.nodes))
	for _, link := range s.links {
		neighbours[link[0]] = append(neighbours[link[0]], link[1])
		neighbours[link[1]] = append(neighbours[link[1]], link[0])
	}
	s.links = nil
	reached := make([]bool, len(s.nodes))
	var rim []int
	for _, id := range s.filter.Around {
		// A node stays the centre of its surroundings where there are none.
		if at, ok := s.places[id]; ok && s.nodes[at].articles > 0 && !reached[at] {
			reached[at], s.nodes[at].chosen = true, true
			rim = append(rim, at)
		}
	}
	for range s.filter.Hops {
		var next []int
		for _, at := range rim {
			for _, neighbour := range neighbours[at] {
				if !reached[neighbour] {
					reached[neighbour] = true
					next = append(next, neighbour)
				}
			}
		}
		rim = next
	}
	for i := range s.nodes {
		s.nodes[i].chosen = s.nodes[i].chosen && reached[i]
	}
}

// chooseTop leaves the largest nodes.
func (s *Selection) chooseTop() {
	var ranking []*candidate
	for i := range s.nodes {
		if s.nodes[i].chosen {
			ranking = append(ranking, &s.nodes[i])
		}
	}
	slices.SortFunc(ranking, func(a, b *candidate) int {
		return cmp.Or(b.articles-a.articles, b.edges-a.edges, strings.Compare(a.id, b.id))
	})
	for _, n := range ranking[min(s.filter.Top, len(ranking)):] {
		n.chosen = false
	}
}
