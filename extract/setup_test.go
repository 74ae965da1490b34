package extract

import (
	"flag"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMain gives the random tests a seed, so that a change fails by its own fault alone;
// -rapid.seed=$RANDOM -rapid.checks=100000 looks for new faults.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.seed", "1"); err != nil {
		panic(err)
	}
	m.Run()
}

var shared = sync.OnceValues(func() (*Pipeline, error) { return New(Options{}) })

// pipeline gives the Pipeline that the tests share.
func pipeline(tb testing.TB) *Pipeline {
	tb.Helper()
	p, err := shared()
	require.NoError(tb, err)
	return p
}

// read reads an article from text.
func read(tb testing.TB, text string) *article.Article {
	tb.Helper()
	a, err := article.Read(strings.NewReader(text), "test.txt", article.Options{})
	require.NoError(tb, err)
	return a
}

// body makes an article of one paragraph of running text, whatever its layout looks like.
func body(text string) *article.Article {
	return &article.Article{Text: text, Paragraphs: []article.Paragraph{{Kind: article.Body, Start: 0, End: len(text)}}}
}

// wordsOf gives the words of each sentence, joined by blanks.
func wordsOf(sentences []sentence) []string {
	var out []string
	for _, s := range sentences {
		words := make([]string, len(s.tokens))
		for i, t := range s.tokens {
			words[i] = t.word
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}
