package article

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPages reads pages in the manner of many news sites. Their text must be that of body.txt line by
// line: no sentence of the page around it, no paragraph lost.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/html/*.txtar")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(files), 12)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			require.NoError(t, err)
			require.Len(t, ar.Files, 3)
			a, err := readBytes(ar.Files[0].Data, origin{path: file, format: HTML}, Options{})
			require.NoError(t, err)
			body := string(ar.Files[1].Data)
			assert.Equal(t, inkOf(body), inkOf(a.Text))
			score := shingleF1(a.Text, body)
			t.Logf("shingle F1 %.3f", score)
			assert.GreaterOrEqual(t, score, 0.99)
			assert.Equal(t, string(ar.Files[2].Data), fieldsOf(a))
			assert.False(t, a.Foreign)
		})
	}
}

// inkOf gives the lines of a text that are not blank.
func inkOf(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func fieldsOf(a *Article) string {
	out := fmt.Sprintf("title: %s\npublished: %s\nauthor: %s\npublisher: %s\nurl: %s\nlanguage: %s\n", a.Title, a.Published, a.Author, a.Publisher, a.URL, a.Language)
	return strings.ReplaceAll(out, ": \n", ":\n")
}

// shingleF1 compares two texts by their runs of four words, as published comparisons of extractors do.
func shingleF1(got, want string) float64 {
	a, b := shingleCounts(got), shingleCounts(want)
	common, all := 0, 0
	for s, n := range a {
		common += min(n, b[s])
		all += n
	}
	for _, n := range b {
		all += n
	}
	return 2 * float64(common) / float64(all)
}

func shingleCounts(text string) map[string]int {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
	out := map[string]int{}
	for i := range max(1, len(words)-3) {
		out[strings.Join(words[i:min(i+4, len(words))], " ")]++
	}
	return out
}
