package export

import (
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// A column is an attribute of nodes or edges in a format that declares them: its name, what type
// its values are, and the value, empty where there is none.
type column[T any] struct {
	name  string
	typ   kind
	value func(*T) string
}

// A kind is a type of values. GraphML and GEXF name them differently.
type kind int

const (
	text kind = iota
	integer
	double
	boolean
)

// nodeColumns are the attributes of a node apart from its id and name.
var nodeColumns = []column[graph.Node]{
	{"type", text, func(n *graph.Node) string { return n.Label }},
	{"kind", text, func(n *graph.Node) string { return n.Kind }},
	{"aliases", text, func(n *graph.Node) string { return strings.Join(n.Aliases, "; ") }},
	{"wikidata", text, func(n *graph.Node) string { return n.Wikidata }},
	{"born", text, func(n *graph.Node) string { return n.Attributes.Born }},
	{"died", text, func(n *graph.Node) string { return n.Attributes.Died }},
	{"founded", text, func(n *graph.Node) string { return n.Attributes.Founded }},
	{"articles", integer, func(n *graph.Node) string { return strconv.Itoa(n.Articles) }},
}

// edgeColumns are the attributes of an edge apart from its id, ends and type.
func edgeColumns(s *schema.Schema) []column[graph.Edge] {
	return []column[graph.Edge]{
		{"role", text, func(e *graph.Edge) string { return e.Role }},
		{"status", text, func(e *graph.Edge) string { return string(e.Status) }},
		{"articles", integer, func(e *graph.Edge) string { return strconv.Itoa(e.Articles) }},
		{"statements", integer, func(e *graph.Edge) string { return strconv.Itoa(e.Statements) }},
		{"confidence", double, func(e *graph.Edge) string { return number(e.Confidence) }},
		{"from", text, func(e *graph.Edge) string { return e.TimeFrom }},
		{"to", text, func(e *graph.Edge) string { return e.TimeTo }},
		{"firstReported", text, func(e *graph.Edge) string { return e.FirstReported }},
		{"lastReported", text, func(e *graph.Edge) string { return e.LastReported }},
		{"symmetric", boolean, func(e *graph.Edge) string { return strconv.FormatBool(s.Symmetric(e.Type)) }},
		{"quote", text, func(e *graph.Edge) string { return e.Quote }},
	}
}

func number(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// decimal writes a number with a point or exponent, without which some formats take it for an integer.
func decimal(f float64) string {
	literal := number(f)
	if !strings.ContainsAny(literal, ".e") {
		literal += ".0"
	}
	return literal
}
