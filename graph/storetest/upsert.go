package storetest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

func testEmpty(t *testing.T, store graph.Store) {
	requireHolds(t, store)
	assert.Zero(t, upsert(t, store))
	found, err := store.Delete(ctx(t), "nothing")
	require.NoError(t, err)
	assert.False(t, found)
	nodes, err := store.Find(ctx(t), "Syria", 10)
	require.NoError(t, err)
	assert.Empty(t, nodes)
	_, err = store.View(ctx(t), "nothing")
	assert.ErrorIs(t, err, graph.ErrNotFound)
	_, err = store.Article(ctx(t), "nothing")
	assert.ErrorIs(t, err, graph.ErrNotFound)
}

func testUpsert(t *testing.T, store graph.Store) {
	assert.Equal(t, graph.Outcome{Added: 2}, upsert(t, store, sharaa(), trump()))
	requireHolds(t, store, trump(), sharaa())

	n := node(t, store, "Ahmad al-Sharaa")
	assert.Equal(t, 2, n.Articles)
	assert.Equal(t, "1982", n.Attributes.Born)
	assert.Equal(t, []string{"Abu Mohammad al-Julani", "al-Sharaa"}, n.Aliases)
}

func testUpsertAgain(t *testing.T, store graph.Store) {
	upsert(t, store, sharaa(), trump())
	before := dumpStore(t, store)
	assert.Equal(t, graph.Outcome{Unchanged: 2}, upsert(t, store, sharaa(), trump()))
	assert.Equal(t, graph.Outcome{Unchanged: 1}, upsert(t, store, trump()))
	assert.Equal(t, before, dumpStore(t, store))
}

func testChangedArticle(t *testing.T, store graph.Store) {
	upsert(t, store, sharaa(), trump())
	changed := article("a1", "2026-02-22").content("changed").
		person("Ahmad al-Sharaa").org("Hamas").
		says("MET", "Hamas", "Ahmad al-Sharaa").done()
	assert.Equal(t, graph.Outcome{Replaced: 1}, upsert(t, store, changed))
	requireHolds(t, store, changed, trump())
	assert.NotContains(t, names(t, store), "Jabhat al-Nusra")
	assert.Empty(t, node(t, store, "Ahmad al-Sharaa").Aliases)
}

// testNewerExtraction checks that another document of the same text replaces the stored one.
func testNewerExtraction(t *testing.T, store graph.Store) {
	upsert(t, store, sharaa(), trump())
	newer := sharaa()
	newer.Relations = newer.Relations[1:]
	newer.Relations[0].Confidence = 0.9
	assert.Equal(t, graph.Outcome{Replaced: 1}, upsert(t, store, newer))
	requireHolds(t, store, newer, trump())
}

func testTwiceInBatch(t *testing.T, store graph.Store) {
	changed := sharaa()
	changed.Article.Title = "Another title"
	changed.Relations = changed.Relations[:1]
	assert.Equal(t, graph.Outcome{Added: 1, Replaced: 1}, upsert(t, store, sharaa(), changed))
	requireHolds(t, store, changed)
	assert.Equal(t, graph.Outcome{Replaced: 1, Unchanged: 1}, upsert(t, store, sharaa(), sharaa()))
	requireHolds(t, store, sharaa())
}

func testDelete(t *testing.T, store graph.Store) {
	upsert(t, store, sharaa(), trump())
	found, err := store.Delete(ctx(t), "a1")
	require.NoError(t, err)
	assert.True(t, found)
	requireHolds(t, store, trump())
	assert.Equal(t, 1, node(t, store, "Ahmad al-Sharaa").Articles)
	nodes, err := store.Find(ctx(t), "Nusra", 0)
	require.NoError(t, err)
	assert.Empty(t, nodes)

	found, err = store.Delete(ctx(t), "a1")
	require.NoError(t, err)
	assert.False(t, found)

	found, err = store.Delete(ctx(t), "a2")
	require.NoError(t, err)
	assert.True(t, found)
	requireHolds(t, store)
	assert.Equal(t, graph.Outcome{Added: 2}, upsert(t, store, sharaa(), trump()))
	requireHolds(t, store, sharaa(), trump())
}

func testDeletePublisher(t *testing.T, store graph.Store) {
	by := func(publisher string, doc graph.Document) graph.Document {
		doc.Article.Publisher = publisher
		return doc
	}
	more := article("a3", "2026-03-01").person("Ahmad al-Sharaa").entity("Country", "Syria").
		says("LED", "Ahmad al-Sharaa", "Syria", sure(0.9)).done()
	kept := by("Delta Times Weekly", trump())
	upsert(t, store, by("Delta Times", sharaa()), kept, by("Delta Times", more))
	deleted, err := store.DeletePublisher(ctx(t), "Delta Times")
	require.NoError(t, err)
	assert.Equal(t, 2, deleted)
	requireHolds(t, store, kept)

	deleted, err = store.DeletePublisher(ctx(t), "Delta Times")
	require.NoError(t, err)
	assert.Zero(t, deleted)
	requireHolds(t, store, kept)
}

func testDuplicates(t *testing.T, store graph.Store) {
	copied := sharaa()
	copied.Article.ID, copied.Article.Path = "a3", "copy.txt"
	outcome := upsert(t, store, sharaa(), copied, trump())
	want := []graph.Duplicate{{Article: copied.Article, SameAs: sharaa().Article}}
	assert.Equal(t, graph.Outcome{Added: 2, Duplicates: want}, outcome)
	requireHolds(t, store, sharaa(), trump())

	assert.Equal(t, graph.Outcome{Duplicates: want}, upsert(t, store, copied))
	requireHolds(t, store, sharaa(), trump())

	_, err := store.Delete(ctx(t), "a1")
	require.NoError(t, err)
	assert.Equal(t, graph.Outcome{Added: 1}, upsert(t, store, copied))
	requireHolds(t, store, copied, trump())

	one, other := article("b1", "").org("Hamas").done(), article("b2", "").org("Hamas").done()
	assert.Equal(t, graph.Outcome{Added: 2}, upsert(t, store, one, other), "no hash is no content")
}

// testDuplicateReplaces checks an article whose new content is another article's.
func testDuplicateReplaces(t *testing.T, store graph.Store) {
	upsert(t, store, sharaa(), trump())
	same := sharaa()
	same.Article.ID = "a2"
	outcome := upsert(t, store, same)
	require.Len(t, outcome.Duplicates, 1)
	assert.Equal(t, "a1", outcome.Duplicates[0].SameAs.ID)
	requireHolds(t, store, sharaa())
}

func testInvalid(t *testing.T, store graph.Store) {
	upsert(t, store, sharaa())
	bad := trump()
	bad.Relations[0].Tail = "nobody"
	_, err := store.Upsert(ctx(t), []graph.Document{trump(), bad})
	var checkError *graph.CheckError
	require.ErrorAs(t, err, &checkError)
	assert.Equal(t, "relations[0].tail", checkError.Field)
	requireHolds(t, store, sharaa())
}
