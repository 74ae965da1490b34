package export

import (
	"io"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/web"
)

// HTML is the page of package web in one file, which needs no server and no network. Its articles
// are the sentences of their statements; web.WriteFile takes texts too.
var HTML = Format{
	Name:  "html",
	Ext:   ".html",
	Doc:   "a page to read, search and mail around, in one file (any browser)",
	Write: func(w io.Writer, g *graph.Graph) error { return web.WriteFile(w, g, web.Options{}) },
}
