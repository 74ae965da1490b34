package export_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/schema"
)

// small is three articles with an example of most of what a graph can hold.
func small() []graph.Document {
	entity := func(id, label, kind, name string, aliases ...string) graph.Entity {
		return graph.Entity{
			ID: id, Label: label, Kind: kind, Name: name, Aliases: aliases,
			Mentions: []graph.Mention{{Start: 0, End: 4, Text: name}, {Start: 10, End: 14, Text: name}},
		}
	}
	says := func(head, typ, tail string, status graph.Status, confidence float64, quote string) graph.Relation {
		return graph.Relation{
			Type: typ, Head: head, Tail: tail, Status: status, Confidence: confidence,
			Evidence: graph.Evidence{Start: len(quote), End: 2 * len(quote), Quote: quote},
		}
	}
	mkhize := entity("m", "Person", "", "Themba Mkhize", "Mkhize", "the “boss”; retired")
	mkhize.Attributes.Born = "1961"
	ports := entity("k", "Organization", "government", "KwaMashu Ports Authority", "KPA")
	zungu := entity("z", "Person", "", "Lwazi Zungu")
	africa := entity("s", "Country", "", "South Africa")
	africa.Wikidata = "Q258"
	led := says("m", "LED", "k", graph.Asserted, 0.9, "Mkhize led the authority from 2015 to 2022.")
	led.Role, led.Time = "director", "2015/2022"
	met := says("z", "MET", "m", graph.Claimed, 0.8, "Zungu had met Mkhize, an aide said.")
	met.By = "an aide"
	return []graph.Document{
		{
			Article: graph.Article{
				ID: "a1", URL: "https://example.com/1?a=b&c", Title: "Port boss jailed", Published: "2026-02-21",
				Publisher: "Kharif Times", Language: "en", Hash: "h1",
			},
			Entities:  []graph.Entity{mkhize, ports, zungu, africa},
			Relations: []graph.Relation{led, met, says("m", "CITIZEN_OF", "s", graph.Asserted, 1, "The South African was fined.")},
		},
		{
			Article:  graph.Article{ID: "a2", Path: "news/two.txt", Title: `"Never met" & other <claims>`, Published: "2026-03-01", Publisher: "Daily"},
			Entities: []graph.Entity{mkhize, ports, zungu},
			Relations: []graph.Relation{
				says("m", "LED", "k", graph.Asserted, 0.5, "As its head, Mkhize signed."),
				says("m", "MET", "z", graph.Negated, 0.7, "He never met Zungu."),
				says("z", "FOUNDED", "k", graph.Possible, 0.6, "Zungu may have founded it."),
			},
		},
		{
			Article:   graph.Article{ID: "a3", Path: "three.txt"},
			Entities:  []graph.Entity{zungu, ports},
			Relations: []graph.Relation{says("z", "FOUNDED", "k", graph.Asserted, 0.75, "Zungu founded the authority,\nlong ago.")},
		},
	}
}

// hostileNames are names that formats are broken by.
var hostileNames = []string{
	`O'Brien "Bob" Smith`, "back`tick name", `back\slash name`, `\u0022 ends \\u0022 a \\\u0022 text`, `ends with \`,
	"null\x00byte name", "bad \xff\xfe utf8", "\u202eright to left\u202c", "line\nbreak\r\nname\rhere", "tab\tname",
	"{name} $name ${name} :Label", `"}) DETACH DELETE n //`, "<b>&amp;</b> ]]>", "&lt;", "'; DROP TABLE node; --",
	"😀 emoji \U0001F1F8\U0001F1FE", "   ", "'", `"`, "\x01\x1f control \x7f\x85", "\u2028 line \u2029 paragraph", "\uFEFF mark \uFFFE",
	"\\N \\G \\l", "semi;colon, comma", "=cmd()", "http://example.com/<a b>", "unit\x1fseparator", "a\u0301 combining", "\\.",
}

// hostile is an article that has those names everywhere.
func hostile() []graph.Document {
	doc := graph.Document{Article: graph.Article{ID: "hostile <\"' \\ & \n id>", Published: "not a date"}}
	for i, name := range hostileNames {
		doc.Entities = append(doc.Entities, graph.Entity{
			ID: name, Label: "Organization", Name: name, Kind: name, Aliases: []string{name + " & sons", fmt.Sprint(i)}, Wikidata: fmt.Sprint("no Q <", i),
			Attributes: graph.Attributes{Founded: name}, Mentions: []graph.Mention{{Start: i, End: i + 3}},
		})
		doc.Relations = append(doc.Relations, graph.Relation{
			Type: "ATTACKED", Head: name, Tail: hostileNames[(i+1)%len(hostileNames)], Status: graph.Claimed, By: name, Role: name,
			Time: name, Confidence: 0.75, Evidence: graph.Evidence{Start: i, End: i + 9, Quote: "“" + name + "”"},
		})
	}
	doc.Article.Title, doc.Article.Publisher, doc.Article.URL = doc.Relations[0].Role, hostileNames[1], hostileNames[11]
	return []graph.Document{doc}
}

func builtin(t testing.TB) *schema.Schema {
	s, err := schema.Default()
	require.NoError(t, err)
	return s
}

func merged(t testing.TB, docs []graph.Document) *graph.Graph {
	return graph.Merge(docs, builtin(t).Symmetric)
}

// write writes a graph in a format of one file.
func write(t testing.TB, f export.Format, g *graph.Graph) []byte {
	var b bytes.Buffer
	require.NoError(t, f.Write(&b, export.Source{Reader: g.Reader(), Schema: builtin(t)}))
	return b.Bytes()
}

// writeFile writes a graph in a format of one file to a folder and returns its path.
func writeFile(t testing.TB, f export.Format, g *graph.Graph) string {
	path := filepath.Join(t.TempDir(), "graph"+f.Ext)
	require.NoError(t, os.WriteFile(path, write(t, f, g), 0o600))
	return path
}

// writeFolder writes a graph in a format of several files to a folder and returns its path.
func writeFolder(t testing.TB, f export.Format, g *graph.Graph) string {
	dir := t.TempDir()
	create := func(name string) (io.WriteCloser, error) { return os.Create(filepath.Join(dir, name)) }
	require.NoError(t, f.WriteFiles(create, export.Source{Reader: g.Reader(), Schema: builtin(t)}))
	return dir
}
