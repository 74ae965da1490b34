package sqlitestore_test

import (
	"context"
	"database/sql"
	"fmt"
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

// TestVersion1 checks that a file of the version without stamps is brought up to date.
func TestVersion1(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	docs := corpus(3)
	store := open(t, path)
	_, err := store.Upsert(t.Context(), docs)
	require.NoError(t, err)
	require.NoError(t, store.Close())
	db, err := sql.Open("sqlite", path)
	require.NoError(t, err)
	_, err = db.Exec("DROP TABLE stamp; PRAGMA user_version = 1")
	require.NoError(t, err)
	require.NoError(t, db.Close())

	docs[0].Stamp = "made by this"
	for range 2 {
		store = open(t, path)
		outcome, err := store.Upsert(t.Context(), docs)
		require.NoError(t, err)
		assert.Equal(t, graph.Outcome{Unchanged: 3}, outcome)
		holdings, err := store.Holdings(t.Context(), []string{docs[0].Article.ID}, nil)
		require.NoError(t, err)
		require.Len(t, holdings, 1)
		assert.Equal(t, "made by this", holdings[0].Stamp)
		require.NoError(t, store.Close())
	}
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

// corpus makes n documents about the size of a news article's: a few entities that many articles
// share, others that few do, and statements about them.
func corpus(n int) []graph.Document {
	docs := make([]graph.Document, n)
	for i := range docs {
		docs[i] = syntheticDocument(i)
	}
	return docs
}

func syntheticDocument(i int) graph.Document {
	doc := graph.Document{Article: graph.Article{
		ID: fmt.Sprintf("article%07d", i), Path: fmt.Sprintf("news/%07d.txt", i), Title: fmt.Sprintf("Title %d", i),
		Published: fmt.Sprintf("2026-%02d-%02d", i%12+1, i%28+1), Language: "en", Hash: fmt.Sprintf("hash%d", i),
	}}
	add := func(label, name string, aliases ...string) {
		e := graph.Entity{ID: fmt.Sprintf("e%d", len(doc.Entities)), Label: label, Name: name, Aliases: aliases}
		for m := range 3 {
			e.Mentions = append(e.Mentions, graph.Mention{Start: 100*m + i%50, End: 100*m + i%50 + 10, Text: name, Type: graph.NameMention})
		}
		doc.Entities = append(doc.Entities, e)
	}
	for k := range 4 { // in every twentieth article
		add("Country", fmt.Sprintf("Country Number %d", (i*7+k*3)%80), fmt.Sprintf("C%dN", (i*7+k*3)%80))
	}
	for k := range 6 { // each in some, and two with an acronym
		n := (i*6 + k) * 7919 % (i*3/5 + 10)
		add("Organization", fmt.Sprintf("Organization for Work %d", n), fmt.Sprintf("OFW%d", n/2))
	}
	for k := range 5 { // in one or two
		add("Person", fmt.Sprintf("First%d Last%d", i*5+k, (i*5+k)/2), fmt.Sprintf("Last%d", (i*5+k)/2))
	}
	types := []string{"LED", "MET", "ATTACKED", "FOUGHT"}
	for k := range 20 {
		head, tail := (k*5+i)%len(doc.Entities), (k*11+3)%len(doc.Entities)
		doc.Relations = append(doc.Relations, graph.Relation{
			Type: types[k%len(types)], Head: doc.Entities[head].ID, Tail: doc.Entities[tail].ID,
			Status: graph.Asserted, Confidence: 0.5 + float64(k)/50, Role: "president",
			Evidence: graph.Evidence{Start: 50 * k, End: 50*k + 40, Quote: fmt.Sprintf("A sentence of the length that sentences have in news, the one numbered %d in article %d.", k, i)},
		})
	}
	return doc
}
