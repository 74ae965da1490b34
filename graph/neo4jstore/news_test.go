package neo4jstore_test

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"github.com/newsgraph/newsgraph/graph"
)

// news makes documents as news has them: 25 entities an article, a few of which are in every
// tenth article and most in one or two, and 10 statements. Some entities have an alias that another
// has for its name, or share an acronym.
type news struct {
	random *rand.Rand
	zipf   *rand.Zipf
	made   int
}

func newNews() *news {
	random := rand.New(rand.NewPCG(1, 2))
	return &news{random: random, zipf: rand.NewZipf(random, 1.1, 4, 400_000)}
}

func (n *news) documents(count int) []graph.Document {
	docs := make([]graph.Document, count)
	for i := range docs {
		docs[i] = n.document()
	}
	return docs
}

// batches makes count documents, some at a time.
func (n *news) batches(count, size int) iter.Seq[[]graph.Document] {
	return func(yield func([]graph.Document) bool) {
		for count > 0 && yield(n.documents(min(size, count))) {
			count -= size
		}
	}
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
	for i := range 10 {
		doc.Relations = append(doc.Relations, n.relation(&doc, i))
	}
	return doc
}

// relation makes the relation that is said in the i-th of some sentences.
func (n *news) relation(doc *graph.Document, i int) graph.Relation {
	types := []string{"LED", "MET", "ATTACKED", "VISITED", "SUPPORTED", "WORKED_FOR", "OPPOSED", "PART_OF"}
	statuses := []graph.Status{
		graph.Asserted, graph.Asserted, graph.Asserted, graph.Asserted, graph.Asserted, graph.Asserted,
		graph.Claimed, graph.Claimed, graph.Possible, graph.Negated,
	}
	head, tail := doc.Entities[n.random.IntN(25)], doc.Entities[n.random.IntN(25)]
	return graph.Relation{
		Type: types[n.random.IntN(len(types))], Head: head.ID, Tail: tail.ID,
		Status: statuses[n.random.IntN(len(statuses))], Confidence: 0.8,
		Role: []string{"", "", "president", "spokesperson"}[n.random.IntN(4)],
		Time: []string{"", "", "2025", "2026-05"}[n.random.IntN(4)],
		Evidence: graph.Evidence{
			Start: 200 * i, End: 200*i + 150,
			Quote: fmt.Sprintf("%s and %s were named in sentence %d of %s, which is as long as such sentences are.",
				head.Name, tail.Name, i, doc.Article.ID),
		},
	}
}

// entity makes the k-th most frequent entity.
func entity(k uint64, at int) graph.Entity {
	labels := []string{"Person", "Organization", "Country", "Place"}
	e := graph.Entity{
		ID: fmt.Sprintf("e%d", at), Label: labels[k%4], Kind: "kind",
		Name: fmt.Sprintf("Name%d Surname%d", k, k%5000), Aliases: []string{fmt.Sprintf("Surname%d", k%5000)},
	}
	switch {
	case k%7 == 0:
		e.Aliases = append(e.Aliases, fmt.Sprintf("Other%d Alias%d", k, k))
	case k%35 == 1:
		e.Aliases = append(e.Aliases, fmt.Sprintf("Name%d Surname%d", k+4, (k+4)%5000))
	}
	if e.Label == "Organization" {
		e.Aliases = append(e.Aliases, fmt.Sprintf("OR%d", k%3000))
	}
	for i := range 4 {
		e.Mentions = append(e.Mentions, graph.Mention{Start: 100*at + 20*i, End: 100*at + 20*i + 9, Type: graph.NameMention})
	}
	return e
}
