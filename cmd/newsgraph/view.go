package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// A viewWriter prints a view for people.
type viewWriter struct {
	strings.Builder
	view     *graph.View
	nodes    map[string]*graph.Node
	articles map[string]*graph.Article
}

func writeView(w io.Writer, view *graph.View) error {
	v := &viewWriter{view: view, nodes: map[string]*graph.Node{}, articles: map[string]*graph.Article{}}
	v.nodes[view.Node.ID] = &view.Node
	for i := range view.Nodes {
		v.nodes[view.Nodes[i].ID] = &view.Nodes[i]
	}
	for i := range view.Articles {
		v.articles[view.Articles[i].ID] = &view.Articles[i]
	}
	v.writeNode()
	shown := map[string]bool{}
	for i := range view.Edges {
		v.writeEdge(&view.Edges[i], shown)
	}
	v.writeOthers(shown)
	_, err := io.WriteString(w, v.String())
	return err
}

// writeNode prints the entity itself.
func (v *viewWriter) writeNode() {
	n := &v.view.Node
	fmt.Fprintf(v, "%s (%s)\n", n.Name, n.Label)
	rows := [][]string{{"  id", n.ID}}
	for _, row := range [][]string{
		{"  kind", n.Kind},
		{"  aliases", strings.Join(n.Aliases, "; ")},
		{"  wikidata", n.Wikidata},
		{"  born", n.Attributes.Born},
		{"  died", n.Attributes.Died},
		{"  founded", n.Attributes.Founded},
		{"  articles", fmt.Sprint(n.Articles)},
	} {
		if row[1] != "" {
			rows = append(rows, row)
		}
	}
	writeTable(&v.Builder, rows)
}

// writeEdge prints an edge with its statements and notes these as shown.
func (v *viewWriter) writeEdge(e *graph.Edge, shown map[string]bool) {
	facts := []string{v.triple(e.From, e.Type, e.To)}
	if e.Role != "" {
		facts = append(facts, e.Role)
	}
	if when := span(e.TimeFrom, e.TimeTo); when != "" {
		facts = append(facts, when)
	}
	facts = append(facts, string(e.Status), fmt.Sprintf("confidence %.2f", e.Confidence), plural(e.Articles, "article", "articles"))
	fmt.Fprintf(v, "\n%s\n", strings.Join(facts, ", "))
	for i := range v.view.Statements {
		s := &v.view.Statements[i]
		same := s.Subject == e.From && s.Object == e.To || s.Subject == e.To && s.Object == e.From && v.mirrored(s, e)
		if s.Type == e.Type && same && (s.Status == graph.Asserted || s.Status == graph.Claimed) {
			shown[s.ID] = true
			v.writeStatement(s, false)
		}
	}
}

// mirrored tells whether a statement the other way round belongs to an edge: that of a symmetric
// type does, and of any other type such a statement has an edge of its own.
func (v *viewWriter) mirrored(s *graph.Statement, e *graph.Edge) bool {
	for i := range v.view.Edges {
		other := &v.view.Edges[i]
		if other != e && other.Type == s.Type && other.From == s.Subject && other.To == s.Object {
			return false
		}
	}
	return true
}

// writeOthers prints the statements that make no edge.
func (v *viewWriter) writeOthers(shown map[string]bool) {
	head := "\nNot edges:\n"
	for i := range v.view.Statements {
		if s := &v.view.Statements[i]; !shown[s.ID] {
			v.WriteString(head)
			head = ""
			v.writeStatement(s, true)
		}
	}
}

// writeStatement prints a statement: its sentence and where it stands.
func (v *viewWriter) writeStatement(s *graph.Statement, triple bool) {
	if triple {
		fmt.Fprintf(v, "  %s\n", v.triple(s.Subject, s.Type, s.Object))
	}
	fmt.Fprintf(v, "    “%s”\n", strings.Join(strings.Fields(s.Quote), " "))
	status := string(s.Status)
	if s.By != "" {
		status += " by " + s.By
	}
	facts := []string{status}
	for _, fact := range []string{s.Role, s.Time} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	facts = append(facts, fmt.Sprintf("%.2f", s.Confidence))
	if a := v.articles[s.Article]; a != nil {
		facts = append(facts, a.Title, a.Published, placeOf(*a))
	}
	var kept []string
	for _, fact := range facts {
		if fact != "" {
			kept = append(kept, fact)
		}
	}
	fmt.Fprintf(v, "    %s\n", strings.Join(kept, " · "))
}

func (v *viewWriter) triple(from, typ, to string) string {
	return v.name(from) + " " + typ + " " + v.name(to)
}

func (v *viewWriter) name(id string) string {
	if n := v.nodes[id]; n != nil {
		return n.Name
	}
	return id
}

// span prints a time from one date to another.
func span(from, to string) string {
	if from == to || to == "" {
		return from
	}
	return from + "/" + to
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
