package graph

import (
	"context"
	"errors"
	"slices"
	"strings"
)

// ErrNotFound tells that a store holds no node, or no article, of the id asked for.
var ErrNotFound = errors.New("not found")

// ErrChanged tells that somebody changed the graph while it was read.
var ErrChanged = errors.New("the graph was changed while it was read")

// A Store holds documents and the graph that Merge makes of them. Its methods may be called from
// several goroutines, and several processes may share what is behind it.
type Store interface {
	// Upsert adds the documents, or puts them in place of those with the same article id, in one
	// step: all or, on an error, none. A document equal to the stored one (by DocumentHash) changes
	// nothing but the stamp, if it has one. Content that is stored already under another article id (by Article.Hash, where it
	// isn't empty) is not loaded again but told as a Duplicate; an older version of that article,
	// if the store holds one, goes. Of two documents with one article id in docs the later counts.
	// Documents that Check refuses are an error.
	Upsert(ctx context.Context, docs []Document) (Outcome, error)

	// Delete removes an article with its statements, the edges nobody else states and the nodes
	// nobody else mentions, and reports whether there was such an article.
	Delete(ctx context.Context, articleID string) (found bool, err error)

	// Holdings tells what the store holds under some article ids and of some contents (Article.Hash, of
	// which an empty one finds nothing): each article once, in the order of ids.
	Holdings(ctx context.Context, ids, contents []string) ([]Holding, error)

	// Counts tells how much the store holds.
	Counts(ctx context.Context) (Counts, error)

	// Find returns the nodes one of whose names or aliases has the words of name in it, the last
	// perhaps cut short, whatever the case, accents and hyphens (as NormalName tells). Nodes of
	// exactly that name come first, then those of that alias, then the others, each by the number
	// of articles, most first, then by id. A limit of 0 or less means no limit.
	Find(ctx context.Context, name string, limit int) ([]Node, error)

	// View returns a node with its edges and all that is said about it, or ErrNotFound.
	View(ctx context.Context, nodeID string) (View, error)

	// Article returns an article with all that it says, or ErrNotFound.
	Article(ctx context.Context, articleID string) (ArticleView, error)

	// Graph returns the whole graph, equal to Merge of the documents held.
	Graph(ctx context.Context) (*Graph, error)

	// Read calls do, once, with a Reader of the graph as it is. The Reader holds little in memory and
	// is good until do returns. A store that can't keep the graph as it is while do reads returns
	// ErrChanged where it was changed meanwhile.
	Read(ctx context.Context, do func(Reader) error) error

	// Close releases what the store holds open.
	Close() error
}

// An Outcome tells what Upsert did with each of its documents.
type Outcome struct {
	Added      int
	Replaced   int
	Unchanged  int
	Duplicates []Duplicate
}

// Add adds another outcome to this one.
func (o *Outcome) Add(other Outcome) {
	o.Added += other.Added
	o.Replaced += other.Replaced
	o.Unchanged += other.Unchanged
	o.Duplicates = append(o.Duplicates, other.Duplicates...)
}

// A Duplicate is an article that was not loaded because its content is held under another id.
type Duplicate struct {
	Article Article // the one left out
	SameAs  Article // the one held
}

// A Holding is an article that a store holds, with what tells whether it need be loaded again.
type Holding struct {
	Article  Article
	Document string // DocumentHash of its document
	Stamp    string // Document.Stamp, as last given for this document
}

// SortHoldings puts holdings in the order of Store.Holdings, each article once.
func SortHoldings(holdings []Holding) []Holding {
	slices.SortFunc(holdings, func(a, b Holding) int { return strings.Compare(a.Article.ID, b.Article.ID) })
	return slices.CompactFunc(holdings, func(a, b Holding) bool { return a.Article.ID == b.Article.ID })
}

// Counts tells how much a graph holds.
type Counts struct {
	Articles   int
	Nodes      int
	Statements int
	Edges      int
	EdgesBy    map[string]int // edges by type
	NodesBy    map[string]int // nodes by label
}

// Counts counts what the graph holds.
func (g *Graph) Counts() Counts {
	c := Counts{
		Articles: len(g.Articles), Nodes: len(g.Nodes),
		Statements: len(g.Statements), Edges: len(g.Edges),
		EdgesBy: map[string]int{}, NodesBy: map[string]int{},
	}
	for _, edge := range g.Edges {
		c.EdgesBy[edge.Type]++
	}
	for _, node := range g.Nodes {
		c.NodesBy[node.Label]++
	}
	return c
}

// A View is a node with what surrounds it: everything about one node that a reader wants to see.
type View struct {
	Node       Node
	Edges      []Edge      // from or to the node, by id
	Statements []Statement // about the node, those that make no edge included, by id
	Nodes      []Node      // the other ends, by id
	Articles   []Article   // those that mention the node, by id
}

// An ArticleView is an article with what it says: everything about it that a reader wants to see.
type ArticleView struct {
	Article    Article
	Mentions   []Mentioned // by node
	Nodes      []Node      // those mentioned, by id
	Statements []Statement // by id
}
