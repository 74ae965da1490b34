package main

import (
	"context"
	"iter"
	"os"
	"regexp"
	"sync"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
)

// texts finds the texts of articles, which stores don't hold, for pages that show them. A text counts
// only if its hash is that of the article, so it is the one in which the offsets count.
type texts struct {
	ctx    context.Context // ends the reading of files
	mu     sync.Mutex
	byHash map[string]string // of the inputs given, and of files of many articles that one came from
	files  map[string]bool   // those files, read or not to be had
}

// readTexts reads the articles of arguments; those that can't be read are reported.
func (a *app) readTexts(ctx context.Context, paths []string) *texts {
	t := &texts{ctx: ctx, byHash: map[string]string{}, files: map[string]bool{}}
	for next := range a.inputs(ctx, paths, article.Options{}) {
		if art, err := next(); err != nil {
			_ = a.fail(err) // no list of failures is written here
		} else {
			t.byHash[art.Hash] = art.Text
		}
	}
	return t
}

// lineOf is the path of an article that a file of many gave neither path nor URL.
var lineOf = regexp.MustCompile(`^(.+):[0-9]+$`)

// of returns the text of an article: from the inputs given, or else from the file it was read from.
func (t *texts) of(held graph.Article) (string, bool) {
	if held.Hash == "" {
		return "", false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if m := lineOf.FindStringSubmatch(held.Path); m != nil && !t.files[m[1]] {
		t.files[m[1]] = true
		for art := range t.articles(m[1]) {
			t.byHash[art.Hash] = art.Text
		}
	}
	if text, ok := t.byHash[held.Hash]; ok {
		return text, true
	}
	for art := range t.articles(held.Path) {
		if art.Hash == held.Hash {
			return art.Text, true
		}
	}
	return "", false
}

// articles yields what can be read of the file at path, if it is one, and asks nothing of the web.
func (t *texts) articles(path string) iter.Seq[*article.Article] {
	return func(yield func(*article.Article) bool) {
		if !isFile(path) {
			return
		}
		for next := range article.FromFile(t.ctx, path, article.Options{}) {
			if art, err := next(); err == nil && !yield(art) {
				return
			}
		}
	}
}

// isFile reports whether a path names a regular file: what a store says is not to open a device.
func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular()
}
