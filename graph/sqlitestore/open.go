// Package sqlitestore keeps a graph in one SQLite file: the store newsgraph uses unless told
// otherwise. It needs no C compiler and no service.
//
//	store, err := sqlitestore.Open(ctx, "newsgraph.db", symmetric)
//	outcome, err := store.Upsert(ctx, docs)
//
// The file holds each article's document whole and, derived from these and brought up to date in
// the same transaction, the tables of the graph (schema.sql). An upsert touches the articles given,
// the entities that share a name or alias with theirs, and the edges that they state; the rest of
// the store is not read. Several processes may write to one file, each batch waiting for its turn.
package sqlitestore

import (
	"context"
	"database/sql"
	_ "embed" // the schema
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlitelib "modernc.org/sqlite/lib"

	"github.com/newsgraph/newsgraph/graph"
)

//go:embed schema.sql
var schema string

const (
	applicationID = 0x6e657767 // "newg", in the file's header
	version       = 3          // of the tables and of what graph.Fold makes of a document, in user_version

	busyTimeout = time.Minute // how long a batch waits for another process's
)

// A FileError tells that a file can't be used as a store.
type FileError struct {
	Path   string
	Reason string
}

// Error names the file and the reason.
func (e *FileError) Error() string { return fmt.Sprintf("sqlitestore: %s: %s", e.Path, e.Reason) }

// A Store is a graph in a SQLite file.
type Store struct {
	path      string
	db        *sql.DB
	symmetric func(typ string) bool
	writing   sync.Mutex // one batch of this process at a time
}

var _ graph.Store = (*Store)(nil)

// Open opens the store in a file, or makes one where there is none; ":memory:" is a store that goes
// when it is closed. symmetric tells which types of relation are the same both ways. A file that is
// something else, or was made by another version, is a *FileError.
func Open(ctx context.Context, path string, symmetric func(typ string) bool) (*Store, error) {
	db, err := sql.Open("sqlite", source(path))
	if err != nil {
		return nil, fmt.Errorf("sqlitestore: %s: %w", path, err)
	}
	if path == ":memory:" {
		db.SetMaxOpenConns(1) // each connection would be a database of its own
		db.SetConnMaxIdleTime(0)
	}
	s := &Store{path: path, db: db, symmetric: symmetric}
	if err := s.prepare(ctx); err != nil {
		_ = db.Close()
		return nil, err
	}
	return s, nil
}

// source makes the data source name of a path.
func source(path string) string {
	query := url.Values{
		"_txlock": {"immediate"},
		"_pragma": {
			fmt.Sprintf("busy_timeout(%d)", busyTimeout.Milliseconds()),
			"synchronous(normal)", "cache_size(-65536)", "temp_store(memory)",
		},
	}
	if path == ":memory:" {
		return "file::memory:?" + query.Encode()
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + query.Encode()
}

// prepare checks that the file is a store and, where it is new, makes it one.
func (s *Store) prepare(ctx context.Context) error {
	if err := s.journal(ctx); err != nil {
		return s.openError(err)
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.openError(err)
	}
	defer func() { _ = tx.Rollback() }()
	var app, ver, tables int
	row := tx.QueryRowContext(ctx, `SELECT
		(SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema)`)
	if err := row.Scan(&app, &ver, &tables); err != nil {
		return s.openError(err)
	}
	switch {
	case tables > 0 && app != applicationID:
		return &FileError{s.path, "is a SQLite database, but not one of newsgraph"}
	case tables > 0 && ver > version:
		return &FileError{s.path, fmt.Sprintf("has version %d of the tables, and this newsgraph knows version %d: a newer one made it", ver, version)}
	case tables > 0 && ver < version:
		return &FileError{s.path, fmt.Sprintf("has version %d of the tables, and this newsgraph knows version %d: load the documents into a new file", ver, version)}
	case ver == version:
		return nil
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return s.openError(err)
	}
	marks := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version)
	if _, err := tx.ExecContext(ctx, marks); err != nil {
		return s.openError(err)
	}
	if err := tx.Commit(); err != nil {
		return s.openError(err)
	}
	return nil
}

// journal turns on write-ahead logging. SQLite doesn't wait for its turn here, so this does.
func (s *Store) journal(ctx context.Context) error {
	for begin := time.Now(); ; {
		var mode string
		err := s.db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode)
		if err == nil && (mode == "wal" || mode == "memory") {
			return nil
		}
		if err == nil {
			var tables, app int
			err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM sqlite_schema),
				(SELECT application_id FROM pragma_application_id)`).Scan(&tables, &app)
			if err == nil && tables > 0 && app != applicationID {
				return nil // not ours to change; prepare tells
			}
		}
		if err == nil {
			err = s.db.QueryRowContext(ctx, "PRAGMA journal_mode = wal").Scan(&mode)
		}
		if err == nil || code(err) != sqlitelib.SQLITE_BUSY || time.Since(begin) > busyTimeout {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// code returns SQLite's primary result code of an error, or 0.
func code(err error) int {
	var sqliteError *sqlite.Error
	if errors.As(err, &sqliteError) {
		return sqliteError.Code() & 0xff
	}
	return 0
}

// openError says what is wrong with the file.
func (s *Store) openError(err error) error {
	switch code(err) {
	case sqlitelib.SQLITE_NOTADB:
		return &FileError{s.path, "is not a newsgraph database"}
	case sqlitelib.SQLITE_CANTOPEN:
		return &FileError{s.path, "can't be opened: no such folder, or no permission"}
	case sqlitelib.SQLITE_READONLY:
		return &FileError{s.path, "can't be written"}
	}
	return s.wrap(err)
}

// wrap names the store in an error, once.
func (s *Store) wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("sqlitestore: %s: %w", s.path, err)
}

// Close implements graph.Store.
func (s *Store) Close() error { return s.wrap(s.db.Close()) }
