// Package web shows a graph as a page: a drawing of the graph, what is known of each entity, the
// sentences behind each link, and the articles with their mentions.
//
//	site, err := web.New(ctx, store, web.Options{Symmetric: schema.Symmetric})
//	err = http.Serve(listener, site)               // over a store, see Site
//	err = web.WriteFile(w, g, web.Options{...})     // one file that needs no server
//
// Both are the same page: assets/ holds its HTML, CSS and JavaScript, which has no build step. The
// page asks nothing of any other host. Over a store it asks the site, as a file it holds all answers.
package web

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/newsgraph/newsgraph/graph"
)

// DefaultNodes is how many nodes the page opens with where Options say nothing else.
const DefaultNodes = 5000

// Options tell what the page shows besides the graph. The zero value shows the graph alone.
type Options struct {
	// Symmetric tells which types are the same both ways. Nil: none is.
	Symmetric func(typ string) bool

	// Text returns the text of an article as it was read, in which offsets count, if it is to be had.
	// Stores hold no text. Where there is none, the page shows the sentences of the statements.
	Text func(a graph.Article) (text string, ok bool)

	// Rejected are the statements that the schema forbade, by the id of their article. Stores don't
	// hold them.
	Rejected map[string][]Rejected

	// Nodes is how many nodes a site's page opens with: those that most articles mention. All others
	// are there by search and as neighbours. 0 means DefaultNodes. A file holds all nodes.
	Nodes int
}

// withDefaults replaces what isn't set.
func (o Options) withDefaults() Options {
	if o.Symmetric == nil {
		o.Symmetric = func(string) bool { return false }
	}
	if o.Text == nil {
		o.Text = func(graph.Article) (string, bool) { return "", false }
	}
	if o.Nodes <= 0 {
		o.Nodes = DefaultNodes
	}
	return o
}

// A Rejected is a statement that an article makes and the schema forbids.
type Rejected struct {
	Type     string         `json:"type"`
	Head     string         `json:"head"` // names of the ends
	Tail     string         `json:"tail"`
	Reason   string         `json:"reason"`
	Evidence graph.Evidence `json:"evidence"`
}

// ReadRejected reads what `newsgraph build --rejected` writes: JSON Lines of rejected statements with
// the id of their article. It returns them by article.
func ReadRejected(r io.Reader) (map[string][]Rejected, error) {
	rejected := map[string][]Rejected{}
	dec := json.NewDecoder(bufio.NewReader(r))
	for n := 1; ; n++ {
		var line struct {
			Article string `json:"article"`
			Rejected
		}
		err := dec.Decode(&line)
		switch {
		case errors.Is(err, io.EOF):
			return rejected, nil
		case err != nil:
			return nil, fmt.Errorf("statement %d: %w", n, err)
		case line.Article == "" || line.Type == "":
			return nil, fmt.Errorf("statement %d: no rejected statement: it has no article or type", n)
		}
		rejected[line.Article] = append(rejected[line.Article], line.Rejected)
	}
}
