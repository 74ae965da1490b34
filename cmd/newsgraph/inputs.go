package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article"
)

// inputsHelp is what the commands that read articles say about their arguments.
const inputsHelp = `PATH is a text file with one article (its first line is the title), a JSON Lines file with one
article a line ({"text": "...", "title": ..., "url": ..., "published": ...}), or a folder, of which every
.txt and .jsonl file is read, subfolders too, in name order. "-" is standard input, text or JSON Lines.`

// A source gives one article. It may be called from any goroutine, once.
type source func() (*article.Article, error)

// checkInputs finds what is wrong with the arguments before any work is done.
func checkInputs(args []string) error {
	stdin := 0
	for _, arg := range args {
		switch {
		case arg == "":
			return usagef("an argument is empty")
		case arg == "-":
			stdin++
		case isURL(arg):
			return &usageError{&hintError{
				fmt.Errorf("%s: web addresses are not read", arg),
				`save the article's text to a file, or pipe JSON Lines in: {"url": "...", "text": "..."}`,
			}}
		}
	}
	if stdin > 1 {
		return usagef("standard input (-) is given %d times", stdin)
	}
	return nil
}

func isURL(arg string) bool {
	scheme, _, found := strings.Cut(arg, "://")
	return found && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// inputs yields the articles of the arguments in order, files as they are met, so that a folder of
// any size takes no memory. What can't be read is a source that gives its error.
func (a *app) inputs(args []string) iter.Seq[source] {
	return func(yield func(source) bool) {
		for _, arg := range args {
			more := false
			if arg == "-" {
				more = a.fromStdin(yield)
			} else {
				more = fromPath(arg, yield)
			}
			if !more {
				return
			}
		}
	}
}

// fromPath yields the articles of a file or folder and reports whether to go on.
func fromPath(path string, yield func(source) bool) bool {
	st, err := os.Stat(path)
	if err != nil {
		return yield(broken(path, err))
	}
	if !st.IsDir() {
		return fromFile(path, yield)
	}
	more, found := true, false
	err = walk(path, func(file string, err error) error {
		found = true
		if err != nil {
			more = yield(broken(file, err))
		} else {
			more = fromFile(file, yield)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	switch {
	case err != nil:
		return yield(broken(path, err))
	case !found:
		return yield(broken(path, &hintError{errors.New("no article in this folder"), "files named *.txt and *.jsonl are read"}))
	}
	return more
}

// walk calls visit for each article file under a folder and for each folder that can't be read.
func walk(root string, visit func(file string, err error) error) error {
	return filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		hidden := path != root && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case err != nil:
			return visit(path, err)
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case entry.IsDir() || hidden || !isArticle(path):
			return nil
		}
		return visit(path, nil)
	})
}

func isArticle(path string) bool {
	return strings.EqualFold(filepath.Ext(path), ".txt") || isJSONLines(path)
}

func isJSONLines(path string) bool {
	ext := filepath.Ext(path)
	return strings.EqualFold(ext, ".jsonl") || strings.EqualFold(ext, ".ndjson")
}

// isMarkup tells files whose tags would be taken for text.
func isMarkup(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom":
		return true
	}
	return false
}

// fromFile yields the articles of one file.
func fromFile(path string, yield func(source) bool) bool {
	switch {
	case isMarkup(path):
		return yield(broken(path, &hintError{errors.New("web pages and feeds are not read"), "save the article's text to a .txt file"}))
	case !isJSONLines(path):
		return yield(func() (*article.Article, error) { return article.ReadFile(path, article.Options{}) })
	}
	f, err := os.Open(path)
	if err != nil {
		return yield(broken(path, err))
	}
	defer f.Close()
	return fromJSONLines(f, path, yield)
}

// fromStdin yields what standard input holds: JSON Lines if it begins with a brace, or else a text.
func (a *app) fromStdin(yield func(source) bool) bool {
	in := bufio.NewReaderSize(a.stdin, 64<<10)
	for {
		start, err := in.Peek(1)
		if err == nil && bytes.ContainsAny(start, " \t\r\n") {
			_, _ = in.Discard(1)
			continue
		}
		if err == nil && start[0] == '{' {
			return fromJSONLines(in, "-", yield)
		}
		break
	}
	return yield(func() (*article.Article, error) { return article.Read(in, "-", article.Options{}) })
}

func fromJSONLines(r io.Reader, path string, yield func(source) bool) bool {
	empty := true
	for art, err := range article.ReadJSONLines(r, path, article.Options{}) {
		empty = false
		if !yield(func() (*article.Article, error) { return art, err }) {
			return false
		}
	}
	if empty {
		return yield(broken(path, article.ErrEmpty))
	}
	return true
}

// broken is the source of something that can't be read.
func broken(path string, err error) source {
	err = bare(err)
	return func() (*article.Article, error) { return nil, fmt.Errorf("%s: %w", path, err) }
}
