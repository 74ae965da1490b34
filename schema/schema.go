// Package schema holds what may stand in a newsgraph graph: the labels of entities, the relation
// types with their domains and ranges, and the frames, which are the ways news words each type.
//
// Default returns the schema built into the program (news.yaml); Read reads a user's own and
// Extend lays it over the default. Both are validated whole: every error names line and key.
//
//	s, err := schema.Default()
//	err = s.Check("LED", "Person", "Organization") // nil: the type allows these ends
//
// A Schema is never changed after it was read and may be shared.
package schema

import (
	"fmt"
	"slices"
)

// A Schema is a validated set of labels and relation types.
type Schema struct {
	Name    string
	Version int
	Labels  []Label        // in the order of the file
	Types   []RelationType // in the order of the file

	types map[string]int
}

// A Label is one kind of node.
type Label struct {
	Name string // ^[A-Z][A-Za-z0-9]*$
	Doc  string
}

// A RelationType is one type of edge: what it means, what it may join and how it is worded.
type RelationType struct {
	Name       string // ^[A-Z][A-Z0-9_]*$
	Doc        string
	From, To   []string // labels that head and tail may have, groups resolved
	Symmetric  bool     // stored once, in either direction
	Contained  bool     // what holds of a place holds of the larger place that it is in
	Members    bool     // ends may be named through their members ("ISIS fighters" for ISIS)
	Properties []string // properties beyond those of every statement: "role"
	Mappings   map[string][]string
	Templates  []string
	Frames     []Frame
}

// Type returns the relation type of that name.
func (s *Schema) Type(name string) (*RelationType, bool) {
	i, ok := s.types[name]
	if !ok {
		return nil, false
	}
	return &s.Types[i], true
}

// Symmetric reports whether the type is known and symmetric.
func (s *Schema) Symmetric(name string) bool {
	t, ok := s.Type(name)
	return ok && t.Symmetric
}

// HasLabel reports whether nodes may have that label.
func (s *Schema) HasLabel(name string) bool {
	return slices.ContainsFunc(s.Labels, func(l Label) bool { return l.Name == name })
}

// A DomainError tells which rule of the schema an edge breaks.
type DomainError struct {
	Type, From, To string
	Rule           string // "unknown type", "head" or "tail"
}

func (e *DomainError) Error() string {
	if e.Rule == "unknown type" {
		return fmt.Sprintf("schema: no relation type %s", e.Type)
	}
	return fmt.Sprintf("schema: %s may not join %s to %s: its %s has another label", e.Type, e.From, e.To, e.Rule)
}

// Check returns nil when the type may join a head and a tail of these labels, in this direction,
// and a *DomainError otherwise.
func (s *Schema) Check(typ, from, to string) error {
	t, ok := s.Type(typ)
	switch {
	case !ok:
		return &DomainError{typ, from, to, "unknown type"}
	case !slices.Contains(t.From, from):
		return &DomainError{typ, from, to, "head"}
	case !slices.Contains(t.To, to):
		return &DomainError{typ, from, to, "tail"}
	}
	return nil
}

func (s *Schema) index() {
	s.types = make(map[string]int, len(s.Types))
	for i := range s.Types {
		s.types[s.Types[i].Name] = i
	}
}
