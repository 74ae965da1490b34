package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
)

// readAs makes what was read of an article.
func readAs(id, stamp string) *extracted {
	return &extracted{article: &article.Article{ID: id, Hash: "text of " + id}, stamp: stamp}
}

// holding fills a store in memory with an article of a stamp.
func holding(t *testing.T, id, stamp string) *graph.Memory {
	store := graph.NewMemory(func(string) bool { return false })
	doc := graph.Document{Article: readAs(id, "").article.Entry(), Stamp: stamp}
	_, err := store.Upsert(t.Context(), []graph.Document{doc})
	require.NoError(t, err)
	return store
}

// knownOf marks what was read and returns which of it is known.
func knownOf(ctx context.Context, r *resumption, read ...*extracted) []bool {
	var known []bool
	for x := range r.mark(ctx, slices.Values(read)) {
		known = append(known, x.known)
	}
	return known
}

func TestResumption(t *testing.T) {
	r := &resumption{store: holding(t, "a", "s1"), pending: map[string]int{}}
	foreign, broken := readAs("a", "s1"), &extracted{err: errors.New("unreadable")}
	foreign.skipped = true
	assert.Equal(t, []bool{true, false, false, false, false},
		knownOf(t.Context(), r, readAs("a", "s1"), readAs("b", "s1"), foreign, broken, readAs("a", "s2")))

	// The store is about to hold another version of it, and then does not.
	assert.Equal(t, []bool{false}, knownOf(t.Context(), r, readAs("a", "s1")))
	require.NoError(t, r.arrived([]graph.Document{{Article: graph.Article{ID: "a"}}}))
	assert.Equal(t, []bool{false}, knownOf(t.Context(), r, readAs("a", "s1")), "one is still on its way")
	require.NoError(t, r.arrived([]graph.Document{{Article: graph.Article{ID: "a"}}, {Article: graph.Article{ID: "a"}}}))
	assert.Equal(t, []bool{true}, knownOf(t.Context(), r, readAs("a", "s1")))

	none := &resumption{pending: map[string]int{}}
	assert.Equal(t, []bool{false}, knownOf(t.Context(), none, readAs("a", "s1")))
	unknown := &resumption{store: holding(t, "a", ""), pending: map[string]int{}}
	assert.Equal(t, []bool{false}, knownOf(t.Context(), unknown, readAs("a", "")), "no stamp vouches for nothing")
}

func TestResumptionInDryRun(t *testing.T) {
	r := &resumption{store: holding(t, "a", "s1"), dry: true, pending: map[string]int{}}
	changed := readAs("a", "s2")
	changed.article.Hash = "another text"
	assert.Equal(t, []bool{true, true, true, false},
		knownOf(t.Context(), r, readAs("a", "s1"), readAs("b", "s1"), changed, readAs("a", "s2")),
		"only what the same text gives now has to be seen")
}

// Many articles pass in their order, and the store is asked about some at a time.
func TestResumptionPassesAll(t *testing.T) {
	var read []*extracted
	for i := range 3*askedArticles + 1 {
		read = append(read, readAs(fmt.Sprint(i), "s1"))
	}
	r := &resumption{store: holding(t, "250", "s1"), pending: map[string]int{}}
	known := knownOf(t.Context(), r, read...)
	require.Len(t, known, len(read))
	assert.Equal(t, 250, slices.Index(known, true))
}

// An error of the store ends the work at the latest when the last batch is in.
func TestResumptionFails(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := &resumption{store: failing{holding(t, "a", "s1")}, pending: map[string]int{}}
	assert.Equal(t, []bool{false}, knownOf(ctx, r, readAs("a", "s1")))
	assert.ErrorIs(t, r.arrived(nil), context.Canceled)
}

// failing is a store that heeds its context.
type failing struct{ graph.Store }

func (f failing) Holdings(ctx context.Context, _, _ []string) ([]graph.Holding, error) {
	return nil, ctx.Err()
}

// A stamp differs with all that a document depends on.
func TestStamp(t *testing.T) {
	s, err := (&schemaFlag{}).load()
	require.NoError(t, err)
	other := *s
	other.Types = slices.Clone(s.Types)
	other.Types[0].Frames = nil
	a := article.Article{ID: "a", Title: "t", Text: "text", Hash: "h", Published: "2026-01-01"}
	later := a
	later.Published = "2026-01-02"
	changed := a
	changed.Hash = "h2"
	seen := map[string]bool{}
	for _, stamp := range []string{
		newStamper(s, 0).of(&a), newStamper(s, 0.5).of(&a), newStamper(&other, 0).of(&a), newStamper(s, 0).of(&later), newStamper(s, 0).of(&changed),
	} {
		assert.Len(t, stamp, 20)
		assert.False(t, seen[stamp])
		seen[stamp] = true
	}
	assert.True(t, seen[newStamper(s, 0).of(&a)])
	assert.Empty(t, stamper{}.of(&a))
}
