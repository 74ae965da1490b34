package sqlitestore_test

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/sqlitestore"
	"github.com/newsgraph/newsgraph/graph/storetest"
	"github.com/newsgraph/newsgraph/internal/newstest"
)

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	database := func(name, statements string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open("sqlite", path)
		require.NoError(t, err)
		_, err = db.Exec(statements)
		require.NoError(t, err)
		require.NoError(t, db.Close())
		return path
	}
	other := database("other.db", "CREATE TABLE song (title)")
	for path, want := range map[string]string{
		file("text.txt", strings.Repeat("not a database ", 100)): "is not a newsgraph database",
		other: "is a SQLite database, but not one of newsgraph",
		database("newer.db", "CREATE TABLE a (b); PRAGMA application_id = 1852143463; PRAGMA user_version = 9"): "a newer one made it",
		database("older.db", "CREATE TABLE a (b); PRAGMA application_id = 1852143463; PRAGMA user_version = 2"): "load the documents into a new file",
		filepath.Join(dir, "no", "such", "folder.db"):                                                           "no such folder",
		dir: "can't be opened",
	} {
		_, err := sqlitestore.Open(t.Context(), path, storetest.Symmetric)
		var fileError *sqlitestore.FileError
		require.ErrorAs(t, err, &fileError, path)
		assert.Equal(t, path, fileError.Path)
		assert.Contains(t, err.Error(), want)
	}
	db, err := sql.Open("sqlite", other)
	require.NoError(t, err)
	var mode string
	require.NoError(t, db.QueryRow("PRAGMA journal_mode").Scan(&mode))
	assert.Equal(t, "delete", mode, "a stranger's file stays as it is")
	require.NoError(t, db.Close())
}

func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	require.NoError(t, os.WriteFile(path, nil, 0o600)) // an empty file is a new store
	docs := corpus(20)
	store := open(t, path)
	_, err := store.Upsert(t.Context(), docs)
	require.NoError(t, err)
	want, err := store.Graph(t.Context())
	require.NoError(t, err)
	require.NoError(t, store.Close())

	store = open(t, path)
	outcome, err := store.Upsert(t.Context(), docs)
	require.NoError(t, err)
	assert.Equal(t, graph.Outcome{Unchanged: 20}, outcome)
	got, err := store.Graph(t.Context())
	require.NoError(t, err)
	assert.Equal(t, storetest.Dump(t, want), storetest.Dump(t, got))
	assert.Equal(t, storetest.Dump(t, graph.Merge(docs, storetest.Symmetric)), storetest.Dump(t, got))
	require.NoError(t, store.Close())
}

// TestCanceled checks that a batch that is broken off leaves nothing behind.
func TestCanceled(t *testing.T) {
	store := open(t, filepath.Join(t.TempDir(), "graph.db"))
	defer func() { require.NoError(t, store.Close()) }()
	_, err := store.Upsert(t.Context(), corpus(3))
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = store.Upsert(ctx, corpus(200))
	require.ErrorIs(t, err, context.Canceled)
	got, err := store.Graph(t.Context())
	require.NoError(t, err)
	assert.Equal(t, storetest.Dump(t, graph.Merge(corpus(3), storetest.Symmetric)), storetest.Dump(t, got))
}

// TestProcesses lets several processes make one file and write to it at once.
func TestProcesses(t *testing.T) {
	if path := os.Getenv("SQLITESTORE_TEST_FILE"); path != "" {
		loadOneByOne(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "graph.db")
	var running []*exec.Cmd
	var output strings.Builder
	for range 3 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestProcesses$")
		cmd.Env = append(os.Environ(), "SQLITESTORE_TEST_FILE="+path)
		cmd.Stdout, cmd.Stderr = &output, &output
		require.NoError(t, cmd.Start())
		running = append(running, cmd)
	}
	for _, cmd := range running {
		require.NoError(t, cmd.Wait(), "%s", &output)
	}
	store := open(t, path)
	defer func() { require.NoError(t, store.Close()) }()
	got, err := store.Graph(t.Context())
	require.NoError(t, err)
	assert.Equal(t, storetest.Dump(t, graph.Merge(corpus(30), storetest.Symmetric)), storetest.Dump(t, got))
}

func loadOneByOne(t *testing.T, path string) {
	store := open(t, path)
	for _, doc := range corpus(30) {
		_, err := store.Upsert(t.Context(), []graph.Document{doc})
		require.NoError(t, err)
	}
	require.NoError(t, store.Close())
}

// corpus makes n documents about the size of a news article's.
func corpus(n int) []graph.Document { return newstest.New(1).Documents(n) }
