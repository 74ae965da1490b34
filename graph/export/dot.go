package export

import (
	"io"
	"strings"
	"unicode"

	"github.com/newsgraph/newsgraph/graph"
)

// DOT is the nodes and edges as a Graphviz drawing: a shape and colour for each label, the thicker
// an edge the more articles say it, dashed if it is only claimed, without an arrow if it is
// symmetric. Where Graphviz writes SVG, ids are those of the graph and edges have their sentence as
// a tooltip.
var DOT = Format{
	Name:  "dot",
	Ext:   ".dot",
	Doc:   "a drawing of nodes and edges (Graphviz: dot -Tsvg; sfdp -Tsvg for many nodes)",
	Edges: true,
	Write: writeDOT,
}

const dotHead = `digraph newsgraph {
  graph [rankdir=LR, overlap=false, splines=true, fontname="Helvetica"]
  node [shape=box, style="rounded,filled", fillcolor="#eeeeee", fontname="Helvetica", fontsize=11]
  edge [fontname="Helvetica", fontsize=9, color="#555555", fontcolor="#555555"]
`

// dotLooks are attributes of nodes by their label.
var dotLooks = map[string]string{
	"Person":       `shape=ellipse, fillcolor="#cfe2f3"`,
	"Organization": `fillcolor="#fce5cd"`,
	"Country":      `shape=hexagon, fillcolor="#d9ead3"`,
	"Place":        `shape=house, fillcolor="#e2f0d9"`,
	"Event":        `shape=diamond, fillcolor="#f4cccc"`,
	"Work":         `shape=note, fillcolor="#ead1dc"`,
}

// The thickest line is that of an edge that so many articles, or more, say.
const dotThickest = 8

func writeDOT(w io.Writer, g Source) error {
	out := newPrinter(w)
	out.print(dotHead)
	return first(
		func() error {
			return g.Nodes(func(n *graph.Node) error {
				out.print("  ", dotText(n.ID), " [id=", dotText(n.ID), ", label=", dotText(n.Name),
					", tooltip=", dotText(strings.Join(append([]string{n.Label}, n.Aliases...), "; ")))
				if looks := dotLooks[n.Label]; looks != "" {
					out.print(", ", looks)
				}
				out.print("]\n")
				return out.fault()
			})
		},
		func() error {
			return g.Edges(func(e *graph.Edge) error {
				out.print("  ", dotText(e.From), " -> ", dotText(e.To), " [id=", dotText(e.ID), ", label=", dotText(e.Type),
					", tooltip=", dotText(e.Quote), ", penwidth=", number(1+float64(min(e.Articles, dotThickest)-1)/2))
				if e.Status == graph.Claimed {
					out.print(", style=dashed")
				}
				if g.Schema.Symmetric(e.Type) {
					out.print(", dir=none")
				}
				out.print("]\n")
				return out.fault()
			})
		},
		func() error {
			out.print("}\n")
			return out.Flush()
		},
	)
}

// dotText quotes text for Graphviz so that it shows as it is: no escape of a label (\N, \l), no
// character entity. Control characters, which Graphviz would write into an SVG that no reader takes,
// become U+FFFD.
func dotText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '&':
			b.WriteString("&amp;")
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t' || r == '\r':
			b.WriteByte(' ')
		case unicode.IsControl(r) || r == 0xFFFE || r == 0xFFFF:
			b.WriteRune(unicode.ReplacementChar)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
