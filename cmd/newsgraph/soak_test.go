package main

import (
	"bytes"
	"flag"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/newstest"
)

var soakFor = flag.Duration("soak", 0, "how long TestSoak builds: 0 is three rounds")

// TestSoak builds one store from ever new articles, round by round, and demands that no round leaves
// memory or goroutines behind. What the program keeps for good is there after the first round.
//
//	go test ./cmd/newsgraph -run TestSoak -v -soak 10m -timeout 0
func TestSoak(t *testing.T) {
	const articles, rounds = 25, 3
	const slack = 4 << 20 // of what the garbage collector leaves one time and not the other
	news, store := newstest.New(1), "sqlite:"+filepath.Join(t.TempDir(), "graph.db")
	var first uint64
	goroutines := 0
	t.Logf("%8s %9s %8s %8s %10s", "seconds", "articles", "heap MB", "peak MB", "goroutines")
	for begin, round := time.Now(), 1; round <= rounds || time.Since(begin) < *soakFor; round++ {
		folder := t.TempDir()
		writeNews(t, news, folder, articles, 3)
		var stdout, stderr bytes.Buffer
		require.Equal(t, exitDone, run(t.Context(), []string{"build", folder, "--store", store}, nil, &stdout, &stderr), &stderr)
		require.Contains(t, stdout.String(), "25 added")
		heap := heapInUse()
		if round == 1 {
			first, goroutines = heap, runtime.NumGoroutine()
		}
		if round <= rounds || round%20 == 0 {
			t.Logf("%8.0f %9d %8.1f %8d %10d", time.Since(begin).Seconds(), round*articles,
				float64(heap)/(1<<20), newstest.PeakMemory()>>20, runtime.NumGoroutine())
		}
		require.Less(t, heap, first+slack, "round %d", round)
		assert.LessOrEqual(t, runtime.NumGoroutine(), goroutines+2, "round %d", round)
	}
}

// heapInUse is the memory that is reachable, in bytes.
func heapInUse() uint64 {
	var m runtime.MemStats
	for range 2 { // pools let go of what they hold in the second
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
