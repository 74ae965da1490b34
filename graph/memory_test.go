package graph_test

import (
	"testing"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func(*testing.T) graph.Store { return graph.NewMemory(storetest.Symmetric) })
}
