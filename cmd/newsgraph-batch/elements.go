package main

import (
	"encoding/json"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
)

// What passes between the steps beside what package graph has. All of it travels as JSON.

// A task is an article that is to be extracted.
type task struct {
	Order   string // its place in the input
	Article article.Article
}

// A document is the graph of one article.
type document struct {
	Order    string
	Document graph.Document
}

// A version is what of a document decides whether a store would hold it.
type version struct {
	Order   string
	ID      string // of the article
	Content string // graph.Article.Hash
	Line    string // graph.DocumentHash
}

// A pair is two variants that claim the same key.
type pair struct{ One, Other string }

// A member is a variant among those that chains of keys connect.
type member struct {
	Variant graph.Variant
	Keys    []string // those of its claims that connect
}

// A sighting tells that an article has several variants of one component.
type sighting struct {
	Article  string
	Variants []string
}

// A renaming tells that a variant is part of the node of another id.
type renaming struct{ Variant, Node string }

// An edgeSum is what articles say for one edge.
type edgeSum struct {
	Type, From, To string
	Sum            graph.EdgeSum
}

// A line is one line of a file of lines, which are sorted by Order.
type line struct{ Order, Text string }

func init() {
	for _, t := range []reflect.Type{
		reflect.TypeFor[task](), reflect.TypeFor[document](), reflect.TypeFor[version](), reflect.TypeFor[pair](),
		reflect.TypeFor[member](), reflect.TypeFor[sighting](), reflect.TypeFor[renaming](), reflect.TypeFor[edgeSum](),
		reflect.TypeFor[line](), reflect.TypeFor[graph.Document](), reflect.TypeFor[graph.Variant](),
		reflect.TypeFor[graph.Node](), reflect.TypeFor[graph.Edge](), reflect.TypeFor[graph.Account](),
	} {
		beam.RegisterCoder(t, encodeJSON, decodeJSON)
	}
}

func encodeJSON(v beam.T) ([]byte, error) { return json.Marshal(v) }

func decodeJSON(t reflect.Type, data []byte) (beam.T, error) {
	v := reflect.New(t)
	err := json.Unmarshal(data, v.Interface())
	return v.Elem().Interface(), err
}
