package graph_test

import (
	"flag"
	"testing"
)

// TestMain gives the random tests a seed, so that a change fails by its own fault alone;
// -rapid.seed=$RANDOM -rapid.checks=100000 looks for new faults.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.seed", "1"); err != nil {
		panic(err)
	}
	m.Run()
}
