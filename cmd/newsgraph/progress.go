package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
)

// A progress is the bar that long work shows on a terminal. A nil progress shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// showsProgress tells whether long work is to show a bar.
func (a *app) showsProgress() bool { return !a.quiet && !a.logging() && isTerminal(a.stderr) }

// startProgress shows a bar on standard error for the articles of args, if that is a terminal.
func (a *app) startProgress(args []string) {
	if a.showsProgress() {
		a.bar = newProgress(a.stderr, "extracting", "articles", countArticles(args))
	}
}

// startLoadProgress shows how many graphs were read.
func (a *app) startLoadProgress() {
	if a.showsProgress() {
		a.bar = newProgress(a.stderr, "loading", "articles", -1)
	}
}

// startExportProgress shows how much was read of a store, where the output is a file.
func (a *app) startExportProgress(output string) {
	if a.showsProgress() && output != "" && output != "-" {
		a.bar = newProgress(a.stderr, "exporting", "rows", -1)
	}
}

// A countedReader is a graph.Reader that moves a bar on.
type countedReader struct {
	graph.Reader
	bar *progress
}

// Nodes implements graph.Reader.
func (c countedReader) Nodes(visit func(*graph.Node) error) error {
	return c.Reader.Nodes(func(n *graph.Node) error { c.bar.add(); return visit(n) })
}

// Edges implements graph.Reader.
func (c countedReader) Edges(visit func(*graph.Edge) error) error {
	return c.Reader.Edges(func(e *graph.Edge) error { c.bar.add(); return visit(e) })
}

// Accounts implements graph.Reader.
func (c countedReader) Accounts(visit func(*graph.Account) error) error {
	return c.Reader.Accounts(func(a *graph.Account) error { c.bar.add(); return visit(a) })
}

func newProgress(w io.Writer, doing, unit string, total int64) *progress {
	return &progress{progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(doing),
		progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString(unit),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(30),
		progressbar.OptionClearOnFinish(), progressbar.OptionUseANSICodes(true),
	)}
}

// countArticles counts the articles of args, or returns -1 where that takes reading them.
func countArticles(args []string) int64 {
	var n int64
	count := func(file string, _ error) error {
		switch article.FormatOf(file) {
		case article.Text, article.Markdown, article.HTML, article.Unknown:
			if n >= 0 {
				n++
			}
		default:
			n = -1
		}
		return nil
	}
	for _, arg := range args {
		st, err := os.Stat(arg)
		switch {
		case arg == article.Stdin || isURL(arg):
			return -1
		case err == nil && st.IsDir():
			_ = article.Walk(arg, count)
		default:
			_ = count(arg, nil)
		}
	}
	return n
}

func (p *progress) add() {
	if p != nil {
		_ = p.bar.Add(1)
	}
}

// hide clears the bar's line before something else is printed; the next step shows it again.
func (p *progress) hide() {
	if p != nil {
		_ = p.bar.Clear()
	}
}

func (p *progress) finish() {
	if p != nil {
		_ = p.bar.Finish()
	}
}

// isTerminal tells whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
