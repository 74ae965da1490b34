package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/graph/formats/rdf"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
)

// FuzzNames writes a graph with any text wherever a text can stand, and holds each format (DOT
// apart, whose one good reader is Graphviz itself) to stay well-formed and to lose nothing but what it can't hold.
func FuzzNames(f *testing.F) {
	for _, name := range hostileNames {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if name == "" {
			return // no entity has that name
		}
		g := merged(t, []graph.Document{{
			Article: graph.Article{ID: name, Title: name, URL: name},
			Entities: []graph.Entity{
				{ID: "1", Label: "Person", Name: name, Aliases: []string{"other", name + "'s"}},
				{ID: "2", Label: "Place", Name: name, Kind: name},
			},
			Relations: []graph.Relation{{
				Type: "VISITED", Head: "1", Tail: "2", Status: graph.Asserted, By: name, Role: name, Time: name,
				Evidence: graph.Evidence{Quote: name},
			}},
		}})
		clean := g.Nodes[0].Name
		for _, format := range []export.Format{export.GraphML, export.GEXF} {
			checkXML(t, write(t, format, g), inXML(clean))
		}
		for _, format := range []export.Format{export.Cytoscape, export.JSONLD} {
			require.True(t, json.Valid(write(t, format, g)), format.Name)
		}
		checkTriples(t, write(t, export.NTriples, g), clean)
		checkCSV(t, writeFolder(t, export.CSV, g))
		// Each statement of the script begins with one of these words, so no text ended its literal.
		for _, statement := range splitStatements(string(write(t, export.Cypher, g))) {
			first, _, _ := strings.Cut(statement, " ")
			require.Contains(t, []string{"CREATE", "CALL", "UNWIND"}, strings.TrimSpace(first))
		}
	})
}

// checkXML reads a document to its end and looks for a text, in an attribute or between tags.
func checkXML(t *testing.T, document []byte, want string) {
	dec, found := xml.NewDecoder(bytes.NewReader(document)), false
	for {
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.CharData:
			found = found || string(token) == want
		case xml.StartElement:
			for _, a := range token.Attr {
				found = found || a.Value == want
			}
		}
	}
	require.True(t, found, "%q", want)
}

// checkTriples reads triples to their end and looks for a text.
func checkTriples(t *testing.T, triples []byte, want string) {
	dec, found := rdf.NewDecoder(bytes.NewReader(triples)), false
	for {
		statement, err := dec.Unmarshal()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		text, _, kind, err := statement.Object.Parts()
		require.NoError(t, err)
		found = found || kind == rdf.Literal && text == want
	}
	require.True(t, found, "%q", want)
}

// checkCSV reads all files, whose lines must have as many fields as the header.
func checkCSV(t *testing.T, dir string) {
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	require.NoError(t, err)
	require.Len(t, files, 8)
	for _, path := range files {
		file, err := os.Open(path)
		require.NoError(t, err)
		_, err = csv.NewReader(file).ReadAll()
		require.NoError(t, err)
		require.NoError(t, file.Close())
	}
}
