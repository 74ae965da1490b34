// Package storetest is what every graph.Store is held to: one suite of tests to run on each. Call
// Run from a test of the store's package with a function that opens an empty store.
//
// The measure is graph.Merge: after each step a store must show the graph that Merge makes of the
// documents it should hold, to the byte.
package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

// Symmetric tells the symmetric types of the suite's documents. Stores are to be opened with it.
func Symmetric(typ string) bool { return typ == "MET" || typ == "FOUGHT" }

// Run runs the suite. Open returns an empty store for one test, made with Symmetric; it is closed
// by the suite.
func Run(t *testing.T, open func(t *testing.T) graph.Store) {
	tests := []struct {
		name string
		test func(*testing.T, graph.Store)
	}{
		{"Empty", testEmpty},
		{"Upsert", testUpsert},
		{"UpsertAgain", testUpsertAgain},
		{"ChangedArticle", testChangedArticle},
		{"NewerExtraction", testNewerExtraction},
		{"SameArticleTwiceInABatch", testTwiceInBatch},
		{"Delete", testDelete},
		{"DeletePublisher", testDeletePublisher},
		{"Duplicates", testDuplicates},
		{"DuplicateReplaces", testDuplicateReplaces},
		{"Holdings", testHoldings},
		{"Stamps", testStamps},
		{"Rehearsal", testRehearsal},
		{"InvalidDocument", testInvalid},
		{"AliasMerges", testAliasMerges},
		{"GenericNames", testGenericNames},
		{"AliasAcrossBatches", testAliasAcrossBatches},
		{"AmbiguousAcronym", testAmbiguousAcronym},
		{"AmbiguousShortening", testAmbiguousShortening},
		{"KeptApart", testKeptApart},
		{"Wikidata", testWikidata},
		{"LastNames", testLastNames},
		{"CanonicalName", testCanonicalName},
		{"CrowdedAlias", testCrowdedAlias},
		{"CrowdedAliasInPart", testCrowdedAliasInPart},
		{"RareAlias", testRareAlias},
		{"Spellings", testSpellings},
		{"Symmetric", testSymmetric},
		{"NoEdge", testNoEdge},
		{"EdgeProperties", testEdgeProperties},
		{"Find", testFind},
		{"View", testView},
		{"Read", testRead},
		{"Article", testArticle},
		{"Concurrent", testConcurrent},
		{"HostileNames", testHostileNames},
		{"AnySequence", testAnySequence},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			store := open(t)
			defer func() { require.NoError(t, store.Close()) }()
			tt.test(t, store)
		})
	}
}

// Dump writes a graph out, one line of JSON for each thing in it, so that equal graphs are equal
// bytes.
func Dump(t require.TestingT, g *graph.Graph) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	write := func(v any) { require.NoError(t, enc.Encode(v)) }
	for _, article := range g.Articles {
		write(article)
	}
	for _, node := range g.Nodes {
		write(node)
	}
	for _, mention := range g.Mentions {
		write(mention)
	}
	for _, statement := range g.Statements {
		write(statement)
	}
	for _, edge := range g.Edges {
		write(edge)
	}
	return b.String()
}

// dumpStore dumps what a store holds.
func dumpStore(t require.TestingT, store graph.Store) string {
	g, err := store.Graph(ctx(t))
	require.NoError(t, err)
	return Dump(t, g)
}

// requireHolds checks that a store shows the graph of exactly these documents.
func requireHolds(t require.TestingT, store graph.Store, docs ...graph.Document) {
	want := graph.Merge(docs, Symmetric)
	requireSameDump(t, Dump(t, want), dumpStore(t, store))
	requireReads(t, store, want)
	counts, err := store.Counts(ctx(t))
	require.NoError(t, err)
	require.Equal(t, want.Counts(), counts)
}

// requireReads checks that a store reads that graph part by part, in the order of graph.Reader.
func requireReads(t require.TestingT, store graph.Store, want *graph.Graph) {
	parts := func(r graph.Reader) string {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		require.NoError(t, r.Nodes(func(n *graph.Node) error { return enc.Encode(n) }))
		require.NoError(t, r.Edges(func(e *graph.Edge) error { return enc.Encode(e) }))
		require.NoError(t, r.Accounts(func(a *graph.Account) error { return enc.Encode(a) }))
		return b.String()
	}
	reads := 0
	require.NoError(t, store.Read(ctx(t), func(r graph.Reader) error {
		reads++
		requireSameDump(t, parts(want.Reader()), parts(r))
		return nil
	}))
	require.Equal(t, 1, reads)
}

// requireSameDump compares dumps and, where they differ, tells the first lines that do, cut short.
func requireSameDump(t require.TestingT, want, got string) {
	if want == got {
		return
	}
	missing, extra := firstNotIn(want, got), firstNotIn(got, want)
	require.Fail(t, "not the graph of the documents", "missing: %s\n  extra: %s", missing, extra)
}

// firstNotIn returns the first five lines of one text that another doesn't have.
func firstNotIn(text, other string) string {
	has := map[string]bool{}
	for line := range strings.Lines(other) {
		has[line] = true
	}
	var lines []string
	for line := range strings.Lines(text) {
		if !has[line] && len(lines) < 5 {
			lines = append(lines, fmt.Sprintf("%.300s", strings.TrimSpace(line)))
		}
	}
	return strings.Join(lines, "\n         ")
}

// upsert loads documents and returns the outcome.
func upsert(t require.TestingT, store graph.Store, docs ...graph.Document) graph.Outcome {
	outcome, err := store.Upsert(ctx(t), docs)
	require.NoError(t, err)
	return outcome
}

// node returns the one node that has the name.
func node(t require.TestingT, store graph.Store, name string) graph.Node {
	g, err := store.Graph(ctx(t))
	require.NoError(t, err)
	var found []graph.Node
	for _, n := range g.Nodes {
		if n.Name == name {
			found = append(found, n)
		}
	}
	require.Len(t, found, 1, "nodes named %q", name)
	return found[0]
}

// names returns the canonical names of all nodes in their order.
func names(t require.TestingT, store graph.Store) []string {
	g, err := store.Graph(ctx(t))
	require.NoError(t, err)
	list := []string{}
	for _, n := range g.Nodes {
		list = append(list, n.Name)
	}
	return list
}
