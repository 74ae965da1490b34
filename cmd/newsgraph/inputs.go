package main

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article"
)

// inputsHelp is what the commands that read articles say about their arguments.
const inputsHelp = `PATH is a file, a folder, a web address, or "-" for standard input:
  .txt              one article; the first line is its title
  .md .markdown     one article; title, date, author and url from front matter, if there is any
  .html .htm        a web page; its running text alone
  .jsonl .ndjson    one article a line: {"text": "...", "title": ..., "url": ..., "published": ...}
  .json             a list of such objects
  .rss .atom .xml   a feed; what it doesn't carry whole is fetched from the pages it links to
  .gz .zip          any of these, packed
A folder is read with its subfolders, in name order. Files of other names, what a web address gives and
standard input are recognised by their first bytes. --fields says where other JSON has its text.`

// checkInputs finds what is wrong with the arguments before any work is done.
func checkInputs(args []string) error {
	stdin := 0
	for _, arg := range args {
		switch arg {
		case "":
			return usagef("an argument is empty")
		case "-":
			stdin++
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
func (a *app) inputs(ctx context.Context, args []string, opt article.Options) iter.Seq[article.Source] {
	return func(yield func(article.Source) bool) {
		for _, arg := range args {
			for next := range a.input(ctx, arg, opt) {
				if !yield(next) {
					return
				}
			}
		}
	}
}

// input yields the articles of one argument.
func (a *app) input(ctx context.Context, arg string, opt article.Options) iter.Seq[article.Source] {
	switch {
	case arg == article.Stdin:
		return article.FromReader(ctx, a.stdin, arg, opt)
	case isURL(arg):
		return article.FromURL(ctx, arg, opt)
	}
	if st, err := os.Stat(arg); err == nil && st.IsDir() {
		return fromFolder(ctx, arg, opt)
	}
	return article.FromFile(ctx, arg, opt)
}

// fromFolder yields the articles of all article files under a folder.
func fromFolder(ctx context.Context, folder string, opt article.Options) iter.Seq[article.Source] {
	return func(yield func(article.Source) bool) {
		found := false
		err := article.Walk(folder, func(file string, err error) error {
			found = true
			if err != nil {
				if !yield(broken(file, err)) {
					return fs.SkipAll
				}
				return nil
			}
			for next := range article.FromFile(ctx, file, opt) {
				if !yield(next) {
					return fs.SkipAll
				}
			}
			return nil
		})
		if err != nil {
			yield(broken(folder, err))
		} else if !found {
			yield(broken(folder, &hintError{errors.New("no article in this folder"), "what is read are " + article.FormatNames()}))
		}
	}
}

// broken is the source of something that can't be read.
func broken(path string, err error) article.Source {
	return func() (*article.Article, error) { return nil, &article.Error{Path: path, Err: bare(err)} }
}
