package sqlitestore

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/newsgraph/newsgraph/graph"
)

// A scanner is a row.
type scanner interface{ Scan(dest ...any) error }

// eachRow calls visit with each of some rows and closes them.
func eachRow(rows *sql.Rows, err error, visit func(scanner) error) error {
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := visit(rows); err != nil {
			_ = rows.Close()
			return err
		}
	}
	if err := rows.Close(); err != nil {
		return err
	}
	return rows.Err()
}

// The columns that the scan functions read.
const (
	articleColumns   = `a.id, a.path, a.title, a.published, a.language, a.url, a.publisher, a.hash`
	nodeColumns      = `n.id, n.label, n.kind, n.name, n.aliases, n.wikidata, n.born, n.died, n.founded, n.articles`
	edgeColumns      = `e.id, e.type, f.id, t.id, e.articles, e.statements, e.confidence, e.status, e.role, e.time_from, e.time_to, e.first_reported, e.last_reported, e.quote`
	statementColumns = `s.id, s.type, s.status, s.said_by, s.time, s.role, s.confidence, s.quote, s.start, s.end, hn.id, tn.id, a.id`
)

func scanArticle(row scanner) (a graph.Article, err error) {
	err = row.Scan(&a.ID, &a.Path, &a.Title, &a.Published, &a.Language, &a.URL, &a.Publisher, &a.Hash)
	return a, err
}

func scanNode(row scanner) (n graph.Node, err error) {
	var aliases []byte
	err = row.Scan(&n.ID, &n.Label, &n.Kind, &n.Name, &aliases, &n.Wikidata,
		&n.Attributes.Born, &n.Attributes.Died, &n.Attributes.Founded, &n.Articles)
	if err != nil {
		return n, err
	}
	return n, json.Unmarshal(aliases, &n.Aliases)
}

func scanEdge(row scanner) (e graph.Edge, err error) {
	err = row.Scan(&e.ID, &e.Type, &e.From, &e.To, &e.Articles, &e.Statements, &e.Confidence, &e.Status,
		&e.Role, &e.TimeFrom, &e.TimeTo, &e.FirstReported, &e.LastReported, &e.Quote)
	return e, err
}

func scanStatement(row scanner) (s graph.Statement, err error) {
	err = row.Scan(&s.ID, &s.Type, &s.Status, &s.By, &s.Time, &s.Role, &s.Confidence, &s.Quote,
		&s.Start, &s.End, &s.Subject, &s.Object, &s.Article)
	return s, err
}

func scanMentioned(row scanner) (m graph.Mentioned, err error) {
	var spans []byte
	if err := row.Scan(&m.Article, &m.Node, &m.Count, &spans); err != nil {
		return m, err
	}
	m.Spans, err = parseSpans(spans)
	return m, err
}

// formatSpans writes spans as JSON, in the order of the text.
func formatSpans(spans []graph.Span) string {
	b := []byte{'['}
	for i, span := range spans {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, '['), int64(span.Start), 10)
		b = strconv.AppendInt(append(b, ','), int64(span.End), 10)
		b = append(b, ']')
	}
	return string(append(b, ']'))
}

func parseSpans(text []byte) ([]graph.Span, error) {
	var pairs [][2]int
	if err := json.Unmarshal(text, &pairs); err != nil {
		return nil, err
	}
	spans := make([]graph.Span, len(pairs))
	for i, pair := range pairs {
		spans[i] = graph.Span{Start: pair[0], End: pair[1]}
	}
	return spans, nil
}

// sortedKeys returns the keys of a map in their order.
func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
