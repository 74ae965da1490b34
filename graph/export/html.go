package export

import (
	"io"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/web"
)

// HTML is the page of package web in one file, which needs no server and no network. It holds the whole
// graph in memory while it is written. Its articles are the sentences of their statements; PageWriter
// takes texts too.
var HTML = Format{
	Name:  "html",
	Ext:   ".html",
	Doc:   "a page to read, search and mail around, in one file (any browser)",
	Whole: true,
	Write: PageWriter(nil),
}

// PageWriter returns a writer of the page with the texts that text gives, if it is not nil.
func PageWriter(text func(graph.Article) (string, bool)) func(io.Writer, Source) error {
	return func(w io.Writer, g Source) error {
		whole, err := graph.Collect(g)
		if err != nil {
			return err
		}
		return web.WriteFile(w, whole, web.Options{Symmetric: g.Schema.Symmetric, Text: text})
	}
}
