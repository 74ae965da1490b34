package neo4jstore

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// text, number, list and texts read a column, of which null is the zero value.
func text(r *neo4j.Record, key string) string { return column[string](r, key) }

func number(r *neo4j.Record, key string) int { return int(column[int64](r, key)) }

func list(r *neo4j.Record, key string) []any { return column[[]any](r, key) }

func texts(r *neo4j.Record, key string) []string {
	var out []string
	for _, value := range list(r, key) {
		s, _ := value.(string)
		out = append(out, s)
	}
	return out
}

func column[T any](r *neo4j.Record, key string) T {
	value, _ := r.Get(key)
	typed, _ := value.(T)
	return typed
}

// properties are those of a node or relationship.
type properties map[string]any

// props reads a column that is a map.
func props(r *neo4j.Record, key string) properties { return column[map[string]any](r, key) }

func (p properties) text(key string) string {
	s, _ := p[key].(string)
	return s
}

func (p properties) number(key string) int {
	n, _ := p[key].(int64)
	return int(n)
}

func (p properties) real(key string) float64 {
	f, _ := p[key].(float64)
	return f
}

func (p properties) list(key string) []any {
	l, _ := p[key].([]any)
	return l
}

// set is a property's value: null, which is no property, for an empty text.
func set(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// setList is set for a list.
func setList(list []string) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

func articleRow(a *graph.Article) row {
	return row{"id": a.ID, "props": row{
		"path": set(a.Path), "url": set(a.URL), "title": set(a.Title), "published": set(a.Published),
		"publisher": set(a.Publisher), "language": set(a.Language), "hash": set(a.Hash),
	}}
}

func (p properties) article() graph.Article {
	return graph.Article{
		ID: p.text("id"), Path: p.text("path"), URL: p.text("url"), Title: p.text("title"),
		Published: p.text("published"), Publisher: p.text("publisher"), Language: p.text("language"),
		Hash: p.text("hash"),
	}
}

func nodeRow(n *graph.Node) row {
	return row{"id": n.ID, "props": row{
		"label": n.Label, "kind": set(n.Kind), "name": n.Name, "aliases": setList(n.Aliases), "wikidata": set(n.Wikidata),
		"born": set(n.Attributes.Born), "died": set(n.Attributes.Died), "founded": set(n.Attributes.Founded),
		"articles": n.Articles,
	}}
}

func (p properties) node() graph.Node {
	n := graph.Node{
		ID: p.text("id"), Label: p.text("label"), Kind: p.text("kind"), Name: p.text("name"),
		Aliases: []string{}, Wikidata: p.text("wikidata"), Articles: p.number("articles"),
		Attributes: graph.Attributes{Born: p.text("born"), Died: p.text("died"), Founded: p.text("founded")},
	}
	for _, alias := range p.list("aliases") {
		if s, ok := alias.(string); ok {
			n.Aliases = append(n.Aliases, s)
		}
	}
	return n
}

// statementRow is a statement, whose ends are variants, about two nodes and behind an edge.
func statementRow(s *graph.Statement, subject, object string, edge edgeKey) row {
	return row{
		"id": s.ID, "article": s.Article, "subject": subject, "object": object,
		"type": s.Type, "status": string(s.Status), "by": set(s.By), "time": set(s.Time), "role": set(s.Role),
		"confidence": s.Confidence, "quote": set(s.Quote), "start": s.Start, "end": s.End, "edge": set(edge.id()),
	}
}

// statement reads a statement whose ends and article are columns of the same row.
func statement(r *neo4j.Record) graph.Statement {
	p := props(r, "s")
	return graph.Statement{
		ID: p.text("id"), Type: p.text("type"), Status: graph.Status(p.text("status")), By: p.text("by"),
		Time: p.text("time"), Role: p.text("role"), Confidence: p.real("confidence"), Quote: p.text("quote"),
		Start: p.number("start"), End: p.number("end"),
		Subject: text(r, "subject"), Object: text(r, "object"), Article: text(r, "article"),
	}
}

// edgeRow is an edge whose Quote is the id of the statement to quote.
func edgeRow(e *graph.Edge) row {
	return row{"id": e.ID, "head": e.From, "tail": e.To, "best": e.Quote, "props": row{
		"articles": e.Articles, "statements": e.Statements, "confidence": e.Confidence,
		"status": string(e.Status), "role": set(e.Role), "from": set(e.TimeFrom), "to": set(e.TimeTo),
		"firstReported": set(e.FirstReported), "lastReported": set(e.LastReported),
	}}
}

// edge reads an edge whose type and ends are columns of the same row.
func edge(r *neo4j.Record) graph.Edge {
	p := props(r, "e")
	return graph.Edge{
		ID: p.text("id"), Type: text(r, "type"), From: text(r, "head"), To: text(r, "tail"),
		Articles: p.number("articles"), Statements: p.number("statements"), Confidence: p.real("confidence"),
		Status: graph.Status(p.text("status")), Role: p.text("role"),
		TimeFrom: p.text("from"), TimeTo: p.text("to"),
		FirstReported: p.text("firstReported"), LastReported: p.text("lastReported"), Quote: p.text("quote"),
	}
}

func spansOf(spans []graph.Span) []int {
	flat := make([]int, 0, 2*len(spans))
	for _, span := range spans {
		flat = append(flat, span.Start, span.End)
	}
	return flat
}

func mentioned(r *neo4j.Record) graph.Mentioned {
	m := graph.Mentioned{Article: text(r, "article"), Node: text(r, "node"), Count: number(r, "count")}
	flat := list(r, "spans")
	for i := 0; i+1 < len(flat); i += 2 {
		start, _ := flat[i].(int64)
		end, _ := flat[i+1].(int64)
		m.Spans = append(m.Spans, graph.Span{Start: int(start), End: int(end)})
	}
	return m
}
