package export

import (
	"encoding/xml"
	"io"
	"strconv"

	"github.com/newsgraph/newsgraph/graph"
)

// GEXF is the nodes and edges as GEXF 1.2, which Gephi and networkx both read. An edge spans the
// time that it is stated for or, where none is stated, that in which articles reported it, so that
// Gephi's timeline shows when it held; nodes are there at all times. The weight of an edge is the
// number of its articles. "kind", which GEXF has since 1.3, keeps Gephi from adding up edges of
// several types between two nodes. As in GraphML, all edges are directed.
var GEXF = Format{
	Name:  "gexf",
	Ext:   ".gexf",
	Doc:   "nodes and edges with typed properties and time spans (Gephi and its timeline, networkx)",
	Edges: true,
	Write: writeGEXF,
}

// gexfHead, gexfMiddle and gexfFoot are what surrounds attributes, nodes and edges.
const (
	gexfHead = xml.Header + `<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
		` xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd">` + "\n" +
		"  <meta>\n    <creator>newsgraph</creator>\n  </meta>\n" +
		`  <graph mode="dynamic" timeformat="date" defaultedgetype="directed" idtype="string">` + "\n"
	gexfMiddle = "    </nodes>\n    <edges>\n"
	gexfFoot   = "    </edges>\n  </graph>\n</gexf>\n"
)

// gexfTypes are the names of kinds in GEXF.
var gexfTypes = [...]string{text: "string", integer: "integer", double: "double", boolean: "boolean"}

func writeGEXF(w io.Writer, g Source) error {
	out := xmlWriter{newPrinter(w)}
	ofEdges := edgeColumns(g.Schema)
	out.print(gexfHead)
	declareAttributes(out, "node", nodeColumns)
	declareAttributes(out, "edge", ofEdges)
	out.print("    <nodes>\n")
	return first(
		func() error {
			return g.Nodes(func(n *graph.Node) error {
				out.print("      ")
				out.open("node", "id", n.ID, "label", n.Name)
				writeAttributes(out, "node", nodeColumns, n)
				return out.fault()
			})
		},
		func() error {
			out.print(gexfMiddle)
			return g.Edges(func(e *graph.Edge) error {
				start, end := span(e)
				out.print("      ")
				out.open("edge", "id", e.ID, "source", e.From, "target", e.To, "label", e.Type, "kind", e.Type,
					"weight", strconv.Itoa(e.Articles), "start", start, "end", end)
				writeAttributes(out, "edge", ofEdges, e)
				return out.fault()
			})
		},
		func() error {
			out.print(gexfFoot)
			return out.Flush()
		},
	)
}

// declareAttributes writes the declarations of columns.
func declareAttributes[T any](out xmlWriter, class string, columns []column[T]) {
	out.print("    ")
	out.open("attributes", "class", class, "mode", "static")
	out.print(">\n")
	for _, c := range columns {
		out.print("      ")
		out.open("attribute", "id", c.name, "title", c.name, "type", gexfTypes[c.typ])
		out.print("/>\n")
	}
	out.print("    </attributes>\n")
}

// writeAttributes ends the tag of a node or edge, and writes those of its values that aren't empty.
func writeAttributes[T any](out xmlWriter, tag string, columns []column[T], one *T) {
	out.print(">\n        <attvalues>\n")
	for _, c := range columns {
		if value := c.value(one); value != "" {
			out.print("          ")
			out.open("attvalue", "for", c.name, "value", value)
			out.print("/>\n")
		}
	}
	out.print("        </attvalues>\n      </", tag, ">\n")
}
