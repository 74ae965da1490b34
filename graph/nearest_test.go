package graph_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

// A mistyped name has near ones, by name or alias, the nearest first; another name has none.
func TestNearest(t *testing.T) {
	g := graph.Graph{Nodes: []graph.Node{
		{ID: "1", Name: "Lwazi Zungu", Aliases: []string{"Zungu"}, Articles: 1},
		{ID: "2", Name: "Themba Mkhize", Articles: 5},
		{ID: "3", Name: "Thembi Mkhise", Articles: 9},
		{ID: "4", Name: "A body with a very much longer name than any that was asked for", Articles: 1},
	}}
	for name, want := range map[string][]string{
		"Temba Mkhize":  {"2", "3"},
		"thembi mkhize": {"3", "2"},
		"Zungo":         {"1"},
		"Zzyzx":         nil,
		"":              nil,
	} {
		nodes, err := graph.Nearest(g.Reader(), name, 2)
		require.NoError(t, err)
		var got []string
		for _, n := range nodes {
			got = append(got, n.ID)
		}
		assert.Equal(t, want, got, name)
	}
	_, err := graph.Nearest(failing{}, "x", 1)
	assert.ErrorIs(t, err, errFailing)
}

var errFailing = errors.New("failing")

type failing struct{ graph.Reader }

func (failing) Nodes(func(*graph.Node) error) error { return errFailing }
