package neo4jstore_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// news makes documents as news has them: 25 entities an article, a few of which are in every
// tenth article and most in one or two, and 15 statements.
type news struct {
	random *rand.Rand
	zipf   *rand.Zipf
	made   int
}

func newNews() *news {
	random := rand.New(rand.NewPCG(1, 2))
	return &news{random: random, zipf: rand.NewZipf(random, 1.1, 4, 200_000)}
}

func (n *news) documents(count int) []graph.Document {
	docs := make([]graph.Document, count)
	for i := range docs {
		docs[i] = n.document()
	}
	return docs
}

func (n *news) document() graph.Document {
	n.made++
	id := fmt.Sprintf("article-%07d", n.made)
	doc := graph.Document{Article: graph.Article{
		ID: id, Path: id + ".txt", Title: "Title of " + id, Language: "en", Hash: "content of " + id,
		Published: fmt.Sprintf("2026-%02d-%02d", 1+n.made/28%12, 1+n.made%28),
	}}
	seen := map[uint64]bool{}
	for len(doc.Entities) < 25 {
		k := n.zipf.Uint64()
		if seen[k] {
			continue
		}
		seen[k] = true
		doc.Entities = append(doc.Entities, entity(k, len(doc.Entities)))
	}
	types := []string{"LED", "MET", "ATTACKED", "VISITED", "SUPPORTED"}
	for i := range 15 {
		head, tail := n.random.IntN(25), n.random.IntN(25)
		doc.Relations = append(doc.Relations, graph.Relation{
			Type: types[n.random.IntN(len(types))], Head: doc.Entities[head].ID, Tail: doc.Entities[tail].ID,
			Status: graph.Asserted, Confidence: 0.8,
			Evidence: graph.Evidence{
				Start: 200 * i, End: 200*i + 150,
				Quote: fmt.Sprintf("%s and %s were named in sentence %d of %s, which is as long as such sentences are.",
					doc.Entities[head].Name, doc.Entities[tail].Name, i, id),
			},
		})
	}
	return doc
}

func entity(k uint64, at int) graph.Entity {
	labels := []string{"Person", "Organization", "Country", "Place"}
	e := graph.Entity{
		ID: fmt.Sprintf("e%d", at), Label: labels[k%4], Kind: "kind",
		Name: fmt.Sprintf("Name%d Surname%d", k, k%5000), Aliases: []string{fmt.Sprintf("Surname%d", k%5000)},
	}
	if k%7 == 0 {
		e.Aliases = append(e.Aliases, fmt.Sprintf("Other%d Alias%d", k, k))
	}
	for i := range 4 {
		e.Mentions = append(e.Mentions, graph.Mention{Start: 100*at + 20*i, End: 100*at + 20*i + 9, Type: graph.NameMention})
	}
	return e
}

func openEmpty(b *testing.B) *neo4jstore.Store {
	b.Helper()
	store, err := neo4jstore.Open(b.Context(), neo4jtest.URI(b), neo4jtest.Password(), neo4jstore.Options{})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, store.Close()) })
	return store
}

// BenchmarkUpsert loads 100 new articles an iteration into a graph that grows.
func BenchmarkUpsert(b *testing.B) {
	store, news := openEmpty(b), newNews()
	for b.Loop() {
		outcome, err := store.Upsert(b.Context(), news.documents(100))
		require.NoError(b, err)
		require.Equal(b, 100, outcome.Added)
	}
	b.ReportMetric(float64(100*b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(float64((100*(1+25+15)*b.N))/b.Elapsed().Seconds(), "rows/s") // articles, mentions, statements
}

// BenchmarkUpsertAgain loads 1,000 articles that the graph has.
func BenchmarkUpsertAgain(b *testing.B) {
	store, docs := openEmpty(b), newNews().documents(1000)
	for some := range slices.Chunk(docs, 100) {
		_, err := store.Upsert(b.Context(), some)
		require.NoError(b, err)
	}
	for b.Loop() {
		outcome, err := store.Upsert(b.Context(), docs)
		require.NoError(b, err)
		require.Equal(b, 1000, outcome.Unchanged)
	}
	b.ReportMetric(float64(1000*b.N)/b.Elapsed().Seconds(), "articles/s")
}
