package sqlitestore

import (
	"cmp"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
)

// staleEdge marks the edges of a type between two nodes to be made anew.
func (b *batch) staleEdge(typ string, from, to int64) {
	if from == 0 || to == 0 || from == to {
		return
	}
	if to < from && b.symmetric(typ) {
		from, to = to, from
	}
	b.stale[edgeKey{typ, from, to}] = true
}

// writeEdges makes all edges anew that the batch touched.
func (b *batch) writeEdges() error {
	for _, t := range b.added {
		head, tail := b.bySeq[t.head], b.bySeq[t.tail]
		if head == nil || tail == nil {
			if err := b.readNode(&head, t.head); err != nil {
				return err
			}
			if err := b.readNode(&tail, t.tail); err != nil {
				return err
			}
		}
		b.staleEdge(t.typ, head.node, tail.node)
	}
	keys := slices.SortedFunc(maps.Keys(b.stale), func(x, y edgeKey) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.typ, y.typ))
	})
	for _, key := range keys {
		if err := b.writeEdge(key); err != nil {
			return err
		}
	}
	return nil
}

// readNode reads the node of a variant that the batch doesn't have.
func (b *batch) readNode(v **variant, seq int64) error {
	if *v != nil {
		return nil
	}
	*v = &variant{seq: seq}
	return b.row(`SELECT node FROM variant WHERE seq = ?`, seq).Scan(&(*v).node)
}

// nodeID returns the id of a node, or nothing where it is gone.
func (b *batch) nodeID(seq int64) (string, error) {
	if id, ok := b.nodeIDs[seq]; ok {
		return id, nil
	}
	var id string
	err := b.row(`SELECT id FROM node WHERE seq = ?`, seq).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	b.nodeIDs[seq] = id
	return id, err
}

// writeEdge makes one edge of its statements, or deletes it where there are none.
func (b *batch) writeEdge(key edgeKey) error {
	symmetric := b.symmetric(key.typ)
	from, err := b.nodeID(key.a)
	if err != nil {
		return err
	}
	to, err := b.nodeID(key.b)
	if err != nil {
		return err
	}
	if from == "" || to == "" {
		return nil // dropped, and its edges with it
	}
	if symmetric && to < from {
		key.a, key.b, from, to = key.b, key.a, to, from
	}
	published := map[string]string{}
	statements, err := b.statementsOf(key, published)
	if err != nil {
		return err
	}
	if symmetric {
		other, err := b.statementsOf(edgeKey{key.typ, key.b, key.a}, published)
		if err != nil {
			return err
		}
		statements = append(statements, other...)
	}
	if len(statements) == 0 {
		return b.exec(`DELETE FROM edge WHERE from_node = ? AND to_node = ? AND type = ?`, key.a, key.b, key.typ)
	}
	e := graph.NewEdge(key.typ, from, to, statements, func(id string) string { return published[id] })
	return b.exec(`INSERT OR REPLACE INTO edge
		(from_node, to_node, type, id, articles, statements, confidence, status, role,
		time_from, time_to, first_reported, last_reported, quote)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		key.a, key.b, key.typ, e.ID, e.Articles, e.Statements, e.Confidence, string(e.Status), e.Role,
		e.TimeFrom, e.TimeTo, e.FirstReported, e.LastReported, e.Quote)
}

// statementsOf reads the statements that make an edge, as far as NewEdge looks at them, and notes
// the dates of their articles.
func (b *batch) statementsOf(key edgeKey, published map[string]string) ([]graph.Statement, error) {
	var statements []graph.Statement
	err := b.each(func(row scanner) error {
		var s graph.Statement
		var date string
		err := row.Scan(&s.ID, &s.Status, &s.Time, &s.Role, &s.Confidence, &s.Quote, &s.Article, &date)
		published[s.Article] = date
		statements = append(statements, s)
		return err
	}, `SELECT s.id, s.status, s.time, s.role, s.confidence, s.quote, a.id, a.published
		FROM variant AS h CROSS JOIN variant AS t
		CROSS JOIN statement AS s ON s.head = h.seq AND s.tail = t.seq AND s.type = ?
		CROSS JOIN article AS a ON a.seq = s.article
		WHERE h.node = ? AND t.node = ? AND s.status IN ('asserted', 'claimed')`, key.typ, key.a, key.b)
	return statements, err
}
