package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/schema"
)

// TestMergeRandom checks that the pipeline makes of any documents what a store makes of them when they
// are upserted in their order.
func TestMergeRandom(t *testing.T) {
	// A change shall fail by its own fault alone; -rapid.seed=$RANDOM looks for new faults.
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == seed.DefValue {
		require.NoError(t, seed.Value.Set("1"))
	}
	if checks := flag.Lookup("rapid.checks"); checks.Value.String() == checks.DefValue {
		require.NoError(t, checks.Value.Set("20")) // each is a run of Beam
	}
	rapid.Check(t, func(r *rapid.T) {
		requireMerged(r, t.TempDir(), rapid.SliceOfN(rapid.Custom(drawDocument), 1, 60).Draw(r, "docs"))
	})
}

// TestMergeCrowded checks that a name which more claim than can be one joins none of them, though another
// name connects some.
func TestMergeCrowded(t *testing.T) {
	organization := func(id int, name string, aliases ...string) graph.Document {
		return graph.Document{
			Article:  graph.Article{ID: fmt.Sprintf("a%02d", id)},
			Entities: []graph.Entity{{ID: "e", Label: "Organization", Name: name, Aliases: aliases}},
		}
	}
	docs := []graph.Document{
		organization(0, "Syrian Ministry of Defence", "Ministry of Defence", "People of the Mountain"),
		organization(1, "Israeli Ministry of Defence", "Ministry of Defence", "People of the Mountain"),
	}
	for i := range graph.MaxClaims {
		docs = append(docs, organization(2+i, fmt.Sprintf("Group %d", i), "People of the Mountain"))
	}
	requireMerged(t, t.TempDir(), docs)
}

// requireMerged checks that the pipeline makes of documents what a store makes of them.
func requireMerged(t require.TestingT, dir string, docs []graph.Document) {
	rules, err := schema.Default()
	require.NoError(t, err)
	store := graph.NewMemory(rules.Symmetric)
	_, err = store.Upsert(context.Background(), docs)
	require.NoError(t, err)
	want, err := store.Graph(context.Background())
	require.NoError(t, err)
	var lines bytes.Buffer
	require.NoError(t, export.JSONLines.Write(&lines, export.Source{Reader: want.Reader(), Schema: rules}))

	p, s := beam.NewPipelineWithRoot()
	var keyed []document
	for i, doc := range docs {
		keyed = append(keyed, document{place("", i), graph.Clean(&doc)})
	}
	settings := Settings{Output: dir, Shards: 2, Formats: []string{formatGraph}}
	merge(s, settings, beam.ParDo(s, keyByArticle, beam.CreateList(s, keyed)))
	_, err = beam.Run(context.Background(), "prism", p)
	require.NoError(t, err)
	require.Equal(t, sortedLines(lines.String()), linesIn(t, dir)["graph.jsonl"])
}

func init() { beam.RegisterFunction(keyByArticle) }

func keyByArticle(d document) (string, document) { return d.Document.Article.ID, d }

// drawDocument draws a document whose names and aliases link, mislead and contradict those of others,
// some of them in a crowd.
func drawDocument(t *rapid.T) graph.Document {
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	doc := graph.Document{Article: graph.Article{
		ID: fmt.Sprintf("a%d", rapid.IntRange(0, 40).Draw(t, "article")), Title: pick("title", "", "Title"),
		Published: pick("date", "", "2025-01-01", "2026-02-02"), Language: "en",
		Hash: pick("hash", "", "h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8", "h9"),
	}}
	names := []string{
		"Ahmad al-Sharaa", "Ahmed Sharaa", "Sharaa", "Abu Mohammad", "SDF", "Syrian Democratic Forces",
		"Sudanese Defence Forces", "Democratic Forces", "The SDF", "sdf", "Syria",
	}
	for i := range graph.MaxClaims + 2 {
		names = append(names, fmt.Sprintf("Group %d", i))
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "entities") {
		doc.Entities = append(doc.Entities, graph.Entity{
			ID: fmt.Sprintf("e%d", i), Label: pick("label", "Person", "Organization", "Organization"), Name: pick("name", names...),
			Aliases: rapid.SliceOfN(rapid.SampledFrom([]string{
				"SDF", "S.D.F.", "Abu Mohammad", "Ahmad al Sharaa", "Democratic Forces", "Sharaa", "the Forces of Syria",
				"Syrian Democratic Forces", "People of the Mountain", "People of the Mountain", "Group 1", "Group Two",
			}), 0, 3).Draw(t, "aliases"),
			Kind: pick("kind", "", "party", "company"), Wikidata: pick("wikidata", "", "", "", "", "Q1", "Q2"),
			Mentions: []graph.Mention{{Start: 10 * i, End: 10*i + 5, Text: "text", Type: graph.NameMention}},
		})
	}
	for range rapid.IntRange(0, 4).Draw(t, "relations") {
		if len(doc.Entities) == 0 {
			break
		}
		end := func(label string) string {
			return doc.Entities[rapid.IntRange(0, len(doc.Entities)-1).Draw(t, label)].ID
		}
		doc.Relations = append(doc.Relations, graph.Relation{
			Type: pick("type", "LED", "MET", "ATTACKED", "FOUGHT"), Head: end("head"), Tail: end("tail"),
			Status: graph.Status(pick("status", "asserted", "claimed", "possible", "negated")),
			Time:   pick("time", "", "2025", "2024-05/2025-01"), Role: pick("role", "", "chief", "member"),
			Confidence: float64(rapid.IntRange(0, 100).Draw(t, "confidence")) / 100,
			Evidence:   graph.Evidence{Start: rapid.IntRange(0, 3).Draw(t, "start"), End: 9, Quote: pick("quote", "one", "two")},
		})
	}
	return doc
}
