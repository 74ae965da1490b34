package neo4jstore

import (
	"cmp"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// move hangs what the database says of variants to their new nodes, and notes the edges that this
// changes.
func (t *transaction) move(g *regrouping, edges *edgeSet) error {
	var moved []row
	for _, id := range sortedKeys(g.variants) {
		if v := g.variants[id]; v.moved() {
			moved = append(moved, row{"from": v.nodeBefore, "mark": mark(id, v.nodeBefore), "to": v.node, "newMark": mark(id, v.node)})
		}
	}
	m := statementMoves{group: g, edges: edges}
	err := t.ask(seek("n", "Entity", "id", "row.from")+"WITH row, n MATCH (n)<-[:MENTIONS {variant: row.mark}]-(a:Article) "+
		"WITH n, a MATCH (a)<-[:STATED_IN]-(s:Statement) WITH n, a, s MATCH (s)-[:SUBJECT|OBJECT]->(n) WITH DISTINCT a, s "+
		"MATCH (s)-[:SUBJECT]->(x:Entity) MATCH (s)-[:OBJECT]->(y:Entity) "+
		"WITH a, s, x, y MATCH (x)<-[m:MENTIONS]-(a) MATCH (y)<-[o:MENTIONS]-(a) "+
		"RETURN s.id AS id, s.type AS type, s.status AS status, x.id AS subject, y.id AS object, "+
		"m.variant AS subjectMark, o.variant AS objectMark", moved, m.add)
	if err != nil {
		return err
	}
	return t.sendAll([]batch{
		{seek("n", "Entity", "id", "row.from") + "WITH row, n MATCH (a:Article)-[m:MENTIONS {variant: row.mark}]->(n) " +
			"WITH row, a, m " + seek("to", "Entity", "id", "row.to") + "CREATE (a)-[c:MENTIONS]->(to) SET c = properties(m), c.variant = row.newMark DELETE m", moved},
		{seek("s", "Statement", "id", "row.id") + "WITH row, s MATCH (s)-[r:SUBJECT]->() WITH row, s, r " + seek("to", "Entity", "id", "row.to") +
			"CREATE (s)-[:SUBJECT]->(to) DELETE r", m.subjects},
		{seek("s", "Statement", "id", "row.id") + "WITH row, s MATCH (s)-[r:OBJECT]->() WITH row, s, r " + seek("to", "Entity", "id", "row.to") +
			"CREATE (s)-[:OBJECT]->(to) DELETE r", m.objects},
		{seek("s", "Statement", "id", "row.id") + "SET s.edge = row.edge", m.behind},
	})
}

// statementMoves is what changes for the statements about moved variants.
type statementMoves struct {
	group                     *regrouping
	edges                     *edgeSet
	subjects, objects, behind []row
}

// add takes in a statement.
func (m *statementMoves) add(r *neo4j.Record) {
	s := graph.Statement{ID: text(r, "id"), Type: text(r, "type"), Status: graph.Status(text(r, "status"))}
	if m.edges.moved[s.ID] {
		return // it is about two moved variants
	}
	m.edges.moved[s.ID] = true
	subject, object := text(r, "subject"), text(r, "object")
	newSubject := m.group.nodeOf(marked(text(r, "subjectMark"), subject), subject)
	newObject := m.group.nodeOf(marked(text(r, "objectMark"), object), object)
	if newSubject != subject {
		m.subjects = append(m.subjects, row{"id": s.ID, "to": newSubject})
	}
	if newObject != object {
		m.objects = append(m.objects, row{"id": s.ID, "to": newObject})
	}
	m.edges.add(s, subject, object, true)
	after := m.edges.add(s, newSubject, newObject, false)
	m.behind = append(m.behind, row{"id": s.ID, "edge": set(after.edge.id())})
}

// mark is what MENTIONS says of the variant that a node is mentioned as: nothing if it has the node's
// own id, as nearly all have.
func mark(variant, node string) string {
	if variant == node {
		return ""
	}
	return variant
}

// marked returns the variant of a mark.
func marked(mark, node string) string { return cmp.Or(mark, node) }

// nodeOf returns the node that a variant is now part of; one that wasn't regrouped stays.
func (g *regrouping) nodeOf(id, before string) string {
	if v := g.variants[id]; v != nil && v.after != nil {
		return v.node
	}
	return before
}
