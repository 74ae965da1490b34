package schema

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// WriteCypher writes the constraints and indexes that the graph needs in Neo4j 5 (Community
// edition), one statement a line, each safe to run again.
func (s *Schema) WriteCypher(w io.Writer) error {
	b := bufio.NewWriter(w)
	for _, statement := range s.Constraints() {
		fmt.Fprintf(b, "%s;\n", statement)
	}
	return b.Flush()
}

// Constraints returns the Cypher statements of WriteCypher.
func (s *Schema) Constraints() []string {
	var out []string
	for _, label := range []string{"Entity", "Article", "Statement"} {
		out = append(out, fmt.Sprintf("CREATE CONSTRAINT newsgraph_%s_id IF NOT EXISTS FOR (n:%s) REQUIRE n.id IS UNIQUE", strings.ToLower(label), label))
	}
	for i := range s.Types {
		name := s.Types[i].Name
		out = append(out, fmt.Sprintf("CREATE CONSTRAINT newsgraph_%s_id IF NOT EXISTS FOR ()-[r:%s]-() REQUIRE r.id IS UNIQUE", strings.ToLower(name), name))
	}
	return append(out, "CREATE FULLTEXT INDEX newsgraph_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases]")
}

// WriteTable writes the schema for people to read: per type its domain and range, meaning and mappings.
func (s *Schema) WriteTable(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "schema %s, version %d\n\nlabels\n", s.Name, s.Version)
	for _, l := range s.Labels {
		fmt.Fprintf(b, "  %-14s %s\n", l.Name, l.Doc)
	}
	fmt.Fprintf(b, "\nrelation types (* symmetric)\n")
	for i := range s.Types {
		t := &s.Types[i]
		name := t.Name
		if t.Symmetric {
			name += "*"
		}
		fmt.Fprintf(b, "  %-18s %s -> %s\n%21s%s\n", name, strings.Join(t.From, ", "), strings.Join(t.To, ", "), "", t.Doc)
		for _, vocabulary := range slices.Sorted(maps.Keys(t.Mappings)) {
			fmt.Fprintf(b, "%21s%s: %s\n", "", vocabulary, strings.Join(t.Mappings[vocabulary], ", "))
		}
	}
	return b.Flush()
}
