package export

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/newsgraph/newsgraph/graph"
)

// JSONLines is the whole graph as one object of JSON a line, each under the name of what it is.
var JSONLines = Format{
	Name:  "jsonl",
	Ext:   ".jsonl",
	Doc:   `the whole graph, a line each: {"article":{...}}, "node", "mention", "statement", "edge" (jq, pandas, scripts)`,
	Write: writeJSONLines,
}

// A line is one line of JSONLines, of which exactly one field is set.
type line struct {
	Article   *graph.Article   `json:"article,omitempty"`
	Node      *graph.Node      `json:"node,omitempty"`
	Mention   *graph.Mentioned `json:"mention,omitempty"`
	Statement *graph.Statement `json:"statement,omitempty"`
	Edge      *graph.Edge      `json:"edge,omitempty"`
}

func writeJSONLines(w io.Writer, g *graph.Graph) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	var err error
	write := func(l line) {
		if err == nil {
			err = enc.Encode(l)
		}
	}
	for i := range g.Articles {
		write(line{Article: &g.Articles[i]})
	}
	for i := range g.Nodes {
		write(line{Node: &g.Nodes[i]})
	}
	for i := range g.Mentions {
		write(line{Mention: &g.Mentions[i]})
	}
	for i := range g.Statements {
		write(line{Statement: &g.Statements[i]})
	}
	for i := range g.Edges {
		write(line{Edge: &g.Edges[i]})
	}
	if err != nil {
		return err
	}
	return out.Flush()
}
