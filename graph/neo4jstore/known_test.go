package neo4jstore

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/newsgraph/newsgraph/graph"
)

// A filter has all that was added, and hardly anything else.
func TestFilter(t *testing.T) {
	f := newFilter()
	const n = 100_000
	for i := range n {
		f.add(graph.EntityID("Person", fmt.Sprintf("Jane %d", i), ""))
	}
	wrong := 0
	for i := range n / 10 {
		assert.True(t, f.has(graph.EntityID("Person", fmt.Sprintf("Jane %d", i), "")))
		if f.has(graph.EntityID("Person", fmt.Sprintf("John %d", i), "")) {
			wrong++
		}
	}
	assert.Less(t, wrong, 20, "of 10,000")
}

// A recent map keeps what is asked for.
func TestRecent(t *testing.T) {
	r := recent[int]{most: 10}
	for i := range 1000 {
		r.put(fmt.Sprint(i), i)
		if i >= 3 {
			got, ok := r.get("3")
			assert.True(t, ok)
			assert.Equal(t, 3, got)
		}
		assert.LessOrEqual(t, len(r.fresh)+len(r.old), 20)
	}
	_, ok := r.get("4")
	assert.False(t, ok)
	r.drop("3")
	_, ok = r.get("3")
	assert.False(t, ok)
}
