package web_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/web"
)

// hostile is a name that would run where it became markup.
const hostile = `<img src=x onerror="window.hacked=1"></script><script>window.hacked=2</script>`

func symmetric(typ string) bool { return typ == "MET" }

// sample is two articles with a name that pages are broken by.
func sample() []graph.Document {
	doc := func(id, date string) graph.Document {
		return graph.Document{
			Article: graph.Article{
				ID: id, Path: id + ".txt", Title: "Title " + hostile, Published: date, Hash: id,
				URL: "javascript:window.hacked=3//" + id, Publisher: hostile,
			},
			Entities: []graph.Entity{
				{ID: "m", Label: "Person", Name: hostile, Aliases: []string{"Alias & " + hostile}, Mentions: []graph.Mention{{Start: 0, End: 3}}},
				{ID: "n", Label: "Organization", Kind: "armedGroup", Name: "The Other", Wikidata: "Q1", Mentions: []graph.Mention{{Start: 8, End: 13}}},
				{ID: "o", Label: "Place", Name: "Nowhere", Mentions: []graph.Mention{{Start: 20, End: 27}}},
			},
		}
	}
	says := func(d graph.Document, typ, head, tail string, status graph.Status, by string) graph.Document {
		d.Relations = append(d.Relations, graph.Relation{
			Type: typ, Head: head, Tail: tail, Status: status, By: by, Time: "2025", Confidence: 0.75,
			Evidence: graph.Evidence{Start: 0, End: 14, Quote: "Max met Other." + hostile},
		})
		return d
	}
	a := says(says(doc("a1", "2026-02-21"), "MET", "n", "m", graph.Asserted, ""), "ATTACKED", "m", "o", graph.Possible, hostile)
	return []graph.Document{a, says(doc("a2", "2026-03-01"), "MET", "m", "n", graph.Claimed, hostile)}
}

// storeOf is a store of documents.
func storeOf(t testing.TB, docs ...graph.Document) graph.Store {
	store := graph.NewMemory(symmetric)
	_, err := store.Upsert(t.Context(), docs)
	require.NoError(t, err)
	return store
}

func newSite(t testing.TB, store graph.Store, options web.Options) *web.Site {
	options.Symmetric = symmetric
	site, err := web.New(t.Context(), store, options, "news.example")
	require.NoError(t, err)
	return site
}

// ask asks a site and returns its answer.
func ask(t testing.TB, site http.Handler, method, path, host string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	r.Host = host
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w
}

func get[T any](t testing.TB, site http.Handler, path string) (got T) {
	w := ask(t, site, http.MethodGet, path, "localhost")
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	require.Equal(t, "application/json", w.Header().Get("Content-Type"))
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &got))
	return got
}

type articlePage struct {
	Article    graph.Article
	Mentions   []graph.Mentioned
	Nodes      []graph.Node
	Statements []graph.Statement
	Text       *string
	Rejected   []web.Rejected
}

func TestSite(t *testing.T) {
	store := storeOf(t, sample()...)
	site := newSite(t, store, web.Options{
		Text:     func(a graph.Article) (string, bool) { return "Max met Other.", a.ID == "a1" },
		Rejected: map[string][]web.Rejected{"a1": {{Type: "LED", Head: "A", Tail: "B", Reason: "why"}}},
	})
	overview := get[web.Overview](t, site, "/api/overview")
	assert.Equal(t, web.Total{Articles: 2, Nodes: 3, Links: 2, Statements: 3}, overview.Total)
	assert.Equal(t, []string{"MET"}, overview.Symmetric)
	assert.Equal(t, "a2", overview.Articles[0].ID, "the latest first")
	require.Len(t, overview.Links, 2)
	byType := map[string]graph.Edge{overview.Links[0].Type: overview.Links[0], overview.Links[1].Type: overview.Links[1]}
	assert.Equal(t, graph.Possible, byType["ATTACKED"].Status)
	assert.Equal(t, 2, byType["MET"].Statements)

	found := get[[]graph.Node](t, site, "/api/search?q=oth")
	require.Len(t, found, 1)
	assert.Empty(t, get[[]graph.Node](t, site, "/api/search?q=nobody"))
	view := get[graph.View](t, site, "/api/entity/"+found[0].ID)
	want, err := store.View(t.Context(), found[0].ID)
	require.NoError(t, err)
	assert.Equal(t, want, view)

	article := get[articlePage](t, site, "/api/article/a1")
	assert.Equal(t, "Max met Other.", *article.Text)
	assert.Len(t, article.Statements, 2)
	assert.Len(t, article.Mentions, 3)
	assert.Equal(t, "why", article.Rejected[0].Reason)
	assert.Nil(t, get[articlePage](t, site, "/api/article/a2").Text)
}

func TestSiteAnswers(t *testing.T) {
	site := newSite(t, storeOf(t, sample()...), web.Options{})
	for _, tt := range []struct {
		method, path, host string
		status             int
	}{
		{"GET", "/", "localhost:8377", 200},
		{"HEAD", "/", "127.0.0.1:8377", 200},
		{"GET", "/app.js", "[::1]:8377", 200},
		{"GET", "/app.css", "192.168.1.7", 200},
		{"GET", "/icon.svg", "NEWS.example:1", 200},
		{"GET", "/", "evil.example", 421},
		{"GET", "/api/overview", "localhost.evil.example:8377", 421},
		{"GET", "/", "127.0.0.1.evil.example", 421},
		{"GET", "/", "", 421},
		{"POST", "/api/overview", "localhost", 405},
		{"DELETE", "/api/article/a1", "localhost", 405},
		{"OPTIONS", "/", "localhost", 405},
		{"GET", "/api/entity/nothing", "localhost", 404},
		{"GET", "/api/article/nothing", "localhost", 404},
		{"GET", "/api/search?q=" + strings.Repeat("a", 501), "localhost", 400},
		{"GET", "/../go.mod", "localhost", 307},
		{"GET", "/assets/page.html", "localhost", 404},
	} {
		w := ask(t, site, tt.method, tt.path, tt.host)
		assert.Equal(t, tt.status, w.Code, "%s %s of %q", tt.method, tt.path, tt.host)
		assert.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'; script-src 'self';")
		assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
		assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
	}
	first := ask(t, site, "GET", "/app.js", "localhost")
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/app.js", nil)
	r.Host = "localhost"
	r.Header.Set("If-None-Match", first.Header().Get("ETag"))
	again := httptest.NewRecorder()
	site.ServeHTTP(again, r)
	assert.Equal(t, http.StatusNotModified, again.Code)
}

// What was built since the page was loaded shows when it is loaded anew.
func TestSiteSeesChanges(t *testing.T) {
	docs := sample()
	store := storeOf(t, docs[0])
	site := newSite(t, store, web.Options{})
	before := get[web.Overview](t, site, "/api/overview")
	assert.Equal(t, before, get[web.Overview](t, site, "/api/overview"))
	_, err := store.Upsert(t.Context(), docs[1:])
	require.NoError(t, err)
	assert.Equal(t, 2, get[web.Overview](t, site, "/api/overview").Total.Articles)
}

// Of more nodes than fit, those are drawn that most articles mention.
func TestLimit(t *testing.T) {
	docs := sample()
	docs[1].Entities = docs[1].Entities[:2]
	overview := get[web.Overview](t, newSite(t, storeOf(t, docs...), web.Options{Nodes: 2}), "/api/overview")
	require.Len(t, overview.Nodes, 2)
	for _, n := range overview.Nodes {
		assert.Equal(t, 2, n.Articles)
	}
	assert.Equal(t, 3, overview.Total.Nodes)
	assert.Len(t, overview.Links, 1)
}

// A file runs the script that its policy names and no other, whatever its names say.
func TestFile(t *testing.T) {
	g := graph.Merge(sample(), symmetric)
	options := web.Options{Symmetric: symmetric, Text: func(graph.Article) (string, bool) { return hostile, true }}
	var file, again bytes.Buffer
	require.NoError(t, web.WriteFile(&file, g, options))
	require.NoError(t, web.WriteFile(&again, g, options))
	assert.Equal(t, file.String(), again.String())

	text := file.String()
	assert.Equal(t, 2, strings.Count(text, "<script"))
	assert.Equal(t, 2, strings.Count(text, "</script"))
	_, rest, _ := strings.Cut(text, `id="data">`)
	data, rest, _ := strings.Cut(rest, "</script>\n<script>")
	script, _, _ := strings.Cut(rest, "</script>")
	sum := sha256.Sum256([]byte(script))
	assert.Contains(t, text, "script-src &#39;sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"&#39;;")
	assert.NotContains(t, text, "http://")

	var whole struct {
		Overview web.Overview
		Texts    map[string]string
	}
	require.NoError(t, json.Unmarshal([]byte(data), &whole))
	assert.Equal(t, hostile, whole.Texts["a1"])
	assert.Len(t, whole.Overview.Nodes, 3)
	assert.Error(t, web.WriteFile(broken{}, g, options))
	require.NoError(t, web.WriteFile(&bytes.Buffer{}, &graph.Graph{}, web.Options{}))
}

// broken is a writer to a full disk.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestReadRejected(t *testing.T) {
	got, err := web.ReadRejected(strings.NewReader(
		`{"article":"a","path":"p","type":"LED","head":"x","tail":"y","reason":"r","evidence":{"start":1,"end":2,"quote":"q"}}` + "\n\n" +
			`{"article":"b","type":"MET"}` + "\n"))
	require.NoError(t, err)
	assert.Equal(t, map[string][]web.Rejected{
		"a": {{Type: "LED", Head: "x", Tail: "y", Reason: "r", Evidence: graph.Evidence{Start: 1, End: 2, Quote: "q"}}},
		"b": {{Type: "MET"}},
	}, got)
	_, err = web.ReadRejected(strings.NewReader(`{"article":"a","type":"LED"}` + "\nnonsense"))
	assert.ErrorContains(t, err, "statement 2: ")
	_, err = web.ReadRejected(strings.NewReader(`{"article":{"id":"a"},"entities":[]}`))
	assert.ErrorContains(t, err, "statement 1: ")
	_, err = web.ReadRejected(strings.NewReader(`{"type":"LED"}`))
	assert.ErrorContains(t, err, "no article or type")
}
