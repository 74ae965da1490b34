package newstest

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

// TestNames checks that each entity of the world has a name of its own, and each label has its share.
func TestNames(t *testing.T) {
	seen, labels := map[string]int{}, map[string]int{}
	for k := range worldSize {
		who := nameOf(k)
		key := who.label + "\x00" + graph.NormalName(who.name)
		other, double := seen[key]
		require.False(t, double, "%d and %d are both %q", k, other, who.name)
		seen[key] = k
		labels[who.label]++
	}
	assert.Len(t, labels, 4)
}

// TestNews checks that news is the same for the same seed, sound, and of hubs and a long tail.
func TestNews(t *testing.T) {
	docs := New(1).Documents(500)
	assert.Equal(t, docs, New(1).Documents(500))
	assert.NotEqual(t, docs[0].Entities, New(2).Document().Entities)
	articles := map[string]int{} // by name
	for i := range docs {
		require.NoError(t, graph.Check(&docs[i]))
		for _, e := range docs[i].Entities {
			articles[e.Name]++
		}
	}
	most, once := 0, 0
	for _, n := range articles {
		most = max(most, n)
		if n == 1 {
			once++
		}
	}
	assert.Greater(t, most, len(docs)/4)
	assert.Greater(t, once, len(articles)/2)
}

func TestText(t *testing.T) {
	text := New(1).Text(3)
	assert.Equal(t, text, New(1).Text(3))
	title, rest, found := strings.Cut(text, "\n\n")
	require.True(t, found)
	assert.NotEmpty(t, title)
	assert.Regexp(t, `^[A-Z]+, January 1, 2020 - [A-Z].*\.\n$`, rest)
}
