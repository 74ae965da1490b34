package web

import "github.com/newsgraph/newsgraph/graph"

// An entityPage is a graph.View as the page reads it: no list is null.
type entityPage struct {
	Node       graph.Node        `json:"node"`
	Edges      []graph.Edge      `json:"edges"`
	Statements []graph.Statement `json:"statements"`
	Nodes      []graph.Node      `json:"nodes"`
	Articles   []graph.Article   `json:"articles"`
}

func newEntityPage(v *graph.View) entityPage {
	return entityPage{
		Node: v.Node, Edges: listed(v.Edges), Statements: listed(v.Statements),
		Nodes: listed(v.Nodes), Articles: listed(v.Articles),
	}
}

// An articlePage is a graph.ArticleView as the page reads it, with what stores don't hold.
type articlePage struct {
	Article    graph.Article     `json:"article"`
	Mentions   []graph.Mentioned `json:"mentions"`
	Nodes      []graph.Node      `json:"nodes"`
	Statements []graph.Statement `json:"statements"`
	Text       *string           `json:"text"` // null where it is not to be had
	Rejected   []Rejected        `json:"rejected"`
}

func (o *Options) articlePage(v *graph.ArticleView) articlePage {
	page := articlePage{
		Article: v.Article, Mentions: listed(v.Mentions), Nodes: listed(v.Nodes),
		Statements: listed(v.Statements), Rejected: listed(o.Rejected[v.Article.ID]),
	}
	if text, ok := o.Text(v.Article); ok {
		page.Text = &text
	}
	return page
}

// listed returns a list that is never nil, which JSON would write as null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
