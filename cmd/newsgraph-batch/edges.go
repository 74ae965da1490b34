package main

import (
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

func init() {
	beam.RegisterDoFn(reflect.TypeFor[*accountFn]())
	register.Combiner1[edgeSum](&sumEdges{})
	register.Function2x1(makeEdge)
	register.Emitter1[graph.Account]()
	register.Emitter2[string, edgeSum]()
	register.Iter1[graph.Document]()
	register.Iter1[renaming]()
}

// An accountFn makes the account of an article, whose mentions and statements are of nodes, and emits
// what it says for each edge.
type accountFn struct {
	Settings Settings
	schema   *schema.Schema
}

func (fn *accountFn) Setup() (err error) {
	fn.schema, err = fn.Settings.schema()
	return err
}

func (fn *accountFn) ProcessElement(_ string, documents func(*graph.Document) bool, renamings func(*renaming) bool,
	accounts func(graph.Account), edges func(string, edgeSum),
) {
	var doc graph.Document
	if !documents(&doc) {
		return
	}
	nodes := map[string]string{}
	var r renaming
	for renamings(&r) {
		nodes[r.Variant] = r.Node
	}
	a := account(&doc, nodes)
	accounts(a)
	for id, sum := range fn.edgesOf(&a) {
		edges(id, *sum)
	}
}

// account makes the account of a document; nodes has the nodes of variants of other ids.
func account(doc *graph.Document, nodes map[string]string) graph.Account {
	place := func(id *string) {
		if node, ok := nodes[*id]; ok {
			*id = node
		}
	}
	f := graph.Fold(doc)
	for i := range f.Mentions {
		place(&f.Mentions[i].Node)
	}
	for i := range f.Statements {
		place(&f.Statements[i].Subject)
		place(&f.Statements[i].Object)
	}
	a := graph.Account{Article: f.Article, Mentions: f.Mentions, Statements: f.Statements}
	a.Sort()
	return a
}

// edgesOf sums up what an article says for each edge, by its id.
func (fn *accountFn) edgesOf(a *graph.Account) map[string]*edgeSum {
	statements := map[string][]graph.Statement{}
	sums := map[string]*edgeSum{}
	for _, s := range a.Statements {
		if from, to, ok := graph.EdgeOf(&s, fn.schema.Symmetric); ok {
			id := graph.EdgeID(s.Type, from, to)
			sums[id] = &edgeSum{Type: s.Type, From: from, To: to}
			statements[id] = append(statements[id], s)
		}
	}
	for id, sum := range sums {
		sum.Sum.Add(statements[id], a.Article.Published)
	}
	return sums
}

// A sumEdges sums up what all articles say for an edge.
type sumEdges struct{}

func (*sumEdges) CreateAccumulator() edgeSum { return edgeSum{} }

func (*sumEdges) AddInput(sum, e edgeSum) edgeSum {
	sum.Type, sum.From, sum.To = e.Type, e.From, e.To
	sum.Sum.Merge(&e.Sum)
	return sum
}

func (c *sumEdges) MergeAccumulators(sum, other edgeSum) edgeSum {
	if other.Type == "" {
		return sum
	}
	return c.AddInput(sum, other)
}

func makeEdge(_ string, e edgeSum) graph.Edge { return e.Sum.Edge(e.Type, e.From, e.To) }

// relate makes the accounts of documents and the edges of their statements.
func relate(s beam.Scope, settings Settings, documents, renamings beam.PCollection) (accounts, edges beam.PCollection) {
	s = s.Scope("relate")
	accounts, sums := beam.ParDo2(s, &accountFn{Settings: settings}, beam.CoGroupByKey(s, documents, renamings))
	return accounts, beam.ParDo(s, makeEdge, beam.CombinePerKey(s, &sumEdges{}, sums))
}
