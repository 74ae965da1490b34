package neo4jstore

import (
	"cmp"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// move hangs what the database says of variants to their new nodes, and notes the edges that this
// changes.
func (t *transaction) move(g *regrouping, edges *edgeSet) error {
	own, others := g.moves()
	m := statementMoves{group: g, edges: edges}
	statements := "WITH n, a MATCH (a)<-[:STATED_IN]-(s:Statement) WITH n, a, s MATCH (s)-[:SUBJECT|OBJECT]->(n) WITH DISTINCT a, s " +
		"MATCH (s)-[:SUBJECT]->(x:Entity) MATCH (s)-[:OBJECT]->(y:Entity) " +
		"WITH a, s, x, y MATCH (x)<-[m:MENTIONS]-(a) MATCH (y)<-[o:MENTIONS]-(a) " +
		"RETURN s.id AS id, s.type AS type, s.status AS status, x.id AS subject, y.id AS object, " +
		"m.variant AS subjectMark, o.variant AS objectMark"
	ofOwn, ofOthers := mentionsOf("row.variant", true), mentionsOf("row.variant", false)
	if err := t.ask(ofOwn+statements, own, m.add); err != nil {
		return err
	}
	if err := t.ask(ofOthers+statements, others, m.add); err != nil {
		return err
	}
	mentions := "WITH row, a, m " + seek("to", "Entity", "id", "row.to") +
		"CREATE (a)-[c:MENTIONS]->(to) SET c = properties(m), c.variant = row.mark DELETE m"
	return t.sendAll([]batch{
		{ofOwn + mentions, own},
		{ofOthers + mentions, others},
		{seek("s", "Statement", "id", "row.id") + "WITH row, s MATCH (s)-[r:SUBJECT]->() WITH row, s, r " + seek("to", "Entity", "id", "row.to") +
			"CREATE (s)-[:SUBJECT]->(to) DELETE r", m.subjects},
		{seek("s", "Statement", "id", "row.id") + "WITH row, s MATCH (s)-[r:OBJECT]->() WITH row, s, r " + seek("to", "Entity", "id", "row.to") +
			"CREATE (s)-[:OBJECT]->(to) DELETE r", m.objects},
		{seek("s", "Statement", "id", "row.id") + "SET s.edge = row.edge", m.behind},
	})
}

// moves lists the variants that go to another node: those whose own id their node has, and others.
func (g *regrouping) moves() (own, others []row) {
	for _, id := range sortedKeys(g.variants) {
		v := g.variants[id]
		if !v.moved() {
			continue
		}
		moved := row{"variant": id, "to": v.node, "mark": set(mark(id, v.node))}
		if v.nodeBefore == id {
			own = append(own, moved)
		} else {
			others = append(others, moved)
		}
	}
	return own, others
}

// mentionsOf matches the mentions m of a variant by articles a, and its node n. The mentions of a node's
// own variant, the most by far, have no mark and are not indexed.
func mentionsOf(variant string, own bool) string {
	if own {
		return seek("n", "Entity", "id", variant) + "MATCH (a:Article)-[m:MENTIONS]->(n) WHERE m.variant IS NULL AND m.spans IS NOT NULL "
	}
	return fmt.Sprintf("MATCH (a:Article)-[m:MENTIONS {variant: %s}]->(n:Entity) USING INDEX SEEK m:MENTIONS(variant) ", variant)
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
