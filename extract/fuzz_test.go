package extract

import (
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article"
)

// FuzzExtract demands of any bytes that they are read without a panic and give a sound document.
// Run it with -fuzzminimizetime 1x: each input takes milliseconds.
func FuzzExtract(f *testing.F) {
	for _, file := range goldenFiles(f) {
		archive, err := txtar.ParseFile(file)
		require.NoError(f, err)
		for _, c := range archive.Files {
			if !strings.HasSuffix(c.Name, ".want") {
				f.Add(c.Data)
			}
		}
	}
	for _, odd := range []string{
		"", "\x00", "\xff\xfe", "’s", "'ll said.", "— — —", "“”“”", "((((", "\u202eRussia attacked Ukraine.", "Ру́сский attacked İstanbul.",
		"(SDF) (SDF) SDF", "His his him.", "A, A and A met A of A in A.", "“I,” said he, “am he.”", "Al-Al-Al-Al attacked al-.", "May May May 2015 to 2014",
	} {
		f.Add([]byte(odd))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := article.Read(strings.NewReader(string(data)), "fuzz", article.Options{MaxBytes: 1 << 12})
		if err != nil {
			return
		}
		checkTokens(t, a, sentencesOf(a))
		res := pipeline(t).Extract(a)
		checkResult(t, a, res)
		assert.LessOrEqual(t, res.Words, len(data)*3)
	})
}

// pathological are runs of text, to be repeated, on which naive rules are quadratic. %d is a number.
var pathological = map[string]string{
	"commas": ",", "spaced": ", ", "no stop": "rebels attacked the town and ", "brackets": "(", "deep": "( ", "one word": "a",
	"hyphens": "a-", "compounds": "long-term ", "dashes": "—", "apostrophes": "'", "quotes": "“ \" ", "stops": ". ",
	"names": "Ana Kos, Petr Novak, ", "new names": "Ana%d Kos%d, ", "sentences": "Russia attacked Ukraine. ", "pronouns": "He met him. ",
	"acronyms": "The Free Army (FA) left. ", "new acronyms": "Free%d Army%d (FA%d) left. ", "paragraphs": "Russia attacked Ukraine.\n\n",
	"months": "May 2015 ", "possessives": "Kos's ", "marks": "\u0301", "nuls": "\x00", "white spaces": " \u00a0\t",
	"coordination": "and Russia ", "of": "of Russia ", "said": "said that he ", "titles": "President ", "initials": "J. K. ",
	"abbreviations": "Gen. ", "slashes": "a/b/", "addresses": "http://a.b/c ", "semicolons": "Russia attacked; ", "relative": "who said ",
	"emoji": "😀", "lines": "Russia\n", "met": "Ana%d Kos%d met Petr%d. ",
}

// repeated makes a text of about a size of a run.
func repeated(run string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.ReplaceAll(run, "%d", strconv.Itoa(i)))
	}
	return b.String()
}

// TestPathological demands that the work on such texts, by what is allocated for it, grows no faster than
// they do. BenchmarkPathological tells the time.
func TestPathological(t *testing.T) {
	const size, times = 1 << 10, 4
	pipeline(t).Extract(body(repeated("Russia attacked Ukraine. ", size))) // for what is made once
	for name, run := range pathological {
		t.Run(name, func(t *testing.T) {
			allocated := func(size int) float64 {
				a := body(repeated(run, size))
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				checkResult(t, a, pipeline(t).Extract(a))
				runtime.ReadMemStats(&after)
				return float64(after.TotalAlloc - before.TotalAlloc)
			}
			small, large := allocated(size), allocated(times*size)
			const fixed = 4 << 20
			assert.Less(t, large, 1.5*times*small+fixed, "%d times the text: %.1f times the work", times, large/small)
		})
	}
}

// TestLongArticle checks that of an article of the largest size a bounded part is read.
func TestLongArticle(t *testing.T) {
	for name, text := range map[string]string{
		"no sentence end": strings.Repeat("word ", 2<<20), "one word": strings.Repeat("a", 10<<20),
		"stops": strings.Repeat(". ", 5<<20), "wide": strings.Repeat("é", 5<<20),
	} {
		read := 0
		for _, p := range piecesOf(body(text)) {
			assert.True(t, utf8.ValidString(text[p.start:p.end]), name)
			read += p.end - p.start
		}
		assert.InDelta(t, MaxText, read, 300, name)
	}
	a := body(strings.Repeat("x", MaxText-10) + " Russia attacked Ukraine.")
	assert.Len(t, piecesOf(a), 1)
	assert.Equal(t, MaxText-10, piecesOf(a)[0].end)
}
