package article

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article/web"
)

// readOut reads all that a stream holds: "path | title | text" of each article, or its error.
func readOut(t *testing.T, raw []byte, path string, opt Options) []string {
	t.Helper()
	var out []string
	from := origin{path: path, format: FormatOf(path)}
	fromReader(t.Context(), bytes.NewReader(raw), from, opt, func(next Source) bool {
		a, err := next()
		if err != nil {
			out = append(out, err.Error())
		} else {
			out = append(out, a.Path+" | "+a.Title+" | "+a.Text)
		}
		return true
	})
	return out
}

func gzipped(t testing.TB, raw []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(raw)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return out.Bytes()
}

func zipped(t testing.TB, files ...string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		require.NoError(t, err)
		_, err = f.Write([]byte(files[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

func TestFormats(t *testing.T) {
	fields := Options{Fields: Fields{"text": "content.body", "title": "headline"}}
	line := `{"headline":"Paris calls","content":{"body":["Jane Doe came.","She left."]}}`
	tests := []struct {
		name, path, in string
		opt            Options
		want           []string
	}{
		{"text", "a.txt", "A title\n\nA body here.", Options{}, []string{"a.txt | A title | A title\n\nA body here."}},
		{"brackets are text", "a", "[Update] A title\n\nA body here.", Options{}, []string{"a | [Update] A title | [Update] A title\n\nA body here."}},
		{"markdown", "a.md", "---\ntitle: Front\n---\n# Head\n\nThe *fish* &amp;\nchips.\n\n- one\n- two\n\n```\ncode\n```\n", Options{}, []string{"a.md | Front | Head\n\nThe fish & chips.\n\n• one\n• two"}},
		{"sniffed page", "a", "\n<!DOCTYPE html><title>T</title><p>Jane Doe came to Paris on Monday.", Options{}, []string{"a | T | Jane Doe came to Paris on Monday."}},
		{"fields", "a.jsonl", line + "\n{}", fields, []string{"a.jsonl:1 | Paris calls | Jane Doe came.\n\nShe left.", `article: a.jsonl:2: not a JSON object with a text: no field "content.body"; there are `}},
		{"list", "a.json", " [" + line + ",\n" + line + "]", fields, []string{"a.json#1 | Paris calls | Jane Doe came.\n\nShe left.", "a.json#2 | Paris calls | Jane Doe came.\n\nShe left."}},
		{"object", "a.json", "{\n\"text\": \"One line.\"}", Options{}, []string{"a.json#1 |  | One line."}},
		{"cut list", "a.json", `[{"text":"One line."},`, Options{}, []string{"a.json#1 |  | One line.", "article: a.json: near byte 22: not a JSON object with a text: unexpected EOF"}},
		{"wrapped", "a.json", `{"n":1,"docs":[{"text":"x"}]}`, Options{}, []string{`article: a.json#1: an object, whose field "docs" has a list of objects, and no article`}},
		{"empty list", "a.json", "[]", Options{}, []string{"article: a.json: no text in it"}},
		{"markup in a record", "a.jsonl", `{"text":"<p>One line.</p><p>Two &amp; three.</p>"}`, Options{}, []string{"a.jsonl:1 | One line. | One line.\n\nTwo & three."}},
		{"gzip", "a.txt.gz", string(gzipped(t, []byte("A title\n\nBody."))), Options{}, []string{"a.txt.gz | A title | A title\n\nBody."}},
		{"sniffed gzip", "-", string(gzipped(t, []byte(`{"text":"One line."}`))), Options{}, []string{"-:1 |  | One line."}},
		{"damaged gzip", "a.gz", "\x1f\x8bxxxx", Options{}, []string{"article: a.gz: damaged archive"}},
		{"zip", "z.zip", string(zipped(t, "b.txt", "B title\n\nBody.", "a/x.jsonl", `{"text":"One line."}`, ".hidden.txt", "x", "n.pdf", "x")), Options{}, []string{"z.zip/a/x.jsonl:1 |  | One line.", "z.zip/b.txt | B title | B title\n\nBody."}},
		{"damaged zip", "z.zip", "PK\x03\x04 no", Options{}, []string{"article: z.zip: damaged archive"}},
		{"nested", "z.zip", string(zipped(t, "a.zip", string(zipped(t, "b.zip", string(zipped(t, "c.txt", "c")))))), Options{}, []string{"article: z.zip/a.zip/b.zip: an archive in an archive in an archive"}},
		{"no feed", "a.xml", "<sitemap/>", Options{}, []string{"article: a.xml: not an RSS or Atom feed"}},
		{"feed", "a.rss", `<rss version="2.0"><channel><title>Post</title><item><title>Rain</title><description>&lt;p&gt;It rained in Riga on Monday.&lt;/p&gt;</description></item></channel></rss>`, Options{}, []string{"a.rss#1 | Rain | It rained in Riga on Monday."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, readOut(t, []byte(tt.in), tt.path, tt.opt))
		})
	}
}

// A bomb ends with an error, however it is nested, long before all of it is unpacked.
func TestBombs(t *testing.T) {
	zeros := bytes.Repeat([]byte(" "), 400<<20)
	bomb := gzipped(t, zeros)
	for name, raw := range map[string][]byte{
		"a.jsonl.gz": bomb, "a.json.gz": bomb, "a.zip": zipped(t, "x.jsonl", string(zeros[:300<<20])), "b.zip": zipped(t, "x.jsonl.gz", string(bomb)),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := readOut(t, raw, name, Options{})
		runtime.ReadMemStats(&after)
		require.NotEmpty(t, got, name)
		assert.Regexp(t, "unpacks to more than 200 times its size|larger than the limit", strings.Join(got, "\n"), name)
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(200<<20), name)
	}
}

func TestForeign(t *testing.T) {
	for text, code := range map[string]string{
		"Die Regierung hat am Montag in Berlin beschlossen, dass die neuen Gesetze erst im kommenden Jahr gelten sollen. Der Minister sagte, er habe mit allen Parteien gesprochen und sei sicher.": "de",
		"El presidente de la República anunció el lunes que el gobierno presentará una nueva ley de agua antes de que termine el año, según informaron fuentes del ministerio en la capital.":       "es",
		"Президент страны заявил в понедельник, что правительство представит новый закон о воде до конца года, сообщили источники в министерстве в столице государства.":                            "ru",
		"The president of the republic said on Monday that his government would present a new law on water before the end of the year, according to sources at the ministry in the capital.":        "",
		"Ahmad al-Sharaa, Abu Muhammad al-Julani, Bashar al-Assad, Jabhat al-Nusra, Hay'at Tahrir al-Sham and Harakat Ahrar al-Sham met in Idlib with the leaders of Jaysh al-Islam, it was said.":  "",
		"Kurzer Text.": "",
	} {
		a, err := Read(strings.NewReader(text), "x", Options{})
		require.NoError(t, err)
		assert.Equal(t, code != "", a.Foreign, text)
		if code != "" {
			assert.Equal(t, code, a.Language)
		}
	}
	files, err := filepath.Glob("../testdata/gold/*/*.txt")
	require.NoError(t, err)
	examples, err := filepath.Glob("../../examples/articles/*.txt")
	require.NoError(t, err)
	for _, file := range append(files, examples...) {
		a, err := ReadFile(file, Options{})
		require.NoError(t, err)
		assert.False(t, a.Foreign, file)
	}
}

// A feed's entries are read from the pages that they link to; what those don't tell, the feed tells.
func TestFeedWithPages(t *testing.T) {
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	defer server.Close()
	mux.HandleFunc("/feed", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><link>` + server.URL + `</link><item><title>Rain</title><link>/1</link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item><item><link>/2</link></item></channel></rss>`))
	})
	mux.HandleFunc("/1", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<html><h1>Rain in Riga</h1><p>It rained in Riga on Monday, and the mayor was glad of it.</p></html>"))
	})
	opt := Options{Web: web.NewClient(web.Options{AllowPrivate: true})}
	var got []string
	for next := range FromURL(t.Context(), server.URL+"/feed", opt) {
		a, err := next()
		if err != nil {
			got = append(got, strings.ReplaceAll(err.Error(), server.URL, ""))
			continue
		}
		got = append(got, strings.TrimPrefix(a.URL, server.URL), a.Title, a.Published, a.Publisher, a.Text)
	}
	assert.Equal(t, []string{"/1", "Rain in Riga", "2026-03-02", "Post", "It rained in Riga on Monday, and the mayor was glad of it.", "article: /2: 404 Not Found"}, got)
}

// Odd pages and texts of the largest size are read in bounded time.
func TestPathologicalInputs(t *testing.T) {
	fill := func(part string, size int) string { return strings.Repeat(part, size/len(part)) }
	for name, in := range map[string]string{
		"no sentence end.txt": fill("word ", 9<<20), "commas.txt": fill(",", 100_000), "deep.html": fill("<div>", 1<<20),
		"unclosed.html": fill("<p>One two <b>three ", 1<<20), "flat.html": "<html><body>" + fill("<p>It rained in Riga on Monday, he said.</p>", 2<<20),
		"deep.json": fill("[", 1<<20), "deep.jsonl": `{"text":` + fill("[", 1<<20), "deep.md": fill("> ", 100_000), "stars.md": fill("*a ", 100_000),
		"tags.html": fill("<", 1<<20), "deep.xml": "<rss><channel>" + fill("<item>", 1<<20),
	} {
		begin := time.Now()
		readOut(t, []byte(in), name, Options{})
		took := time.Since(begin)
		t.Logf("%s: %v", name, took)
		assert.Less(t, took, time.Minute, name)
	}
}
