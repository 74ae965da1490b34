package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Words splits a name into the words that Store.Find compares: the runs of letters and digits of
// its normal form.
func Words(name string) []string {
	return strings.FieldsFunc(NormalName(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

// Find finds nodes by name, as Store.Find tells.
func (g *Graph) Find(name string, limit int) []Node {
	query := NewQuery(name)
	var found []Node
	for i := range g.Nodes {
		if query.Matches(&g.Nodes[i]) {
			found = append(found, g.Nodes[i])
		}
	}
	return query.Best(found, limit)
}

// A Query is what Store.Find looks for.
type Query struct {
	key   string
	Words []string // each once; of the last, the begin of a word will do
}

// NewQuery makes a query of a name, or of the begin of one.
func NewQuery(name string) Query {
	q := Query{key: nameKey(name)}
	words := Words(name)
	seen := make(map[string]bool, len(words))
	for i, word := range words {
		if i == len(words)-1 || !seen[word] {
			q.Words = append(q.Words, word)
		}
		seen[word] = true
	}
	return q
}

// Matches reports whether a name or alias of the node is what the query looks for.
func (q Query) Matches(n *Node) bool {
	return q.matchesName(n.Name) || slices.ContainsFunc(n.Aliases, q.matchesName)
}

func (q Query) matchesName(name string) bool {
	if len(q.Words) == 0 {
		return q.key != "" && nameKey(name) == q.key
	}
	words := Words(name)
	last := len(q.Words) - 1
	for _, word := range q.Words[:last] {
		if !slices.Contains(words, word) {
			return false
		}
	}
	return slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, q.Words[last]) })
}

// rank is 0 for a node of exactly the name sought, 1 for an alias, 2 for all else.
func (q Query) rank(n *Node) int {
	switch {
	case nameKey(n.Name) == q.key:
		return 0
	case slices.ContainsFunc(n.Aliases, func(alias string) bool { return nameKey(alias) == q.key }):
		return 1
	}
	return 2
}

// Best puts nodes that match in the order of Store.Find and cuts them off at the limit, if it is
// over 0.
func (q Query) Best(found []Node, limit int) []Node {
	ranks := make(map[string]int, len(found))
	for i := range found {
		ranks[found[i].ID] = q.rank(&found[i])
	}
	slices.SortFunc(found, func(a, b Node) int {
		return cmp.Or(ranks[a.ID]-ranks[b.ID], b.Articles-a.Articles, strings.Compare(a.ID, b.ID))
	})
	if limit > 0 && len(found) > limit {
		found = found[:limit]
	}
	return found
}

// View returns what Store.View does.
func (g *Graph) View(nodeID string) (View, error) {
	at := slices.IndexFunc(g.Nodes, func(n Node) bool { return n.ID == nodeID })
	if at < 0 {
		return View{}, ErrNotFound
	}
	view := View{Node: g.Nodes[at]}
	articles, nodes := map[string]bool{}, map[string]bool{}
	for _, m := range g.Mentions {
		if m.Node == nodeID {
			articles[m.Article] = true
		}
	}
	for _, e := range g.Edges {
		if e.From == nodeID || e.To == nodeID {
			view.Edges = append(view.Edges, e)
		}
	}
	for _, s := range g.Statements {
		if s.Subject == nodeID || s.Object == nodeID {
			view.Statements = append(view.Statements, s)
			nodes[s.Subject], nodes[s.Object] = true, true
		}
	}
	delete(nodes, nodeID)
	for _, n := range g.Nodes {
		if nodes[n.ID] {
			view.Nodes = append(view.Nodes, n)
		}
	}
	for _, a := range g.Articles {
		if articles[a.ID] {
			view.Articles = append(view.Articles, a)
		}
	}
	return view, nil
}

// Article returns what Store.Article does.
func (g *Graph) Article(articleID string) (ArticleView, error) {
	at := slices.IndexFunc(g.Articles, func(a Article) bool { return a.ID == articleID })
	if at < 0 {
		return ArticleView{}, ErrNotFound
	}
	view := ArticleView{Article: g.Articles[at]}
	mentioned := map[string]bool{}
	for _, m := range g.Mentions {
		if m.Article == articleID {
			view.Mentions = append(view.Mentions, m)
			mentioned[m.Node] = true
		}
	}
	for _, n := range g.Nodes {
		if mentioned[n.ID] {
			view.Nodes = append(view.Nodes, n)
		}
	}
	for _, s := range g.Statements {
		if s.Article == articleID {
			view.Statements = append(view.Statements, s)
		}
	}
	return view, nil
}
