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
	keys      map[edgeKey]bool
}

// add notes the edge that a statement about two nodes is for, if any, and returns it.
func (e *edgeSet) add(s graph.Statement, subject, object string) edgeKey {
	s.Subject, s.Object = subject, object
	from, to, ok := graph.EdgeOf(&s, e.symmetric)
	if !ok {
		return edgeKey{}
	}
	key := edgeKey{s.Type, from, to}
	e.keys[key] = true
	return key
}

// addRemoved notes the edges of the statements of removed documents.
func (e *edgeSet) addRemoved(g *regrouping, removed []*stored) {
	for _, d := range removed {
		for _, s := range d.fold().Statements {
			e.add(s, g.variants[s.Subject].nodeBefore, g.variants[s.Object].nodeBefore)
		}
	}
}

func (e *edgeSet) sorted() []edgeKey {
	return slices.SortedFunc(maps.Keys(e.keys), func(a, b edgeKey) int {
		return cmp.Or(cmp.Compare(a.typ, b.typ), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
}

// remakeEdges makes edges anew of their statements and removes those that have none left.
func (t *transaction) remakeEdges(set *edgeSet) error {
	behind, published, err := t.behind(set)
	if err != nil {
		return err
	}
	made, gone := map[string][]row{}, map[string][]row{}
	for _, key := range set.sorted() {
		id := key.id()
		if len(behind[id]) == 0 {
			gone[key.typ] = append(gone[key.typ], row{"id": id})
			continue
		}
		edge := graph.NewEdge(key.typ, key.from, key.to, behind[id], func(article string) string { return published[article] })
		made[key.typ] = append(made[key.typ], edgeRow(&edge))
	}
	for _, typ := range sortedKeys(gone) {
		if err := t.send("MATCH ()-[e:"+typ+" {id: row.id}]->() DELETE e", gone[typ]); err != nil {
			return err
		}
	}
	for _, typ := range sortedKeys(made) {
		err := t.send("MATCH (x:Entity {id: row.head}) MATCH (y:Entity {id: row.tail}) "+
			"MATCH (s:Statement {id: row.best}) MERGE (x)-[e:"+typ+" {id: row.id}]->(y) "+
			"SET e += row.props, e.quote = s.quote", made[typ])
		if err != nil {
			return err
		}
	}
	return nil
}

// behind returns the statements behind edges, by the edge's id, and the dates of their articles.
// In place of the quote, which only the best statement's is used of, they have their id.
func (t *transaction) behind(set *edgeSet) (map[string][]graph.Statement, map[string]string, error) {
	rows := make([]row, 0, len(set.keys))
	for _, key := range set.sorted() {
		rows = append(rows, row{"id": key.id()})
	}
	behind, published := map[string][]graph.Statement{}, map[string]string{}
	err := t.ask("MATCH (s:Statement {edge: row.id})-[:STATED_IN]->(a:Article) "+
		"RETURN row.id AS edge, s.id AS id, s.status AS status, s.role AS role, s.time AS time, "+
		"s.confidence AS confidence, a.id AS article, a.published AS published", rows,
		func(r *neo4j.Record) {
			s := graph.Statement{
				ID: text(r, "id"), Status: graph.Status(text(r, "status")), Role: text(r, "role"),
				Time: text(r, "time"), Confidence: column[float64](r, "confidence"),
				Quote: text(r, "id"), Article: text(r, "article"),
			}
			behind[text(r, "edge")] = append(behind[text(r, "edge")], s)
			published[s.Article] = text(r, "published")
		})
	return behind, published, err
}
