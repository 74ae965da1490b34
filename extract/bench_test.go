package extract

import (
	"maps"
	"slices"
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

// BenchmarkPathological tells the CPU time that texts take on which naive rules are quadratic, by size and
// for four times the size: the second is to be about four times the first.
func BenchmarkPathological(b *testing.B) {
	const size = 4 << 10
	for _, name := range slices.Sorted(maps.Keys(pathological)) {
		b.Run(name, func(b *testing.B) {
			small, large := body(repeated(pathological[name], size)), body(repeated(pathological[name], 4*size))
			var took [2]time.Duration
			for b.Loop() {
				for i, a := range []*article.Article{small, large} {
					from := cpuTime(b)
					pipeline(b).Extract(a)
					took[i] += cpuTime(b) - from
				}
			}
			b.ReportMetric(took[1].Seconds()/float64(b.N)/float64(len(large.Text))*(1<<20), "cpu-s/MB")
			b.ReportMetric(float64(took[1])/float64(took[0]), "times")
		})
	}
}
