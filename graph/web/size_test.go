package web_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/sqlitestore"
	"github.com/newsgraph/newsgraph/graph/web"
)

// many makes articles with ten entities of their own and some of earlier articles each, tied by
// twenty relations.
func many(articles int) []graph.Document {
	random := rand.New(rand.NewPCG(1, 2))
	labels := []string{"Person", "Person", "Organization", "Organization", "Country", "Place", "Event", "Work"}
	types := []string{"LED", "MET", "ATTACKED", "SUPPORTED", "OPPOSED", "WORKED_FOR", "LOCATED_IN"}
	statuses := []graph.Status{graph.Asserted, graph.Asserted, graph.Asserted, graph.Asserted, graph.Claimed, graph.Possible, graph.Negated}
	entity := func(i int) graph.Entity {
		return graph.Entity{ID: fmt.Sprint(i), Label: labels[i%len(labels)], Name: fmt.Sprintf("Entity Number%d", i), Mentions: []graph.Mention{{Start: i, End: i + 3}}}
	}
	var docs []graph.Document
	for a := range articles {
		d := graph.Document{Article: graph.Article{ID: fmt.Sprintf("a%d", a), Title: fmt.Sprintf("Article %d", a), Hash: fmt.Sprint(a), Published: fmt.Sprintf("2026-%02d-%02d", 1+a%12, 1+a%28)}}
		ids := []int{}
		for i := range 10 {
			ids = append(ids, a*10+i)
		}
		for range 4 {
			if old := random.IntN(a*10+1) * random.IntN(10) / 10; old < a*10 {
				ids = append(ids, old)
			}
		}
		known := map[int]bool{}
		for _, id := range ids {
			if !known[id] {
				known[id] = true
				d.Entities = append(d.Entities, entity(id))
			}
		}
		for j := range 20 {
			head, tail := ids[random.IntN(10)], ids[random.IntN(len(ids))]
			if j < 9 {
				head, tail = ids[j], ids[j+1] // none stays alone
			}
			d.Relations = append(d.Relations, graph.Relation{
				Type: types[random.IntN(len(types))], Head: fmt.Sprint(head), Tail: fmt.Sprint(tail),
				Status: statuses[random.IntN(len(statuses))], Confidence: 0.5 + random.Float64()/2,
				Evidence: graph.Evidence{Start: j * 50, End: j*50 + 40, Quote: fmt.Sprintf("Sentence %d of article %d says so.", j, a)},
			})
		}
		docs = append(docs, d)
	}
	return docs
}

// A graph of 5,000 nodes opens, is moved and zoomed, and tells how long that took.
func TestLargeGraph(t *testing.T) {
	store, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "large.db"), symmetric)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, store.Close()) })
	_, err = store.Upsert(t.Context(), many(500))
	require.NoError(t, err)
	begin := time.Now()
	site := newSite(t, store, web.Options{})
	t.Logf("drawn by the site in %v", time.Since(begin).Round(time.Millisecond))

	address := serveSite(t, site)
	openTab(t, address, 300, 300) // so that the browser's own start isn't counted
	begin = time.Now()
	b := openTab(t, address, 1400, 900)
	b.Drawn()
	t.Logf("open in %v", time.Since(begin).Round(time.Millisecond))
	assert.Equal(t, 5000, value[int](b, `page.graph.nodes.size`))
	t.Logf("%d links", value[int](b, `page.graph.visibleLinks.length`))
	b.Shot("large")

	for _, what := range []struct{ name, move string }{
		{"pan", `page.drawing.pan(i % 20 < 10 ? 9 : -9, i % 14 < 7 ? 6 : -6)`},
		{"zoom", `page.drawing.zoom(i % 60 < 30 ? 1.04 : 1 / 1.04)`},
		{"close pan", `page.drawing.scale = 1; page.drawing.pan(7, 3)`},
	} {
		frame := `new Promise((done) => {
			page.drawing.frames = { count: 0, ms: 0, longest: 0 };
			const begin = performance.now();
			let i = 0;
			const next = () => {
				if (i++ === 120) return done({ fps: 120000 / (performance.now() - begin), ...page.drawing.frames });
				` + what.move + `;
				requestAnimationFrame(next);
			};
			next();
		})`
		got := value[struct{ FPS, MS, Longest, Count float64 }](b, frame)
		assert.Greater(t, got.Count, 60.0)
		t.Logf("%s: %.0f frames a second; %.1f ms of script a frame, %.1f at most", what.name, got.FPS, got.MS/got.Count, got.Longest)
	}
	b.Click("#search")
	b.Keys("number4321")
	b.Until(`document.querySelectorAll("#suggestions [role=option]").length === 1`)
	b.Keys(enter)
	b.shows("Entity Number4321")
	b.Shot("large-entity")
}

// A file of 5,000 nodes opens too.
func TestLargeFile(t *testing.T) {
	g := graph.Merge(many(500), symmetric)
	address := writeFile(t, g, web.Options{Symmetric: symmetric})
	begin := time.Now()
	b := openTab(t, address, 1400, 900)
	t.Logf("open in %v", time.Since(begin).Round(time.Millisecond))
	assert.Equal(t, 5000, value[int](b, `page.graph.nodes.size`))
}
