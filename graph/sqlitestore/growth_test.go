package sqlitestore_test

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/newstest"
)

var growTo = flag.Int("growto", 10_000, "articles that BenchmarkGrowth loads: 100000 takes minutes")

// brief makes news of articles of 100 words.
func brief() *newstest.News {
	news := newstest.New(1)
	news.Entities, news.Mentions, news.Relations = 8, 2, 4
	return news
}

// BenchmarkGrowth loads articles into one store, 100 in a batch, and tells on the way what an article
// costs: the cost is not to grow with the store.
func BenchmarkGrowth(b *testing.B) {
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "graph.db")
		store, news := open(b, path), brief()
		b.Logf("%8s %14s %14s %14s %10s %10s", "articles", "cpu ms/article", "ms/article", "kB/article", "peak MB", "file MB")
		var cpu, clock time.Duration
		var moved int64
		for made := 0; made < *growTo; {
			docs := news.Documents(100)
			began, used, before := time.Now(), newstest.CPU(), newstest.Moved()
			_, err := store.Upsert(b.Context(), docs)
			require.NoError(b, err)
			clock, cpu = clock+time.Since(began), cpu+newstest.CPU()-used
			moved += newstest.Moved() - before
			made += len(docs)
			if made%1000 != 0 {
				continue
			}
			if tellAt(made) {
				file, err := os.Stat(path)
				require.NoError(b, err)
				b.Logf("%8d %14.2f %14.2f %14d %10d %10d", made, cpu.Seconds(), clock.Seconds(), moved/1000/1000, newstest.PeakMemory()>>20, file.Size()>>20)
			}
			cpu, clock, moved = 0, 0, 0
		}
		require.NoError(b, store.Close())
	}
}

// tellAt tells at which numbers of articles the cost of the last thousand is told.
func tellAt(n int) bool {
	for _, step := range []int{1000, 10_000, 100_000} {
		if n == step || n == 2*step || n == 5*step {
			return true
		}
	}
	return false
}
