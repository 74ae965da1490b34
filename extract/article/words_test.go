package article

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWordLists(t *testing.T) {
	l := words()
	for _, name := range []string{"agency", "date", "joiner", "label", "line", "mark", "opener", "picture", "press", "role", "section", "small", "start", "tail"} {
		assert.NotEmpty(t, l[name], name)
	}
	assert.Len(t, l, 15, "a list that nothing reads")
	assert.True(t, l.has("line", "Smaller  Bigger"))
	assert.True(t, l.has("line", "12 MIN READ"))
	assert.True(t, l.has("agency", "(AFP)"))
	assert.False(t, l.has("agency", "AFPS"))
	assert.Equal(t, 3, l.startLength("start", "Follow us on Mastodon"))
	assert.Zero(t, l.startLength("start", "Follow the money"))
}

func TestFold(t *testing.T) {
	assert.Equal(t, "dont stop its 1234", fold("Don’t stop: it's 1234", false))
	assert.Equal(t, "ça va 0 0 min", fold("«Ça va» 1,234.5 / 12 min", true))
	assert.Equal(t, "rock n roll", fold("rock 'n' roll'", false))
	assert.Empty(t, fold("—…", false))
}

func TestSentences(t *testing.T) {
	assert.Equal(t, 1, sentences("Mr. J. R. Smith of the U.S. Army said so."))
	assert.Equal(t, 2, sentences("They met again. Smith said so."))
}

func TestOddKinds(t *testing.T) {
	assert.Equal(t, "unknown", Kind(99).String())
}

func BenchmarkWords(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parseLists(wordsFile)
	}
}
