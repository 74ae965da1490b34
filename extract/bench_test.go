package extract

import (
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article"
)

// cpuTime gives the CPU time that the process has used.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkExtract reads the annotated articles over and over: words a second of CPU time count, since
// the garbage collector works beside the extraction.
func BenchmarkExtract(b *testing.B) {
	p := pipeline(b)
	var articles []*article.Article
	for _, path := range goldTexts(b) {
		articles = append(articles, readFile(b, path))
	}
	p.Extract(articles[0])
	bytes, words := 0, 0
	for _, a := range articles {
		bytes += len(a.Text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	from := cpuTime(b)
	for b.Loop() {
		for _, a := range articles {
			words += p.Extract(a).Words
		}
	}
	b.ReportMetric(float64(words)/(cpuTime(b)-from).Seconds(), "words/cpu-s")
}

// BenchmarkNew makes a Pipeline over the model and gazetteer that the process has decoded already.
func BenchmarkNew(b *testing.B) {
	pipeline(b)
	b.ReportAllocs()
	for b.Loop() {
		_, err := New(Options{})
		require.NoError(b, err)
	}
}

// BenchmarkSentences cuts articles into sentences and words, without the model.
func BenchmarkSentences(b *testing.B) {
	a := readFile(b, goldTexts(b)[0])
	b.SetBytes(int64(len(a.Text)))
	b.ReportAllocs()
	for b.Loop() {
		sentencesOf(a)
	}
}
