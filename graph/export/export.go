// Package export writes a graph in formats that other programs read. Formats lists them; each is a
// value with a name, what it is good for, and a function that writes it:
//
//	format, ok := export.Named("graphml")
//	err := format.Write(w, g)
//
// The same graph gives the same bytes in every format.
package export

import (
	"io"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
)

// A Format is a way to write a graph.
type Format struct {
	Name  string // as a user asks for it: "graphml"
	Ext   string // of its files, with the dot: ".graphml"
	Doc   string // one line on what it holds and what reads it
	Write func(w io.Writer, g *graph.Graph) error
}

// Formats returns all formats in the order of their names.
func Formats() []Format {
	return []Format{GraphML, HTML, JSONLines}
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
