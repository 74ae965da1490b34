package neo4jstore

import (
	"reflect"

	"github.com/newsgraph/newsgraph/graph"
)

// lock makes the transaction the only one that changes the graph, until it ends. Setting the
// property takes the node's lock even where the value stays.
func (t *transaction) lock() error {
	return t.run("MERGE (s:NewsgraphStore {id: 'graph'}) SET s.format = $format", row{"format": format})
}

// change takes documents out of the graph and puts others in. A document that is in both lists by
// its id is changed.
func (s *Store) change(tx *transaction, removed, added []*stored) error {
	if len(removed)+len(added) == 0 {
		return nil
	}
	group, err := tx.regroup(removed, added)
	if err != nil {
		return err
	}
	edges := edgeSet{symmetric: s.schema.Symmetric, keys: map[edgeKey]bool{}}
	nodes, gone := group.nodes()
	for _, step := range []func() error{
		func() error { return tx.removeDocuments(removed, leaving(removed, added)) },
		func() error { return tx.addNodes(nodes) },
		func() error { return tx.move(group, &edges) },
		func() error { return tx.addDocuments(added) },
		func() error { return tx.addMentions(group, added) },
		func() error { return tx.addStatements(group, added, &edges) },
		func() error { edges.addRemoved(group, removed); return tx.remakeEdges(&edges) },
		func() error { return tx.removeNodes(gone) },
		group.write,
		func() error {
			return tx.run("MATCH (s:NewsgraphStore {id: 'graph'}) SET s.changes = coalesce(s.changes, 0) + 1", nil)
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// leaving returns the ids of removed documents that aren't put back in.
func leaving(removed, added []*stored) []string {
	back := map[string]bool{}
	for _, d := range added {
		back[d.id()] = true
	}
	var ids []string
	for _, d := range removed {
		if !back[d.id()] {
			ids = append(ids, d.id())
		}
	}
	return ids
}

// nodes returns the nodes that are new or changed and the ids of those that are no more.
func (g *regrouping) nodes() (changed []graph.Node, gone []string) {
	before, after := map[string][]*graph.Variant{}, map[string][]*graph.Variant{}
	for _, id := range sortedKeys(g.variants) {
		v := g.variants[id]
		if v.before != nil {
			before[v.nodeBefore] = append(before[v.nodeBefore], v.before)
		}
		if v.after != nil {
			after[v.node] = append(after[v.node], v.after)
		}
	}
	for _, id := range sortedKeys(after) {
		node := graph.NewNode(after[id])
		if old := before[id]; old == nil || !reflect.DeepEqual(graph.NewNode(old), node) {
			changed = append(changed, node)
		}
	}
	for _, id := range sortedKeys(before) {
		if after[id] == nil {
			gone = append(gone, id)
		}
	}
	return changed, gone
}

// addNodes writes nodes, in a statement for each label.
func (t *transaction) addNodes(nodes []graph.Node) error {
	byLabel := map[string][]row{}
	for i := range nodes {
		byLabel[nodes[i].Label] = append(byLabel[nodes[i].Label], nodeRow(&nodes[i]))
	}
	for _, label := range sortedKeys(byLabel) {
		query := "MERGE (n:Entity {id: row.id}) SET n:" + label + ", n += row.props"
		if err := t.send(query, byLabel[label]); err != nil {
			return err
		}
	}
	return nil
}

func (t *transaction) removeNodes(ids []string) error {
	rows := make([]row, 0, len(ids))
	for _, id := range ids {
		rows = append(rows, row{"id": id})
	}
	return t.send("MATCH (n:Entity {id: row.id}) DETACH DELETE n", rows)
}

// addMentions writes what added documents mention.
func (t *transaction) addMentions(g *regrouping, added []*stored) error {
	var rows []row
	for _, d := range added {
		for _, m := range d.fold().Mentions {
			rows = append(rows, row{
				"article": m.Article, "node": g.variants[m.Node].node, "variant": m.Node,
				"count": m.Count, "spans": spansOf(m.Spans),
			})
		}
	}
	return t.send("MATCH (a:Article {id: row.article}) MATCH (n:Entity {id: row.node}) "+
		"CREATE (a)-[:MENTIONS {count: row.count, spans: row.spans, variant: row.variant}]->(n)", rows)
}

// addStatements writes what added documents state and notes the edges behind which it stands.
func (t *transaction) addStatements(g *regrouping, added []*stored, edges *edgeSet) error {
	var rows []row
	for _, d := range added {
		for _, s := range d.fold().Statements {
			subject, object := g.variants[s.Subject].node, g.variants[s.Object].node
			rows = append(rows, statementRow(&s, subject, object, edges.add(s, subject, object)))
		}
	}
	return t.send("MATCH (a:Article {id: row.article}) MATCH (x:Entity {id: row.subject}) "+
		"MATCH (y:Entity {id: row.object}) CREATE (s:Statement {id: row.id, type: row.type, status: row.status, "+
		"by: row.by, time: row.time, role: row.role, confidence: row.confidence, quote: row.quote, "+
		"start: row.start, end: row.end, edge: row.edge})-[:STATED_IN]->(a), "+
		"(s)-[:SUBJECT]->(x), (s)-[:OBJECT]->(y)", rows)
}
