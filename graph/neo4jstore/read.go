package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

var _ graph.Store = (*Store)(nil)

// snapshotTries is how often consistent reads anew before it locks writers out.
const snapshotTries = 3

// consistent runs work, which may be several statements, so that it sees one state of the graph.
// Neo4j shows each statement what is committed then; so it looks whether anything changed
// meanwhile, and after some tries takes the lock of writers.
func (s *Store) consistent(ctx context.Context, work func(*transaction) error) error {
	for range snapshotTries {
		var before, after int
		err := s.read(ctx, func(tx *transaction) (err error) {
			if before, err = tx.changes(); err != nil {
				return err
			}
			if err = work(tx); err != nil {
				return err
			}
			after, err = tx.changes()
			return err
		})
		if err != nil || before == after {
			return err
		}
	}
	return s.write(ctx, func(tx *transaction) error {
		if _, err := tx.lock(); err != nil {
			return err
		}
		return work(tx)
	})
}

// changes returns how often the graph was changed.
func (t *transaction) changes() (n int, err error) {
	err = t.each("MATCH (s:NewsgraphStore {id: 'graph'}) RETURN s.changes AS changes", nil,
		func(r *neo4j.Record) { n = number(r, "changes") })
	return n, err
}

// A question is a statement and what is done with its rows.
type question struct {
	query string
	visit func(*neo4j.Record)
}

// all asks questions one after the other.
func (t *transaction) all(params row, questions []question) error {
	for _, q := range questions {
		if err := t.each(q.query, params, q.visit); err != nil {
			return err
		}
	}
	return nil
}

// Counts implements graph.Store.
func (s *Store) Counts(ctx context.Context) (graph.Counts, error) {
	var c graph.Counts
	err := s.consistent(ctx, func(tx *transaction) error {
		c = graph.Counts{EdgesBy: map[string]int{}, NodesBy: map[string]int{}}
		return tx.all(nil, []question{
			{
				"MATCH (d:NewsgraphDocument) RETURN count(d) AS n",
				func(r *neo4j.Record) { c.Articles = number(r, "n") },
			},
			{
				"MATCH (s:Statement) WHERE s.status IS NOT NULL RETURN count(s) AS n",
				func(r *neo4j.Record) { c.Statements = number(r, "n") },
			},
			{
				"MATCH (n:Entity) WHERE n.articles IS NOT NULL RETURN n.label AS name, count(n) AS n",
				func(r *neo4j.Record) { c.NodesBy[text(r, "name")] = number(r, "n") },
			},
			{
				"MATCH (:Entity)-[e]->(:Entity) WHERE e.id IS NOT NULL RETURN type(e) AS name, count(e) AS n",
				func(r *neo4j.Record) { c.EdgesBy[text(r, "name")] = number(r, "n") },
			},
		})
	})
	if err != nil {
		return graph.Counts{}, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	for _, n := range c.NodesBy {
		c.Nodes += n
	}
	for _, n := range c.EdgesBy {
		c.Edges += n
	}
	return c, nil
}

// Graph implements graph.Store.
func (s *Store) Graph(ctx context.Context) (*graph.Graph, error) {
	var g *graph.Graph
	err := s.consistent(ctx, func(tx *transaction) error {
		g = &graph.Graph{}
		return tx.all(nil, []question{
			{
				"MATCH (d:NewsgraphDocument) MATCH (a:Article {id: d.id}) RETURN properties(a) AS a",
				func(r *neo4j.Record) { g.Articles = append(g.Articles, props(r, "a").article()) },
			},
			{
				"MATCH (n:Entity) WHERE n.articles IS NOT NULL RETURN properties(n) AS n",
				func(r *neo4j.Record) { g.Nodes = append(g.Nodes, props(r, "n").node()) },
			},
			{
				"MATCH (a:Article)-[m:MENTIONS]->(n:Entity) WHERE m.spans IS NOT NULL " +
					"RETURN a.id AS article, n.id AS node, m.count AS count, m.spans AS spans",
				func(r *neo4j.Record) { g.Mentions = append(g.Mentions, mentioned(r)) },
			},
			{
				"MATCH (s:Statement)-[:STATED_IN]->(a:Article) WHERE s.status IS NOT NULL" + statementEnds,
				func(r *neo4j.Record) { g.Statements = append(g.Statements, statement(r)) },
			},
			{
				"MATCH (x:Entity)-[e]->(y:Entity) WHERE e.id IS NOT NULL" + edgeEnds,
				func(r *neo4j.Record) { g.Edges = append(g.Edges, edge(r)) },
			},
		})
	})
	if err != nil {
		return nil, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	g.Sort()
	return g, nil
}

// statementEnds and edgeEnds end a query whose rows statement and edge read.
const (
	statementEnds = " MATCH (s)-[:SUBJECT]->(x:Entity) MATCH (s)-[:OBJECT]->(y:Entity) " +
		"RETURN properties(s) AS s, x.id AS subject, y.id AS object, a.id AS article"
	edgeEnds = " RETURN properties(e) AS e, type(e) AS type, x.id AS head, y.id AS tail"
)

// View implements graph.Store.
func (s *Store) View(ctx context.Context, nodeID string) (graph.View, error) {
	var v graph.View
	err := s.consistent(ctx, func(tx *transaction) error {
		v = graph.View{}
		return tx.all(row{"id": nodeID}, []question{
			{
				"MATCH (n:Entity {id: $id}) WHERE n.articles IS NOT NULL RETURN properties(n) AS n",
				func(r *neo4j.Record) { v.Node = props(r, "n").node() },
			},
			{
				"MATCH (:Entity {id: $id})-[e]-(:Entity) WHERE e.id IS NOT NULL " +
					"WITH DISTINCT e, startNode(e) AS x, endNode(e) AS y" + edgeEnds,
				func(r *neo4j.Record) { v.Edges = append(v.Edges, edge(r)) },
			},
			{
				"MATCH (:Entity {id: $id})<-[:SUBJECT|OBJECT]-(s:Statement) WITH DISTINCT s " +
					"MATCH (s)-[:STATED_IN]->(a:Article)" + statementEnds,
				func(r *neo4j.Record) { v.Statements = append(v.Statements, statement(r)) },
			},
			{
				"MATCH (n:Entity {id: $id})<-[:SUBJECT|OBJECT]-(:Statement)-[:SUBJECT|OBJECT]->(o:Entity) " +
					"WHERE o <> n WITH DISTINCT o RETURN properties(o) AS o",
				func(r *neo4j.Record) { v.Nodes = append(v.Nodes, props(r, "o").node()) },
			},
			{
				"MATCH (:Entity {id: $id})<-[m:MENTIONS]-(a:Article) WHERE m.spans IS NOT NULL " +
					"RETURN properties(a) AS a",
				func(r *neo4j.Record) { v.Articles = append(v.Articles, props(r, "a").article()) },
			},
		})
	})
	if err != nil {
		return graph.View{}, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	if v.Node.ID == "" {
		return graph.View{}, fmt.Errorf("neo4jstore: %s: %w", nodeID, graph.ErrNotFound)
	}
	whole := graph.Graph{Nodes: v.Nodes, Edges: v.Edges, Statements: v.Statements, Articles: v.Articles}
	whole.Sort()
	return v, nil
}

// Article implements graph.Store.
func (s *Store) Article(ctx context.Context, articleID string) (graph.ArticleView, error) {
	var v graph.ArticleView
	err := s.consistent(ctx, func(tx *transaction) error {
		v = graph.ArticleView{}
		return tx.all(row{"id": articleID}, []question{
			{
				"MATCH (d:NewsgraphDocument {id: $id}) MATCH (a:Article {id: $id}) RETURN properties(a) AS a",
				func(r *neo4j.Record) { v.Article = props(r, "a").article() },
			},
			{
				"MATCH (a:Article {id: $id})-[m:MENTIONS]->(n:Entity) WHERE m.spans IS NOT NULL " +
					"RETURN a.id AS article, n.id AS node, m.count AS count, m.spans AS spans, properties(n) AS n",
				func(r *neo4j.Record) {
					v.Mentions = append(v.Mentions, mentioned(r))
					v.Nodes = append(v.Nodes, props(r, "n").node())
				},
			},
			{
				"MATCH (s:Statement)-[:STATED_IN]->(a:Article {id: $id}) WHERE s.status IS NOT NULL" + statementEnds,
				func(r *neo4j.Record) { v.Statements = append(v.Statements, statement(r)) },
			},
		})
	})
	if err != nil {
		return graph.ArticleView{}, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	if v.Article.ID == "" {
		return graph.ArticleView{}, fmt.Errorf("neo4jstore: %s: %w", articleID, graph.ErrNotFound)
	}
	whole := graph.Graph{Nodes: v.Nodes, Mentions: v.Mentions, Statements: v.Statements}
	whole.Sort()
	return v, nil
}

// Find implements graph.Store.
func (s *Store) Find(ctx context.Context, name string, limit int) ([]graph.Node, error) {
	query := graph.NewQuery(name)
	var found []graph.Node
	visit := func(r *neo4j.Record) {
		if n := props(r, "n").node(); query.Matches(&n) {
			found = append(found, n)
		}
	}
	err := s.read(ctx, func(tx *transaction) error {
		found = nil
		if len(query.Words) == 0 { // a name of signs alone, which no index has
			return tx.each("MATCH (n:Entity) WHERE n.articles IS NOT NULL RETURN properties(n) AS n", nil, visit)
		}
		return tx.each("CALL db.index.fulltext.queryNodes('newsgraph_words', $query) YIELD node AS v "+
			"WITH DISTINCT coalesce(v.node, v.id) AS id MATCH (n:Entity {id: id}) RETURN properties(n) AS n",
			row{"query": lucene(query.Words)}, visit)
	})
	if err != nil {
		return nil, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	return query.Best(found, limit), nil
}

// Bounds on what a full-text query is made of: a length that no word of the index exceeds without
// being cut, and far fewer words than Lucene takes. What it finds beyond is sorted out by graph.Query.
const (
	longestTerm = 200
	mostTerms   = 50
)

// lucene writes a query for all of the words, which are letters and digits in small letters, the
// last of them as the begin of a word.
func lucene(words []string) string {
	last := len(words) - 1
	terms := []string{term(words[last], "*")}
	for _, word := range words[:last] {
		if t := term(word, ""); len(terms) < mostTerms && !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	return strings.Join(terms, " ")
}

func term(word, ending string) string {
	if runes := []rune(word); len(runes) > longestTerm {
		word, ending = string(runes[:longestTerm]), "*"
	}
	return "+" + word + ending
}

// Close implements graph.Store.
func (s *Store) Close() error {
	if err := s.driver.Close(context.Background()); err != nil {
		return fmt.Errorf("neo4jstore: %w", err)
	}
	return nil
}
