package neo4jstore_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/graph/storetest"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// cypher runs a statement past the store and returns its rows.
func cypher(t *testing.T, query string) [][]any {
	t.Helper()
	auth := neo4j.NoAuth()
	if p := neo4jtest.Password(); p != "" {
		auth = neo4j.BasicAuth("neo4j", p, "")
	}
	driver, err := neo4j.NewDriverWithContext(neo4jtest.URI(t), auth)
	require.NoError(t, err)
	defer func() { require.NoError(t, driver.Close(t.Context())) }()
	result, err := neo4j.ExecuteQuery(t.Context(), driver, query, nil, neo4j.EagerResultTransformer)
	require.NoError(t, err)
	var rows [][]any
	for _, record := range result.Records {
		rows = append(rows, record.Values)
	}
	return rows
}

// database reads everything there is: each node and relationship with its properties.
func database(t *testing.T) [][]any {
	t.Helper()
	return append(
		cypher(t, "MATCH (n) RETURN elementId(n) AS id, labels(n), properties(n) ORDER BY id"),
		cypher(t, "MATCH (a)-[r]->(b) RETURN elementId(r) AS id, type(r), properties(r), elementId(a), elementId(b) ORDER BY id")...)
}

func upsert(t *testing.T, store *neo4jstore.Store, docs ...graph.Document) graph.Outcome {
	t.Helper()
	outcome, err := store.Upsert(t.Context(), docs)
	require.NoError(t, err)
	return outcome
}

// document makes one of names "Label:Name" and relations "TYPE:head:tail", by index.
func document(id string, names []string, relations ...string) graph.Document {
	doc := graph.Document{Article: graph.Article{ID: id, Path: id + ".txt", Title: "About " + id, Published: "2026-05-01"}}
	for _, name := range names {
		label, name, _ := strings.Cut(name, ":")
		doc.Entities = append(doc.Entities, graph.Entity{
			ID: name, Label: label, Name: name,
			Mentions: []graph.Mention{{Start: 4, End: 9, Text: name}, {Start: 40, End: 49, Text: name}},
		})
	}
	for i, r := range relations {
		part := strings.Split(r, ":")
		doc.Relations = append(doc.Relations, graph.Relation{
			Type: part[0], Head: part[1], Tail: part[2], Status: graph.Asserted, Confidence: 0.75, Time: "2013/2017",
			Evidence: graph.Evidence{Start: 100 * i, End: 100*i + 10, Quote: part[1] + " and " + part[2]},
		})
	}
	return doc
}

func TestGraphModel(t *testing.T) {
	store := open(t, neo4jstore.Options{})
	upsert(t, store, document("a1", []string{"Person:Ahmad al-Sharaa", "Organization:Jabhat al-Nusra"},
		"LED:Ahmad al-Sharaa:Jabhat al-Nusra"))

	assert.Equal(t, [][]any{{
		"Ahmad al-Sharaa", int64(1), int64(1), "asserted", 0.75, "2013", "2017", "2026-05-01",
		"Ahmad al-Sharaa and Jabhat al-Nusra",
	}},
		cypher(t, "MATCH (p:Entity:Person)-[r:LED]->(:Entity:Organization {name: 'Jabhat al-Nusra'}) "+
			"RETURN p.name, r.articles, r.statements, r.status, r.confidence, r.from, r.to, r.firstReported, r.quote"))
	assert.Equal(t, [][]any{{"About a1", int64(2), []any{int64(4), int64(9), int64(40), int64(49)}}},
		cypher(t, "MATCH (a:Article {id: 'a1'})-[m:MENTIONS]->(:Person) RETURN a.title, m.count, m.spans"))
	assert.Equal(t, [][]any{{"LED", "asserted", "2013/2017", int64(0), int64(10)}},
		cypher(t, "MATCH (s:Statement)-[:SUBJECT]->(:Person) MATCH (s)-[:OBJECT]->(:Organization) "+
			"MATCH (s)-[:STATED_IN]->(:Article {id: 'a1'}) RETURN s.type, s.status, s.time, s.start, s.end"))
	assert.Equal(t, [][]any{{"Jabhat al-Nusra"}},
		cypher(t, "CALL db.index.fulltext.queryNodes('newsgraph_names', 'nusra') YIELD node RETURN node.name"))
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	docs := newNews().documents(60)
	store := open(t, neo4jstore.Options{Batch: 37})
	upsert(t, store, docs...)
	before := database(t)
	for _, doc := range docs {
		assert.Equal(t, graph.Outcome{Unchanged: 1}, upsert(t, store, doc))
	}
	again := open(t, neo4jstore.Options{})
	assert.Equal(t, graph.Outcome{Unchanged: len(docs)}, upsert(t, again, docs...))
	assert.Equal(t, before, database(t))

	held, err := store.Graph(t.Context())
	require.NoError(t, err)
	assert.Equal(t, storetest.Dump(t, graph.Merge(docs, storetest.Symmetric)), storetest.Dump(t, held))
}

// TestForeignData checks that what others keep in the database stays, also under our labels.
func TestForeignData(t *testing.T) {
	store := open(t, neo4jstore.Options{})
	cypher(t, "CREATE (p:Person {name: 'Ahmad al-Sharaa'})-[:LED {since: 1}]->(:Organization {id: 'o'}), "+
		"(:Entity {id: 'mine', name: 'Ahmad al-Sharaa'})-[:KNOWS]->(:Article {id: 'b', title: 'Mine'})<-[:STATED_IN]-(:Statement {id: 's'})")
	before := database(t)
	doc := document("a1", []string{"Person:Ahmad al-Sharaa", "Organization:Jabhat al-Nusra"}, "LED:Ahmad al-Sharaa:Jabhat al-Nusra")
	upsert(t, store, doc)
	held, err := store.Graph(t.Context())
	require.NoError(t, err)
	assert.Equal(t, storetest.Dump(t, graph.Merge([]graph.Document{doc}, storetest.Symmetric)), storetest.Dump(t, held))

	cypher(t, "MATCH (p:Entity:Person {name: 'Ahmad al-Sharaa'}), (o:Entity {name: 'Jabhat al-Nusra'}) "+
		"SET p.note = 'an analyst wrote this', p:Watched CREATE (p)-[:LED {note: 'by hand'}]->(o)")
	changed := doc
	changed.Article.Title = "Another title"
	assert.Equal(t, graph.Outcome{Replaced: 1}, upsert(t, store, changed))
	assert.Equal(t, [][]any{{"an analyst wrote this", int64(2)}},
		cypher(t, "MATCH (p:Watched)-[r:LED]->() RETURN p.note, count(r)"), "notes on what stays are kept")

	found, err := store.Delete(t.Context(), "a1")
	require.NoError(t, err)
	assert.True(t, found)
	cypher(t, "MATCH (s:NewsgraphStore) DELETE s")
	assert.Equal(t, before, database(t))
}

func TestNamesThatCypherCantHave(t *testing.T) {
	store := open(t, neo4jstore.Options{})
	for _, doc := range []graph.Document{
		document("a1", []string{"Article:X"}), document("a2", []string{"NewsgraphStore:X"}),
		document("a3", []string{"Person:X", "Person:Y"}, "STATED_IN:X:Y"),
		document(strings.Repeat("long", 2000), nil),
	} {
		_, err := store.Upsert(t.Context(), []graph.Document{doc})
		require.Error(t, err)
		assert.Less(t, len(err.Error()), 200)
	}
	counts, err := store.Counts(t.Context())
	require.NoError(t, err)
	assert.Zero(t, counts.Articles)
}

// TestTypeOfAnotherSchema checks a type that the default schema doesn't have.
func TestTypeOfAnotherSchema(t *testing.T) {
	store := open(t, neo4jstore.Options{})
	upsert(t, store, document("a1", []string{"Vessel:Ever Given", "Place:Suez"}, "RAN_AGROUND_AT:Ever Given:Suez"))
	assert.Equal(t, [][]any{{"Suez"}}, cypher(t, "MATCH (:Vessel)-[:RAN_AGROUND_AT]->(p:Place) RETURN p.name"))
	assert.Len(t, cypher(t, "SHOW CONSTRAINTS YIELD name WHERE name = 'newsgraph_ran_aground_at_id'"), 1)
}

// TestTwoStores loads through two stores at once, as two processes do.
func TestTwoStores(t *testing.T) {
	docs := newNews().documents(40)
	stores := []*neo4jstore.Store{open(t, neo4jstore.Options{}), open(t, neo4jstore.Options{})}
	errs := make([]error, len(stores))
	var wg sync.WaitGroup
	for w, store := range stores {
		wg.Go(func() {
			for some := range slices.Chunk(docs[10*w:30+10*w], 5) { // half of them through both
				_, err := store.Upsert(t.Context(), some)
				errs[w] = errors.Join(errs[w], err)
			}
		})
	}
	wg.Wait()
	require.NoError(t, errs[0])
	require.NoError(t, errs[1])
	held, err := stores[0].Graph(t.Context())
	require.NoError(t, err)
	assert.Equal(t, storetest.Dump(t, graph.Merge(docs, storetest.Symmetric)), storetest.Dump(t, held))
}

// TestTurns changes a graph through two stores in turns, which must not believe what they remember, and
// remember little.
func TestTurns(t *testing.T) {
	stores := []*neo4jstore.Store{open(t, neo4jstore.Options{Remember: 7}), open(t, neo4jstore.Options{})}
	held := graph.NewMemory(storetest.Symmetric)
	news := newNews()
	for i := range 12 {
		store := stores[i/2%2] // two steps each
		docs := news.documents(4)
		for j := range docs {
			docs[j].Article.Publisher = []string{"Delta Times", "Nile Post"}[i%2]
		}
		_, err := held.Upsert(t.Context(), docs)
		require.NoError(t, err)
		upsert(t, store, docs...)
		if i%5 == 4 {
			want, err := held.DeletePublisher(t.Context(), "Nile Post")
			require.NoError(t, err)
			got, err := store.DeletePublisher(t.Context(), "Nile Post")
			require.NoError(t, err)
			assert.Equal(t, want, got)
		}
	}
	want, err := held.Graph(t.Context())
	require.NoError(t, err)
	got, err := stores[0].Graph(t.Context())
	require.NoError(t, err)
	assert.Equal(t, storetest.Dump(t, want), storetest.Dump(t, got))
}

// TestLostConnection cuts the connections of an open store, whose next call must not notice.
func TestLostConnection(t *testing.T) {
	gate := neo4jtest.NewGate(t, neo4jtest.URI(t))
	store, err := neo4jstore.Open(t.Context(), gate.URI(), neo4jtest.Password(), neo4jstore.Options{})
	require.NoError(t, err)
	defer func() { require.NoError(t, store.Close()) }()
	doc := document("a1", []string{"Person:X Y", "Person:Y Z"}, "MET:X Y:Y Z")
	gate.Cut()
	assert.Equal(t, graph.Outcome{Added: 1}, upsert(t, store, doc))
	gate.Cut()
	held, err := store.Graph(t.Context())
	require.NoError(t, err)
	assert.Equal(t, storetest.Dump(t, graph.Merge([]graph.Document{doc}, storetest.Symmetric)), storetest.Dump(t, held))
}
