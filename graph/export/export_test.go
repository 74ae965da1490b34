package export_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
)

// sample is a small graph with names that formats are broken by.
func sample() *graph.Graph {
	doc := func(id string, names ...string) graph.Document {
		d := graph.Document{Article: graph.Article{ID: id, Title: "Title <" + id + ">", Published: "2026-02-21"}}
		for i, name := range names {
			d.Entities = append(d.Entities, graph.Entity{
				ID: name, Label: "Organization", Kind: "armedGroup", Name: name, Aliases: []string{name + " & sons"},
				Mentions: []graph.Mention{{Start: i, End: i + 3}},
			})
			d.Relations = append(d.Relations, graph.Relation{
				Type: "ATTACKED", Head: name, Tail: names[0], Status: graph.Asserted, Confidence: 0.75, Time: "2025/2026",
				Evidence: graph.Evidence{Start: i, End: i + 9, Quote: "“" + name + "” <attacked> \"it\" & left.\n"},
			})
		}
		return d
	}
	return graph.Merge([]graph.Document{
		doc("a1", "Jabhat al-Nusra", `O'Brien "&" <Co> ]]>`, "line\nbreak\ttab", "\u202eright to left"),
		doc("a2", "Jabhat al-Nusra", "control \x01 and null \x00", "😀 bad \xff utf8", "  spaces  "),
	}, func(string) bool { return false })
}

func write(t *testing.T, f export.Format, g *graph.Graph) []byte {
	var b bytes.Buffer
	require.NoError(t, f.Write(&b, g))
	return b.Bytes()
}

func TestFormats(t *testing.T) {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
		assert.NotEmpty(t, f.Doc)
		assert.True(t, strings.HasPrefix(f.Ext, "."))
		named, ok := export.Named(f.Name)
		require.True(t, ok)
		assert.Equal(t, f.Ext, named.Ext)
		assert.Equal(t, write(t, f, sample()), write(t, f, sample()), "the same bytes each time")
		assert.Error(t, f.Write(broken{}, sample()))
		require.NoError(t, f.Write(&bytes.Buffer{}, &graph.Graph{}))
	}
	assert.True(t, slices.IsSorted(names))
	_, ok := export.Named("nothing")
	assert.False(t, ok)
}

// broken is a writer to a full disk.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestJSONLines(t *testing.T) {
	var got graph.Graph
	for line := range bytes.Lines(write(t, export.JSONLines, sample())) {
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
	assert.Equal(t, sample(), &got)
}

// parsed is GraphML as a reader sees it.
type parsed struct {
	XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Keys    []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Graph struct {
		Default string   `xml:"edgedefault,attr"`
		Nodes   []values `xml:"node"`
		Edges   []values `xml:"edge"`
	} `xml:"graph"`
}

type values struct {
	ID     string `xml:"id,attr"`
	Source string `xml:"source,attr"`
	Target string `xml:"target,attr"`
	Data   []struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	} `xml:"data"`
}

func (v values) value(key string) string {
	for _, d := range v.Data {
		if d.Key == key {
			return d.Value
		}
	}
	return ""
}

func TestGraphML(t *testing.T) {
	g := sample()
	text := write(t, export.GraphML, g)
	var got parsed
	require.NoError(t, xml.Unmarshal(text, &got))
	declared := map[string]bool{}
	for _, key := range got.Keys {
		assert.False(t, declared[key.ID], "key twice: %s", key.ID)
		declared[key.ID] = true
		assert.Equal(t, key.For+"."+key.Name, key.ID)
		assert.Contains(t, []string{"string", "int", "double"}, key.Type)
	}
	assert.Greater(t, bytes.Index(text, []byte("<graph ")), bytes.LastIndex(text, []byte("<key ")), "declared before use")
	assert.Equal(t, "directed", got.Graph.Default)
	require.Len(t, got.Graph.Nodes, len(g.Nodes))
	for i, n := range g.Nodes {
		v := got.Graph.Nodes[i]
		assert.Equal(t, n.ID, v.ID)
		assert.Equal(t, strings.ReplaceAll(n.Name, "\x01", "\uFFFD"), v.value("node.label"))
		assert.Equal(t, "Organization", v.value("node.type"))
		for _, d := range v.Data {
			assert.True(t, declared[d.Key], d.Key)
		}
	}
	require.Len(t, got.Graph.Edges, len(g.Edges))
	for i, e := range g.Edges {
		v := got.Graph.Edges[i]
		assert.Equal(t, []string{e.ID, e.From, e.To}, []string{v.ID, v.Source, v.Target})
		assert.Equal(t, "ATTACKED", v.value("edge.label"))
		assert.Equal(t, "0.75", v.value("edge.confidence"))
		assert.Equal(t, "2025", v.value("edge.from"))
	}
}

const readWithNetworkx = `
import networkx, sys
g = networkx.read_graphml(sys.argv[1], force_multigraph=True)
for _, d in g.nodes(data=True):
    assert type(d["articles"]) is int and d["label"] and d["type"] == "Organization", d
for _, _, d in g.edges(data=True):
    assert type(d["confidence"]) is float and d["label"] == "ATTACKED", d
print(type(g).__name__, g.number_of_nodes(), g.number_of_edges())
`

// TestGraphMLInNetworkx reads GraphML with another program than ours.
func TestGraphMLInNetworkx(t *testing.T) {
	if out, err := exec.Command("python3", "-c", "import networkx").CombinedOutput(); err != nil {
		const reason = "needs python3 with networkx"
		if os.Getenv("NEWSGRAPH_REQUIRE_SERVICES") == "1" {
			t.Fatalf("%s: %s", reason, out)
		}
		t.Skip(reason)
	}
	path := filepath.Join(t.TempDir(), "graph.graphml")
	require.NoError(t, os.WriteFile(path, write(t, export.GraphML, sample()), 0o600))
	out, err := exec.Command("python3", "-c", readWithNetworkx, path).CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Equal(t, "MultiDiGraph 7 6\n", string(out))
}
