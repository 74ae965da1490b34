package web_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/web"
)

// typed is a relation type as the page writes it.
func typed(typ string) string { return strings.ReplaceAll(strings.ToLower(typ), "_", " ") }

func TestSearch(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	b.shot("overview")
	b.press("/")
	b.until(`document.activeElement === byID("search")`)
	assert.Empty(t, value[string](b, `byID("search").value`))
	b.keys("zungu")
	b.until(`document.querySelectorAll("#suggestions [role=option]").length > 0`)
	b.shot("search")
	assert.Contains(t, b.texts("#suggestions .name")[0], "Lwazi Zungu")
	assert.Equal(t, "option-0", value[string](b, `byID("search").getAttribute("aria-activedescendant")`))
	b.keys(enter)
	b.shows("Lwazi Zungu")
	node := e.named(t, "Lwazi Zungu")
	assert.Equal(t, node.ID, b.state("entity"))
	assert.Contains(t, b.texts("#panel .aliases")[0], node.Aliases[0])

	view, err := e.store.View(t.Context(), node.ID)
	require.NoError(t, err)
	assert.Len(t, b.texts("#panel section:nth-of-type(1) .row"), len(view.Edges))
	assert.Len(t, b.texts("#panel .statement"), len(view.Statements))
	b.shot("entity")

	b.click("#search")
	b.keys("nobody of that name")
	b.until(`byID("suggestions").textContent === "Nothing by that name"`)
}

// Surroundings: a double click draws those of one node alone, a click on a neighbour adds its own.
func TestExpand(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	node := e.named(t, "Themba Mkhize")
	b.to("#entity=" + node.ID) // so that it is in sight, and nothing over it
	b.shows(node.Name)
	x, y := b.at(fmt.Sprintf("page.graph.nodes.get(%q)", node.ID))
	b.run(chromedp.MouseClickXY(x, y, chromedp.ClickCount(2)))
	b.until(fmt.Sprintf("readState().around.includes(%q)", node.ID))
	near := func(ids ...string) int {
		found := map[string]bool{}
		for _, edge := range e.graph.Edges {
			if slices.Contains(ids, edge.From) || slices.Contains(ids, edge.To) {
				found[edge.From], found[edge.To] = true, true
			}
		}
		return len(found)
	}
	b.until(fmt.Sprintf("page.graph.visibleNodes.length === %d", near(node.ID)))
	b.shot("surroundings")

	other := e.named(t, "KwaMashu Ports Authority")
	x, y = b.at(fmt.Sprintf("page.graph.nodes.get(%q)", other.ID))
	b.run(chromedp.MouseClickXY(x, y))
	b.shows(other.Name)
	b.until(fmt.Sprintf("page.graph.visibleNodes.length === %d", near(node.ID, other.ID)))
	assert.Greater(t, near(node.ID, other.ID), near(node.ID))
	b.shot("surroundings-of-two")
	b.click("#surroundings")
	b.until(fmt.Sprintf("page.graph.visibleNodes.length === %d", near(node.ID)))
	b.run(chromedp.NavigateBack())
	b.until(fmt.Sprintf("page.graph.visibleNodes.length === %d", near(node.ID, other.ID)))
}

// A neighbour that isn't among the nodes drawn at first is drawn when its entity is read.
func TestExpandBeyondTheDrawing(t *testing.T) {
	e, err := readExamples()
	require.NoError(t, err)
	options := e.options
	options.Nodes = 20
	site, err := web.New(t.Context(), e.store, options)
	require.NoError(t, err)
	b := openTab(t, serveSite(t, site), 1400, 900)
	assert.Equal(t, 20, value[int](b, `page.graph.nodes.size`))
	node := e.named(t, "Lwazi Zungu")
	require.False(t, value[bool](b, fmt.Sprintf("page.graph.nodes.has(%q)", node.ID)))
	b.click("#search")
	b.keys("Lwazi" + enter)
	b.shows(node.Name)
	b.until(fmt.Sprintf("page.graph.nodes.get(%q)?.visible", node.ID))
	view, err := e.store.View(t.Context(), node.ID)
	require.NoError(t, err)
	b.until(fmt.Sprintf("page.graph.neighbours(page.graph.nodes.get(%q)).length >= %d", node.ID, len(view.Edges)/2))
}

func TestFilters(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	label := map[string]string{}
	for _, n := range e.graph.Nodes {
		label[n.ID] = n.Label
	}
	drawn := func(keep func(*graph.Edge) bool) {
		t.Helper()
		n := 0
		for i := range e.graph.Edges {
			if keep(&e.graph.Edges[i]) {
				n++
			}
		}
		b.until(fmt.Sprintf("page.graph.visibleLinks.filter(isEdge).length === %d", n))
		assert.NotZero(t, n)
	}
	drawn(func(*graph.Edge) bool { return true })
	b.keys("f")
	b.until(`!byID("filters").hidden`)

	b.click("#label-Person")
	drawn(func(x *graph.Edge) bool { return label[x.From] != "Person" && label[x.To] != "Person" })
	assert.Equal(t, "Person", b.state("labels"))
	b.click("#label-Person")

	b.click("#status-asserted")
	drawn(func(x *graph.Edge) bool { return x.Status == graph.Claimed })
	b.click("#status-asserted")
	b.click("#status-negated")
	b.click("#status-possible")
	others := 0
	for _, s := range e.graph.Statements {
		if s.Status == graph.Possible || s.Status == graph.Negated {
			others++
		}
	}
	b.until(fmt.Sprintf("(() => { const n = page.graph.visibleLinks.filter((l) => !isEdge(l)).length; return n > 0 && n <= %d; })()", others))
	b.shot("filters")
	b.click("#clear-filters")
	b.until(`page.graph.visibleLinks.every(isEdge)`)

	b.click("#no-types")
	b.until(`page.graph.visibleNodes.length === 0`)
	assert.Equal(t, []string{"The filters leave nothing to draw"}, b.texts("#notice"))
	b.click("#type-LED")
	drawn(func(x *graph.Edge) bool { return x.Type == "LED" })
	b.click("#all-types")
	assert.Empty(t, b.state("types"))

	b.run(script(`byID("sure").value = "0.9"; byID("sure").dispatchEvent(new Event("input"))`))
	drawn(func(x *graph.Edge) bool { return x.Confidence >= 0.9 })
	b.run(script(`byID("since").value = "2026-03-01"; byID("since").dispatchEvent(new Event("change"))`))
	drawn(func(x *graph.Edge) bool { return x.Confidence >= 0.9 && x.LastReported >= "2026-03-01" })
	b.run(chromedp.Reload())
	b.until(`document.documentElement.dataset.ready === "true"`)
	drawn(func(x *graph.Edge) bool { return x.Confidence >= 0.9 && x.LastReported >= "2026-03-01" })
	assert.Equal(t, []string{"2"}, b.texts("#filter-count"))
}

// An edge opens every sentence behind it.
func TestEvidence(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	edge := e.edge(t, func(x *graph.Edge) bool { return x.Statements > 1 })
	b.to("#entity=" + edge.From)
	b.shows(e.name(edge.From))
	x, y := b.at(fmt.Sprintf(`(() => { const l = page.graph.links.get(%q); return { x: (l.from.x + l.to.x) / 2, y: (l.from.y + l.to.y) / 2 }; })()`,
		edge.From+"."+edge.Type+"."+edge.To+".edge"))
	b.run(chromedp.MouseClickXY(x, y))
	b.shows(e.name(edge.From) + " " + typed(edge.Type) + " " + e.name(edge.To))
	b.shot("evidence")

	var quotes []string
	for _, s := range e.graph.Statements {
		same := s.Subject == edge.From && s.Object == edge.To || e.options.Symmetric(s.Type) && s.Subject == edge.To && s.Object == edge.From
		if s.Type == edge.Type && same {
			quotes = append(quotes, s.Quote)
		}
	}
	assert.ElementsMatch(t, quotes, b.texts("#panel .sentences blockquote"))
	for _, origin := range b.texts("#panel .sentences .origin") {
		assert.Regexp(t, `^(asserted|claimed|possible|negated).*% · .+ · 20\d\d-\d\d-\d\d`, origin)
	}
	b.click("#panel .sentences .origin a")
	b.until(`!byID("article").hidden && document.querySelector(".said.marked") !== null`)
	b.shot("evidence-in-article")

	by := slices.IndexFunc(e.graph.Statements, func(s graph.Statement) bool { return s.By != "" && s.Status == graph.Claimed && s.Subject != s.Object })
	claim := e.graph.Statements[by]
	b.to("#edge=" + claim.Subject + "." + claim.Type + "." + claim.Object)
	b.until(fmt.Sprintf(`[...document.querySelectorAll("#panel .origin b")].some((e) => e.textContent === %q)`, claim.By))
}

// In an article each mention is marked, with the very words of its offsets, and each statement stands
// beside its paragraph.
func TestArticle(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	for i, a := range e.graph.Articles {
		b.to("#article=" + a.ID)
		b.until(fmt.Sprintf(`page.article.page?.article.id === %q`, a.ID))
		view, err := e.graph.Article(a.ID)
		require.NoError(t, err)
		text, _ := e.options.Text(a)
		letters := []rune(text)
		want := map[string]bool{}
		for _, m := range view.Mentions {
			for _, span := range m.Spans {
				want[string(letters[span.Start:span.End])] = true
			}
		}
		marked := b.texts("#article .mention")
		assert.GreaterOrEqual(t, len(marked), len(want))
		for _, words := range marked {
			found := want[words]
			for w := range want { // a mention inside of another splits it
				found = found || strings.Contains(w, words)
			}
			assert.True(t, found, "%q", words)
		}
		assert.Len(t, b.texts("#article .card"), len(view.Statements))
		assert.Len(t, b.texts("#article .rejected li"), len(e.options.Rejected[a.ID]))
		shown := strings.Join(strings.Fields(strings.Join(b.texts("#article .block > p, #article .block > h1"), " ")), " ")
		assert.Equal(t, strings.Join(strings.Fields(text), " "), shown, "the whole text, once")
		if i == 0 {
			b.shot("article")
		}
	}
	b.click("#article .mention")
	b.until(`document.querySelector("#panel h2").textContent === page.graph.nodes.get(readState().entity).name`)
	b.click("#article .back")
	b.until(`byID("article").hidden`)
}

// Without its text an article is the sentences of its statements, with their mentions.
func TestArticleWithoutText(t *testing.T) {
	e, err := readExamples()
	require.NoError(t, err)
	site, err := web.New(t.Context(), e.store, web.Options{})
	require.NoError(t, err)
	a := e.graph.Articles[0]
	b := openTab(t, serveSite(t, site)+"#article="+a.ID, 1400, 900)
	b.until(`document.querySelectorAll("#article .card").length > 0`)
	view, err := e.graph.Article(a.ID)
	require.NoError(t, err)
	starts := map[int]bool{}
	for _, s := range view.Statements {
		starts[s.Start] = true
	}
	assert.Len(t, b.texts("#article .block"), len(starts))
	assert.NotEmpty(t, b.texts("#article .mention"))
	assert.Contains(t, b.texts("#article .note")[0], "stores keep no texts")
	b.shot("article-without-text")
}

func TestDeepLinks(t *testing.T) {
	_, e := openExamples(t, "", 800, 600)
	node := e.named(t, "Lwazi Zungu")
	edge := e.edge(t, func(x *graph.Edge) bool { return x.From == node.ID })
	for fragment, want := range map[string]string{
		"#entity=" + node.ID: `document.querySelector("#panel h2").textContent === "Lwazi Zungu"`,
		"#edge=" + edge.From + "." + edge.Type + "." + edge.To:             `document.querySelectorAll("#panel .sentences li").length > 0`,
		"#article=" + e.graph.Articles[1].ID + "&entity=" + node.ID:        `!byID("article").hidden && document.querySelectorAll("#article .mention").length > 0 && document.querySelector("#panel h2").textContent === "Lwazi Zungu"`,
		"#entity=" + node.ID + "&around=" + node.ID + "&types=VISITED.LED": `page.graph.visibleLinks.length > 0 && page.graph.visibleLinks.every((l) => l.type !== "VISITED") && page.graph.visibleNodes.length < 12`,
		"#entity=nothing":  `document.querySelector("#panel .fault")?.textContent === "This is not in the store (any more)."`,
		"#article=nothing": `document.querySelector("#article .fault")?.textContent === "This is not in the store (any more)."`,
		"#edge=a.b":        `document.querySelector("#panel .fault") !== null`,
	} {
		b, _ := openExamples(t, fragment, 1400, 900)
		b.until(want)
	}
}

// All is done with keys alone.
func TestKeyboard(t *testing.T) {
	b, _ := openExamples(t, "", 1400, 900)
	b.keys("?")
	b.until(`byID("help").open`)
	b.shot("help")
	b.keys(escape)
	b.until(`!byID("help").open`)
	b.press("/")
	b.keys("mkhize")
	b.until(`document.querySelectorAll("#suggestions [role=option]").length > 1`)
	b.keys(down)
	second := value[string](b, `document.querySelector("#suggestions [aria-selected=true] .name").firstChild.textContent`)
	b.keys(enter)
	b.shows(second)
	b.run(chromedp.Focus(chromedp.CSS("#canvas")))
	b.keys(".")
	b.until(fmt.Sprintf(`document.querySelector("#panel h2").textContent !== %q`, second))
	first := b.texts("#panel h2")[0]
	b.keys(".")
	b.until(fmt.Sprintf(`document.querySelector("#panel h2").textContent !== %q`, first))
	b.keys(",")
	b.shows(first)
	b.keys("e")
	b.until(`page.graph.visibleNodes.length < 50`)
	b.keys("e")
	b.until(`page.graph.visibleNodes.length > 100`)
	scale := value[float64](b, `page.drawing.scale`)
	b.keys("+")
	b.until(fmt.Sprintf(`page.drawing.scale > %f`, scale))
	b.keys("0")
	b.until(`page.drawing.fitted`)
	b.keys(enter)
	b.until(`document.activeElement === byID("panel")`)
	b.keys("\t\t\t" + enter) // close, and back to the start
	b.keys(escape)
	b.shows("Overview")
	b.keys("f")
	b.until(`byID("filters").contains(document.activeElement)`)
	b.keys(" ")
	b.until(`readState().withoutLabels.size === 1`)
	b.keys(escape)
	b.until(`byID("filters").hidden && document.activeElement === byID("open-filters")`)
}

// A node is dragged, the drawing moved and zoomed.
func TestDrag(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	node := e.named(t, "Lwazi Zungu")
	drag := func(x, y, toX, toY float64) {
		b.run(chromedp.DragAndDropXY(x, y, toX, toY, 3))
	}
	script := fmt.Sprintf("page.graph.nodes.get(%q)", node.ID)
	x, y := b.at(script)
	drag(x, y, x+120, y+90)
	newX, newY := b.at(script)
	assert.InDelta(t, x+120, newX, 1)
	assert.InDelta(t, y+90, newY, 1)
	assert.Empty(t, b.state("entity"), "a drag is no click")
	drag(30, 300, 130, 340)
	movedX, movedY := b.at(script)
	assert.InDelta(t, newX+100, movedX, 1)
	assert.InDelta(t, newY+40, movedY, 1)
	scale := value[float64](b, `page.drawing.scale`)
	b.run(command(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseWheel, X: 400, Y: 400, DeltaX: 1, DeltaY: -240}))
	b.until(fmt.Sprintf(`page.drawing.scale > %f`, scale*1.2))
}
