package neo4jstore

import (
	"context"
	"errors"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// maxBytes bounds the text sent in one statement.
const maxBytes = 8 << 20

// A transaction is a managed transaction of the driver, which runs its function again after an
// error that may pass. For that the driver has to see its own errors: nothing in here wraps them.
type transaction struct {
	ctx   context.Context
	tx    neo4j.ManagedTransaction
	batch int
}

// write runs work in a transaction that may write, once or more often.
func (s *Store) write(ctx context.Context, work func(*transaction) error) error {
	return s.transact(ctx, neo4j.SessionWithContext.ExecuteWrite, work)
}

// read runs work in a transaction that only reads, once or more often.
func (s *Store) read(ctx context.Context, work func(*transaction) error) error {
	return s.transact(ctx, neo4j.SessionWithContext.ExecuteRead, work)
}

type execute func(neo4j.SessionWithContext, context.Context, neo4j.ManagedTransactionWork,
	...func(*neo4j.TransactionConfig)) (any, error)

func (s *Store) transact(ctx context.Context, run execute, work func(*transaction) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.db})
	_, err := run(session, ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		return nil, work(&transaction{ctx: ctx, tx: tx, batch: s.batch})
	})
	if closing := session.Close(ctx); err == nil {
		err = closing
	}
	var limit *neo4j.TransactionExecutionLimit
	if errors.As(err, &limit) && len(limit.Errors) > 0 {
		err = limit.Errors[len(limit.Errors)-1] // the reason that tries ended with
	}
	return err
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

// send runs a statement that starts with "UNWIND $rows AS row", in batches.
func (t *transaction) send(query string, rows []row) error {
	return t.ask(query, rows, func(*neo4j.Record) {})
}

// ask is send for a statement that answers.
func (t *transaction) ask(query string, rows []row, visit func(*neo4j.Record)) error {
	for len(rows) > 0 {
		n := batchSize(rows, t.batch)
		if err := t.each("UNWIND $rows AS row "+query, row{"rows": rows[:n]}, visit); err != nil {
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
	case row:
		for _, member := range v {
			size += textSize(member)
		}
	}
	return size
}
