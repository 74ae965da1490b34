package neo4jstore

import (
	"context"
	"crypto/rand"
	"reflect"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// lock makes the transaction the only one that changes the graph, until it ends, and returns the name
// of the last change. Setting the property takes the node's lock even where the value stays.
func (t *transaction) lock() (last string, err error) {
	err = t.each("MERGE (s:NewsgraphStore {id: 'graph'}) SET s.format = $format RETURN s.last AS last",
		row{"format": format}, func(r *neo4j.Record) { last = text(r, "last") })
	t.locked = err == nil
	return last, err
}

// change lets plan tell what to take out of the graph and what to put in, and does it, in one
// transaction. A document that is in both lists by its id is changed.
func (s *Store) change(ctx context.Context, plan func(*transaction) (removed, added []*stored, err error)) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	var group *regrouping
	name := rand.Text()
	err := s.write(ctx, func(tx *transaction) error {
		group = nil
		last, err := tx.lock()
		if err != nil {
			return err
		}
		if err := s.recall(tx, last); err != nil {
			return err
		}
		removed, added, err := plan(tx)
		if err != nil || len(removed)+len(added) == 0 {
			return err
		}
		if group, err = tx.regroup(s.known, removed, added); err != nil {
			return err
		}
		return s.apply(tx, group, removed, added, name)
	})
	if err == nil && group != nil {
		s.known.change(group, name)
	}
	return err
}

// recall forgets what the store knows of the graph if another has changed it since.
func (s *Store) recall(tx *transaction, last string) error {
	if s.known != nil && s.known.last == last {
		return nil
	}
	return tx.each("MATCH (d:NewsgraphDocument) RETURN count(d) = 0 AS empty", nil,
		func(r *neo4j.Record) { s.known = newKnown(last, column[bool](r, "empty"), s.remember) })
}

// apply writes a change of that name.
func (s *Store) apply(tx *transaction, group *regrouping, removed, added []*stored, name string) error {
	edges := newEdgeSet(s.schema.Symmetric)
	edges.addRemoved(group, removed)
	nodes := group.nodes()
	for _, step := range []func() error{
		func() error { return tx.removeDocuments(removed, idsOf(added)) },
		func() error { return tx.writeNodes(&nodes) },
		func() error { return tx.move(group, edges) },
		func() error { edges.addAdded(group, added); return tx.readBehind(edges) },
		func() error { return tx.addDocuments(added, idsOf(removed)) },
		func() error { return tx.addMentions(group, added) },
		func() error { return tx.addStatements(edges.added) },
		func() error { return tx.writeEdges(edges) },
		func() error { return tx.removeNodes(nodes.gone) },
		group.write,
		func() error {
			return tx.run("MATCH (s:NewsgraphStore {id: 'graph'}) SET s.changes = coalesce(s.changes, 0) + 1, s.last = $name",
				row{"name": name})
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func idsOf(docs []*stored) map[string]bool {
	ids := make(map[string]bool, len(docs))
	for _, d := range docs {
		ids[d.id()] = true
	}
	return ids
}

// A nodeChange is the nodes that are new, those that changed and the ids of those that are no more.
type nodeChange struct {
	created []graph.Node
	changed []row // ids, and of the properties those that changed
	gone    []string
}

// nodes returns what a regrouping makes of the nodes.
func (g *regrouping) nodes() (n nodeChange) {
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
		if old := before[id]; old == nil {
			n.created = append(n.created, node)
		} else if changed := changes(old, &node); changed != nil {
			n.changed = append(n.changed, changed)
		}
	}
	for _, id := range sortedKeys(before) {
		if after[id] == nil {
			n.gone = append(n.gone, id)
		}
	}
	return n
}

// changes returns the properties that change as the node of some variants becomes another, with its id,
// or nil if none does. Most often that is the number of articles alone.
func changes(before []*graph.Variant, after *graph.Node) row {
	old := graph.NewNode(before)
	is, was := nodeRow(after), nodeRow(&old)
	for property, value := range was {
		if reflect.DeepEqual(is[property], value) {
			delete(is, property)
		}
	}
	if len(is) == 0 {
		return nil
	}
	is["id"] = after.ID
	return is
}

// writeNodes writes nodes, new ones in a statement for each label.
func (t *transaction) writeNodes(n *nodeChange) error {
	byLabel := map[string][]row{}
	for i := range n.created {
		label := n.created[i].Label
		byLabel[label] = append(byLabel[label], nodeRow(&n.created[i]))
	}
	for _, label := range sortedKeys(byLabel) {
		if err := t.send("CREATE (n:Entity:"+label+") SET n = row", byLabel[label]); err != nil {
			return err
		}
	}
	return t.send(seek("n", "Entity", "id", "row.id")+"SET n += row", n.changed)
}

func (t *transaction) removeNodes(ids []string) error {
	rows := make([]row, 0, len(ids))
	for _, id := range ids {
		rows = append(rows, row{"id": id})
	}
	return t.send(seek("n", "Entity", "id", "row.id")+"DETACH DELETE n", rows)
}

// addMentions writes what added documents mention.
func (t *transaction) addMentions(g *regrouping, added []*stored) error {
	rows := make([]row, len(added))
	for i, d := range added {
		var mentions []row
		for _, m := range d.fold().Mentions {
			node := g.variants[m.Node].node
			mentions = append(mentions, row{
				"node": node, "props": row{"variant": set(mark(m.Node, node)), "count": m.Count, "spans": spansOf(m.Spans)},
			})
		}
		rows[i] = row{"article": d.id(), "mentions": mentions}
	}
	return t.send(seek("a", "Article", "id", "row.article")+"UNWIND row.mentions AS m "+
		seek("n", "Entity", "id", "m.node")+"CREATE (a)-[c:MENTIONS]->(n) SET c = m.props", rows)
}

// addStatements writes statements, those of an article in one row.
func (t *transaction) addStatements(added []ended) error {
	var rows []row
	for _, some := range chunkBy(added, func(s *ended) string { return s.Article }) {
		statements := make([]row, len(some))
		for i := range some {
			statements[i] = statementRow(&some[i])
		}
		rows = append(rows, row{"article": some[0].Article, "statements": statements})
	}
	return t.send(seek("a", "Article", "id", "row.article")+"UNWIND row.statements AS r "+
		seek("x", "Entity", "id", "r.subject")+seek("y", "Entity", "id", "r.object")+
		"CREATE (s:Statement)-[:STATED_IN]->(a), (s)-[:SUBJECT]->(x), (s)-[:OBJECT]->(y) SET s = r.props", rows)
}

// chunkBy splits a list where the key changes.
func chunkBy[T any](list []T, key func(*T) string) (chunks [][]T) {
	for begin, end := 0, 0; begin < len(list); begin = end {
		for end < len(list) && key(&list[end]) == key(&list[begin]) {
			end++
		}
		chunks = append(chunks, list[begin:end])
	}
	return chunks
}
