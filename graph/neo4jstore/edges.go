package neo4jstore

import (
	"cmp"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// An edgeKey is the type of an edge and the nodes that it goes from and to.
type edgeKey struct{ typ, from, to string }

// id is the edge's id, or empty for no edge.
func (k edgeKey) id() string {
	if k.typ == "" {
		return ""
	}
	return graph.EdgeID(k.typ, k.from, k.to)
}

// An edgeSet is the edges whose statements a change adds to, takes away from or moves.
type edgeSet struct {
	symmetric func(typ string) bool
	keys      map[edgeKey]bool             // true: the database has the edge
	moved     map[string]bool              // ids of the statements in the database that were moved
	added     []ended                      // the statements of added documents
	behind    map[string][]graph.Statement // by the edge's id
	published map[string]string            // dates by the ids of articles
}

// An ended is a statement about nodes, behind an edge.
type ended struct {
	graph.Statement
	edge edgeKey
}

func newEdgeSet(symmetric func(typ string) bool) *edgeSet {
	return &edgeSet{
		symmetric: symmetric, keys: map[edgeKey]bool{}, moved: map[string]bool{},
		behind: map[string][]graph.Statement{}, published: map[string]string{},
	}
}

// add notes the edge that a statement about two nodes is for, if any, and returns it. If the database
// holds the statement it has the edge.
func (e *edgeSet) add(s graph.Statement, subject, object string, held bool) ended {
	s.Subject, s.Object = subject, object
	from, to, ok := graph.EdgeOf(&s, e.symmetric)
	if !ok {
		return ended{Statement: s}
	}
	key := edgeKey{s.Type, from, to}
	e.keys[key] = e.keys[key] || held
	return ended{s, key}
}

// addRemoved notes the edges of the statements of removed documents.
func (e *edgeSet) addRemoved(g *regrouping, removed []*stored) {
	for _, d := range removed {
		for _, s := range d.fold().Statements {
			e.add(s, g.variants[s.Subject].nodeBefore, g.variants[s.Object].nodeBefore, true)
		}
	}
}

// addAdded takes in the statements of added documents.
func (e *edgeSet) addAdded(g *regrouping, added []*stored) {
	for _, d := range added {
		for _, s := range d.fold().Statements {
			one := e.add(s, g.variants[s.Subject].node, g.variants[s.Object].node, false)
			e.added = append(e.added, one)
			e.published[s.Article] = d.doc.Article.Published
		}
	}
}

func (e *edgeSet) sorted() []edgeKey {
	return slices.SortedFunc(maps.Keys(e.keys), func(a, b edgeKey) int {
		return cmp.Or(cmp.Compare(a.typ, b.typ), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
}

// readBehind reads the statements that the database has behind the edges, once what was removed is gone
// and what moved is moved.
func (t *transaction) readBehind(e *edgeSet) error {
	rows := make([]row, 0, len(e.keys))
	byID := map[string]edgeKey{}
	for key := range e.keys {
		byID[key.id()] = key
	}
	for _, id := range sortedKeys(byID) {
		rows = append(rows, row{"id": id})
	}
	return t.ask(seek("s", "Statement", "edge", "row.id")+"WITH row, s MATCH (s)-[:STATED_IN]->(a:Article) "+
		"RETURN row.id AS edge, s.id AS id, s.status AS status, s.role AS role, s.time AS time, "+
		"s.confidence AS confidence, s.quote AS quote, a.id AS article, a.published AS published", rows,
		func(r *neo4j.Record) {
			s := graph.Statement{
				ID: text(r, "id"), Status: graph.Status(text(r, "status")), Role: text(r, "role"),
				Time: text(r, "time"), Confidence: column[float64](r, "confidence"),
				Quote: text(r, "quote"), Article: text(r, "article"),
			}
			id := text(r, "edge")
			e.behind[id] = append(e.behind[id], s)
			e.published[s.Article] = text(r, "published")
			e.keys[byID[id]] = e.keys[byID[id]] || !e.moved[s.ID]
		})
}

// writeEdges makes edges of their statements, changes those that the database has and removes those
// that have no statement left.
func (t *transaction) writeEdges(e *edgeSet) error {
	for _, s := range e.added {
		if id := s.edge.id(); id != "" {
			e.behind[id] = append(e.behind[id], s.Statement)
		}
	}
	created, changed, gone := map[string][]row{}, map[string][]row{}, map[string][]row{}
	for _, key := range e.sorted() {
		id := key.id()
		if len(e.behind[id]) == 0 {
			gone[key.typ] = append(gone[key.typ], row{"id": id})
			continue
		}
		edge := graph.NewEdge(key.typ, key.from, key.to, e.behind[id], func(article string) string { return e.published[article] })
		into := created
		if e.keys[key] {
			into = changed
		}
		into[key.typ] = append(into[key.typ], edgeRow(&edge))
	}
	for _, step := range []struct {
		rows  map[string][]row
		query func(typ string) string
	}{
		{gone, func(typ string) string { return seekEdge(typ) + "DELETE e" }},
		{changed, func(typ string) string { return seekEdge(typ) + "SET e += row.props" }},
		{created, func(typ string) string {
			return seek("x", "Entity", "id", "row.head") + seek("y", "Entity", "id", "row.tail") +
				"CREATE (x)-[e:" + typ + "]->(y) SET e = row.props"
		}},
	} {
		for _, typ := range sortedKeys(step.rows) {
			if err := t.send(step.query(typ), step.rows[typ]); err != nil {
				return err
			}
		}
	}
	return nil
}
