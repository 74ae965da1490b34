package export

import (
	"bufio"
	"encoding/json"
	"io"

	"github.com/newsgraph/newsgraph/graph"
)

// JSONLines is the whole graph as one object of JSON a line, each under the name of what it is:
// nodes, edges, then each article followed by its mentions and statements.
var JSONLines = Format{
	Name:  "jsonl",
	Ext:   ".jsonl",
	Doc:   `everything, a line each: {"node":{...}}, "edge", "article", "mention", "statement" (jq, pandas, scripts)`,
	Write: writeJSONLines,
}

// A line is one line of JSONLines, of which exactly one field is set.
type line struct {
	Node      *graph.Node      `json:"node,omitempty"`
	Edge      *graph.Edge      `json:"edge,omitempty"`
	Article   *graph.Article   `json:"article,omitempty"`
	Mention   *graph.Mentioned `json:"mention,omitempty"`
	Statement *graph.Statement `json:"statement,omitempty"`
}

func writeJSONLines(w io.Writer, g Source) error {
	out := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return first(
		func() error { return g.Nodes(func(n *graph.Node) error { return enc.Encode(line{Node: n}) }) },
		func() error { return g.Edges(func(e *graph.Edge) error { return enc.Encode(line{Edge: e}) }) },
		func() error { return g.Accounts(func(a *graph.Account) error { return encodeAccount(enc, a) }) },
		out.Flush,
	)
}

func encodeAccount(enc *json.Encoder, a *graph.Account) error {
	err := enc.Encode(line{Article: &a.Article})
	for i := 0; err == nil && i < len(a.Mentions); i++ {
		err = enc.Encode(line{Mention: &a.Mentions[i]})
	}
	for i := 0; err == nil && i < len(a.Statements); i++ {
		err = enc.Encode(line{Statement: &a.Statements[i]})
	}
	return err
}
