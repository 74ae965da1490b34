package export

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/newsgraph/newsgraph/graph"
)

// Cytoscape is the nodes and edges in the JSON of cytoscape.js and Cytoscape. The class of a node
// or edge, for style sheets, is its label or type.
var Cytoscape = Format{
	Name:  "cytoscape",
	Ext:   ".cyjs",
	Doc:   "nodes and edges as Cytoscape JSON (cytoscape.js, Cytoscape)",
	Edges: true,
	Write: writeCytoscape,
}

// A cyElement is a node or an edge.
type cyElement struct {
	Data    any    `json:"data"`
	Classes string `json:"classes"`
}

// A cyNode is what an element of a node holds. "name" is what Cytoscape shows.
type cyNode struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Label    string   `json:"label"`
	Kind     string   `json:"kind,omitempty"`
	Aliases  []string `json:"aliases"`
	Wikidata string   `json:"wikidata,omitempty"`
	graph.Attributes
	Articles int `json:"articles"`
}

// A cyEdge is what an element of an edge holds. "interaction" is what Cytoscape takes for the type.
type cyEdge struct {
	ID            string       `json:"id"`
	Source        string       `json:"source"`
	Target        string       `json:"target"`
	Interaction   string       `json:"interaction"`
	Symmetric     bool         `json:"symmetric"`
	Role          string       `json:"role,omitempty"`
	Status        graph.Status `json:"status"`
	Confidence    float64      `json:"confidence"`
	Articles      int          `json:"articles"`
	Statements    int          `json:"statements"`
	From          string       `json:"from,omitempty"`
	To            string       `json:"to,omitempty"`
	FirstReported string       `json:"firstReported,omitempty"`
	LastReported  string       `json:"lastReported,omitempty"`
	Quote         string       `json:"quote"`
}

func writeCytoscape(w io.Writer, g Source) error {
	out := newPrinter(w)
	nodes, edges := newElements(out), newElements(out)
	out.print(`{"format_version":"1.0","generated_by":"newsgraph","data":{"name":"newsgraph"},"elements":{` + "\n\"nodes\":[")
	return first(
		func() error {
			return g.Nodes(func(n *graph.Node) error {
				return nodes.write(cyElement{cyNode{
					ID: n.ID, Name: n.Name, Label: n.Label, Kind: n.Kind, Aliases: n.Aliases,
					Wikidata: n.Wikidata, Attributes: n.Attributes, Articles: n.Articles,
				}, n.Label})
			})
		},
		func() error {
			out.print("],\n\"edges\":[")
			return g.Edges(func(e *graph.Edge) error {
				return edges.write(cyElement{cyEdge{
					ID: e.ID, Source: e.From, Target: e.To, Interaction: e.Type, Symmetric: g.Schema.Symmetric(e.Type),
					Role: e.Role, Status: e.Status, Confidence: e.Confidence, Articles: e.Articles, Statements: e.Statements,
					From: e.TimeFrom, To: e.TimeTo, FirstReported: e.FirstReported, LastReported: e.LastReported, Quote: e.Quote,
				}, e.Type})
			})
		},
		func() error {
			out.print("]}}\n")
			return out.Flush()
		},
	)
}

// elements writes the elements of a JSON list, each on a line.
type elements struct {
	out       printer
	separator string
	line      bytes.Buffer
	enc       *json.Encoder
}

func newElements(out printer) *elements {
	e := &elements{out: out, separator: "\n"}
	e.enc = json.NewEncoder(&e.line)
	e.enc.SetEscapeHTML(false)
	return e
}

func (e *elements) write(v any) error {
	e.line.Reset()
	if err := e.enc.Encode(v); err != nil {
		return err
	}
	e.out.print(e.separator)
	_, err := e.out.Write(bytes.TrimSuffix(e.line.Bytes(), []byte("\n")))
	e.separator = ",\n"
	return err
}
