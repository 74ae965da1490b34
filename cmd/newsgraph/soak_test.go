package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/newstest"
)

var soakFor = flag.Duration("soak", 0, "how long TestSoak feeds articles: 0 is a few rounds")

// TestSoak feeds one build ever new articles and demands that none leaves memory or goroutines behind.
//
//	go test ./cmd/newsgraph -run TestSoak -v -soak 10m -timeout 0
func TestSoak(t *testing.T) {
	const articles, rounds, window = 100, 6, 3
	const slack = 12 << 20 // of what is on its way to the store, more one time than the other
	in, feed := io.Pipe()
	var stdout, stderr bytes.Buffer
	status := make(chan int, 1)
	args := []string{"build", "-", "--store", "sqlite:" + filepath.Join(t.TempDir(), "graph.db")}
	go func() { status <- run(t.Context(), args, in, &stdout, &stderr) }()
	news, lines := newstest.New(1), json.NewEncoder(feed)
	var first uint64
	var heaps []uint64
	goroutines, fed := runtime.NumGoroutine(), 0
	t.Logf("%8s %9s %8s %8s %10s", "seconds", "articles", "heap MB", "peak MB", "goroutines")
	for begin, round := time.Now(), 1; round <= rounds || time.Since(begin) < *soakFor; round++ {
		for range articles {
			require.NoError(t, lines.Encode(map[string]string{"id": fmt.Sprint(fed), "text": news.Text(1)}))
			fed++
		}
		heap, running := heapInUse(), runtime.NumGoroutine()
		if round <= window { // what is on its way, and what the program keeps for good
			first = max(first, heap)
		}
		if round <= rounds || round%10 == 0 {
			t.Logf("%8.0f %9d %8.1f %8d %10d", time.Since(begin).Seconds(), fed, float64(heap)/(1<<20), newstest.PeakMemory()>>20, running)
		}
		heaps = append(heaps, heap)
		low := slices.Min(heaps[max(0, round-window):]) // a leak stays, what is on its way goes
		require.Less(t, low, first+slack, "round %d", round)
	}
	require.NoError(t, feed.Close())
	require.Equal(t, exitDone, <-status, &stderr)
	require.Contains(t, stdout.String(), fmt.Sprintf("%d added", fed))
	require.Eventually(t, func() bool { return runtime.NumGoroutine() <= goroutines+1 }, time.Minute, 10*time.Millisecond)
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
