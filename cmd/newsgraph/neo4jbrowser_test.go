package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"image/png"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/chromiumtest"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// screenshots are what the README shows of Neo4j Browser, and maxScreenshot the most bytes of one.
const (
	screenshots   = "examples/screenshots/neo4j-"
	maxScreenshot = 200_000
	width, height = 1280, 620
	sharp         = 2 // pixels of the screenshot to a pixel of the page
)

// A neo4jBrowser is a tab with Neo4j Browser, as it comes with a server.
type neo4jBrowser struct{ *chromiumtest.Tab }

func openNeo4jBrowser(t *testing.T, uri, password string) *neo4jBrowser {
	t.Helper()
	address := neo4jtest.Browser(t, uri, password)
	b := &neo4jBrowser{chromiumtest.Open(t, width, height)}
	b.Run(chromedp.EmulateViewport(width, height, chromedp.EmulateScale(sharp)), chromedp.Navigate(address))
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
	b.Run(chromiumtest.Script(`(() => { const e = document.querySelector("[data-testid=`+field+`]"); e.focus(); e.select(); })()`),
		chromiumtest.Command(input.InsertText, input.InsertTextParams{Text: text}))
}

// connected waits until it has connected, which it greets with a start page.
func (b *neo4jBrowser) connected() {
	b.Helper()
	b.press("[data-testid=connect]", `[...document.querySelectorAll("[data-testid=frameCommand]")].some((e) => e.textContent.includes(":play start"))`)
}

// press clicks on what is there of a CSS selector until JavaScript is true. A page that is busy loses
// clicks, so that each gets some time and then another.
func (b *neo4jBrowser) press(selector, until string) {
	b.Helper()
	for range 10 {
		for start := time.Now(); time.Since(start) < 8*time.Second; time.Sleep(50 * time.Millisecond) {
			if chromiumtest.Value[bool](b.Tab, until) {
				return
			}
		}
		b.Run(chromiumtest.Script(`document.querySelector(` + strconv.Quote(selector) + `)?.click()`))
	}
	b.Until(until)
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
	for name, shot := range map[string]string{"07-who-stands-behind": "behind", "09-family-ties": "family"} {
		b.enter(queries[name])
		b.draws(wanted(t, uri, queries[name]))
		b.keep(shot)
	}

	// The guide has a query on its fourth page that asks the same as an example.
	b.enter(":guide " + files + "guide.md")
	for range 3 {
		b.Click("[data-testid=guideNextSlide]")
	}
	b.press("[data-testid=guideNextSlide]", `document.querySelector("[data-testid=guidesDrawer]").textContent.includes("How are two people connected?")`)
	b.Click("[data-testid=guidesDrawer] pre.runnable")
	b.Until(`document.querySelector("#monaco-main-editor .view-lines").textContent.includes("allShortestPaths")`)
	b.Click("[data-testid=editor-Run]")
	b.draws(wanted(t, uri, queries["03-how-are-they-connected"]))
	b.keep("guide")

	t.Run("files dropped on the page", func(t *testing.T) {
		b.enter(":style reset")
		style, err := os.ReadFile("examples/browser/newsgraph.grass")
		require.NoError(t, err)
		b.drop("newsgraph.grass", style)
		b.Until(`[...document.querySelectorAll("[data-testid=frameContents] pre")].some((e) => e.textContent.includes("node.Organization {"))`)
		scripts, err := os.ReadFile(savedScripts)
		require.NoError(t, err)
		b.drop("saved-scripts.zip", scripts)
		b.Click("[data-testid=navigationFavorites]")
		b.Click("[data-testid=expandFolder-newsgraph]")
		b.Until(`document.querySelectorAll("[data-testid=savedScriptListItem]").length >= 10`)
		var saved []string
		for _, text := range b.Texts("[data-testid=savedScriptListItem]") {
			title, _, _ := strings.Cut(text, "\n")
			saved = append(saved, title)
		}
		for _, query := range queries {
			title, _, _ := strings.Cut(strings.TrimPrefix(query, "// "), "\n")
			assert.Contains(t, saved, title)
		}
	})
}

// draws checks what is drawn of an answer: nodes by their names and edges by their types.
func (b *neo4jBrowser) draws(want drawing) {
	b.Helper()
	b.Until(`document.querySelectorAll("g.node").length === ` + strconv.Itoa(len(want.Nodes)))
	b.Until(`document.querySelectorAll("g.relationship text").length === ` + strconv.Itoa(len(want.Edges)))
	got := b.drawn()
	for i, caption := range got.Edges {
		assert.True(b, names(caption, want.Edges[i]), "an edge is %q, not %q", caption, want.Edges[i])
	}
	for i, caption := range got.Nodes {
		assert.True(b, names(caption, want.Nodes[i]), "a node is %q, not %q", caption, want.Nodes[i])
	}
}

// keep keeps a screenshot, on -update as the README shows it, and checks the README's.
func (b *neo4jBrowser) keep(name string) {
	b.Helper()
	b.Run(chromiumtest.Script(`document.querySelector("[aria-label^='Collapse the node properties']")?.click()`),
		chromiumtest.Script(`document.querySelector("[aria-label=zoom-to-fit]").click()`))
	if *update {
		time.Sleep(2 * time.Second) // it moves there
		small, err := chromiumtest.FewerColours(b.Shot("neo4j-" + name))
		require.NoError(b, err)
		require.NoError(b, os.WriteFile(screenshots+name+".png", small, 0o644))
	}
	kept, err := os.ReadFile(screenshots + name + ".png")
	require.NoError(b, err)
	assert.Less(b, len(kept), maxScreenshot)
	size, err := png.DecodeConfig(bytes.NewReader(kept))
	require.NoError(b, err)
	assert.Equal(b, [2]int{sharp * width, sharp * height}, [2]int{size.Width, size.Height})
}

// TestNeo4jBrowserPassword logs in to a server that wants a password, at the second try.
func TestNeo4jBrowserPassword(t *testing.T) {
	uri, password := neo4jtest.AuthURI(t)
	b := openNeo4jBrowser(t, uri, password)
	b.connect("not " + password)
	b.press("[data-testid=connect]", `document.body.textContent.includes("Neo.ClientError.Security.Unauthorized")`)
	b.connect(password)
	b.connected()
	b.enter("RETURN 'as a user' AS answer")
	b.Until(`document.querySelector("[data-testid=frameContents]")?.textContent.includes("as a user")`)
}

// savedScripts is the example queries as Neo4j Browser exports and imports them: a folder in a zip.
const savedScripts = "examples/browser/saved-scripts.zip"

// TestSavedScripts checks that the saved scripts are the example queries.
func TestSavedScripts(t *testing.T) {
	t.Chdir("../..")
	var want bytes.Buffer
	archive := zip.NewWriter(&want)
	names, queries := exampleQueries(t)
	for _, name := range names {
		file, err := archive.Create("newsgraph/" + name + ".cypher")
		require.NoError(t, err)
		_, err = file.Write([]byte(queries[name]))
		require.NoError(t, err)
	}
	require.NoError(t, archive.Close())
	if *update {
		require.NoError(t, os.WriteFile(savedScripts, want.Bytes(), 0o644))
	}
	got, err := os.ReadFile(savedScripts)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(want.Bytes(), got), "-update makes it anew")
}
