package main

import (
	"os"
	"regexp"
	"sync"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
)

// texts finds the texts of articles, which stores don't hold, for pages that show them. A text counts
// only if its hash is that of the article, so it is the one in which the offsets count.
type texts struct {
	mu     sync.Mutex
	byHash map[string]string // of the inputs given, and of files of JSON Lines that articles came from
	files  map[string]bool   // those files, read or not to be had
}

// readTexts reads the articles of arguments; those that can't be read are reported.
func (a *app) readTexts(paths []string) *texts {
	t := &texts{byHash: map[string]string{}, files: map[string]bool{}}
	for next := range a.inputs(paths) {
		if art, err := next(); err != nil {
			a.fail(err)
		} else {
			t.byHash[art.Hash] = art.Text
		}
	}
	return t
}

// lineOf is the path of an article that JSON Lines gave neither path nor URL.
var lineOf = regexp.MustCompile(`^(.+):[0-9]+$`)

// of returns the text of an article: from the inputs given, or else from the file it was read from.
func (t *texts) of(held graph.Article) (string, bool) {
	if held.Hash == "" {
		return "", false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if m := lineOf.FindStringSubmatch(held.Path); m != nil && isJSONLines(m[1]) {
		t.readLines(m[1])
	}
	if text, ok := t.byHash[held.Hash]; ok {
		return text, true
	}
	if !isFile(held.Path) {
		return "", false
	}
	art, err := article.ReadFile(held.Path, article.Options{})
	if err != nil || art.Hash != held.Hash {
		return "", false
	}
	return art.Text, true
}

// readLines reads the articles of a file of JSON Lines, once.
func (t *texts) readLines(path string) {
	if t.files[path] {
		return
	}
	t.files[path] = true
	if !isFile(path) {
		return
	}
	f, err := os.Open(path)
	if err != nil {
		return
	}
	defer f.Close()
	for art, err := range article.ReadJSONLines(f, path, article.Options{}) {
		if err == nil {
			t.byHash[art.Hash] = art.Text
		}
	}
}

// isFile reports whether a path names a regular file: what a store says is not to open a device.
func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular()
}
