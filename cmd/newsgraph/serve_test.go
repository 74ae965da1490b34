package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// served runs serve with arguments until the test ends, and returns the address that it prints.
func served(t *testing.T, args ...string) (address string, stop func() int) {
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	var stderr bytes.Buffer
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...), strings.NewReader(""), in, &stderr)
	}()
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(out).ReadString('\n')
		line <- strings.TrimSpace(text)
	}()
	stop = func() int {
		cancel()
		select {
		case got := <-status:
			return got
		case <-time.After(time.Minute):
			t.Fatal("still serving a minute after the interrupt")
			return -1
		}
	}
	select {
	case address = <-line:
	case got := <-status:
		t.Fatalf("ended with %d: %s", got, stderr.String())
	}
	return address, stop
}

// ask returns what an address answers.
func ask(t *testing.T, address string) (int, []byte) {
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	answer, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer.StatusCode, body
}

// Serve shows what build made, with texts and what was rejected, and ends with 0 on an interrupt.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "a.txt")
	require.NoError(t, os.WriteFile(text, []byte("Paris calls\n\nJane Doe visited Paris on Monday. Rome was born in Jane Doe.\n"), 0o600))
	lines := filepath.Join(dir, "b.jsonl")
	require.NoError(t, os.WriteFile(lines, []byte(`{"text":"Rome calls\n\nJohn Roe visited Rome on Monday."}`+"\n"+
		`{"text":"Oslo calls\n\nJohn Roe visited Oslo on Monday.","url":"https://news.example/oslo"}`+"\n"), 0o600))
	store := "sqlite:" + filepath.Join(dir, "news.db")
	rejected := filepath.Join(dir, "rejected.jsonl")
	require.Equal(t, exitDone, run(t.Context(), []string{"build", text, lines, "--store", store, "--rejected", rejected}, strings.NewReader(""), io.Discard, io.Discard))

	type page struct{ Text *string }
	texts := func(address string) map[string]string {
		var overview struct {
			Articles []struct{ ID, Title string }
		}
		_, body := ask(t, address+"api/overview")
		require.NoError(t, json.Unmarshal(body, &overview))
		require.Len(t, overview.Articles, 3)
		got := map[string]string{}
		for _, a := range overview.Articles {
			var p page
			_, body := ask(t, address+"api/article/"+a.ID)
			require.NoError(t, json.Unmarshal(body, &p))
			if p.Text != nil {
				got[a.Title] = *p.Text
			}
		}
		return got
	}
	address, stop := served(t, "--store", store, "--rejected", rejected)
	status, body := ask(t, address)
	assert.Equal(t, http.StatusOK, status)
	assert.Contains(t, string(body), "<title>newsgraph</title>")
	got := texts(address)
	assert.Contains(t, got["Paris calls"], "Jane Doe visited Paris")
	assert.Contains(t, got["Rome calls"], "John Roe visited Rome")
	assert.NotContains(t, got, "Oslo calls", "known by its URL")
	assert.Equal(t, exitDone, stop())

	// A text that changed since is not shown, one that is given is.
	require.NoError(t, os.WriteFile(text, []byte("Paris calls\n\nJane Doe left.\n"), 0o600))
	address, stop = served(t, lines, "--store", store)
	got = texts(address)
	assert.NotContains(t, got, "Paris calls")
	assert.Contains(t, got["Oslo calls"], "John Roe visited Oslo")
	assert.Equal(t, exitDone, stop())
}

// Serve gives Neo4j Browser its files, and nothing else to a page of another origin.
func TestServeNeo4jFiles(t *testing.T) {
	dir := t.TempDir()
	lines := filepath.Join(dir, "a.jsonl")
	require.NoError(t, os.WriteFile(lines, []byte(`{"text":"Rome calls\n\nJohn Roe visited Rome on Monday."}`+"\n"), 0o600))
	store := "sqlite:" + filepath.Join(dir, "news.db")
	command(t, "build", lines, "--store", store)
	address, stop := served(t, "--store", store)
	ask := func(method, path string) (status int, header http.Header, body string) {
		request, err := http.NewRequestWithContext(t.Context(), method, address+path, nil)
		require.NoError(t, err)
		request.Header.Set("Origin", "http://localhost:7474")
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		defer answer.Body.Close()
		raw, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		return answer.StatusCode, answer.Header, string(raw)
	}
	port := address[strings.LastIndex(address, ":")+1:]
	for file, text := range map[string]string{
		"guide.md": ":style http://localhost:" + port + "neo4j/newsgraph.grass", "newsgraph.grass": "node.Person {", "saved-scripts.zip": "PK",
	} {
		status, header, body := ask(http.MethodGet, "neo4j/"+file)
		assert.Equal(t, http.StatusOK, status, file)
		assert.Contains(t, body, text)
		assert.Equal(t, "*", header.Get("Access-Control-Allow-Origin"))
		_, header, _ = ask(http.MethodOptions, "neo4j/"+file)
		assert.Equal(t, "*", header.Get("Access-Control-Allow-Headers"))
	}
	for _, path := range []string{"neo4j/none", "neo4j/..%2fbrowser%2fguide.md", "neo4j/", "neo4j"} {
		status, _, _ := ask(http.MethodGet, path)
		assert.Equal(t, http.StatusNotFound, status, path)
	}
	for _, path := range []string{"", "api/overview"} {
		_, header, _ := ask(http.MethodGet, path)
		assert.Empty(t, header.Get("Access-Control-Allow-Origin"), path)
		status, _, _ := ask(http.MethodOptions, path)
		assert.Equal(t, http.StatusMethodNotAllowed, status, path)
	}
	assert.Equal(t, exitDone, stop())
}
