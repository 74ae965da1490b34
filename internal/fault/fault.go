// Package fault tells in plain words what could not be done.
package fault

import (
	"errors"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article"
)

// Message is an error on one line, without the names of the packages it came through.
func Message(err error) string {
	text := err.Error()
	for again := true; again; {
		again = false
		for _, name := range [...]string{"article", "extract", "graph", "model", "neo4jstore", "quality", "schema", "sqlitestore"} {
			if rest, ok := strings.CutPrefix(text, name+": "); ok {
				text, again = rest, true
			}
		}
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }), "; ")
}

// A Failure is an input that could not be done, as a line of JSON tells it.
type Failure struct {
	Path  string `json:"path"`
	Line  int    `json:"line,omitempty"` // from 1
	Error string `json:"error"`
}

// Of tells which input failed, and why.
func Of(err error) Failure {
	var placed *article.Error
	if errors.As(err, &placed) {
		return Failure{Path: placed.Path, Line: placed.Line, Error: Message(placed.Err)}
	}
	return Failure{Error: Message(err)}
}
