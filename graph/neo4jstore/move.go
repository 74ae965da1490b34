package neo4jstore

import (
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// move hangs what the database says of variants to their new nodes, and notes the edges that this
// changes.
func (t *transaction) move(g *regrouping, edges *edgeSet) error {
	var moved []row
	for _, id := range sortedKeys(g.variants) {
		if v := g.variants[id]; v.moved() {
			moved = append(moved, row{"variant": id, "from": v.nodeBefore, "to": v.node})
		}
	}
	if len(moved) == 0 {
		return nil
	}
	statements, err := t.movedStatements(g, moved, edges)
	if err != nil {
		return err
	}
	for _, query := range []string{
		"MATCH (a:Article)-[m:MENTIONS {variant: row.variant}]->(:Entity {id: row.from}) " +
			"MATCH (n:Entity {id: row.to}) CREATE (a)-[c:MENTIONS]->(n) SET c = properties(m) DELETE m",
		"MATCH (s:Statement)-[m:SUBJECT {variant: row.variant}]->(:Entity {id: row.from}) " +
			"MATCH (n:Entity {id: row.to}) CREATE (s)-[c:SUBJECT]->(n) SET c = properties(m) DELETE m",
		"MATCH (s:Statement)-[m:OBJECT {variant: row.variant}]->(:Entity {id: row.from}) " +
			"MATCH (n:Entity {id: row.to}) CREATE (s)-[c:OBJECT]->(n) SET c = properties(m) DELETE m",
	} {
		if err := t.send(query, moved); err != nil {
			return err
		}
	}
	return t.send("MATCH (s:Statement {id: row.id}) SET s.edge = row.edge", statements)
}

// movedStatements returns the new edges of the statements about moved variants.
func (t *transaction) movedStatements(g *regrouping, moved []row, edges *edgeSet) ([]row, error) {
	seen := map[string]bool{}
	var rows []row
	visit := func(r *neo4j.Record) {
		s := graph.Statement{ID: text(r, "id"), Type: text(r, "type"), Status: graph.Status(text(r, "status"))}
		if seen[s.ID] {
			return
		}
		seen[s.ID] = true
		subject, object := text(r, "subject"), text(r, "object")
		edges.add(s, subject, object)
		edge := edges.add(s, g.nodeOf(text(r, "subjectVariant"), subject), g.nodeOf(text(r, "objectVariant"), object))
		rows = append(rows, row{"id": s.ID, "edge": set(edge.id())})
	}
	for _, end := range []string{"SUBJECT", "OBJECT"} {
		err := t.ask("MATCH (:Entity {id: row.from})<-[:"+end+" {variant: row.variant}]-(s:Statement) "+
			"MATCH (s)-[m:SUBJECT]->(x:Entity) MATCH (s)-[n:OBJECT]->(y:Entity) "+
			"RETURN s.id AS id, s.type AS type, s.status AS status, x.id AS subject, y.id AS object, "+
			"m.variant AS subjectVariant, n.variant AS objectVariant", moved, visit)
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// nodeOf returns the node that a variant is now part of; one that wasn't regrouped stays.
func (g *regrouping) nodeOf(id, before string) string {
	if v := g.variants[id]; v != nil && v.after != nil {
		return v.node
	}
	return before
}
