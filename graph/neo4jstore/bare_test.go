package neo4jstore_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/schema"
)

// exported writes the files that neo4j-admin imports.
func exported(b testing.TB, store graph.Store) (folder string) {
	folder = b.TempDir()
	s, err := schema.Default()
	require.NoError(b, err)
	create := func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(folder, name)) }
	require.NoError(b, store.Read(b.Context(), func(r graph.Reader) error {
		return export.CSV.WriteFiles(create, export.Source{Reader: r, Schema: s})
	}))
	return folder
}

// A row is a part of the graph as a bare load writes it.
type row struct {
	Query string
	Props map[string]any
}

// bareRows is how many rows a bare load sends in a transaction.
const bareRows = 10_000

// spool writes the rows of a graph to a file, in an order in which they can be created.
func spool(b testing.TB, store graph.Store) (path string) {
	path = filepath.Join(b.TempDir(), "rows")
	file, err := os.Create(path)
	require.NoError(b, err)
	out := bufio.NewWriter(file)
	enc := json.NewEncoder(out)
	require.NoError(b, store.Read(b.Context(), func(r graph.Reader) error {
		return errors.Join(
			r.Nodes(func(n *graph.Node) error { return enc.Encode(nodeRow(n)) }),
			r.Edges(func(e *graph.Edge) error { return enc.Encode(edgeRow(e)) }),
			r.Accounts(func(a *graph.Account) error {
				err := enc.Encode(articleRow(&a.Article))
				for i := range a.Mentions {
					err = errors.Join(err, enc.Encode(mentionRow(&a.Mentions[i])))
				}
				for i := range a.Statements {
					err = errors.Join(err, enc.Encode(statementRow(&a.Statements[i])))
				}
				return err
			}))
	}))
	require.NoError(b, errors.Join(out.Flush(), file.Close()))
	return path
}

func nodeRow(n *graph.Node) row {
	return row{"CREATE (n:Entity:" + n.Label + ") SET n = row", map[string]any{
		"id": n.ID, "label": n.Label, "kind": n.Kind, "name": n.Name, "aliases": n.Aliases, "articles": n.Articles,
	}}
}

func edgeRow(e *graph.Edge) row {
	return row{"MATCH (x:Entity {id: row.head}) MATCH (y:Entity {id: row.tail}) " +
		"CREATE (x)-[e:" + e.Type + "]->(y) SET e = row.props", map[string]any{
		"head": e.From, "tail": e.To, "props": map[string]any{
			"id": e.ID, "articles": e.Articles, "statements": e.Statements, "confidence": e.Confidence,
			"status": string(e.Status), "role": set(e.Role), "from": set(e.TimeFrom), "to": set(e.TimeTo),
			"firstReported": set(e.FirstReported), "lastReported": set(e.LastReported), "quote": e.Quote,
		},
	}}
}

func articleRow(a *graph.Article) row {
	return row{"CREATE (a:Article) SET a = row", map[string]any{
		"id": a.ID, "path": a.Path, "title": a.Title, "published": a.Published, "language": a.Language, "hash": a.Hash,
	}}
}

func mentionRow(m *graph.Mentioned) row {
	spans := make([]int, 0, 2*len(m.Spans))
	for _, span := range m.Spans {
		spans = append(spans, span.Start, span.End)
	}
	return row{"MATCH (a:Article {id: row.article}) MATCH (n:Entity {id: row.node}) " +
		"CREATE (a)-[:MENTIONS {count: row.count, spans: row.spans}]->(n)", map[string]any{
		"article": m.Article, "node": m.Node, "count": m.Count, "spans": spans,
	}}
}

func statementRow(s *graph.Statement) row {
	return row{"MATCH (a:Article {id: row.article}) MATCH (x:Entity {id: row.subject}) MATCH (y:Entity {id: row.object}) " +
		"CREATE (s:Statement)-[:STATED_IN]->(a), (s)-[:SUBJECT]->(x), (s)-[:OBJECT]->(y) SET s = row.props", map[string]any{
		"article": s.Article, "subject": s.Subject, "object": s.Object, "props": map[string]any{
			"id": s.ID, "type": s.Type, "status": string(s.Status), "by": set(s.By), "time": set(s.Time),
			"role": set(s.Role), "confidence": s.Confidence, "quote": s.Quote, "start": s.Start, "end": s.End,
		},
	}}
}

func set(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// bareLoad creates the rows of a file as plainly as the driver can: a transaction for every bareRows
// rows, a statement for each query that these have.
func bareLoad(m *measurement, path string) {
	driver, err := neo4j.NewDriverWithContext(m.server.URI(), neo4j.NoAuth())
	require.NoError(m.b, err)
	defer func() { require.NoError(m.b, driver.Close(m.b.Context())) }()
	session := driver.NewSession(m.b.Context(), neo4j.SessionConfig{DatabaseName: "neo4j"})
	file, err := os.Open(path)
	require.NoError(m.b, err)
	defer file.Close()
	in := json.NewDecoder(bufio.NewReader(file))
	in.UseNumber()
	for in.More() {
		byQuery, queries := map[string][]any{}, []string{}
		for n := 0; n < bareRows && in.More(); n++ {
			var r row
			require.NoError(m.b, in.Decode(&r))
			if byQuery[r.Query] == nil {
				queries = append(queries, r.Query)
			}
			byQuery[r.Query] = append(byQuery[r.Query], plain(r.Props))
		}
		slices.Sort(queries) // CREATE before MATCH
		m.step(func() error {
			_, err := session.ExecuteWrite(m.b.Context(), func(tx neo4j.ManagedTransaction) (any, error) {
				for _, query := range queries {
					result, err := tx.Run(m.b.Context(), "UNWIND $rows AS row "+query, map[string]any{"rows": byQuery[query]})
					if err != nil {
						return nil, err
					}
					if _, err := result.Consume(m.b.Context()); err != nil {
						return nil, err
					}
				}
				return nil, nil
			})
			return err
		})
	}
	require.NoError(m.b, session.Close(m.b.Context()))
}

// plain turns the numbers of JSON into those of Go.
func plain(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			v[key] = plain(member)
		}
	case []any:
		for i, member := range v {
			v[i] = plain(member)
		}
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, _ := v.Float64()
		return f
	}
	return value
}
