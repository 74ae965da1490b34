package export_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestFormats(t *testing.T) {
	var names, exts []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
		assert.NotEmpty(t, f.Doc)
		named, ok := export.Named(f.Name)
		require.True(t, ok)
		assert.Equal(t, f.Ext, named.Ext)
		assert.NotEqual(t, f.Write == nil, f.WriteFiles == nil, "one way to write")
		assert.Equal(t, f.Write == nil, f.Ext == "")
		exts = append(exts, f.Ext)
	}
	assert.True(t, slices.IsSorted(names))
	slices.Sort(exts)
	assert.Len(t, slices.Compact(exts), len(names), "each has files of its own")
	_, ok := export.Named("nothing")
	assert.False(t, ok)
}

// TestGolden holds each format to what it wrote of the small graph, and to write the same again. What
// the page holds is tested in package web.
func TestGolden(t *testing.T) {
	g := merged(t, small())
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			if f.Name == export.HTML.Name {
				assert.Equal(t, write(t, f, g), write(t, f, g))
				return
			}
			for name, got := range outputs(t, f, g) {
				path := filepath.Join("testdata", "golden", name)
				if *update {
					require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
					require.NoError(t, os.WriteFile(path, got, 0o644))
				}
				want, err := os.ReadFile(path)
				require.NoError(t, err)
				assert.Equal(t, string(want), string(got))
			}
			assert.Equal(t, outputs(t, f, g), outputs(t, f, g))
		})
	}
}

// outputs returns what a format writes, by the names of its files.
func outputs(t *testing.T, f export.Format, g *graph.Graph) map[string][]byte {
	if f.Write != nil {
		return map[string][]byte{"small" + f.Ext: write(t, f, g)}
	}
	dir := writeFolder(t, f, g)
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	out := map[string][]byte{}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(dir, file.Name()))
		require.NoError(t, err)
		out[f.Name+"/"+file.Name()] = text
	}
	return out
}

// TestErrors fails at each step of reading and of writing: the error comes back, and the reading
// doesn't go on to the end when there is nowhere to write.
func TestErrors(t *testing.T) {
	g := merged(t, small())
	for _, f := range export.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			run := func(w io.Writer, r graph.Reader) error {
				source := export.Source{Reader: r, Schema: builtin(t)}
				if f.Write != nil {
					return f.Write(w, source)
				}
				return f.WriteFiles(func(string) (io.WriteCloser, error) { return nopCloser{w}, nil }, source)
			}
			require.NoError(t, run(io.Discard, g.Reader()))
			require.NoError(t, run(io.Discard, (&graph.Graph{}).Reader()))
			assert.ErrorIs(t, run(broken{}, g.Reader()), errBroken)
			steps := 3
			if f.Edges {
				steps = 2
			}
			for step := range steps {
				assert.ErrorIs(t, run(io.Discard, &failing{Reader: g.Reader(), at: step}), errBroken, "step %d", step)
			}
			if f.Whole {
				return
			}
			many := &endless{Reader: g.Reader()}
			require.ErrorIs(t, run(broken{}, many), errBroken)
			assert.Less(t, many.read, 100_000)
		})
	}
	f := export.CSV
	err := f.WriteFiles(func(string) (io.WriteCloser, error) { return nil, errBroken }, export.Source{Reader: g.Reader(), Schema: builtin(t)})
	assert.ErrorIs(t, err, errBroken)
}

var errBroken = errors.New("disk full")

// broken is a writer to a full disk.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errBroken }

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// failing is a Reader one of whose lists can't be read.
type failing struct {
	graph.Reader
	at int
}

func (f *failing) Nodes(visit func(*graph.Node) error) error {
	if f.at == 0 {
		return errBroken
	}
	return f.Reader.Nodes(visit)
}

func (f *failing) Edges(visit func(*graph.Edge) error) error {
	if f.at == 1 {
		return errBroken
	}
	return f.Reader.Edges(visit)
}

func (f *failing) Accounts(func(*graph.Account) error) error { return errBroken }

// endless is a Reader of more nodes than anybody wants to read for nothing.
type endless struct {
	graph.Reader
	read int
}

func (e *endless) Nodes(visit func(*graph.Node) error) error {
	for ; e.read < 1_000_000; e.read++ {
		if err := visit(&graph.Node{ID: "n", Label: "Person", Name: "Name"}); err != nil {
			return err
		}
	}
	return nil
}

func TestJSONLines(t *testing.T) {
	for _, docs := range [][]graph.Document{small(), hostile()} {
		g := merged(t, docs)
		var got graph.Graph
		for line := range bytes.Lines(write(t, export.JSONLines, g)) {
			var l struct {
				Article   *graph.Article
				Node      *graph.Node
				Mention   *graph.Mentioned
				Statement *graph.Statement
				Edge      *graph.Edge
			}
			require.NoError(t, json.Unmarshal(line, &l))
			switch {
			case l.Article != nil:
				got.Articles = append(got.Articles, *l.Article)
			case l.Node != nil:
				got.Nodes = append(got.Nodes, *l.Node)
			case l.Mention != nil:
				got.Mentions = append(got.Mentions, *l.Mention)
			case l.Statement != nil:
				got.Statements = append(got.Statements, *l.Statement)
			case l.Edge != nil:
				got.Edges = append(got.Edges, *l.Edge)
			default:
				t.Errorf("empty line %s", line)
			}
		}
		got.Sort()
		assert.Equal(t, g, &got)
	}
}

func TestImportCommand(t *testing.T) {
	line := export.ImportCommand("/data/new's folder", "neo4j")
	assert.True(t, strings.HasPrefix(line, "neo4j-admin database import full neo4j '--nodes=/data/new'\\''s folder/entities.csv' "), line)
	assert.NotContains(t, export.ImportCommand("/data/x", "neo4j"), "'")
}
