package export_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
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

// These tests read what was written with programs that are not ours. Where one isn't there its test
// is skipped, or fails if NEWSGRAPH_REQUIRE_SERVICES is 1.

// need skips a test unless a command works.
func need(t *testing.T, reason string, command ...string) {
	t.Helper()
	out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
	if err == nil {
		return
	}
	if os.Getenv("NEWSGRAPH_REQUIRE_SERVICES") == "1" {
		t.Fatalf("%s: %v %s", reason, err, out)
	}
	t.Skip(reason)
}

// read runs a reader and decodes each line of JSON that it prints.
func read(t *testing.T, command ...string) []map[string]any {
	t.Helper()
	var rows []map[string]any
	for _, line := range readLines(t, command...) {
		var row map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &row))
		rows = append(rows, row)
	}
	return rows
}

func readLines(t *testing.T, command ...string) []string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s", stderr.String())
	return slices.Collect(strings.Lines(stdout.String()))
}

// inXML is what XML can hold of a text.
func inXML(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, s)
}

func TestNetworkx(t *testing.T) {
	need(t, "needs python3 with networkx", "python3", "-c", "import networkx")
	for _, docs := range [][]graph.Document{small(), hostile()} {
		g := merged(t, docs)
		for _, f := range []export.Format{export.GraphML, export.GEXF} {
			rows := read(t, "python3", "testdata/read_xml.py", writeFile(t, f, g))
			require.Len(t, rows, len(g.Nodes)+len(g.Edges), f.Name)
			for i, n := range g.Nodes {
				row := rows[i]
				assert.Equal(t, n.ID, row["node"])
				assert.Equal(t, inXML(n.Name), row["label"], f.Name)
				assert.Equal(t, n.Label, row["type"])
				assert.Equal(t, float64(n.Articles), row["articles"])
			}
			require.NoError(t, g.Reader().Edges(func(e *graph.Edge) error {
				at := slices.IndexFunc(rows, func(row map[string]any) bool { return row["edge"] == e.ID })
				require.GreaterOrEqual(t, at, 0)
				row := rows[at]
				assert.Equal(t, []any{e.From, e.To, e.Type}, []any{row["source"], row["target"], row["label"]}, f.Name)
				assert.Equal(t, e.Confidence, row["confidence"])
				assert.Equal(t, builtin(t).Symmetric(e.Type), row["symmetric"])
				assert.Equal(t, inXML(e.Quote), row["quote"])
				return nil
			}))
		}
	}
}

// Edges have the time they are stated for or else reported in, and none where there is neither.
func TestTimeSpans(t *testing.T) {
	need(t, "needs python3 with networkx", "python3", "-c", "import networkx")
	spans := map[string][]any{}
	for _, row := range read(t, "python3", "testdata/read_xml.py", writeFile(t, export.GEXF, merged(t, small()))) {
		if row["edge"] != nil {
			spans[row["label"].(string)] = []any{row["start"], row["end"], row["weight"]}
		}
	}
	assert.Equal(t, map[string][]any{
		"LED":        {"2015-01-01", "2022-12-31", 2.0},
		"MET":        {"2026-02-21", "2026-02-21", 1.0},
		"CITIZEN_OF": {"2026-02-21", "2026-02-21", 1.0},
		"FOUNDED":    {nil, nil, 1.0},
	}, spans)
}

// What uses an attribute of GraphML or GEXF comes after its declaration, which it is declared by once.
func TestDeclarations(t *testing.T) {
	for f, words := range map[string][3]string{"graphml": {"key", "data", "key"}, "gexf": {"attribute", "attvalue", "for"}} {
		format, _ := export.Named(f)
		declaring, using, by := words[0], words[1], words[2]
		class := ""
		declared := map[string]bool{}
		dec := xml.NewDecoder(bytes.NewReader(write(t, format, merged(t, hostile()))))
		for {
			token, err := dec.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err)
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			attributes := map[string]string{}
			for _, a := range start.Attr {
				attributes[a.Name.Local] = a.Value
			}
			switch start.Name.Local {
			case "attributes":
				class = attributes["class"]
			case "node", "edge":
				class = start.Name.Local
			case declaring:
				id := attributes["id"]
				if f == "gexf" {
					id = class + "." + id
				}
				assert.False(t, declared[id], id)
				declared[id] = true
			case using:
				id := attributes[by]
				if f == "gexf" {
					id = class + "." + id
				}
				assert.True(t, declared[id], id)
			}
		}
		assert.Len(t, declared, map[string]int{"graphml": 21, "gexf": 19}[f])
	}
}

func TestGraphviz(t *testing.T) {
	need(t, "needs Graphviz", "dot", "-V")
	for _, docs := range [][]graph.Document{small(), hostile()} {
		g := merged(t, docs)
		svg, err := exec.Command("dot", "-Tsvg", writeFile(t, export.DOT, g)).Output()
		require.NoError(t, err)
		shown := svgTexts(t, svg)
		for _, n := range g.Nodes {
			got, ok := shown[n.ID]
			require.True(t, ok, n.Name)
			assert.Equal(t, inSVG(n.Name), got)
		}
		for _, e := range g.Edges {
			assert.Equal(t, e.Type, shown[e.ID])
		}
		assert.Len(t, shown, len(g.Nodes)+len(g.Edges)+1) // and the drawing itself
	}
}

// svgTexts returns what is written in each group of an SVG that has an id, white space folded.
func svgTexts(t *testing.T, svg []byte) map[string]string {
	shown := map[string]string{}
	dec := xml.NewDecoder(bytes.NewReader(svg))
	dec.Strict = true
	id, inText := "", false
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.StartElement:
			inText = token.Name.Local == "text"
			for _, a := range token.Attr {
				if token.Name.Local == "g" && a.Name.Local == "id" && !strings.HasPrefix(a.Value, "a_") {
					id = a.Value
					shown[id] = ""
				}
			}
		case xml.EndElement:
			inText = false
		case xml.CharData:
			if inText {
				shown[id] += " " + string(token)
			}
		}
	}
	for id, text := range shown {
		shown[id] = strings.Join(strings.Fields(text), " ")
	}
	return shown
}

// inSVG is what a drawing shows of a name.
func inSVG(name string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0xFFFE || r == 0xFFFF:
			return '\uFFFD'
		}
		return r
	}, name)
	return strings.Join(strings.Fields(shown), " ")
}

func TestRDFLib(t *testing.T) {
	need(t, "needs python3 with rdflib", "python3", "-c", "import rdflib")
	const names = `PREFIX schema: <https://schema.org/> PREFIX ng: <urn:newsgraph:>
		SELECT ?id ?name ?articles { ?id a ng:Entity; schema:name ?name; ng:articles ?articles }`
	const evidence = `PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX ng: <urn:newsgraph:>
		SELECT ?id ?edge ?status ?confidence ?start ?quote ?article {
			?id a ng:Statement; rdf:subject ?x; rdf:predicate ?type; rdf:object ?y; ng:status ?status;
				ng:confidence ?confidence; ng:start ?start; ng:quote ?quote; ng:statedIn ?article
			OPTIONAL { ?id ng:supports ?edge. ?edge rdf:predicate ?type } }`
	for _, docs := range [][]graph.Document{small(), hostile()} {
		g := merged(t, docs)
		lines := readLines(t, "python3", "testdata/read_rdf.py", writeFile(t, export.NTriples, g), writeFile(t, export.JSONLD, g), names, evidence)
		got := map[string][]any{}
		for _, line := range lines {
			var row []any
			require.NoError(t, json.Unmarshal([]byte(line), &row))
			got[row[0].(string)] = row[1:]
		}
		require.Len(t, got, len(g.Nodes)+len(g.Statements))
		for _, n := range g.Nodes {
			assert.Equal(t, []any{n.Name, float64(n.Articles)}, got["urn:newsgraph:entity:"+n.ID])
		}
		for i := range g.Statements {
			s := &g.Statements[i]
			row := got["urn:newsgraph:statement:"+s.ID]
			var edge any
			if from, to, ok := graph.EdgeOf(s, builtin(t).Symmetric); ok {
				edge = "urn:newsgraph:edge:" + graph.EdgeID(s.Type, from, to)
			}
			require.Len(t, row, 6)
			assert.Equal(t, []any{edge, string(s.Status), s.Confidence, float64(s.Start), s.Quote}, row[:5])
		}
	}
}

// Edges are triples between the entities themselves, in terms of schema.org and Wikidata too, the
// right way round; what is denied or possible is none.
func TestRDFTerms(t *testing.T) {
	need(t, "needs python3 with rdflib", "python3", "-c", "import rdflib")
	const query = `PREFIX schema: <https://schema.org/>
		SELECT ?a ?p ?b { ?x schema:name ?a; ?p ?y. ?y schema:name ?b. FILTER(!STRSTARTS(STR(?p), "http://www.w3.org/")) }`
	const wikidata = `PREFIX schema: <https://schema.org/> SELECT ?x { ?id schema:sameAs ?x }`
	g := merged(t, small())
	lines := readLines(t, "python3", "testdata/read_rdf.py", writeFile(t, export.NTriples, g), writeFile(t, export.JSONLD, g), query, wikidata)
	assert.Equal(t, []string{
		`["KwaMashu Ports Authority", "http://www.wikidata.org/prop/direct/P112", "Lwazi Zungu"]` + "\n",
		`["KwaMashu Ports Authority", "https://schema.org/founder", "Lwazi Zungu"]` + "\n",
		`["Lwazi Zungu", "urn:newsgraph:FOUNDED", "KwaMashu Ports Authority"]` + "\n",
		`["Lwazi Zungu", "urn:newsgraph:MET", "Themba Mkhize"]` + "\n",
		`["Themba Mkhize", "http://www.wikidata.org/prop/direct/P27", "South Africa"]` + "\n",
		`["Themba Mkhize", "https://schema.org/nationality", "South Africa"]` + "\n",
		`["Themba Mkhize", "urn:newsgraph:CITIZEN_OF", "South Africa"]` + "\n",
		`["Themba Mkhize", "urn:newsgraph:LED", "KwaMashu Ports Authority"]` + "\n",
		`["http://www.wikidata.org/entity/Q258"]` + "\n",
	}, lines)
}

func TestCytoscape(t *testing.T) {
	script, err := filepath.Abs("testdata/read_cytoscape.cjs")
	require.NoError(t, err)
	need(t, "needs node with the package cytoscape (in NODE_PATH)", "node", "-e", `require("cytoscape")`)
	for _, docs := range [][]graph.Document{small(), hostile()} {
		g := merged(t, docs)
		rows := read(t, "node", script, writeFile(t, export.Cytoscape, g))
		require.Len(t, rows, len(g.Nodes)+len(g.Edges))
		for i, n := range g.Nodes {
			assert.Equal(t, map[string]any{"node": n.ID, "name": n.Name, "class": n.Label}, rows[i])
		}
		for i, e := range g.Edges {
			assert.Equal(t, map[string]any{
				"edge": e.ID, "source": e.From, "target": e.To, "type": e.Type, "class": e.Type,
			}, rows[len(g.Nodes)+i])
		}
	}
}
