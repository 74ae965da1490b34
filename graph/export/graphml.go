package export

import (
	"encoding/xml"
	"io"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
)

// GraphML is the nodes and edges as GraphML. A node's "label" is its name and an edge's "label" its
// type, since that is what viewers show; "type" of a node is Person, Organization and so on. A date
// or text that isn't known is left out. All edges are directed, since not every reader takes both
// kinds in one file; "symmetric" tells those that mean the same both ways.
var GraphML = Format{
	Name:  "graphml",
	Ext:   ".graphml",
	Doc:   "nodes and edges with typed properties (Gephi, Cytoscape, yEd, networkx, igraph)",
	Edges: true,
	Write: writeGraphML,
}

// graphMLHead and graphMLFoot are what surrounds keys, nodes and edges.
const (
	graphMLHead = xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
		` xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n"
	graphMLFoot = "  </graph>\n</graphml>\n"
)

// graphMLTypes are the names of kinds in GraphML.
var graphMLTypes = [...]string{text: "string", integer: "int", double: "double", boolean: "boolean"}

func writeGraphML(w io.Writer, g Source) error {
	out := xmlWriter{newPrinter(w)}
	ofNodes := slices.Insert(slices.Clone(nodeColumns), 0,
		column[graph.Node]{"label", text, func(n *graph.Node) string { return n.Name }})
	ofEdges := slices.Insert(edgeColumns(g.Schema), 0,
		column[graph.Edge]{"label", text, func(e *graph.Edge) string { return e.Type }})
	out.print(graphMLHead)
	declareKeys(out, "node", ofNodes)
	declareKeys(out, "edge", ofEdges)
	out.print("  <graph id=\"newsgraph\" edgedefault=\"directed\">\n")
	return first(
		func() error {
			return g.Nodes(func(n *graph.Node) error {
				out.print("    ")
				out.open("node", "id", n.ID)
				writeKeys(out, "node", ofNodes, n)
				return out.fault()
			})
		},
		func() error {
			return g.Edges(func(e *graph.Edge) error {
				out.print("    ")
				out.open("edge", "id", e.ID, "source", e.From, "target", e.To)
				writeKeys(out, "edge", ofEdges, e)
				return out.fault()
			})
		},
		func() error {
			out.print(graphMLFoot)
			return out.Flush()
		},
	)
}

// declareKeys writes the declarations of columns.
func declareKeys[T any](out xmlWriter, of string, columns []column[T]) {
	for _, c := range columns {
		out.print("  ")
		out.open("key", "id", of+"."+c.name, "for", of, "attr.name", c.name, "attr.type", graphMLTypes[c.typ])
		out.print("/>\n")
	}
}

// writeKeys ends the tag of a node or edge, and writes those of its values that aren't empty.
func writeKeys[T any](out xmlWriter, of string, columns []column[T], one *T) {
	out.print(">\n")
	for _, c := range columns {
		if value := c.value(one); value != "" {
			out.print("      ")
			out.open("data", "key", of+"."+c.name)
			out.print(">")
			out.text(value)
			out.print("</data>\n")
		}
	}
	out.print("    </", of, ">\n")
}
