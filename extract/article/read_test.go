package article

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

func TestReadErrors(t *testing.T) {
	tests := []struct {
		name, in     string
		is           error
		line, column int
		message      string
	}{
		{"empty", "", ErrEmpty, 0, 0, "article: in.txt: no text in it"},
		{"white space", " \n\u00a0\u200b\r\n\t", ErrEmpty, 0, 0, "article: in.txt: no text in it"},
		{"byte order mark alone", "\ufeff", ErrEmpty, 0, 0, "article: in.txt: no text in it"},
		{"nul", "Title\n\nbody\x00", ErrBinary, 0, 0, "article: in.txt: binary, not text"},
		{"controls", "\x7fELF\x01\x02\x03\x04\x05abc", ErrBinary, 0, 0, "article: in.txt: binary, not text"},
		{"utf-16", "\xff\xfeT\x00i\x00", ErrUTF16, 0, 0, "article: in.txt: UTF-16, not UTF-8"},
		{"latin-1", "Title\r\n\r\nAn caf\xe9 in Lyon", ErrEncoding, 3, 7, "article: in.txt:3:7: not valid UTF-8"},
		{"cut rune", "a\rb\xe2\x80", ErrEncoding, 2, 2, "article: in.txt:2:2: not valid UTF-8"},
		{"too large", strings.Repeat("a", 2049), ErrTooLarge, 0, 0, "article: in.txt: larger than the limit of 2048 bytes an article"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(tt.in), "in.txt", Options{MaxBytes: 2048})
			require.ErrorIs(t, err, tt.is)
			var e *Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, "in.txt", e.Path)
			assert.Equal(t, [2]int{tt.line, tt.column}, [2]int{e.Line, e.Column})
			assert.Equal(t, tt.message, err.Error())
		})
	}
}

func TestReadFailure(t *testing.T) {
	broken := errors.New("broken pipe")
	_, err := Read(io.MultiReader(strings.NewReader("Title"), &failing{broken}), "-", Options{})
	require.ErrorIs(t, err, broken)
	assert.EqualError(t, err, "article: -: broken pipe")
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	require.NoError(t, os.WriteFile(path, []byte("\ufeffOne\r\ntitle\r\rBody\u00a0here."), 0o644))
	a, err := ReadFile(path, Options{})
	require.NoError(t, err)
	assert.Equal(t, "One\ntitle\n\nBody\u00a0here.", a.Text)
	assert.Equal(t, "One", a.Title)
	assert.Equal(t, graph.ArticleID("", path), a.ID)
	assert.Equal(t, "en", a.Language)

	_, err = ReadFile(filepath.Join(dir, "none.txt"), Options{})
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.EqualError(t, err, "article: "+filepath.Join(dir, "none.txt")+": no such file or directory")
	_, err = ReadFile(dir, Options{})
	require.Error(t, err)
	_, err = ReadFile(path, Options{MaxBytes: 5})
	require.ErrorIs(t, err, ErrTooLarge)
}

// endless is a line that never ends.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.read += int64(len(p))
	return len(p), nil
}

func TestLongLineIsRefusedEarly(t *testing.T) {
	in := &endless{}
	_, err := Read(in, "-", Options{})
	require.ErrorIs(t, err, ErrTooLarge)
	assert.EqualError(t, err, "article: -: larger than the limit of 10 MB an article")
	assert.LessOrEqual(t, in.read, int64(DefaultMaxBytes+1))
}

func TestLongJSONLineTakesFlatMemory(t *testing.T) {
	in := io.MultiReader(io.LimitReader(&endless{}, 100<<20), strings.NewReader("\n{\"text\":\"Title\\nBody.\"}\n"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var errs, read int
	for a, err := range ReadJSONLines(in, "-", Options{MaxBytes: 1 << 20}) {
		if err != nil {
			errs++
			assert.EqualError(t, err, "article: -:1: larger than the limit of 1 MB an article")
			continue
		}
		read++
		assert.Equal(t, "-:2", a.Path)
	}
	runtime.ReadMemStats(&after)
	assert.Equal(t, [2]int{1, 1}, [2]int{errs, read})
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(16<<20))
}

func TestHashTellsContent(t *testing.T) {
	read := func(text, path string) *Article {
		a, err := Read(strings.NewReader(text), path, Options{})
		require.NoError(t, err)
		return a
	}
	a, b, c := read("Title\nBody.", "a"), read("Title\nBody.", "b"), read("Title\nBody!", "a")
	assert.Equal(t, a.Hash, b.Hash)
	assert.NotEqual(t, a.ID, b.ID)
	assert.NotEqual(t, a.Hash, c.Hash)
	assert.Equal(t, a.ID, c.ID)
	assert.Len(t, a.Hash, 64)
}

func TestReadJSONLines(t *testing.T) {
	in := "\ufeff" + `{"id":"n1","path":"p.txt","url":"https://example.org/2024/03/05/tram","title":"Tram  order","author":"Ana Kos","publisher":"Ledger","language":"hr","text":"First line here\n\nZAGREB, March 4 (Reuters) - Vagonka won an order from Riga."}
not json

{"text":""}
{"url":"https://example.org/b","published":"Mon, 04 Mar 2024 10:00:00 GMT","text":"A title\nVagonka won."}
{"text":7}
{"text":"caf` + "\xe9" + `"}
{"text":"Last title\nNo line end."}`
	type result struct{ id, path, title, published, language, err string }
	var got []result
	for a, err := range ReadJSONLines(strings.NewReader(in), "in.jsonl", Options{}) {
		if err != nil {
			got = append(got, result{err: err.Error()})
			continue
		}
		got = append(got, result{id: a.ID, path: a.Path, title: a.Title, published: a.Published, language: a.Language})
	}
	want := []result{
		{id: "n1", path: "p.txt", title: "Tram order", published: "2024-03-04", language: "hr"},
		{err: "article: in.jsonl:2:2: not a JSON object with a text: invalid character 'o' in literal null (expecting 'u')"},
		{err: "article: in.jsonl:4: no text in it"},
		{id: graph.ArticleID("https://example.org/b", ""), title: "A title", published: "2024-03-04", language: "en"},
		{err: "article: in.jsonl:6: not a JSON object with a text: json: cannot unmarshal number into Go struct field Record.text of type string"},
		{err: "article: in.jsonl:7:13: not valid UTF-8"},
		{id: graph.ArticleID("", "in.jsonl:8"), path: "in.jsonl:8", title: "Last title", language: "en"},
	}
	assert.Equal(t, want, got)
}

func TestReadJSONLinesStops(t *testing.T) {
	n := 0
	for range ReadJSONLines(strings.NewReader("{\"text\":\"a\"}\n{\"text\":\"b\"}\n"), "-", Options{}) {
		n++
		break
	}
	assert.Equal(t, 1, n)
	var last error
	for _, err := range ReadJSONLines(io.MultiReader(strings.NewReader("{\"text\":\"a\"}\n{"), &failing{io.ErrUnexpectedEOF}), "-", Options{}) {
		last = err
	}
	assert.EqualError(t, last, "article: -:2: unexpected EOF")
}

func TestRecordRoundTrip(t *testing.T) {
	a, err := Read(strings.NewReader("Tram <order> & Riga\nTuesday, March 5, 2024\nBy Ana Kos\nVagonka won the order.\n"), "a.txt", Options{})
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, a.WriteJSONLine(&out))
	assert.Equal(t, 1, strings.Count(out.String(), "\n"))
	for b, err := range ReadJSONLines(&out, "-", Options{}) {
		require.NoError(t, err)
		assert.Equal(t, a, b)
	}
}
