package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/graph/sqlitestore"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
	"github.com/newsgraph/newsgraph/schema"
)

func TestMain(m *testing.M) {
	initialize("")
	m.Run()
}

// runBatch runs a command line in this process and returns the exit status and both outputs.
func runBatch(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, &out, &errs)
	return status, out.String(), errs.String()
}

// inputs makes a folder of articles in all sorts: good ones, copies of articles and of contents, a changed
// article, and what can't be read or is not in English.
func inputs(t *testing.T) string {
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	const (
		first  = "Jane Porter, chief executive of Acme Corporation (ACME), met Omar Haddad in Paris on Monday."
		second = "ACME said on Tuesday that Jane Porter had left Acme Corporation for Globex Industries."
	)
	write("a.txt", "Talks in Paris\n\n"+first)
	write("b/a copy.txt", "Talks in Paris\n\n"+first)
	write("b.md", "# Porter leaves\n\n"+second)
	write("binary.txt", "a\x00b")
	write("empty.html", "")
	write("german.txt", "Der Präsident der Republik hat am Montag in Berlin erklärt, dass die Regierung und das Parlament die "+
		"neuen Gesetze über die Wirtschaft bald beschließen werden, wie die Zeitung am Abend berichtet hat.")
	write("list.jsonl", `{"id":"x","text":"`+first+`"}
{"id":"y","text":"`+second+`"}
{"id":"x","text":"Globex Industries is based in Springfield. `+second+`"}
{"id":"z","text":"`+first+`"}
no record
{"id":"y","text":"`+second+`"}
{"id":"v","text":"`+second+`"}
{"id":"y","text":"Omar Haddad visited Springfield. Omar Haddad works for Globex Industries."}
{"id":"w","text":"`+second+`"}
`)
	return dir
}

// built is what newsgraph build makes of a folder: upserts in the order of the input.
func built(t *testing.T, dir string) graph.Store {
	rules, err := schema.Default()
	require.NoError(t, err)
	pipeline, err := extract.New(extract.Options{})
	require.NoError(t, err)
	store, err := sqlitestore.Open(t.Context(), ":memory:", rules.Symmetric)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	require.NoError(t, article.Walk(dir, func(path string, _ error) error {
		for next := range article.FromFile(t.Context(), path, article.Options{}) {
			if a, err := next(); err == nil && !a.Foreign {
				_, err := store.Upsert(t.Context(), []graph.Document{pipeline.Extract(a).Document})
				require.NoError(t, err)
			}
		}
		return nil
	}))
	return store
}

// exported returns the sorted lines that a store is exported to, by the name of the file.
func exported(t *testing.T, store graph.Store) map[string][]string {
	rules, err := schema.Default()
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, store.Read(t.Context(), func(r graph.Reader) error {
		source := export.Source{Reader: r, Schema: rules}
		var lines bytes.Buffer
		require.NoError(t, export.JSONLines.Write(&lines, source))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "graph.jsonl"), lines.Bytes(), 0o644))
		require.NoError(t, os.Mkdir(filepath.Join(dir, "csv"), 0o755))
		return export.CSV.WriteFiles(func(name string) (io.WriteCloser, error) {
			return os.Create(filepath.Join(dir, "csv", name))
		}, source)
	}))
	return linesIn(t, dir)
}

// linesIn returns the sorted lines of all files of a folder, or the records of CSV; shards of a file
// together, without their headers but one.
func linesIn(t require.TestingT, dir string) map[string][]string {
	lines := map[string][]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		require.NoError(t, err)
		name, _, _ := strings.Cut(strings.TrimPrefix(path, dir+"/"), "-0")
		name = strings.TrimSuffix(name, filepath.Ext(name)) + filepath.Ext(path)
		if filepath.Ext(path) != ".csv" {
			lines[name] = append(lines[name], slices.Collect(strings.Lines(string(raw)))...)
			return nil
		}
		records, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
		require.NoError(t, err)
		for i, record := range records {
			if i > 0 || len(lines[name]) == 0 {
				lines[name] = append(lines[name], strings.Join(record, "\x00"))
			}
		}
		return nil
	}))
	for _, list := range lines {
		slices.Sort(list)
	}
	return lines
}

func sortedLines(text string) []string { return slices.Sorted(strings.Lines(text)) }

func TestSameGraphAsBuild(t *testing.T) {
	dir := inputs(t)
	out := filepath.Join(t.TempDir(), "graph")
	status, stdout, stderr := runBatch(t, dir, filepath.Join(dir, "nothing*"), "-o", out, "--shards", "3", "--format", "jsonl,csv,documents")
	assert.Equal(t, exitFailed, status)
	assert.Regexp(t, `^articles +16  11 extracted, 2 duplicate, 3 given again, 4 failed, 1 not in English
words +[0-9]+
statements +[0-9]+
rejected +[0-9]+
entities +[0-9]+
edges +[0-9]+
$`, stdout)
	assert.Contains(t, stderr, "newsgraph-batch: 4 inputs failed: "+out+"/failed-*.jsonl tells which and why\n")

	got := linesIn(t, out)
	want := exported(t, built(t, dir))
	for name, lines := range want {
		require.NotEmpty(t, lines)
		require.Equal(t, lines, got[name], name)
	}
	require.Equal(t, []string{
		`{"path":"` + dir + `/binary.txt","error":"binary, not text"}` + "\n",
		`{"path":"` + dir + `/empty.html","error":"no text in it"}` + "\n",
		`{"path":"` + dir + `/list.jsonl","line":5,"error":"not a JSON object with a text: invalid character 'o' in literal null (expecting 'u')"}` + "\n",
		`{"path":"` + dir + `/nothing*","error":"no such file or directory"}` + "\n",
	}, got["failed.jsonl"])

	store := graph.NewMemory(func(string) bool { return false })
	for doc, err := range graph.ReadDocuments(strings.NewReader(strings.Join(got["documents.jsonl"], ""))) {
		require.NoError(t, err)
		_, err = store.Upsert(t.Context(), []graph.Document{doc})
		require.NoError(t, err)
	}
	loaded := exported(t, store)["graph.jsonl"]
	isArticle := func(line string) bool { return strings.HasPrefix(line, `{"article":`) }
	assert.Equal(t, keepLines(want["graph.jsonl"], isArticle), keepLines(loaded, isArticle), "the documents are those of the graph")
}

func keepLines(lines []string, keep func(string) bool) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return !keep(l) })
}

// TestSameBytes checks that the bytes of files depend on the inputs and the number of shards alone, and
// the lines on the inputs.
func TestSameBytes(t *testing.T) {
	dir := inputs(t)
	at := func(shards string) string {
		out := filepath.Join(t.TempDir(), "graph")
		status, _, _ := runBatch(t, dir, "-q", "-o", out, "--shards", shards)
		require.Equal(t, exitFailed, status)
		return out
	}
	one, again, many := at("2"), at("2"), at("5")
	files, err := filepath.Glob(one + "/*/*.csv")
	require.NoError(t, err)
	require.Len(t, files, 2*8)
	shards, err := filepath.Glob(one + "/*.jsonl")
	require.NoError(t, err)
	for _, path := range append(files, shards...) {
		want, err := os.ReadFile(path)
		require.NoError(t, err)
		got, err := os.ReadFile(again + strings.TrimPrefix(path, one))
		require.NoError(t, err)
		require.Equal(t, string(want), string(got), path)
	}
	want, got := linesIn(t, one), linesIn(t, many)
	delete(want, "csv/import.sh")
	delete(got, "csv/import.sh")
	require.Equal(t, want, got)
}

// TestRemote reads from and writes to a file system of Beam's, as a bucket is one.
func TestRemote(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(inputs(t), "b.md"))
	require.NoError(t, err)
	bucket, err := filesystem.New(t.Context(), "memfs://in/")
	require.NoError(t, err)
	for _, name := range []string{"memfs://in/b.md", "memfs://in/a.md"} {
		require.NoError(t, filesystem.Write(t.Context(), bucket, name, text))
	}
	status, stdout, stderr := runBatch(t, "memfs://in/*", "memfs://none/*", "bucket://in/x", "-o", "memfs://out", "--shards", "1")
	assert.Equal(t, exitFailed, status, stderr)
	assert.Contains(t, stdout, "2 extracted, 1 duplicate, 2 failed")
	lines, err := filesystem.Read(t.Context(), bucket, "memfs://out/graph-00000-of-00001.jsonl")
	require.NoError(t, err)
	assert.Contains(t, string(lines), `"path":"memfs://in/a.md","title":"Porter leaves"`, "read as Markdown, in name order")
	failed, err := filesystem.Read(t.Context(), bucket, "memfs://out/failed-00000-of-00001.jsonl")
	require.NoError(t, err)
	assert.Equal(t, `{"path":"memfs://none/*","error":"no such file or directory"}
{"path":"bucket://in/x","error":"file system scheme \"bucket\" not registered for \"bucket://in/x\""}
`, string(failed))
}

// TestImport imports the shards into a Neo4j.
func TestImport(t *testing.T) {
	neo4jtest.URI(t) // or skips
	out := filepath.Join(t.TempDir(), "new's graph")
	status, _, stderr := runBatch(t, inputs(t), "-q", "-o", out, "--shards", "3", "--format", "csv")
	require.Equal(t, exitFailed, status, stderr)
	uri := neo4jtest.Imported(t, `sh "`+out+`/csv/import.sh" --verbose`)
	for query, name := range map[string]string{
		"MATCH (n:Entity) RETURN count(n)":                   "entities",
		"MATCH (:Entity)-[r]->(:Entity) RETURN count(r)":     "edges",
		"MATCH (:Article)-[r:MENTIONS]->() RETURN count(r)":  "mentions",
		"MATCH (:Statement)-[r:SUBJECT]->() RETURN count(r)": "subjects",
	} {
		rows, err := neo4jtest.Query(t.Context(), uri, neo4jtest.Password(), query)
		require.NoError(t, err)
		assert.EqualValues(t, len(linesIn(t, out)["csv/"+name+".csv"])-1, rows[0][0], name)
	}
}

func TestUsage(t *testing.T) {
	full := t.TempDir()
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile(filepath.Join(full, "x"), nil, 0o644))
	for _, tt := range []struct {
		args   string
		status int
		stderr string
	}{
		{"", exitUsage, "needs a PATH"},
		{"a.txt", exitUsage, "needs -o FOLDER"},
		{"a.txt -o x --shards 0", exitUsage, "--shards 0: want 1 to 99999"},
		{"a.txt -o x --min-confidence 2", exitUsage, "--min-confidence 2: want 0 to 1"},
		{"a.txt -o x --format gexf", exitUsage, "--format gexf: no such format; there are jsonl, csv, documents"},
		{"a.txt -o x --fields x=y", exitUsage, `--fields: "x": no such field`},
		{"a.txt -o x --schema none.yaml", exitUsage, "--schema: open none.yaml: no such file or directory"},
		{"- -o x", exitUsage, "standard input (-) is for newsgraph build"},
		{"https://example.org/a -o x", exitUsage, "https://example.org/a: web addresses are for newsgraph build"},
		{"a.txt -o x --runner storm", exitUsage, "--runner storm: no such runner; there are prism,"},
		{"a.txt -o x --runner flink", exitUsage, "--runner flink needs --endpoint HOST:PORT"},
		{"a.txt -o " + full, exitFailed, full + ": there is something in this folder already"},
	} {
		t.Run(tt.args, func(t *testing.T) {
			require.NoError(t, flag.Set("endpoint", "")) // a run before has set it
			status, _, stderr := runBatch(t, strings.Fields(tt.args)...)
			assert.Equal(t, tt.status, status)
			assert.Contains(t, stderr, "newsgraph-batch: "+tt.stderr)
			require.NoError(t, flag.Set("runner", ""))
		})
	}
	status, stdout, _ := runBatch(t, "--help")
	assert.Equal(t, exitDone, status)
	assert.Contains(t, stdout, "--environment_config HOST:PORT")
	status, stdout, _ = runBatch(t, "--help-beam")
	assert.Equal(t, exitDone, status)
	assert.Contains(t, stdout, "-job_name")
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	assert.Equal(t, exitFailed, run(ctx, []string{inputs(t), "-o", filepath.Join(t.TempDir(), "x")}, &out, &errs))
	assert.Equal(t, "newsgraph-batch: interrupted; what is written is not whole\n", errs.String())
}
