package sqlitestore

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
)

// keyOf returns the key of the edge between two nodes, or false where there can be none.
func (b *batch) keyOf(typ string, from, to int64) (edgeKey, bool) {
	if to < from && b.symmetric(typ) {
		from, to = to, from
	}
	return edgeKey{typ, from, to}, from != 0 && to != 0 && from != to
}

// staleEdge marks the edge of a type between two nodes to be made anew.
func (b *batch) staleEdge(typ string, from, to int64) {
	if key, ok := b.keyOf(typ, from, to); ok {
		b.stale[key] = true
	}
}

// writeEdges makes the edges anew that lost a statement or got one that isn't fresh, and adds the
// fresh statements to the others.
func (b *batch) writeEdges() error {
	for _, t := range b.moved {
		head, tail := b.bySeq[t.head], b.bySeq[t.tail]
		if err := b.readNode(&head, t.head); err != nil {
			return err
		}
		if err := b.readNode(&tail, t.tail); err != nil {
			return err
		}
		b.staleEdge(t.typ, head.node, tail.node)
	}
	for _, key := range sortedEdges(b.stale) {
		if err := b.remakeEdge(key); err != nil {
			return err
		}
	}
	sums := map[edgeKey][]articleStatements{}
	for _, article := range sortedKeys(b.fresh) {
		for key, statements := range b.byEdge(b.fresh[article]) {
			sums[key] = append(sums[key], statements)
		}
	}
	for _, key := range sortedEdges(sums) {
		if err := b.addToEdge(key, sums[key]); err != nil {
			return err
		}
	}
	return nil
}

// sortedEdges returns the keys of a map in their order.
func sortedEdges[V any](m map[edgeKey]V) []edgeKey {
	return slices.SortedFunc(maps.Keys(m), func(x, y edgeKey) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), cmp.Compare(x.typ, y.typ))
	})
}

// articleStatements are what one article says for an edge.
type articleStatements struct {
	published  string
	statements []graph.Statement
}

// byEdge sorts the fresh statements of an article by the edges they are for, save the stale ones.
func (b *batch) byEdge(fresh []ended) map[edgeKey]articleStatements {
	edges := map[edgeKey]articleStatements{}
	for i := range fresh {
		s := &fresh[i]
		key, ok := b.keyOf(s.typ, b.bySeq[s.head].node, b.bySeq[s.tail].node)
		if ok && !b.stale[key] {
			said := edges[key]
			said.published = s.published
			said.statements = append(said.statements, s.Statement)
			edges[key] = said
		}
	}
	return edges
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

// turn returns an edge's key with its ends as the edge has them, and the ids of these, or false
// where one of the nodes is gone.
func (b *batch) turn(key edgeKey) (turned edgeKey, from, to string, ok bool, err error) {
	if from, err = b.nodeID(key.a); err != nil {
		return key, "", "", false, err
	}
	if to, err = b.nodeID(key.b); err != nil {
		return key, "", "", false, err
	}
	if to < from && b.symmetric(key.typ) {
		return edgeKey{key.typ, key.b, key.a}, to, from, to != "", nil
	}
	return key, from, to, from != "" && to != "", nil
}

// addToEdge adds what further articles say to an edge, which may be new.
func (b *batch) addToEdge(key edgeKey, articles []articleStatements) error {
	key, from, to, ok, err := b.turn(key)
	if err != nil || !ok {
		return err
	}
	var sum graph.EdgeSum
	var text []byte
	err = b.row(`SELECT sum FROM edge WHERE from_node = ? AND to_node = ? AND type = ?`, key.a, key.b, key.typ).Scan(&text)
	if err == nil {
		err = json.Unmarshal(text, &sum)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	for _, article := range articles {
		sum.Add(article.statements, article.published)
	}
	return b.writeEdge(key, from, to, &sum)
}

// remakeEdge makes an edge of all its statements, or deletes it where there are none.
func (b *batch) remakeEdge(key edgeKey) error {
	key, from, to, ok, err := b.turn(key)
	if err != nil || !ok {
		return err
	}
	articles := map[string]articleStatements{}
	if err := b.statementsOf(key, articles); err != nil {
		return err
	}
	if b.symmetric(key.typ) {
		if err := b.statementsOf(edgeKey{key.typ, key.b, key.a}, articles); err != nil {
			return err
		}
	}
	if len(articles) == 0 {
		return b.exec(`DELETE FROM edge WHERE from_node = ? AND to_node = ? AND type = ?`, key.a, key.b, key.typ)
	}
	var sum graph.EdgeSum
	for _, article := range articles { // their order doesn't matter
		sum.Add(article.statements, article.published)
	}
	return b.writeEdge(key, from, to, &sum)
}

// writeEdge writes the row of an edge.
func (b *batch) writeEdge(key edgeKey, from, to string, sum *graph.EdgeSum) error {
	text, err := json.Marshal(sum)
	if err != nil {
		return err
	}
	e := sum.Edge(key.typ, from, to)
	return b.exec(`INSERT INTO edge
		(from_node, to_node, type, id, articles, statements, confidence, status, role,
		time_from, time_to, first_reported, last_reported, quote, sum)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET articles = excluded.articles, statements = excluded.statements,
			confidence = excluded.confidence, status = excluded.status, role = excluded.role,
			time_from = excluded.time_from, time_to = excluded.time_to, first_reported = excluded.first_reported,
			last_reported = excluded.last_reported, quote = excluded.quote, sum = excluded.sum`,
		key.a, key.b, key.typ, e.ID, e.Articles, e.Statements, e.Confidence, string(e.Status), e.Role,
		e.TimeFrom, e.TimeTo, e.FirstReported, e.LastReported, e.Quote, string(text))
}

// statementsOf reads the statements that make an edge, as far as EdgeSum looks at them, by article.
func (b *batch) statementsOf(key edgeKey, articles map[string]articleStatements) error {
	return b.each(func(row scanner) error {
		var s graph.Statement
		var date string
		err := row.Scan(&s.ID, &s.Status, &s.Time, &s.Role, &s.Confidence, &s.Quote, &s.Article, &date)
		articles[s.Article] = articleStatements{date, append(articles[s.Article].statements, s)}
		return err
	}, `SELECT s.id, s.status, s.time, s.role, s.confidence, s.quote, a.id, a.published
		FROM variant AS h CROSS JOIN variant AS t
		CROSS JOIN statement AS s ON s.head = h.seq AND s.tail = t.seq AND s.type = ?
		CROSS JOIN article AS a ON a.seq = s.article
		WHERE h.node = ? AND t.node = ? AND s.status IN ('asserted', 'claimed')`, key.typ, key.a, key.b)
}
