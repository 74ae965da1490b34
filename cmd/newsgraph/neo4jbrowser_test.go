package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/chromiumtest"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// What the README shows of Neo4j Browser: a screenshot for each of three queries.
var drawnQueries = map[string]string{
	"03-how-are-they-connected": "examples/screenshots/neo4j-connected.png",
	"07-who-stands-behind":      "examples/screenshots/neo4j-behind.png",
	"09-family-ties":            "examples/screenshots/neo4j-family.png",
}

// maxScreenshot is the most bytes that one may have.
const maxScreenshot = 200_000

// A neo4jBrowser is a tab with Neo4j Browser, as it comes with a server.
type neo4jBrowser struct{ *chromiumtest.Tab }

func openNeo4jBrowser(t *testing.T, uri, password string) *neo4jBrowser {
	t.Helper()
	address := neo4jtest.Browser(t, uri, password)
	b := &neo4jBrowser{chromiumtest.Open(t, 1280, 800)}
	b.Run(chromedp.Navigate(address))
	b.Until(`document.querySelector("[data-testid=connect]") !== null`)
	return b
}

// connect fills in the form that Neo4j Browser opens with; no password is no authentication.
func (b *neo4jBrowser) connect(password string) {
	b.Helper()
	if password == "" {
		b.Run(chromiumtest.Script(`(() => {
			const select = document.querySelector("[data-testid=authenticationMethod]");
			select.value = [...select.options].find((o) => o.text === "No authentication").value;
			select.dispatchEvent(new Event("change", { bubbles: true }));
		})()`))
		b.Until(`document.querySelector("[data-testid=password]") === null`)
	} else {
		b.fill("username", "neo4j")
		b.fill("password", password)
	}
	b.Click("[data-testid=connect]")
}

func (b *neo4jBrowser) fill(field, text string) {
	b.Helper()
	b.Run(chromiumtest.Script(`document.querySelector("[data-testid=` + field + `]").select()`))
	b.Click("[data-testid=" + field + "]")
	b.Run(chromiumtest.Command(input.InsertText, input.InsertTextParams{Text: text}))
}

// connected waits until the editor takes queries.
func (b *neo4jBrowser) connected() {
	b.Helper()
	b.Until(`document.querySelector("[data-testid=disconnectedBanner]") === null && ` +
		`document.querySelector("[data-testid=connect]") === null`)
}

// enter types text into the editor and runs it. It clears away what earlier ones showed.
func (b *neo4jBrowser) enter(text string) {
	b.Helper()
	for _, text := range []string{":clear", text} {
		b.Until(`document.querySelector("#monaco-main-editor textarea") !== null`)
		b.Click("#monaco-main-editor")
		b.Run(chromiumtest.Command(input.InsertText, input.InsertTextParams{Text: text}))
		last := strconv.Quote(text[max(0, len(text)-20):])
		b.Until(`document.querySelector("#monaco-main-editor .view-lines").textContent.replace(/\s/g, "").includes(` + last + `.replace(/\s/g, ""))`)
		b.Click("[data-testid=editor-Run]")
		if text == ":clear" {
			b.Until(`document.querySelector("[data-testid=frame]") === null`)
		}
	}
}

// drop drops a file on the page.
func (b *neo4jBrowser) drop(name string, content []byte) {
	b.Helper()
	raw, err := json.Marshal(content) // in base64
	require.NoError(b, err)
	b.Run(chromiumtest.Script(`(() => {
		const bytes = Uint8Array.from(atob(` + string(raw) + `), (c) => c.charCodeAt(0));
		const transfer = new DataTransfer();
		transfer.items.add(new File([bytes], ` + strconv.Quote(name) + `));
		const on = document.querySelector("[data-testid=main]");
		for (const type of ["dragenter", "dragover", "drop"])
			on.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
	})()`))
}

// A drawing is what is drawn: nodes and edges in their order, by name or caption and by type.
type drawing struct{ Nodes, Edges []string }

// drawn reads the drawing of a graph.
func (b *neo4jBrowser) drawn() drawing {
	b.Helper()
	d := chromiumtest.Value[drawing](b.Tab, `(() => {
		const lines = (g) => [...g.querySelectorAll("text")].map((t) => t.textContent).join(" ");
		return {
			Nodes: [...document.querySelectorAll("g.node")].map(lines),
			Edges: [...document.querySelectorAll("g.relationship")].map(lines),
		};
	})()`)
	slices.Sort(d.Nodes)
	slices.Sort(d.Edges)
	return d
}

// wanted is the drawing of the answer to a query: the nodes on its paths, and all edges between them,
// which Neo4j Browser adds.
func wanted(t *testing.T, uri, query string) drawing {
	t.Helper()
	result, err := answer(uri, neo4jtest.Password(), query, nil)
	require.NoError(t, err)
	names := map[string]string{}
	for _, record := range result.Records {
		for _, value := range record.Values {
			if path, ok := value.(neo4j.Path); ok {
				for _, n := range path.Nodes {
					names[n.Props["id"].(string)] = n.Props["name"].(string)
				}
			}
		}
	}
	result, err = answer(uri, neo4jtest.Password(),
		"MATCH (a:Entity)-[r]->(b:Entity) WHERE a.id IN $ids AND b.id IN $ids RETURN type(r) AS type ORDER BY type",
		map[string]any{"ids": slices.Collect(maps.Keys(names))})
	require.NoError(t, err)
	d := drawing{Nodes: slices.Sorted(maps.Values(names))}
	for _, record := range result.Records {
		d.Edges = append(d.Edges, record.Values[0].(string))
	}
	return d
}

// names reports whether a caption, which is cut and broken into lines to fit, names a node.
func names(caption, name string) bool {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	cut, long := strings.CutSuffix(letters(caption), "…")
	return cut == letters(name) || long && cut != "" && strings.HasPrefix(letters(name), cut)
}

// TestNeo4jBrowser opens the graph of the examples in the real Neo4j Browser, with its style, guide
// and saved queries, and sees what three queries draw.
func TestNeo4jBrowser(t *testing.T) {
	uri := buildExamples(t)
	address, _ := served(t, "--store", uri)
	files := strings.Replace(address, "127.0.0.1", "localhost", 1) + "neo4j/" // the host that it trusts
	b := openNeo4jBrowser(t, uri, neo4jtest.Password())
	b.connect(neo4jtest.Password())
	b.connected()

	b.enter(":style " + files + "newsgraph.grass")
	b.Until(`[...document.querySelectorAll("[data-testid=frameContents] pre")].some((e) => e.textContent.includes("node.Organization {"))`)
	_, queries := exampleQueries(t)
	for name, shot := range drawnQueries {
		want := wanted(t, uri, queries[name])
		b.enter(queries[name])
		b.Until(`document.querySelectorAll("g.node").length === ` + strconv.Itoa(len(want.Nodes)))
		b.Until(`document.querySelectorAll("g.relationship text").length === ` + strconv.Itoa(len(want.Edges)))
		got := b.drawn()
		assert.Equal(t, want.Edges, got.Edges, "edges of %s", name)
		for i, caption := range got.Nodes {
			assert.True(t, names(caption, want.Nodes[i]), "a node of %s is %q, not %q", name, caption, want.Nodes[i])
		}
		b.Shot(name)
		if *update {
			small, err := chromiumtest.FewerColours(b.Shot(name))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(shot, small, 0o644))
		}
	}
}
