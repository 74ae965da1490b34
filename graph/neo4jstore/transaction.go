package neo4jstore

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// maxBytes bounds the text sent in one statement.
const maxBytes = 8 << 20

// A transaction is one attempt at some work, which may be run again after an error that may pass.
type transaction struct {
	ctx   context.Context
	tx    neo4j.ManagedTransaction
	batch int

	locked bool // no other writer's transaction is under way
}

// run runs a statement and drops its rows.
func (t *transaction) run(query string, params map[string]any) error {
	return t.each(query, params, func(*neo4j.Record) {})
}

// each runs a statement and calls visit with each of its rows.
func (t *transaction) each(query string, params map[string]any, visit func(*neo4j.Record)) error {
	result, err := t.tx.Run(t.ctx, query, params)
	if err != nil {
		return err
	}
	for result.Next(t.ctx) {
		visit(result.Record())
	}
	return result.Err()
}

// row is one element of the list that a batched statement unwinds.
type row = map[string]any

// planOnce begins a statement that the server plans only once, for an empty graph maybe: planning anew
// as the graph grows would take it as long as the work. So such a statement leaves it no choice. Nodes
// and edges are found by seek, and from there it goes on one step after each WITH.
const planOnce = "CYPHER replan=skip "

// send runs a statement that starts with "UNWIND $rows AS row", in batches.
func (t *transaction) send(query string, rows []row) error {
	return t.ask(query, rows, func(*neo4j.Record) {})
}

// seek matches the node of a label whose property has a value, by the index.
func seek(node, label, property, value string) string {
	return fmt.Sprintf("MATCH (%s:%s {%s: %s}) USING INDEX SEEK %[1]s:%[2]s(%[3]s) ", node, label, property, value)
}

// seekEdge matches the relationship e of a type whose id is row.id, by the index.
func seekEdge(typ string) string {
	return fmt.Sprintf("MATCH ()-[e:%s {id: row.id}]->() USING INDEX SEEK e:%[1]s(id) ", typ)
}

// A batch is a statement for send and its rows.
type batch struct {
	query string
	rows  []row
}

// sendAll sends one batch after the other.
func (t *transaction) sendAll(batches []batch) error {
	for _, b := range batches {
		if err := t.send(b.query, b.rows); err != nil {
			return err
		}
	}
	return nil
}

// ask is send for a statement that answers.
func (t *transaction) ask(query string, rows []row, visit func(*neo4j.Record)) error {
	for len(rows) > 0 {
		n := batchSize(rows, t.batch)
		if err := t.each(planOnce+"UNWIND $rows AS row "+query, row{"rows": rows[:n]}, visit); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// batchSize returns how many of the rows make the next batch.
func batchSize(rows []row, most int) int {
	size := 0
	for i, r := range rows {
		if size += textSize(r); i >= most || i > 0 && size > maxBytes {
			return i
		}
	}
	return len(rows)
}

// textSize returns about how many bytes of text a parameter has.
func textSize(value any) int {
	size := 8
	switch v := value.(type) {
	case string:
		size += len(v)
	case []byte:
		size += len(v)
	case []string:
		for _, s := range v {
			size += 8 + len(s)
		}
	case []row:
		for _, member := range v {
			size += textSize(member)
		}
	case row:
		for _, member := range v {
			size += textSize(member)
		}
	}
	return size
}
