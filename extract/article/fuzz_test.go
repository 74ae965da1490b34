package article

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/require"
)

// seeds gives the articles of testdata.
func seeds(tb testing.TB) []string {
	tb.Helper()
	var out []string
	for _, name := range []string{"wire", "broadcaster", "live-blog", "wiki", "wrapped", "pull-quote", "bulletin"} {
		ar, err := txtar.ParseFile("testdata/" + name + ".txtar")
		require.NoError(tb, err)
		out = append(out, string(ar.Files[0].Data))
	}
	return out
}

// FuzzRead checks that paragraphs are in order, apart, on rune boundaries and without white space
// around them, whatever the text is.
func FuzzRead(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Add("Title\n\u00a0\nImage: x\u0130 (AFP)\n(AFP)")
	f.Add("\u2028Photo by É\u2029— \nKYIV — İA b c d")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Read(strings.NewReader(text), "fuzz", Options{MaxBytes: 1 << 16})
		if err != nil {
			return
		}
		checkOrder(t, a)
		again, err := Read(strings.NewReader(a.Text), "fuzz", Options{})
		require.NoError(t, err)
		require.Equal(t, a.Hash, again.Hash)
	})
}

func FuzzISODate(f *testing.F) {
	f.Add("Monday, May 18, 2015")
	f.Add("05/03/2024 3:00 p.m. ET")
	f.Fuzz(func(t *testing.T, s string) {
		if d := isoDate(s); d != "" {
			require.Regexp(t, `^(18|19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`, d)
			require.Equal(t, d, isoDate(d))
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text := strings.Join(seeds(b), "\n\n")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(strings.NewReader(text), "bench", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
