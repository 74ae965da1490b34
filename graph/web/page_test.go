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
	"github.com/newsgraph/newsgraph/internal/chromiumtest"
)

// typed is a relation type as the page writes it.
func typed(typ string) string { return strings.ReplaceAll(strings.ToLower(typ), "_", " ") }

func TestSearch(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	b.Shot("overview")
	b.press("/")
	b.Until(`document.activeElement === byID("search")`)
	assert.Empty(t, value[string](b, `byID("search").value`))
	b.Keys("zungu")
	b.Until(`document.querySelectorAll("#suggestions [role=option]").length > 0`)
	b.Shot("search")
	assert.Contains(t, b.Texts("#suggestions .name")[0], "Lwazi Zungu")
	assert.Equal(t, "option-0", value[string](b, `byID("search").getAttribute("aria-activedescendant")`))
	b.Keys(enter)
	b.shows("Lwazi Zungu")
	node := e.named(t, "Lwazi Zungu")
	assert.Equal(t, node.ID, b.state("entity"))
	assert.Contains(t, b.Texts("#panel .aliases")[0], node.Aliases[0])

	view, err := e.store.View(t.Context(), node.ID)
	require.NoError(t, err)
	assert.Len(t, b.Texts("#panel section:nth-of-type(1) .row"), len(view.Edges))
	assert.Len(t, b.Texts("#panel .statement"), len(view.Statements))
	b.Shot("entity")

	b.Click("#search")
	b.Keys("nobody of that name")
	b.Until(`byID("suggestions").textContent === "Nothing by that name"`)
}

// Surroundings: a double click draws those of one node alone, a click on a neighbour adds its own.
func TestExpand(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	node := e.named(t, "Themba Mkhize")
	b.to("#entity=" + node.ID) // so that it is in sight, and nothing over it
	b.shows(node.Name)
	x, y := b.at(fmt.Sprintf("page.graph.nodes.get(%q)", node.ID))
	b.Run(chromedp.MouseClickXY(x, y, chromedp.ClickCount(2)))
	b.Until(fmt.Sprintf("readState().around.includes(%q)", node.ID))
	near := func(ids ...string) int {
		found := map[string]bool{}
		for _, edge := range e.graph.Edges {
			if slices.Contains(ids, edge.From) || slices.Contains(ids, edge.To) {
				found[edge.From], found[edge.To] = true, true
			}
		}
		return len(found)
	}
	b.Until(fmt.Sprintf("page.graph.visibleNodes.length === %d", near(node.ID)))
	b.Shot("surroundings")

	other := e.named(t, "KwaMashu Ports Authority")
	x, y = b.at(fmt.Sprintf("page.graph.nodes.get(%q)", other.ID))
	b.Run(chromedp.MouseClickXY(x, y))
	b.shows(other.Name)
	b.Until(fmt.Sprintf("page.graph.visibleNodes.length === %d", near(node.ID, other.ID)))
	assert.Greater(t, near(node.ID, other.ID), near(node.ID))
	b.Shot("surroundings-of-two")
	b.Click("#surroundings")
	b.Until(fmt.Sprintf("page.graph.visibleNodes.length === %d", near(node.ID)))
	b.Run(chromedp.NavigateBack())
	b.Until(fmt.Sprintf("page.graph.visibleNodes.length === %d", near(node.ID, other.ID)))
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
	b.Click("#search")
	b.Keys("Lwazi" + enter)
	b.shows(node.Name)
	b.Until(fmt.Sprintf("page.graph.nodes.get(%q)?.visible", node.ID))
	view, err := e.store.View(t.Context(), node.ID)
	require.NoError(t, err)
	b.Until(fmt.Sprintf("page.graph.neighbours(page.graph.nodes.get(%q)).length >= %d", node.ID, len(view.Edges)/2))
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
		b.Until(fmt.Sprintf("page.graph.visibleLinks.filter(isEdge).length === %d", n))
		assert.NotZero(t, n)
	}
	drawn(func(*graph.Edge) bool { return true })
	b.Keys("f")
	b.Until(`!byID("filters").hidden`)

	b.Click("#label-Person")
	drawn(func(x *graph.Edge) bool { return label[x.From] != "Person" && label[x.To] != "Person" })
	assert.Equal(t, "Person", b.state("labels"))
	b.Click("#label-Person")

	b.Click("#status-asserted")
	drawn(func(x *graph.Edge) bool { return x.Status == graph.Claimed })
	b.Click("#status-asserted")
	b.Click("#status-negated")
	b.Click("#status-possible")
	others := 0
	for _, s := range e.graph.Statements {
		if s.Status == graph.Possible || s.Status == graph.Negated {
			others++
		}
	}
	b.Until(fmt.Sprintf("(() => { const n = page.graph.visibleLinks.filter((l) => !isEdge(l)).length; return n > 0 && n <= %d; })()", others))
	b.Shot("filters")
	b.Click("#clear-filters")
	b.Until(`page.graph.visibleLinks.every(isEdge)`)

	b.Click("#no-types")
	b.Until(`page.graph.visibleNodes.length === 0`)
	assert.Equal(t, []string{"The filters leave nothing to draw"}, b.Texts("#notice"))
	b.Click("#type-LED")
	drawn(func(x *graph.Edge) bool { return x.Type == "LED" })
	b.Click("#all-types")
	assert.Empty(t, b.state("types"))

	b.Run(chromiumtest.Script(`byID("sure").value = "0.9"; byID("sure").dispatchEvent(new Event("input"))`))
	drawn(func(x *graph.Edge) bool { return x.Confidence >= 0.9 })
	b.Run(chromiumtest.Script(`byID("since").value = "2026-03-01"; byID("since").dispatchEvent(new Event("change"))`))
	drawn(func(x *graph.Edge) bool { return x.Confidence >= 0.9 && x.LastReported >= "2026-03-01" })
	b.Run(chromedp.Reload())
	b.Until(`document.documentElement.dataset.ready === "true"`)
	drawn(func(x *graph.Edge) bool { return x.Confidence >= 0.9 && x.LastReported >= "2026-03-01" })
	assert.Equal(t, []string{"2"}, b.Texts("#filter-count"))
}

// An edge opens every sentence behind it.
func TestEvidence(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	joined := map[[2]string]int{} // edges between two nodes, of which one drawn beside another is hard to hit
	for _, x := range e.graph.Edges {
		joined[[2]string{min(x.From, x.To), max(x.From, x.To)}]++
	}
	edge := e.edge(t, func(x *graph.Edge) bool {
		return x.Statements > 1 && joined[[2]string{min(x.From, x.To), max(x.From, x.To)}] == 1
	})
	b.to("#entity=" + edge.From)
	b.shows(e.name(edge.From))
	x, y := b.at(fmt.Sprintf(`(() => { const l = page.graph.links.get(%q); return { x: (l.from.x + l.to.x) / 2, y: (l.from.y + l.to.y) / 2 }; })()`,
		edge.From+"."+edge.Type+"."+edge.To+".edge"))
	b.Run(chromedp.MouseClickXY(x, y))
	b.shows(e.name(edge.From) + " " + typed(edge.Type) + " " + e.name(edge.To))
	b.Shot("evidence")

	var quotes []string
	for _, s := range e.graph.Statements {
		same := s.Subject == edge.From && s.Object == edge.To || e.options.Symmetric(s.Type) && s.Subject == edge.To && s.Object == edge.From
		if s.Type == edge.Type && same {
			quotes = append(quotes, s.Quote)
		}
	}
	assert.ElementsMatch(t, quotes, b.Texts("#panel .sentences blockquote"))
	for _, origin := range b.Texts("#panel .sentences .origin") {
		assert.Regexp(t, `^(asserted|claimed|possible|negated).*% · .+ · 20\d\d-\d\d-\d\d`, origin)
	}
	b.Click("#panel .sentences .origin a")
	b.Until(`!byID("article").hidden && document.querySelector(".said.marked") !== null`)
	b.Shot("evidence-in-article")

	by := slices.IndexFunc(e.graph.Statements, func(s graph.Statement) bool { return s.By != "" && s.Status == graph.Claimed && s.Subject != s.Object })
	claim := e.graph.Statements[by]
	b.to("#edge=" + claim.Subject + "." + claim.Type + "." + claim.Object)
	b.Until(fmt.Sprintf(`[...document.querySelectorAll("#panel .origin b")].some((e) => e.textContent === %q)`, claim.By))
}

// In an article each mention is marked, with the very words of its offsets, and each statement stands
// beside its paragraph.
func TestArticle(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	for i, a := range e.graph.Articles {
		b.to("#article=" + a.ID)
		b.Until(fmt.Sprintf(`page.article.page?.article.id === %q`, a.ID))
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
		marked := b.Texts("#article .mention")
		assert.GreaterOrEqual(t, len(marked), len(want))
		for _, words := range marked {
			found := want[words]
			for w := range want { // a mention inside of another splits it
				found = found || strings.Contains(w, words)
			}
			assert.True(t, found, "%q", words)
		}
		assert.Len(t, b.Texts("#article .card"), len(view.Statements))
		assert.Len(t, b.Texts("#article .rejected li"), len(e.options.Rejected[a.ID]))
		shown := strings.Join(strings.Fields(strings.Join(b.Texts("#article .block > p, #article .block > h1"), " ")), " ")
		assert.Equal(t, strings.Join(strings.Fields(text), " "), shown, "the whole text, once")
		if i == 0 {
			b.Shot("article")
		}
	}
	b.Click("#article .mention")
	b.Until(`document.querySelector("#panel h2").textContent === page.graph.nodes.get(readState().entity).name`)
	b.Click("#article .back")
	b.Until(`byID("article").hidden`)
}

// Without its text an article is the sentences of its statements, with their mentions.
func TestArticleWithoutText(t *testing.T) {
	e, err := readExamples()
	require.NoError(t, err)
	site, err := web.New(t.Context(), e.store, web.Options{})
	require.NoError(t, err)
	a := e.graph.Articles[0]
	b := openTab(t, serveSite(t, site)+"#article="+a.ID, 1400, 900)
	b.Until(`document.querySelectorAll("#article .card").length > 0`)
	view, err := e.graph.Article(a.ID)
	require.NoError(t, err)
	starts := map[int]bool{}
	for _, s := range view.Statements {
		starts[s.Start] = true
	}
	assert.Len(t, b.Texts("#article .block"), len(starts))
	assert.NotEmpty(t, b.Texts("#article .mention"))
	assert.Contains(t, b.Texts("#article .note")[0], "stores keep no texts")
	b.Shot("article-without-text")
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
		b.Until(want)
	}
}

// All is done with keys alone.
func TestKeyboard(t *testing.T) {
	b, _ := openExamples(t, "", 1400, 900)
	b.Keys("?")
	b.Until(`byID("help").open`)
	b.Shot("help")
	b.Keys(escape)
	b.Until(`!byID("help").open`)
	b.press("/")
	b.Keys("mkhize")
	b.Until(`document.querySelectorAll("#suggestions [role=option]").length > 1`)
	b.Keys(down)
	second := value[string](b, `document.querySelector("#suggestions [aria-selected=true] .name").firstChild.textContent`)
	b.Keys(enter)
	b.shows(second)
	b.Run(chromedp.Focus(chromedp.CSS("#canvas")))
	b.Keys(".")
	b.Until(fmt.Sprintf(`document.querySelector("#panel h2").textContent !== %q`, second))
	first := b.Texts("#panel h2")[0]
	b.Keys(".")
	b.Until(fmt.Sprintf(`document.querySelector("#panel h2").textContent !== %q`, first))
	b.Keys(",")
	b.shows(first)
	b.Keys("e")
	b.Until(`page.graph.visibleNodes.length < 50`)
	b.Keys("e")
	b.Until(`page.graph.visibleNodes.length > 100`)
	scale := value[float64](b, `page.drawing.scale`)
	b.Keys("+")
	b.Until(fmt.Sprintf(`page.drawing.scale > %f`, scale))
	b.Keys("0")
	b.Until(`page.drawing.fitted`)
	b.Keys(enter)
	b.Until(`document.activeElement === byID("panel")`)
	b.Keys("\t\t\t" + enter) // close, and back to the start
	b.Keys(escape)
	b.shows("Overview")
	b.Keys("f")
	b.Until(`byID("filters").contains(document.activeElement)`)
	b.Keys(" ")
	b.Until(`readState().withoutLabels.size === 1`)
	b.Keys(escape)
	b.Until(`byID("filters").hidden && document.activeElement === byID("open-filters")`)
}

// A node is dragged, the drawing moved and zoomed.
func TestDrag(t *testing.T) {
	b, e := openExamples(t, "", 1400, 900)
	node := e.named(t, "Lwazi Zungu")
	drag := func(x, y, toX, toY float64) {
		b.Run(chromedp.DragAndDropXY(x, y, toX, toY, 3))
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
	b.Run(chromiumtest.Command(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseWheel, X: 400, Y: 400, DeltaX: 1, DeltaY: -240}))
	b.Until(fmt.Sprintf(`page.drawing.scale > %f`, scale*1.2))
}
