package storetest

import (
	"flag"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/newsgraph/newsgraph/graph"
)

// testConcurrent loads overlapping articles from several goroutines at once.
func testConcurrent(t *testing.T, store graph.Store) {
	var docs []graph.Document
	for i := range 24 {
		docs = append(docs, article(fmt.Sprintf("a%02d", i), "2026-01-01").
			entity("Country", "Syria").org("Syrian Democratic Forces", "SDF").org(fmt.Sprintf("Group %d", i%5)).
			says("CONTROLLED", "Syrian Democratic Forces", "Syria").
			says("FOUGHT", fmt.Sprintf("Group %d", i%5), "Syrian Democratic Forces").done())
	}
	const workers = 4
	var wg sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		wg.Go(func() {
			for i := 0; i < len(docs) && errs[w] == nil; i += 3 {
				at := (i + 5*w) % len(docs)
				_, errs[w] = store.Upsert(ctx(t), docs[at:min(at+4, len(docs))])
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	upsert(t, store, docs...)
	requireHolds(t, store, docs...)
}

func testHostileNames(t *testing.T, store graph.Store) {
	hostile := []string{
		`O'Brien "Bob" Smith`, "back`tick name", `back\slash name`, "null\x00byte name", "bad \xff\xfe utf8",
		"\u202eright to left\u202c", "line\nbreak\r\nname", "{name} $name ${name} :Label", "]->() DETACH DELETE n //",
		"<b>&amp;</b> ]]>", "'; DROP TABLE node; --", "😀 emoji \U0001F1F8\U0001F1FE", "   ", "'", "\x01\x1f control",
		strings.Repeat("long name ", 100_000), strings.Repeat("x", 1<<20),
	}
	d := article("hostile `'\"\n", "2026-01-01")
	d.Article.Title = "bad \xff title\x00"
	for i, name := range hostile {
		d.org(name, name+" alias", "ALIAS"+fmt.Sprint(i))
		if i > 0 {
			d.says("MET", name, hostile[i-1], role(name), func(r *graph.Relation) { r.By = name })
		}
	}
	doc := d.done()
	assert.Equal(t, graph.Outcome{Added: 1}, upsert(t, store, doc))
	requireHolds(t, store, doc)
	assert.Equal(t, graph.Outcome{Unchanged: 1}, upsert(t, store, doc))
	for _, name := range hostile {
		_, err := store.Find(ctx(t), name, 5)
		require.NoError(t, err)
	}
	found, err := store.Delete(ctx(t), doc.Article.ID)
	require.NoError(t, err)
	assert.True(t, found)
	requireHolds(t, store)
}

// testAnySequence checks that any sequence of upserts, replacements and deletions leaves the graph
// of the documents that remain.
func testAnySequence(t *testing.T, store graph.Store) {
	// A change shall fail by its own fault alone; -rapid.seed=$RANDOM looks for new faults.
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == seed.DefValue {
		require.NoError(t, seed.Value.Set("1"))
	}
	held := graph.NewMemory(Symmetric)
	rapid.Check(t, func(r *rapid.T) {
		for _, id := range pools.articles { // what the run before left
			_, err := store.Delete(t.Context(), id)
			require.NoError(r, err)
			_, err = held.Delete(t.Context(), id)
			require.NoError(r, err)
		}
		for range rapid.IntRange(1, 6).Draw(r, "steps") {
			if rapid.IntRange(0, 3).Draw(r, "step") == 0 {
				id := rapid.SampledFrom(pools.articles).Draw(r, "delete")
				want, _ := held.Delete(t.Context(), id)
				got, err := store.Delete(t.Context(), id)
				require.NoError(r, err)
				require.Equal(r, want, got)
			} else {
				docs := rapid.SliceOfN(rapid.Custom(drawDocument), 1, 4).Draw(r, "docs")
				want, err := held.Upsert(t.Context(), docs)
				require.NoError(r, err)
				require.Equal(r, want, upsert(r, store, docs...))
			}
			requireSame(r, held, store)
		}
	})
}

// requireSame compares two stores in every way there is to look at them.
func requireSame(t require.TestingT, want, got graph.Store) {
	g, err := want.Graph(ctx(t))
	require.NoError(t, err)
	requireSameDump(t, Dump(t, g), dumpStore(t, got))
	counts, err := got.Counts(ctx(t))
	require.NoError(t, err)
	require.Equal(t, g.Counts(), counts)
	for _, a := range g.Articles {
		requireSameArticle(t, g, got, a.ID)
	}
	holdings, err := want.Holdings(ctx(t), pools.articles, pools.hashes)
	require.NoError(t, err)
	requireHoldings(t, got, pools.articles, pools.hashes, holdings...)
	for i, n := range g.Nodes {
		if i%4 != 0 { // a few will do
			continue
		}
		wantView, _ := g.View(n.ID)
		gotView, err := got.View(ctx(t), n.ID)
		require.NoError(t, err)
		requireSameView(t, wantView, gotView)
		query := n.Name[:(len(n.Name)+1)/2]
		found, err := got.Find(ctx(t), query, 3)
		require.NoError(t, err)
		require.Equal(t, append([]graph.Node{}, g.Find(query, 3)...), append([]graph.Node{}, found...), query)
	}
}

// pools is what random documents are made of: little enough that they meet, and aliases that link,
// mislead and contradict each other.
var pools = struct {
	articles, labels, types, names, aliases, wikidata, times, dates, hashes, stamps []string
}{
	articles: []string{"a1", "a2", "a3", "a4", "a5", "a6"},
	labels:   []string{"Person", "Person", "Organization", "Organization", "Country"},
	types:    []string{"LED", "MET", "ATTACKED", "FOUGHT"},
	names: []string{
		"Ahmad al-Sharaa", "Ahmed Sharaa", "Sharaa", "Abu Mohammad", "SDF", "Syrian Democratic Forces",
		"Sudanese Defence Forces", "Democratic Forces", "The SDF", "sdf", "Syria",
	},
	aliases: []string{
		"SDF", "S.D.F.", "Abu Mohammad", "Ahmad al Sharaa", "Democratic Forces", "Sharaa", "the Forces of Syria",
		"Syrian Democratic Forces", "Syria",
	},
	wikidata: []string{"", "", "", "", "Q1", "Q2"},
	times:    []string{"", "2025", "2024-05/2025-01", "2026-01-01"},
	dates:    []string{"", "2025-01-01", "2026-02-02"},
	hashes:   []string{"", "h1", "h2", "h3", "h4", "h5", "h6", "h7"},
	stamps:   []string{"", "s1", "s2"},
}

// drawDocument draws a random document.
func drawDocument(t *rapid.T) graph.Document {
	pick := func(from []string, label string) string { return rapid.SampledFrom(from).Draw(t, label) }
	d := article(pick(pools.articles, "article"), pick(pools.dates, "date"))
	d.Article.Hash = pick(pools.hashes, "hash")
	d.Stamp = pick(pools.stamps, "stamp")
	for range rapid.IntRange(0, 4).Draw(t, "entities") {
		d.entity(pick(pools.labels, "label"), pick(pools.names, "name"),
			rapid.SliceOfN(rapid.SampledFrom(pools.aliases), 0, 2).Draw(t, "aliases")...)
		d.wikidata(pick(pools.wikidata, "wikidata"))
	}
	if len(d.Entities) == 0 {
		return d.done()
	}
	for range rapid.IntRange(0, 4).Draw(t, "relations") {
		head := rapid.IntRange(0, len(d.Entities)-1).Draw(t, "head")
		tail := rapid.IntRange(0, len(d.Entities)-1).Draw(t, "tail")
		d.says(pick(pools.types, "type"), d.Entities[head].Name, d.Entities[tail].Name,
			when(pick(pools.times, "time")), role(pick([]string{"", "chief", "member"}, "role")),
			sure(float64(rapid.IntRange(0, 100).Draw(t, "confidence"))/100),
			status(rapid.SampledFrom([]graph.Status{
				graph.Asserted, graph.Claimed, graph.Possible, graph.Negated,
			}).Draw(t, "status")))
	}
	return d.done()
}
