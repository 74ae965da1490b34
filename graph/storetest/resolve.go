package storetest

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

// everyOrder loads documents one by one in each order, checks that each gives the graph of them
// all, and then the names of the nodes.
func everyOrder(t *testing.T, store graph.Store, docs []graph.Document, want ...string) {
	permute(docs, func(order []graph.Document) {
		for _, doc := range order {
			upsert(t, store, doc)
		}
		requireHolds(t, store, docs...)
		assert.ElementsMatch(t, want, names(t, store))
		for i, doc := range order {
			_, err := store.Delete(ctx(t), doc.Article.ID)
			require.NoError(t, err)
			requireHolds(t, store, order[i+1:]...)
		}
	})
}

// permute calls visit with each order of docs.
func permute(docs []graph.Document, visit func([]graph.Document)) {
	docs = append([]graph.Document{}, docs...)
	var step func(k int)
	step = func(k int) {
		if k == len(docs) {
			visit(append([]graph.Document{}, docs...))
		}
		for i := k; i < len(docs); i++ {
			docs[k], docs[i] = docs[i], docs[k]
			step(k + 1)
			docs[k], docs[i] = docs[i], docs[k]
		}
	}
	step(0)
}

func testAliasMerges(t *testing.T, store graph.Store) {
	everyOrder(t, store, []graph.Document{
		article("a1", "2026-01-01").org("Syrian Democratic Forces", "SDF").entity("Place", "Raqqa").
			says("CONTROLLED", "Syrian Democratic Forces", "Raqqa").done(),
		article("a2", "2026-01-02").org("SDF").entity("Place", "Raqqa").
			says("CONTROLLED", "SDF", "Raqqa").done(),
		article("a3", "2026-01-03").person("Ahmad al-Sharaa", "Abu Mohammad al-Julani").done(),
		article("a4", "2026-01-04").person("Ahmed Hussein al-Sharaa", "Abu Mohammad al-Julani").done(),
	}, "Syrian Democratic Forces", "Raqqa", "Ahmed Hussein al-Sharaa")
}

// testAliasAcrossBatches checks that an alias learned later joins what is there, and that its loss
// parts them again.
func testAliasAcrossBatches(t *testing.T, store graph.Store) {
	plain := article("a1", "2026-01-01").org("HTS").org("Hamas").says("FOUGHT", "HTS", "Hamas").done()
	full := article("a2", "2026-01-02").org("Hay’at Tahrir al-Sham").org("Hamas").
		says("FOUGHT", "Hamas", "Hay’at Tahrir al-Sham").done()
	link := article("a3", "2026-01-03").org("Hayat Tahrir al Sham", "HTS").done()
	upsert(t, store, plain, full)
	assert.ElementsMatch(t, []string{"HTS", "Hay’at Tahrir al-Sham", "Hamas"}, names(t, store))
	upsert(t, store, link)
	requireHolds(t, store, plain, full, link)
	assert.Len(t, names(t, store), 2)
	counts, err := store.Counts(ctx(t))
	require.NoError(t, err)
	assert.Equal(t, 1, counts.Edges)
	_, err = store.Delete(ctx(t), "a3")
	require.NoError(t, err)
	requireHolds(t, store, plain, full)
	assert.Len(t, names(t, store), 3)
}

func testAmbiguousAcronym(t *testing.T, store graph.Store) {
	everyOrder(t, store, []graph.Document{
		article("a1", "").org("Syrian Democratic Forces", "SDF").done(),
		article("a2", "").org("Sudanese Defence Forces", "SDF").done(),
		article("a3", "").org("SDF").done(),
	}, "Syrian Democratic Forces", "Sudanese Defence Forces", "SDF")
}

func testAmbiguousShortening(t *testing.T, store graph.Store) {
	everyOrder(t, store, []graph.Document{
		article("a1", "").org("Yemeni Reform Party", "Reform Party").done(),
		article("a2", "").org("Estonian Reform Party", "Reform Party").done(),
		article("a3", "").org("Reform Party").done(),
	}, "Yemeni Reform Party", "Estonian Reform Party", "Reform Party")
}

// testGenericNames checks that bodies which most countries have are told apart by the country, be it
// said by a relation or in the name, and stay one where neither says it.
func testGenericNames(t *testing.T, store graph.Store) {
	of := func(id, court, country string) graph.Document {
		return article(id, "").org(court, "Supreme Court").entity("Country", country).says("PART_OF", court, country).done()
	}
	docs := []graph.Document{
		of("a1", "Supreme Court", "Kenya"),
		of("a2", "Supreme Court", "Ghana"),
		of("a3", "Supreme Court of Ghana", "Ghana"),
		article("a4", "").org("Supreme Court").done(),
	}
	everyOrder(t, store, docs, "Kenya", "Ghana", "Supreme Court", "Supreme Court of Ghana", "Supreme Court")
	upsert(t, store, docs...)
	id := graph.EntityID("Organization", "Supreme Court of Ghana", "")
	assert.Equal(t, 2, node(t, store, "Supreme Court of Ghana").Articles)
	assert.Equal(t, id, node(t, store, "Supreme Court of Ghana").ID)
}

// testKeptApart checks that an alias loses that would join what an article has apart, and that two
// Wikidata ids do the same.
func testKeptApart(t *testing.T, store graph.Store) {
	everyOrder(t, store, []graph.Document{
		article("a1", "").org("National Congress").org("Congress Party").done(),
		article("a2", "").org("National Congress", "Congress Party").done(),
		article("a3", "").person("Ali Hassan").wikidata("Q1").done(),
		article("a4", "").person("Hassan Ali Khan", "Ali Hassan").wikidata("Q2").done(),
	}, "National Congress", "Congress Party", "Ali Hassan", "Hassan Ali Khan")
}

func testWikidata(t *testing.T, store graph.Store) {
	everyOrder(t, store, []graph.Document{
		article("a1", "").entity("Country", "United States").wikidata("Q30").person("Shakira").wikidata("Q34424").done(),
		article("a2", "").entity("Country", "America").wikidata("Q30").person("Shakira").wikidata("Q34424").done(),
		article("a3", "").entity("Country", "America").entity("Place", "America").wikidata("Q30").person("Shakira").done(),
	}, "America", "America", "Shakira", "Shakira")
}

func testLastNames(t *testing.T, store graph.Store) {
	everyOrder(t, store, []graph.Document{
		article("a1", "").person("Bashar al-Assad", "Assad").done(),
		article("a2", "").person("Assad").done(),
		article("a3", "").person("Assad").done(),
	}, "Bashar al-Assad", "Assad", "Assad")
}

// testCanonicalName checks that most articles decide on a node's name, and so on its id.
func testCanonicalName(t *testing.T, store graph.Store) {
	docs := []graph.Document{
		article("a1", "").org("Hezbollah Party").wikidata("Q1").done(),
		article("a2", "").org("Hizbullah").wikidata("Q1").done(),
		article("a3", "").org("HIZBULLAH").wikidata("Q1").done(),
	}
	everyOrder(t, store, docs, "HIZBULLAH")
	upsert(t, store, docs[0], docs[1])
	assert.Equal(t, graph.EntityID("Organization", "Hezbollah Party", ""), node(t, store, "Hezbollah Party").ID)
}

// testCrowdedAlias checks an alias that more claim than one can.
func testCrowdedAlias(t *testing.T, store graph.Store) {
	var docs []graph.Document
	for i := range graph.MaxClaims + 2 {
		docs = append(docs, article(fmt.Sprintf("a%03d", i), "").
			org(fmt.Sprintf("Group %d", i), "People of the Mountain").done())
	}
	upsert(t, store, docs[:graph.MaxClaims]...)
	requireHolds(t, store, docs[:graph.MaxClaims]...)
	assert.Len(t, names(t, store), 1)
	upsert(t, store, docs[graph.MaxClaims:]...)
	requireHolds(t, store, docs...)
	assert.Len(t, names(t, store), len(docs))
	for _, doc := range docs[:2] {
		_, err := store.Delete(ctx(t), doc.Article.ID)
		require.NoError(t, err)
	}
	requireHolds(t, store, docs[2:]...)
	assert.Len(t, names(t, store), 1)
}

// testCrowdedAliasInPart checks that an alias stays crowded for the few of its claimants that another
// name connects.
func testCrowdedAliasInPart(t *testing.T, store graph.Store) {
	docs := []graph.Document{
		article("b1", "").org("Syrian Ministry of Defence", "Ministry of Defence", "People of the Mountain").done(),
		article("b2", "").org("Israeli Ministry of Defence", "Ministry of Defence", "People of the Mountain").done(),
	}
	for i := range graph.MaxClaims {
		docs = append(docs, article(fmt.Sprintf("a%03d", i), "").
			org(fmt.Sprintf("Group %d", i), "People of the Mountain").done())
	}
	upsert(t, store, docs...)
	requireHolds(t, store, docs...)
	assert.Len(t, names(t, store), len(docs))
	again := article("b1", "").org("Syrian Ministry of Defence", "Ministry of Defence", "People of the Mountain", "SMD").done()
	upsert(t, store, again)
	requireHolds(t, store, append(docs[1:], again)...)
}

// testRareAlias checks that an alias which one article in many gives joins nothing.
func testRareAlias(t *testing.T, store graph.Store) {
	docs := []graph.Document{
		article("a000", "").org("United Nations", "World Bank").done(),
		article("b000", "").org("World Bank").done(),
	}
	upsert(t, store, docs...)
	assert.Len(t, names(t, store), 1)
	for i := range 100 {
		docs = append(docs, article(fmt.Sprintf("a%03d", i+1), "").org("United Nations", "UN").done())
	}
	upsert(t, store, docs...)
	requireHolds(t, store, docs...)
	assert.Len(t, names(t, store), 2)
	_, err := store.Delete(ctx(t), "a100")
	require.NoError(t, err)
	requireHolds(t, store, docs[:len(docs)-1]...)
	assert.Len(t, names(t, store), 1)
}

// testSpellings checks that a node's aliases differ in more than case.
func testSpellings(t *testing.T, store graph.Store) {
	docs := []graph.Document{
		article("a1", "").entity("Country", "South Korea", "The South", "Republic of Korea", "SOUTH KOREA").done(),
		article("a2", "").entity("Country", "South Korea", "the South", "ROK").done(),
		article("a3", "").entity("Country", "South Korea", "the South", "South-Korea").done(),
	}
	upsert(t, store, docs...)
	requireHolds(t, store, docs...)
	assert.Equal(t, []string{"ROK", "Republic of Korea", "South-Korea", "the South"}, node(t, store, "South Korea").Aliases)
}
