package export_test

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
)

// selected returns what a filter wants of a graph.
func selected(t require.TestingT, g *graph.Graph, f export.Filter) *graph.Graph {
	selection, err := f.Select(g.Reader(), symmetric)
	require.NoError(t, err)
	got, err := graph.Collect(selection)
	require.NoError(t, err)
	if !selection.Empty() {
		require.Equal(t, len(g.Nodes) > 0, len(got.Nodes) > 0)
	}
	return got
}

func symmetric(typ string) bool { return typ == "MET" }

// outline names what is in a graph: nodes with their articles, edges with their confidence, the
// other statements with their status, and the articles.
func outline(g *graph.Graph) []string {
	name := map[string]string{}
	var nodes, edges, statements, articles []string
	for _, n := range g.Nodes {
		short := n.Name[:strings.IndexByte(n.Name+" ", ' ')]
		name[n.ID] = short
		nodes = append(nodes, fmt.Sprint(short, " ", n.Articles))
	}
	for _, e := range g.Edges {
		edges = append(edges, fmt.Sprint(name[e.From], " ", e.Type, " ", name[e.To], " ", e.Confidence))
	}
	for _, s := range g.Statements {
		if s.Status == graph.Negated || s.Status == graph.Possible {
			statements = append(statements, fmt.Sprint(name[s.Subject], " ", s.Type, " ", name[s.Object], " ", s.Status))
		}
	}
	for _, a := range g.Articles {
		articles = append(articles, a.ID)
	}
	slices.Sort(nodes)
	slices.Sort(edges)
	slices.Sort(statements)
	return slices.Concat(nodes, edges, statements, articles)
}

func TestFilter(t *testing.T) {
	g := merged(t, small())
	id := map[string]string{}
	for _, n := range g.Nodes {
		id[n.Name] = n.ID
	}
	africa, zungu := id["South Africa"], id["Lwazi Zungu"]
	everything := []string{
		"KwaMashu 3", "Lwazi 3", "South 1", "Themba 2",
		"Lwazi FOUNDED KwaMashu 0.75", "Lwazi MET Themba 0.8", "Themba CITIZEN_OF South 1", "Themba LED KwaMashu 0.95",
		"Lwazi FOUNDED KwaMashu possible", "Themba MET Lwazi negated", "a1", "a2", "a3",
	}
	for name, tt := range map[string]struct {
		filter export.Filter
		want   []string
	}{
		"nothing asked": {export.Filter{}, everything},
		"one article": {export.Filter{Articles: []string{"./news/two.txt"}}, []string{
			"KwaMashu 1", "Lwazi 1", "Themba 1", "Themba LED KwaMashu 0.5",
			"Lwazi FOUNDED KwaMashu possible", "Themba MET Lwazi negated", "a2",
		}},
		"an article by its URL": {export.Filter{Articles: []string{"https://example.com/1?a=b&c"}}, []string{
			"KwaMashu 1", "Lwazi 1", "South 1", "Themba 1",
			"Lwazi MET Themba 0.8", "Themba CITIZEN_OF South 1", "Themba LED KwaMashu 0.9", "a1",
		}},
		"publishers": {export.Filter{Publishers: []string{"daily", "none"}}, []string{
			"KwaMashu 1", "Lwazi 1", "Themba 1", "Themba LED KwaMashu 0.5",
			"Lwazi FOUNDED KwaMashu possible", "Themba MET Lwazi negated", "a2",
		}},
		"since, which an undated article is not": {export.Filter{Since: "2026-03"}, []string{
			"KwaMashu 1", "Lwazi 1", "Themba 1", "Themba LED KwaMashu 0.5",
			"Lwazi FOUNDED KwaMashu possible", "Themba MET Lwazi negated", "a2",
		}},
		"until the end of a month": {export.Filter{Until: "2026-02", Types: []string{"LED"}}, []string{
			"KwaMashu 1", "Themba 1", "Themba LED KwaMashu 0.9", "a1",
		}},
		"types": {export.Filter{Types: []string{"MET", "CITIZEN_OF"}}, []string{
			"Lwazi 3", "South 1", "Themba 2", "Lwazi MET Themba 0.8", "Themba CITIZEN_OF South 1",
			"Themba MET Lwazi negated", "a1", "a2", "a3",
		}},
		"claimed alone": {export.Filter{Statuses: []graph.Status{graph.Claimed}}, []string{
			"Lwazi 3", "Themba 2", "Lwazi MET Themba 0.8", "a1", "a2", "a3",
		}},
		"negated alone": {export.Filter{Statuses: []graph.Status{graph.Negated}}, []string{
			"Lwazi 3", "Themba 2", "Themba MET Lwazi negated", "a1", "a2", "a3",
		}},
		"sure edges, with all their statements": {export.Filter{MinConfidence: 0.95}, []string{
			"KwaMashu 3", "South 1", "Themba 2", "Themba CITIZEN_OF South 1", "Themba LED KwaMashu 0.95", "a1", "a2", "a3",
		}},
		"edges of two articles": {export.Filter{MinArticles: 2}, []string{
			"KwaMashu 3", "Themba 2", "Themba LED KwaMashu 0.95", "a1", "a2", "a3",
		}},
		"around, one hop": {export.Filter{Around: []string{africa}, Hops: 1}, []string{
			"South 1", "Themba 2", "Themba CITIZEN_OF South 1", "a1", "a2",
		}},
		"around, two hops": {export.Filter{Around: []string{africa}, Hops: 2}, everything},
		"around along what is denied": {
			export.Filter{Around: []string{zungu}, Hops: 5, Statuses: []graph.Status{graph.Negated}},
			[]string{"Lwazi 3", "Themba 2", "Themba MET Lwazi negated", "a1", "a2", "a3"},
		},
		"around, alone": {export.Filter{Around: []string{africa}, Types: []string{"LED"}, Hops: 3}, []string{"South 1", "a1"}},
		"top": {export.Filter{Top: 2}, []string{
			"KwaMashu 3", "Lwazi 3", "Lwazi FOUNDED KwaMashu 0.75", "Lwazi FOUNDED KwaMashu possible", "a1", "a2", "a3",
		}},
		"top of what is around": {export.Filter{Around: []string{africa}, Hops: 1, Top: 1}, []string{"Themba 2", "a1", "a2"}},
		"nothing left":          {export.Filter{Since: "2027"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, tt.filter.Check())
			assert.Equal(t, tt.want, outline(selected(t, g, tt.filter)))
		})
	}
}

// What an edge says comes from the chosen articles alone, and so do its dates and sentence.
func TestFilterMakesEdgesAnew(t *testing.T) {
	got := selected(t, merged(t, small()), export.Filter{Publishers: []string{"Daily"}})
	require.Len(t, got.Edges, 1)
	e := got.Edges[0]
	assert.Equal(t, graph.Edge{
		ID: e.ID, Type: "LED", From: e.From, To: e.To, Articles: 1, Statements: 1, Confidence: 0.5, Status: graph.Asserted,
		FirstReported: "2026-03-01", LastReported: "2026-03-01", Quote: "As its head, Mkhize signed.",
	}, e)
	assert.Equal(t, graph.EdgeID("LED", e.From, e.To), e.ID)
}

func TestFilterUnknown(t *testing.T) {
	f := export.Filter{Articles: []string{"a1", "a9"}, Publishers: []string{"DAILY", "Nobody"}}
	selection, err := f.Select(merged(t, small()).Reader(), symmetric)
	require.NoError(t, err)
	articles, publishers := selection.Unknown()
	assert.Equal(t, []string{"a9"}, articles)
	assert.Equal(t, []string{"Nobody"}, publishers)
	assert.True(t, selection.Empty())
}

func TestFilterCheck(t *testing.T) {
	for want, f := range map[string]export.Filter{
		"since 21.3.2026: want a date, like 2026, 2026-03 or 2026-03-21": {Since: "21.3.2026"},
		"until 2026-13: want a date, like 2026, 2026-03 or 2026-03-21":   {Until: "2026-13"},
		"since 2026-02: is after until 2026-01":                          {Since: "2026-02", Until: "2026-01"},
		"status denied: want asserted, claimed, possible or negated":     {Statuses: []graph.Status{"claimed", "denied"}},
		"min-confidence 1.5: want 0 to 1":                                {MinConfidence: 1.5},
		"min-articles -1: want 0 or more":                                {MinArticles: -1},
		"top -1: want 0 or more":                                         {Top: -1},
		"hops -1: want 0 or more":                                        {Around: []string{"x"}, Hops: -1},
		"hops: nothing is around nothing":                                {Hops: 1},
	} {
		assert.EqualError(t, f.Check(), want)
	}
	assert.NoError(t, (&export.Filter{Since: "2026-02", Until: "2026", MinConfidence: 1}).Check())
}

// TestFilterAny holds any filter of any graph to what the words of Filter make of it one by one, in
// sets and loops without regard to memory.
func TestFilterAny(t *testing.T) {
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == seed.DefValue {
		require.NoError(t, seed.Value.Set("1")) // a change shall fail by its own fault alone
	}
	rapid.Check(t, func(r *rapid.T) {
		g := graph.Merge(rapid.SliceOfN(rapid.Custom(drawDocument), 1, 8).Draw(r, "docs"), symmetric)
		f := drawFilter(r, g)
		want := expected(g, f)
		got := selected(r, g, f)
		require.Equal(r, outline(want), outline(got))
		require.Equal(r, *want, *got)
	})
}

// drawDocument draws one of few articles about some of six entities.
func drawDocument(t *rapid.T) graph.Document {
	n := rapid.IntRange(0, 9).Draw(t, "article")
	d := graph.Document{Article: graph.Article{
		ID: fmt.Sprint("a", n), Path: fmt.Sprint("a", n, ".txt"), Publisher: []string{"", "One", "Two"}[n%3],
		Published: []string{"", "2025-12-31", "2026-01-01", "2026-02"}[n%4],
	}}
	names := []string{"Anna One", "Bert Two", "Cora Three", "Dora Four", "Emil Five", "Finn Six"}
	about := rapid.SliceOfNDistinct(rapid.SampledFrom(names), 0, 5, rapid.ID).Draw(t, "about")
	for _, name := range about {
		d.Entities = append(d.Entities, graph.Entity{ID: name, Label: "Person", Name: name, Mentions: []graph.Mention{{Start: 1, End: 2}}})
	}
	for i := range rapid.IntRange(0, 2*len(about)).Draw(t, "relations") {
		d.Relations = append(d.Relations, graph.Relation{
			Type: rapid.SampledFrom([]string{"MET", "KILLED"}).Draw(t, "type"),
			Head: rapid.SampledFrom(about).Draw(t, "head"), Tail: rapid.SampledFrom(about).Draw(t, "tail"),
			Status:     rapid.SampledFrom(export.Statuses).Draw(t, "status"),
			Confidence: float64(rapid.IntRange(0, 4).Draw(t, "confidence")) / 4,
			Evidence:   graph.Evidence{Start: i, End: i + 1, Quote: fmt.Sprint("sentence ", i)},
		})
	}
	return d
}

func drawFilter(t *rapid.T, g *graph.Graph) export.Filter {
	sometimes := func(label string) bool { return rapid.IntRange(0, 2).Draw(t, label) == 0 }
	var f export.Filter
	if sometimes("article") {
		f.Articles = []string{"a1", "a2.txt", "a3", "a4"}
	}
	if sometimes("publisher") {
		f.Publishers = []string{"one"}
	}
	if sometimes("since") {
		f.Since = "2026"
	}
	if sometimes("until") {
		f.Until = "2026-01"
	}
	if sometimes("type") {
		f.Types = []string{"MET"}
	}
	if sometimes("status") {
		f.Statuses = rapid.SliceOfNDistinct(rapid.SampledFrom(export.Statuses), 1, 2, rapid.ID).Draw(t, "statuses")
	}
	if sometimes("confidence") {
		f.MinConfidence = 0.5
	}
	if sometimes("min articles") {
		f.MinArticles = 2
	}
	if len(g.Nodes) > 0 && sometimes("around") {
		f.Around = []string{rapid.SampledFrom(g.Nodes).Draw(t, "centre").ID}
		f.Hops = rapid.IntRange(0, 3).Draw(t, "hops")
	}
	if sometimes("top") {
		f.Top = rapid.IntRange(1, 4).Draw(t, "n")
	}
	return f
}

// expected is what a filter wants of a graph, step by step.
func expected(g *graph.Graph, f export.Filter) *graph.Graph {
	out := &graph.Graph{}
	articles := map[string]graph.Article{}
	for _, a := range g.Articles {
		dated := f.Since == "" && f.Until == "" || a.Published != ""
		named := f.Articles == nil || slices.Contains(f.Articles, a.ID) || slices.Contains(f.Articles, a.Path)
		published := f.Publishers == nil || strings.ToLower(a.Publisher) == f.Publishers[0]
		if dated && named && published && a.Published >= f.Since && (f.Until == "" || a.Published < "2026-02") {
			articles[a.ID] = a
		}
	}
	edges, loose := expectedEdges(g, f, articles)
	about := map[string]bool{}
	links := map[[2]string]bool{}
	for _, e := range edges {
		about[e.From], about[e.To] = true, true
		links[[2]string{e.From, e.To}], links[[2]string{e.To, e.From}] = true, true
	}
	for _, s := range loose {
		about[s.Subject], about[s.Object] = true, true
		if f.Statuses != nil {
			links[[2]string{s.Subject, s.Object}], links[[2]string{s.Object, s.Subject}] = true, true
		}
	}
	choosing := f.Types != nil || f.Statuses != nil || f.MinConfidence > 0 || f.MinArticles > 1
	mentioned, nodes := map[string]int{}, map[string]bool{}
	for _, m := range g.Mentions {
		if _, ok := articles[m.Article]; ok {
			mentioned[m.Node]++
			nodes[m.Node] = !choosing || about[m.Node]
		}
	}
	if f.Around != nil {
		near := map[string]bool{}
		if mentioned[f.Around[0]] > 0 {
			near[f.Around[0]], nodes[f.Around[0]] = true, true
		}
		for range f.Hops {
			next := maps.Clone(near)
			for link := range links {
				if near[link[0]] {
					next[link[1]] = true
				}
			}
			near = next
		}
		maps.DeleteFunc(nodes, func(id string, _ bool) bool { return !near[id] })
	}
	maps.DeleteFunc(nodes, func(_ string, chosen bool) bool { return !chosen })
	if f.Top > 0 {
		degree := map[string]int{}
		for _, e := range edges {
			degree[e.From]++
			degree[e.To]++
		}
		ranking := slices.SortedFunc(maps.Keys(nodes), func(a, b string) int {
			for _, n := range []map[string]int{mentioned, degree} {
				if n[a] != n[b] {
					return n[b] - n[a]
				}
			}
			return strings.Compare(a, b)
		})
		for _, id := range ranking[min(f.Top, len(ranking)):] {
			delete(nodes, id)
		}
	}
	for _, n := range g.Nodes {
		if nodes[n.ID] {
			n.Articles = mentioned[n.ID]
			out.Nodes = append(out.Nodes, n)
		}
	}
	shown := map[string]bool{}
	for _, m := range g.Mentions {
		if _, ok := articles[m.Article]; ok && nodes[m.Node] {
			out.Mentions = append(out.Mentions, m)
			shown[m.Article] = true
		}
	}
	for _, a := range g.Articles {
		if _, ok := articles[a.ID]; ok && (shown[a.ID] || !choosing && f.Around == nil && f.Top == 0) {
			out.Articles = append(out.Articles, a)
		}
	}
	kept := map[string]bool{}
	for _, e := range edges {
		if kept[e.ID] = true; nodes[e.From] && nodes[e.To] {
			out.Edges = append(out.Edges, e)
		}
	}
	for _, s := range g.Statements {
		from, to, ok := graph.EdgeOf(&s, symmetric)
		isLoose := slices.ContainsFunc(loose, func(l graph.Statement) bool { return l.ID == s.ID })
		_, chosen := articles[s.Article]
		inStatus := f.Statuses == nil || slices.Contains(f.Statuses, s.Status)
		if chosen && inStatus && nodes[s.Subject] && nodes[s.Object] && (isLoose || ok && kept[graph.EdgeID(s.Type, from, to)]) {
			out.Statements = append(out.Statements, s)
		}
	}
	out.Sort()
	return out
}

// expectedEdges are the edges of a graph that a filter wants, whatever the nodes, and the statements
// that make none.
func expectedEdges(g *graph.Graph, f export.Filter, articles map[string]graph.Article) (edges []graph.Edge, loose []graph.Statement) {
	behind := map[[3]string][]graph.Statement{}
	for _, s := range g.Statements {
		_, ok := articles[s.Article]
		if !ok || f.Types != nil && s.Type != "MET" || f.Statuses != nil && !slices.Contains(f.Statuses, s.Status) {
			continue
		}
		if from, to, ok := graph.EdgeOf(&s, symmetric); ok {
			behind[[3]string{s.Type, from, to}] = append(behind[[3]string{s.Type, from, to}], s)
		} else if s.Confidence >= f.MinConfidence && f.MinArticles < 2 {
			loose = append(loose, s)
		}
	}
	for key, statements := range behind {
		e := graph.NewEdge(key[0], key[1], key[2], statements, func(id string) string { return articles[id].Published })
		if e.Confidence >= f.MinConfidence && e.Articles >= f.MinArticles {
			edges = append(edges, e)
		}
	}
	return edges, loose
}
