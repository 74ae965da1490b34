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
	m := statementMoves{group: g, edges: edges}
	err := t.ask("MATCH (n:Entity {id: row.from})<-[:MENTIONS {variant: row.variant}]-(a:Article)"+
		"<-[:STATED_IN]-(s:Statement)-[:SUBJECT|OBJECT]->(n) WITH DISTINCT a, s "+
		"MATCH (s)-[:SUBJECT]->(x:Entity)<-[m:MENTIONS]-(a) MATCH (s)-[:OBJECT]->(y:Entity)<-[o:MENTIONS]-(a) "+
		"RETURN s.id AS id, s.type AS type, s.status AS status, x.id AS subject, y.id AS object, "+
		"m.variant AS subjectVariant, o.variant AS objectVariant", moved, m.add)
	if err != nil {
		return err
	}
	return t.sendAll([]batch{
		{"MATCH (a:Article)-[m:MENTIONS {variant: row.variant}]->(:Entity {id: row.from}) " +
			"MATCH (to:Entity {id: row.to}) CREATE (a)-[c:MENTIONS]->(to) SET c = properties(m) DELETE m", moved},
		{"MATCH (s:Statement {id: row.id})-[r:SUBJECT]->() MATCH (to:Entity {id: row.to}) " +
			"CREATE (s)-[:SUBJECT]->(to) DELETE r", m.subjects},
		{"MATCH (s:Statement {id: row.id})-[r:OBJECT]->() MATCH (to:Entity {id: row.to}) " +
			"CREATE (s)-[:OBJECT]->(to) DELETE r", m.objects},
		{"MATCH (s:Statement {id: row.id}) SET s.edge = row.edge", m.behind},
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
	newSubject := m.group.nodeOf(text(r, "subjectVariant"), subject)
	newObject := m.group.nodeOf(text(r, "objectVariant"), object)
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

// nodeOf returns the node that a variant is now part of; one that wasn't regrouped stays.
func (g *regrouping) nodeOf(id, before string) string {
	if v := g.variants[id]; v != nil && v.after != nil {
		return v.node
	}
	return before
}
