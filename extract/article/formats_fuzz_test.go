package article

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// A target for each reader, so that each is looked for faults in. They demand that any bytes are read
// without a panic, and that each source is an article in order or an *Error.

func FuzzMarkdown(f *testing.F) {
	fuzzFormat(f, "fuzz.md", "---\ntitle: a\nauthors: [b, c]\ndate: 2026-03-02\n---\n# b\n\n- c\n\n> d", "| a | b |\n|---|---|\n| c | d |", "---\n- [\n---\n")
}

func FuzzHTML(f *testing.F) {
	var pages []string
	files, err := filepath.Glob("testdata/html/*.txtar")
	require.NoError(f, err)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(f, err)
		pages = append(pages, string(raw))
	}
	fuzzFormat(f, "fuzz.html", append(pages, "<table><tr><td>a<td><p>b", `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle"`)...)
}

func FuzzJSONLines(f *testing.F) {
	fuzzFormat(f, "fuzz.jsonl", `{"text":"One line.","title":"a"}`+"\n\n"+`{"text":"<p>Two.</p>"}`, `{"text":1}`, "{}\n[", "\xef\xbb\xbf{\"text\":\"a\"}")
}

func FuzzJSON(f *testing.F) {
	fuzzFormat(f, "fuzz.json", `[{"text":"One line."},{"text":["a","b"]}]`, `{"text":"a"}{"text":"b"}`, `{"articles":[{"text":"a"}]}`, "[", "[1,")
}

func FuzzFeed(f *testing.F) {
	fuzzFormat(f, "fuzz.xml",
		`<rss version="2.0"><channel><title>p</title><item><title>a</title><description>b</description><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title><link href="http://a.example/b"/><content type="html">&lt;p&gt;b c d&lt;/p&gt;</content></entry></feed>`,
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item><title>a</title></item></rdf:RDF>`)
}

func FuzzGzip(f *testing.F) {
	fuzzFormat(f, "fuzz.txt.gz", string(gzipped(f, []byte("One line."))), string(gzipped(f, gzipped(f, []byte("One line.")))), "\x1f\x8b")
}

func FuzzZip(f *testing.F) {
	fuzzFormat(f, "fuzz.zip", string(zipped(f, "a.txt", "One line.", "b.html", "<p>Two lines are here.</p>")),
		string(zipped(f, "b.zip", string(zipped(f, "a.txt", "One line.")), "../c.txt", "x")), "PK\x05\x06")
}

// FuzzPacked demands that what is packed reads as it does unpacked.
func FuzzPacked(f *testing.F) {
	f.Add([]byte("A title\n\nA body here."), uint8(0))
	f.Add([]byte(`{"text":"One line."}`), uint8(6))
	f.Fuzz(func(t *testing.T, raw []byte, ext uint8) {
		name := "fuzz" + Extensions[int(ext)%len(Extensions)]
		if format := FormatOf(name); format == Gzip || format == Zip {
			return
		}
		plain := readOut(t, raw, name, Options{MaxBytes: 1 << 16})
		require.Len(t, readOut(t, gzipped(t, raw), name+".gz", Options{MaxBytes: 1 << 16}), len(plain))
		require.Len(t, readOut(t, zipped(t, name, string(raw)), "fuzz.zip", Options{MaxBytes: 1 << 16}), len(plain))
	})
}

// fuzzFormat reads any bytes as a file of a name.
func fuzzFormat(f *testing.F, name string, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		sources := 0
		from := origin{path: name, format: FormatOf(name)}
		fromReader(context.Background(), bytes.NewReader(raw), from, Options{MaxBytes: 1 << 16}, func(next Source) bool {
			sources++
			a, err := next()
			if err != nil {
				var placed *Error
				require.True(t, errors.As(err, &placed), "%v", err)
				return true
			}
			checkOrder(t, a)
			return true
		})
		require.Positive(t, sources, "neither an article nor an error")
	})
}

// checkOrder checks that paragraphs are in order, apart, on rune boundaries and without white space
// around them.
func checkOrder(t *testing.T, a *Article) {
	require.True(t, utf8.ValidString(a.Text))
	require.NotContains(t, a.Text, "\r")
	require.NotEmpty(t, a.ID)
	at := 0
	for _, p := range a.Paragraphs {
		require.GreaterOrEqual(t, p.Start, at)
		require.Less(t, p.Start, p.End)
		require.LessOrEqual(t, p.End, len(a.Text))
		s, e := trim(a.Text, p.Start, p.End)
		require.Equal(t, [2]int{p.Start, p.End}, [2]int{s, e})
		require.True(t, utf8.RuneStart(a.Text[p.Start]))
		require.True(t, p.End == len(a.Text) || utf8.RuneStart(a.Text[p.End]))
		at = p.End
	}
}
