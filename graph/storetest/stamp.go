package storetest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

// stamped gives a document a stamp.
func stamped(doc graph.Document, stamp string) graph.Document {
	doc.Stamp = stamp
	return doc
}

// holding is what a store that holds a document is to tell of it.
func holding(t require.TestingT, doc graph.Document, stamp string) graph.Holding {
	hash, err := graph.DocumentHash(&doc)
	require.NoError(t, err)
	return graph.Holding{Article: doc.Article, Document: hash, Stamp: stamp}
}

func requireHoldings(t require.TestingT, store graph.Store, ids, contents []string, want ...graph.Holding) {
	got, err := store.Holdings(ctx(t), ids, contents)
	require.NoError(t, err)
	require.Equal(t, append([]graph.Holding{}, want...), append([]graph.Holding{}, got...))
}

func testHoldings(t *testing.T, store graph.Store) {
	one, two := sharaa(), trump()
	ids, contents := []string{one.Article.ID, "nothing", two.Article.ID}, []string{one.Article.Hash, "", "nothing"}
	requireHoldings(t, store, ids, contents)
	requireHoldings(t, store, nil, nil)

	upsert(t, store, stamped(one, "s1"), two)
	requireHoldings(t, store, ids, nil, holding(t, one, "s1"), holding(t, two, ""))
	requireHoldings(t, store, nil, contents, holding(t, one, "s1"))
	requireHoldings(t, store, ids, contents, holding(t, one, "s1"), holding(t, two, ""))
	requireHoldings(t, store, []string{"nothing"}, nil)
}

// testStamps checks that a stamp stays with the document that it was given with, and is no part of it.
func testStamps(t *testing.T, store graph.Store) {
	doc := sharaa()
	ids := []string{doc.Article.ID}
	upsert(t, store, doc)
	assert.Equal(t, graph.Outcome{Unchanged: 1}, upsert(t, store, stamped(doc, "s1")), "an equal document brings its stamp")
	requireHoldings(t, store, ids, nil, holding(t, doc, "s1"))
	assert.Equal(t, graph.Outcome{Unchanged: 1}, upsert(t, store, doc))
	requireHoldings(t, store, ids, nil, holding(t, doc, "s1"))
	assert.Equal(t, graph.Outcome{Unchanged: 2}, upsert(t, store, stamped(doc, "s2"), stamped(doc, "s3")))
	requireHoldings(t, store, ids, nil, holding(t, doc, "s3"))
	requireHolds(t, store, doc)

	changed := sharaa()
	changed.Relations = changed.Relations[:1]
	assert.Equal(t, graph.Outcome{Replaced: 1}, upsert(t, store, changed))
	requireHoldings(t, store, ids, nil, holding(t, changed, ""))
	upsert(t, store, stamped(doc, "s1"))
	_, err := store.Delete(ctx(t), doc.Article.ID)
	require.NoError(t, err)
	requireHoldings(t, store, ids, nil)
	upsert(t, store, doc)
	requireHoldings(t, store, ids, nil, holding(t, doc, ""))
}

// testRehearsal checks that a rehearsal tells what loading does, and does nothing.
func testRehearsal(t *testing.T, store graph.Store) {
	upsert(t, store, stamped(sharaa(), "s1"), trump())
	before := dumpStore(t, store)
	newer, moved, copied, other := trump(), sharaa(), trump(), article("a4", "").org("Hamas").content("other").done()
	newer.Relations = newer.Relations[1:]
	moved.Article.ID = "a2" // whose content it takes
	copied.Article.ID = "a3"
	bare := stamped(graph.Document{Article: sharaa().Article}, "s1")
	for _, batches := range [][][]graph.Document{
		{{sharaa(), trump()}},
		{{newer, other, copied}, {trump()}},
		{{moved}, {copied, trump()}},
		{{other, other}, {other, stamped(other, "s")}},
	} {
		rehearsal := graph.NewRehearsal(store)
		var told, done graph.Outcome
		for _, docs := range batches {
			outcome, err := rehearsal.Upsert(ctx(t), docs)
			require.NoError(t, err)
			told.Add(outcome)
		}
		require.Equal(t, before, dumpStore(t, store))
		for _, docs := range batches {
			done.Add(upsert(t, store, docs...))
		}
		assert.Equal(t, done, told)
		for _, id := range []string{"a1", "a2", "a3", "a4"} { // back to the begin
			_, err := store.Delete(ctx(t), id)
			require.NoError(t, err)
		}
		upsert(t, store, stamped(sharaa(), "s1"), trump())
	}
	outcome, err := graph.NewRehearsal(store).Upsert(ctx(t), []graph.Document{bare})
	require.NoError(t, err)
	assert.Equal(t, graph.Outcome{Unchanged: 1}, outcome, "the stamp vouches for what is left out")
	outcome, err = graph.NewRehearsal(nil).Upsert(ctx(t), []graph.Document{sharaa(), sharaa()})
	require.NoError(t, err)
	assert.Equal(t, graph.Outcome{Added: 1, Unchanged: 1}, outcome)
}
