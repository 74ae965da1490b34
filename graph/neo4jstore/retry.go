package neo4jstore

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// How long transact waits before it tries again: at first, and at most.
const (
	firstWait = time.Second
	longWait  = 10 * time.Second
)

// write runs work in a transaction that may write, once or more often.
func (s *Store) write(ctx context.Context, work func(*transaction) error) error {
	return s.transact(ctx, neo4j.AccessModeWrite, work)
}

// read runs work in a transaction that only reads, once or more often.
func (s *Store) read(ctx context.Context, work func(*transaction) error) error {
	return s.transact(ctx, neo4j.AccessModeRead, work)
}

// transact runs work until it succeeds, fails for good, or what might pass has lasted too long. Work
// whose commit nobody heard of is run again too: what it does twice it does once.
func (s *Store) transact(ctx context.Context, mode neo4j.AccessMode, work func(*transaction) error) error {
	err := s.once(ctx, mode, work)
	if passing(err) && ctx.Err() == nil {
		err = s.once(ctx, mode, work) // at once: a connection that lay idle may have died
	}
	begin := time.Now()
	for wait := firstWait; passing(err) && ctx.Err() == nil; wait = min(2*wait, longWait) {
		left := s.retry - time.Since(begin)
		if left <= 0 {
			return err
		}
		if wait == firstWait && s.waiting != nil {
			s.waiting(explain(err), left.Round(time.Second))
		}
		select {
		case <-time.After(min(wait, left)):
			err = s.once(ctx, mode, work)
		case <-ctx.Done():
		}
	}
	return err
}

// once runs work in a transaction.
func (s *Store) once(ctx context.Context, mode neo4j.AccessMode, work func(*transaction) error) (err error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.db, AccessMode: mode})
	defer func() {
		if closing := session.Close(context.WithoutCancel(ctx)); err == nil {
			err = closing
		}
	}()
	tx, err := session.BeginTransaction(ctx)
	if err != nil {
		return err
	}
	t := &transaction{ctx: ctx, tx: tx, batch: s.batch}
	if err := work(t); err != nil {
		_ = tx.Close(context.WithoutCancel(ctx)) // rolls back, unless the error did
		if tooMuch(err) && mode == neo4j.AccessModeWrite && !t.locked {
			return &lockTimeout{err}
		}
		return err
	}
	return tx.Commit(ctx)
}

// A lockTimeout tells that a transaction's time was over before its turn came.
type lockTimeout struct{ error }

func (e *lockTimeout) Unwrap() error { return e.error }

// passing tells whether an error may pass: the server is not there or not ready, or another
// transaction was in the way.
func passing(err error) bool {
	var early *lockTimeout
	switch {
	case errors.As(err, &early), disconnected(err):
		return true
	}
	return err != nil && neo4j.IsRetryable(err) && !tooMuch(err)
}

// disconnected tells whether the connection broke or could not be made. The driver returns some of these
// errors as they are.
func disconnected(err error) bool {
	var connection *neo4j.ConnectivityError
	var network net.Error
	return errors.As(err, &connection) || errors.As(err, &network) && !errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// tooMuch tells whether a transaction took more time or memory than the server allows.
func tooMuch(err error) bool {
	var server *neo4j.Neo4jError
	return errors.As(err, &server) && slices.ContainsFunc([]string{
		"TransactionTimedOut", "LockClientStopped", "OutOfMemory", "MemoryLimit",
	}, func(part string) bool { return strings.Contains(server.Code, part) })
}
