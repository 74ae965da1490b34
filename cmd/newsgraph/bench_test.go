package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/newstest"
)

var (
	buildArticles  = flag.Int("articles", 200, "articles of the folder that BenchmarkBuild builds from")
	buildSentences = flag.Int("sentences", 2, "sentences of each")
)

// BenchmarkBuild builds a store from a folder of generated articles, and again what it holds already.
//
//	go test ./cmd/newsgraph -run '^$' -bench Build -benchtime 1x -articles 100000
func BenchmarkBuild(b *testing.B) {
	folder := b.TempDir()
	writeNews(b, newstest.New(1), folder, *buildArticles, *buildSentences)
	store := "sqlite:" + filepath.Join(b.TempDir(), "graph.db")
	for _, name := range []string{"new", "again"} {
		b.Run(name, func(b *testing.B) {
			used := newstest.CPU()
			newstest.PeakMemory()
			for b.Loop() {
				var stdout, stderr bytes.Buffer
				require.Equal(b, exitDone, run(b.Context(), []string{"build", folder, "--store", store}, nil, &stdout, &stderr), &stderr)
			}
			articles := float64(b.N * *buildArticles)
			b.ReportMetric((newstest.CPU()-used).Seconds()*1000/articles, "cpu-ms/article")
			b.ReportMetric(articles/b.Elapsed().Seconds(), "articles/s")
			b.ReportMetric(float64(newstest.PeakMemory()>>20), "peak-MB")
		})
	}
}

// writeNews writes generated articles into a folder, a thousand in each of its subfolders.
func writeNews(tb testing.TB, news *newstest.News, folder string, articles, sentences int) {
	for i := range articles {
		dir := filepath.Join(folder, fmt.Sprintf("%04d", i/1000))
		require.NoError(tb, os.MkdirAll(dir, 0o700))
		path := filepath.Join(dir, fmt.Sprintf("%03d.txt", i%1000))
		require.NoError(tb, os.WriteFile(path, []byte(news.Text(sentences)), 0o600))
	}
}
