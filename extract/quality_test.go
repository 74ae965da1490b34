package extract

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/quality"
	"github.com/newsgraph/newsgraph/graph"
)

// goldSets are the annotated articles: the folder of the annotations and that of the texts. The
// extraction was tuned on the first; nobody looked at the second while doing so.
var goldSets = []struct{ name, annotations, texts string }{
	{"dev", "testdata/gold/dev", "../examples/articles"},
	{"test", "testdata/gold/test", "testdata/gold/test"},
}

// goldTexts gives the text files of the annotated articles.
func goldTexts(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for _, set := range goldSets {
		names, err := filepath.Glob(set.texts + "/*.txt")
		require.NoError(tb, err)
		require.NotEmpty(tb, names, set.texts)
		out = append(out, names...)
	}
	return out
}

func readFile(tb testing.TB, path string) *article.Article {
	tb.Helper()
	a, err := article.ReadFile(path, article.Options{})
	require.NoError(tb, err)
	return a
}

// TestQuality holds precision and recall on the annotated articles, so that a change of quality
// shows in the diff of testdata/quality.txt: go test ./extract -run TestQuality -update.
func TestQuality(t *testing.T) {
	var sets []quality.Set
	for _, set := range goldSets {
		gold, err := quality.ReadGold(os.DirFS(set.annotations))
		require.NoError(t, err)
		var docs []*graph.Document
		for _, g := range gold {
			assert.NoError(t, g.Check())
			doc := pipeline(t).Extract(readFile(t, filepath.Join(set.texts, g.Name+".txt"))).Document
			docs = append(docs, &doc)
		}
		report := quality.ScoreAll(gold, docs)
		assert.Empty(t, report.Absent)
		sets = append(sets, quality.Set{Name: set.name, Report: report})
	}
	var got bytes.Buffer
	require.NoError(t, quality.WriteQuality(&got, sets...))
	const golden = "testdata/quality.txt"
	if *update {
		require.NoError(t, os.WriteFile(golden, got.Bytes(), 0o666))
		return
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), got.String(), "run with -update if the change is meant")
}
