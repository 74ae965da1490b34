package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// TestNeo4jFaults loads while things go wrong, with the program itself and a server of its own. After
// each a plain load ends in the graph of an undisturbed one, which SQLite holds.
func TestNeo4jFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts a server of its own, twice")
	}
	server := neo4jtest.Own(t, nil, nil)
	f := newFaults(t, server.URI())

	t.Run("two clients at once", func(t *testing.T) {
		f.empty(t)
		var wg sync.WaitGroup
		for _, file := range []string{f.lines(t, 0, 70), f.lines(t, 30, 100)} {
			wg.Go(func() {
				out, err := f.newsgraph(t, "load", file, "--store", f.uri).CombinedOutput()
				assert.NoError(t, err, "%s", out)
			})
		}
		wg.Wait()
		f.requireUndisturbed(t)
	})

	t.Run("client killed", func(t *testing.T) {
		f.empty(t)
		load := f.start(t, f.uri)
		load.write(t, 0, loadBatch+50)
		f.waitFor(t, loadBatch)
		load.write(t, loadBatch+50, f.count)
		require.NoError(t, load.cmd.Process.Kill())
		require.Error(t, load.cmd.Wait())
		f.requireUndisturbed(t)
	})

	t.Run("connection refused for a while", func(t *testing.T) {
		f.empty(t)
		gate := neo4jtest.NewGate(t, f.uri)
		load := f.start(t, gate.URI())
		load.write(t, 0, loadBatch)
		f.waitFor(t, loadBatch)
		gate.Close()
		wrote := make(chan struct{})
		go func() { defer close(wrote); load.write(t, loadBatch, f.count); load.end(t) }() // it may read no more
		load.waitFor(t, "Neo4j does not answer, trying again for 120 s")
		gate.Open()
		<-wrote
		require.NoError(t, load.cmd.Wait(), load.stderr.String())
		f.requireUndisturbed(t)
	})

	t.Run("server killed", func(t *testing.T) {
		f.empty(t)
		load := f.start(t, f.uri)
		load.write(t, 0, loadBatch+50)
		f.waitFor(t, loadBatch)
		load.write(t, loadBatch+50, f.count)
		load.end(t)
		server.Kill()
		server.Configure("db.transaction.timeout=10s", "db.transaction.monitor.check.interval=100ms")
		load.waitFor(t, "Neo4j does not answer, trying again for 120 s")
		server.Start()
		if err := load.cmd.Wait(); err != nil { // the server took longer to start
			assert.Contains(t, load.stderr.String(), "no Neo4j server answers")
		}
		f.requireUndisturbed(t)
	})

	t.Run("transaction over its time", func(t *testing.T) {
		f.empty(t)
		release := f.holdLock(t)
		load := f.start(t, f.uri)
		load.write(t, 0, f.count)
		load.end(t)
		time.Sleep(11 * time.Second) // over before its turn comes
		release()
		require.NoError(t, load.cmd.Wait(), load.stderr.String())
		f.requireUndisturbed(t)
	})
}

// limited is a store that takes no more than so many documents at a time.
type limited struct {
	*graph.Memory
	most int
}

func (l limited) Upsert(ctx context.Context, docs []graph.Document) (graph.Outcome, error) {
	if len(docs) > l.most {
		return graph.Outcome{}, fmt.Errorf("of a call: %w", neo4jstore.ErrTooMuch)
	}
	return l.Memory.Upsert(ctx, docs)
}

// What is too much for the server is loaded in smaller steps, unless one document is.
func TestUpsertInSmallerSteps(t *testing.T) {
	var docs []graph.Document
	for i := range 101 {
		docs = append(docs, faultDocument(i))
	}
	store := limited{graph.NewMemory(func(string) bool { return false }), 7}
	outcome, size, err := upsert(t.Context(), store, docs)
	require.NoError(t, err)
	assert.Equal(t, graph.Outcome{Added: 101}, outcome)
	assert.LessOrEqual(t, size, 7)
	counts, err := store.Counts(t.Context())
	require.NoError(t, err)
	assert.Equal(t, 101, counts.Articles)
	store.most = 0
	_, _, err = upsert(t.Context(), store, docs)
	require.ErrorIs(t, err, neo4jstore.ErrTooMuch)
}

// TestDiskFull fills a small file system with SQLite's file. On a larger one a plain load ends in the
// graph of an undisturbed one.
func TestDiskFull(t *testing.T) {
	mount := []string{"-rm", "sh", "-ec"}
	if err := exec.CommandContext(t.Context(), "unshare", append(mount, "mount -t tmpfs -o size=64k none "+t.TempDir())...).Run(); err != nil {
		t.Skipf("no small file system can be mounted: %v", err)
	}
	f := newFaults(t, "")
	full := filepath.Join(t.TempDir(), "full.jsonl")
	cmd := f.command(t, "unshare", append(mount, `
		mount -t tmpfs -o size=1m none "$DIR"
		newsgraph load "$ALL" --store "sqlite:$DIR/news.db" && exit 9
		mount -o remount,size=100m "$DIR"
		newsgraph load "$ALL" --store "sqlite:$DIR/news.db"
		newsgraph export --store "sqlite:$DIR/news.db" -o "$FULL"`)...)
	cmd.Env = append(cmd.Env, "DIR="+t.TempDir(), "ALL="+f.all, "FULL="+full)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Contains(t, string(out), "full")
	requireSameFile(t, f.undisturbed, full)
}

// faults is what the tests load and what is to come of it.
type faults struct {
	uri         string
	docs        []graph.Document
	count       int
	all         string // file of all graphs
	undisturbed string // file of the export of an undisturbed load
}

func newFaults(t *testing.T, uri string) *faults {
	f := &faults{uri: uri, count: loadBatch + 100}
	for i := range f.count {
		f.docs = append(f.docs, faultDocument(i))
	}
	dir := t.TempDir()
	f.all, f.undisturbed = f.lines(t, 0, f.count), filepath.Join(dir, "undisturbed.jsonl")
	store := "sqlite:" + filepath.Join(dir, "undisturbed.db")
	f.run(t, "load", f.all, "--store", store)
	f.run(t, "export", "--store", store, "-o", f.undisturbed)
	return f
}

// faultDocument makes one of many articles that share entities.
func faultDocument(i int) graph.Document {
	id := fmt.Sprintf("article-%04d", i)
	doc := graph.Document{Article: graph.Article{ID: id, Path: id + ".txt", Title: id, Published: "2026-05-01", Hash: "hash of " + id}}
	for j, name := range []string{
		"Person Jane Hub", fmt.Sprintf("Person Person Number%d", i%97), fmt.Sprintf("Organization Group of %d", i%13),
		fmt.Sprintf("Place Place %d", i),
	} {
		label, name, _ := strings.Cut(name, " ")
		doc.Entities = append(doc.Entities, graph.Entity{
			ID: fmt.Sprint(j), Label: label, Name: name, Mentions: []graph.Mention{{Start: 10 * j, End: 10*j + 9, Type: graph.NameMention}},
		})
	}
	for j, typ := range []string{"MET", "LED", "VISITED"} {
		doc.Relations = append(doc.Relations, graph.Relation{
			Type: typ, Head: "0", Tail: fmt.Sprint(j + 1), Status: graph.Asserted, Confidence: 0.7,
			Evidence: graph.Evidence{Start: 100 * j, End: 100*j + 60, Quote: typ + " is what sentence " + fmt.Sprint(j) + " of " + id + " says."},
		})
	}
	return doc
}

// lines writes some of the graphs to a file.
func (f *faults) lines(t *testing.T, from, to int) (path string) {
	path = filepath.Join(t.TempDir(), "graphs.jsonl")
	file, err := os.Create(path)
	require.NoError(t, err)
	for _, doc := range f.docs[from:to] {
		require.NoError(t, graph.WriteDocument(file, doc))
	}
	require.NoError(t, file.Close())
	return path
}

func (f *faults) command(t *testing.T, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Env = append(os.Environ(), passwordVariable+"=")
	return cmd
}

func (f *faults) newsgraph(t *testing.T, args ...string) *exec.Cmd {
	return f.command(t, "newsgraph", args...)
}

func (f *faults) run(t *testing.T, args ...string) {
	out, err := f.newsgraph(t, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
}

// requireUndisturbed loads all plainly and compares.
func (f *faults) requireUndisturbed(t *testing.T) {
	f.run(t, "load", f.all, "--store", f.uri)
	got := filepath.Join(t.TempDir(), "got.jsonl")
	f.run(t, "export", "--store", f.uri, "-o", got)
	requireSameFile(t, f.undisturbed, got)
	left := f.ask(t, "MATCH (n) WHERE NOT (n)--() AND NOT any(l IN labels(n) WHERE l STARTS WITH 'Newsgraph') RETURN count(n)")
	assert.Zero(t, left[0][0], "orphans")
}

func requireSameFile(t *testing.T, want, got string) {
	wanted, err := os.ReadFile(want)
	require.NoError(t, err)
	given, err := os.ReadFile(got)
	require.NoError(t, err)
	require.NotEmpty(t, wanted)
	require.True(t, bytes.Equal(wanted, given), "the graph is another")
}

func (f *faults) ask(t *testing.T, cypher string) [][]any {
	rows, err := neo4jtest.Query(t.Context(), f.uri, "", cypher)
	require.NoError(t, err)
	return rows
}

// empty empties the database, in steps that any limit allows.
func (f *faults) empty(t *testing.T) {
	for f.ask(t, "MATCH (n) WITH n LIMIT 100 DETACH DELETE n RETURN count(n)")[0][0] != int64(0) {
		continue
	}
}

// waitFor waits until the store holds that many articles.
func (f *faults) waitFor(t *testing.T, articles int) {
	require.Eventually(t, func() bool {
		return f.ask(t, "MATCH (d:NewsgraphDocument) RETURN count(d)")[0][0].(int64) >= int64(articles)
	}, 3*time.Minute, 50*time.Millisecond)
}

// holdLock is another writer that has the lock of writers until it is released.
func (f *faults) holdLock(t *testing.T) (release func()) {
	driver, err := neo4j.NewDriverWithContext(f.uri, neo4j.NoAuth())
	require.NoError(t, err)
	session := driver.NewSession(t.Context(), neo4j.SessionConfig{})
	tx, err := session.BeginTransaction(t.Context(), neo4j.WithTxTimeout(time.Hour))
	require.NoError(t, err)
	_, err = tx.Run(t.Context(), "MERGE (s:NewsgraphStore {id: 'graph'}) SET s.format = 1", nil)
	require.NoError(t, err)
	return func() {
		require.NoError(t, errors.Join(tx.Rollback(t.Context()), session.Close(t.Context()), driver.Close(t.Context())))
	}
}

// A running load reads what it is written.
type running struct {
	f      *faults
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stderr *safeBuffer
}

func (f *faults) start(t *testing.T, uri string) *running {
	r := &running{f: f, cmd: f.newsgraph(t, "load", "-", "--store", uri), stderr: &safeBuffer{}}
	r.cmd.Stderr = r.stderr
	var err error
	r.stdin, err = r.cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, r.cmd.Start())
	return r
}

func (r *running) write(t *testing.T, from, to int) {
	for _, doc := range r.f.docs[from:to] {
		assert.NoError(t, graph.WriteDocument(r.stdin, doc), "%s", r.stderr)
	}
}

func (r *running) end(t *testing.T) { assert.NoError(t, r.stdin.Close()) }

// waitFor waits until the program says something.
func (r *running) waitFor(t *testing.T, text string) {
	require.Eventually(t, func() bool { return strings.Contains(r.stderr.String(), text) },
		3*time.Minute, 50*time.Millisecond, "want %q", text)
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
