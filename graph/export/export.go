// Package export writes a graph, or a selection of it, in formats that other programs read. Formats
// lists them; each is a value with a name, what it is good for, and a function that writes it:
//
//	err := store.Read(ctx, func(r graph.Reader) error {
//		selection, err := export.Filter{Since: "2026", Top: 100}.Select(r, s.Symmetric)
//		...
//		return export.GEXF.Write(w, export.Source{Reader: selection, Schema: s})
//	})
//
// All formats but HTML read the graph part by part and hold next to nothing of it in memory. The same graph
// gives the same bytes whatever the store, and a thing has the same id in every format.
package export

import (
	"bufio"
	"io"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// A Format is a way to write a graph: to one file or, where WriteFiles is set, to several.
type Format struct {
	Name       string // as a user asks for it: "graphml"
	Ext        string // of its files, with the dot: ".graphml"; none where it is several files
	Doc        string // one line on what it holds and what reads it
	Edges      bool   // holds nodes and edges alone: no articles, mentions and statements
	Whole      bool   // reads all of the graph into memory before it writes; the others hold next to nothing
	Write      func(w io.Writer, g Source) error
	WriteFiles func(create Create, g Source) error
}

// Create makes one of the files of a format of several.
type Create func(name string) (io.WriteCloser, error)

// A Source is a graph to be written and the schema that it was made under.
type Source struct {
	graph.Reader
	Schema *schema.Schema
}

// Formats returns all formats in the order of their names.
func Formats() []Format {
	return []Format{CSV, Cypher, Cytoscape, DOT, GEXF, GraphML, HTML, JSONLines, JSONLD, NTriples}
}

// Named returns the format of a name.
func Named(name string) (Format, bool) {
	formats := Formats()
	at := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if at < 0 {
		return Format{}, false
	}
	return formats[at], true
}

// A printer writes text; the first error stays, and fault and Flush tell it.
type printer struct{ *bufio.Writer }

func newPrinter(w io.Writer) printer { return printer{bufio.NewWriterSize(w, 64<<10)} }

func (p printer) print(parts ...string) {
	for _, part := range parts {
		_, _ = p.WriteString(part)
	}
}

// fault returns the first error of writing, so that reading can end there.
func (p printer) fault() error {
	_, err := p.Write(nil)
	return err
}

// first returns the first error of steps that are done one after the other until one fails.
func first(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
