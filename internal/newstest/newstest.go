// Package newstest makes news up, for tests and benchmarks that need much of it. Its world has what
// makes news hard for a store: a few countries, people and bodies that are in every tenth article, and
// a long tail of names that are in one or two.
//
//	news := newstest.New(1)
//	docs := news.Documents(1000) // as extraction makes them of long articles
//	text := news.Text(3)         // an article of three sentences, its title first
//
// The same seed gives the same news.
package newstest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/newsgraph/newsgraph/graph"
)

// The size of the world.
const worldSize = 200_000

// News is a source of news. It is not safe for use by several goroutines.
type News struct {
	Entities, Mentions, Relations int // of a document, each entity, and a document

	random *rand.Rand
	zipf   *rand.Zipf
	made   int
}

// New returns the source of a seed. Its documents are like those of articles of 600 words.
func New(seed uint64) *News {
	random := rand.New(rand.NewPCG(seed, 2))
	return &News{Entities: 25, Mentions: 4, Relations: 15, random: random, zipf: rand.NewZipf(random, 1.1, 4, worldSize-1)}
}

// Documents makes further documents.
func (n *News) Documents(count int) []graph.Document {
	docs := make([]graph.Document, count)
	for i := range docs {
		docs[i] = n.Document()
	}
	return docs
}

// Document makes a further document. No two have the same id or content.
func (n *News) Document() graph.Document {
	n.made++
	id := fmt.Sprintf("article-%07d", n.made)
	doc := graph.Document{Article: graph.Article{
		ID: id, Path: id + ".txt", Title: "Title of " + id, Language: "en", Hash: "content of " + id,
		Published: n.date().Format(time.DateOnly),
	}}
	for i, k := range n.cast(n.Entities) {
		doc.Entities = append(doc.Entities, entityOf(k, i, n.Mentions))
	}
	types := []string{"LED", "MET", "ATTACKED", "VISITED", "SUPPORTED"}
	for i := range n.Relations {
		head, tail := &doc.Entities[n.random.IntN(n.Entities)], &doc.Entities[n.random.IntN(n.Entities)]
		doc.Relations = append(doc.Relations, graph.Relation{
			Type: types[n.random.IntN(len(types))], Head: head.ID, Tail: tail.ID,
			Status: graph.Asserted, Role: roles[n.random.IntN(len(roles))], Confidence: 0.8,
			Evidence: graph.Evidence{
				Start: 200 * i, End: 200*i + 150,
				Quote: fmt.Sprintf("%s and %s were named in sentence %d of %s, which is as long as such sentences are.",
					head.Name, tail.Name, i, id),
			},
		})
	}
	return doc
}

// date is that of the article made last: a hundred on each day.
func (n *News) date() time.Time {
	return time.Date(2020, 1, 1+n.made/100, 0, 0, 0, 0, time.UTC)
}

// cast draws different entities, few often and most hardly ever.
func (n *News) cast(count int) []int {
	var drawn []int
	seen := map[int]bool{}
	for len(drawn) < count {
		if k := int(n.zipf.Uint64()); !seen[k] {
			seen[k] = true
			drawn = append(drawn, k)
		}
	}
	return drawn
}

// entityOf makes the entity at a place of a document, with some mentions.
func entityOf(k, at, mentions int) graph.Entity {
	who := nameOf(k)
	e := graph.Entity{
		ID: fmt.Sprintf("e%d", at), Label: who.label, Kind: who.kind, Name: who.name, Wikidata: who.wikidata,
		Aliases: append([]string{}, who.aliases...),
	}
	for i := range mentions {
		start := 100*at + 20*i
		e.Mentions = append(e.Mentions, graph.Mention{Start: start, End: start + len(who.name), Text: who.name, Type: graph.NameMention})
	}
	return e
}
