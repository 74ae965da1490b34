package export

import (
	"bufio"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// GraphML is the nodes and edges as GraphML. A node's "label" is its name and an edge's "label" its
// type, since that is what viewers show; "type" of a node is Person, Organization and so on. A date
// or text that isn't known is left out.
var GraphML = Format{
	Name:  "graphml",
	Ext:   ".graphml",
	Doc:   "nodes and edges with their properties (Gephi, Cytoscape, yEd, networkx, igraph)",
	Write: writeGraphML,
}

// A column is an attribute of nodes or edges: how it is declared and what its value is.
type column[T any] struct {
	name, typ string
	value     func(*T) string
}

var nodeColumns = []column[graph.Node]{
	{"label", "string", func(n *graph.Node) string { return n.Name }},
	{"type", "string", func(n *graph.Node) string { return n.Label }},
	{"kind", "string", func(n *graph.Node) string { return n.Kind }},
	{"aliases", "string", func(n *graph.Node) string { return strings.Join(n.Aliases, "; ") }},
	{"wikidata", "string", func(n *graph.Node) string { return n.Wikidata }},
	{"born", "string", func(n *graph.Node) string { return n.Attributes.Born }},
	{"died", "string", func(n *graph.Node) string { return n.Attributes.Died }},
	{"founded", "string", func(n *graph.Node) string { return n.Attributes.Founded }},
	{"articles", "int", func(n *graph.Node) string { return strconv.Itoa(n.Articles) }},
}

var edgeColumns = []column[graph.Edge]{
	{"label", "string", func(e *graph.Edge) string { return e.Type }},
	{"role", "string", func(e *graph.Edge) string { return e.Role }},
	{"status", "string", func(e *graph.Edge) string { return string(e.Status) }},
	{"articles", "int", func(e *graph.Edge) string { return strconv.Itoa(e.Articles) }},
	{"statements", "int", func(e *graph.Edge) string { return strconv.Itoa(e.Statements) }},
	{"confidence", "double", func(e *graph.Edge) string { return strconv.FormatFloat(e.Confidence, 'g', -1, 64) }},
	{"from", "string", func(e *graph.Edge) string { return e.TimeFrom }},
	{"to", "string", func(e *graph.Edge) string { return e.TimeTo }},
	{"firstReported", "string", func(e *graph.Edge) string { return e.FirstReported }},
	{"lastReported", "string", func(e *graph.Edge) string { return e.LastReported }},
	{"quote", "string", func(e *graph.Edge) string { return e.Quote }},
}

// graphMLHead and graphMLFoot are what surrounds keys, nodes and edges.
const (
	graphMLHead = xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
		` xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n"
	graphMLFoot = "  </graph>\n</graphml>\n"
)

func writeGraphML(w io.Writer, g *graph.Graph) error {
	out := &xmlWriter{Writer: bufio.NewWriter(w)}
	out.raw(graphMLHead)
	declare(out, "node", nodeColumns)
	declare(out, "edge", edgeColumns)
	out.raw("  <graph id=\"newsgraph\" edgedefault=\"directed\">\n")
	for i := range g.Nodes {
		n := &g.Nodes[i]
		out.raw("    <node")
		out.attribute("id", n.ID)
		out.raw(">\n")
		writeColumns(out, "node", nodeColumns, n)
		out.raw("    </node>\n")
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		out.raw("    <edge")
		out.attribute("id", e.ID)
		out.attribute("source", e.From)
		out.attribute("target", e.To)
		out.raw(">\n")
		writeColumns(out, "edge", edgeColumns, e)
		out.raw("    </edge>\n")
	}
	out.raw(graphMLFoot)
	return out.Flush()
}

// declare writes the keys of columns.
func declare[T any](out *xmlWriter, of string, columns []column[T]) {
	for _, c := range columns {
		out.raw("  <key")
		out.attribute("id", of+"."+c.name)
		out.attribute("for", of)
		out.attribute("attr.name", c.name)
		out.attribute("attr.type", c.typ)
		out.raw("/>\n")
	}
}

// writeColumns writes the values of a node or edge that aren't empty.
func writeColumns[T any](out *xmlWriter, of string, columns []column[T], row *T) {
	for _, c := range columns {
		value := c.value(row)
		if value == "" {
			continue
		}
		out.raw("      <data")
		out.attribute("key", of+"."+c.name)
		out.raw(">")
		out.text(value)
		out.raw("</data>\n")
	}
}

// An xmlWriter writes XML; the first error stays and Flush tells it.
type xmlWriter struct{ *bufio.Writer }

func (w *xmlWriter) raw(s string) { _, _ = w.WriteString(s) }

// text writes escaped text. Characters that XML can't hold become U+FFFD.
func (w *xmlWriter) text(s string) { _ = xml.EscapeText(w, []byte(s)) }

func (w *xmlWriter) attribute(name, value string) {
	w.raw(" " + name + `="`)
	w.text(value)
	w.raw(`"`)
}
