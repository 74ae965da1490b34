package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/newsgraph/newsgraph/graph"
)

// A summary is what build did. The same articles give the same summary.
type summary struct {
	articles, words    int
	entities, rejected int
	types              map[string]int
	statuses           map[graph.Status]int
	outcome            outcome
	failed, skipped    int
	known              int             // articles that were not extracted
	single             *graph.Document // of the only article
}

func newSummary() *summary {
	return &summary{types: map[string]int{}, statuses: map[graph.Status]int{}}
}

func (s *summary) add(x *extracted) {
	doc := &x.result.Document
	s.articles++
	if x.known {
		s.known++
	}
	s.words += x.result.Words
	s.entities += len(doc.Entities)
	s.rejected += len(x.result.Rejected)
	for _, r := range doc.Relations {
		s.types[r.Type]++
		s.statuses[r.Status]++
	}
	if s.single = doc; s.articles > 1 {
		s.single = nil
	}
}

// write prints the summary, after the triples of a single article.
func (s *summary) write(w io.Writer) error {
	var out strings.Builder
	if s.single != nil && len(s.single.Relations) > 0 {
		writeTriples(&out, s.single)
		out.WriteByte('\n')
	}
	articles := s.outcome.line(s.failed)
	if s.skipped > 0 {
		articles += fmt.Sprintf(", %d not in English", s.skipped)
	}
	rows := [][]string{{"articles", fmt.Sprint(s.articles + s.failed + s.skipped), articles}}
	if s.known > 0 && !s.outcome.dry {
		rows = append(rows, []string{"extracted", fmt.Sprint(s.articles - s.known), "the store holds the others as this program makes them"})
	}
	if s.known == 0 || s.known < s.articles && !s.outcome.dry {
		rows = append(rows, s.extraction()...)
	}
	writeTable(&out, rows, 1)
	_, err := io.WriteString(w, out.String())
	return err
}

// extraction tells what was extracted.
func (s *summary) extraction() [][]string {
	rows := [][]string{
		{"words", fmt.Sprint(s.words)},
		{"entities", fmt.Sprint(s.entities)},
		{"relations", fmt.Sprint(total(s.types)), s.byStatus()},
	}
	for _, typ := range byCount(s.types) {
		rows = append(rows, []string{"  " + typ, fmt.Sprint(s.types[typ])})
	}
	return append(rows, []string{"rejected", fmt.Sprint(s.rejected)})
}

func (s *summary) byStatus() string {
	var parts []string
	for _, status := range []graph.Status{graph.Asserted, graph.Claimed, graph.Possible, graph.Negated} {
		if n := s.statuses[status]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
		}
	}
	return strings.Join(parts, ", ")
}

// writeTriples prints the relations of a document as a table.
func writeTriples(w *strings.Builder, doc *graph.Document) {
	names := map[string]string{}
	for _, e := range doc.Entities {
		names[e.ID] = e.Name
	}
	rows := [][]string{{"HEAD", "TYPE", "TAIL", "STATUS", "TIME", "ROLE", "CONF"}}
	for _, r := range doc.Relations {
		status := string(r.Status)
		if r.By != "" {
			status += " by " + r.By
		}
		rows = append(rows, []string{
			shorten(names[r.Head], 40), r.Type, shorten(names[r.Tail], 40), shorten(status, 36),
			r.Time, shorten(r.Role, 28), fmt.Sprintf("%.2f", r.Confidence),
		})
	}
	writeTable(w, rows)
}

// writeCounts prints what the store holds now.
func (a *app) writeCounts(ctx context.Context, t *target, store graph.Store) error {
	c, err := store.Counts(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s now holds %s, %s, %s, %s\n", t, plural(c.Articles, "article", "articles"),
		plural(c.Nodes, "entity", "entities"), plural(c.Edges, "edge", "edges"), plural(c.Statements, "statement", "statements"))
	return err
}

// speed tells how long the work took.
func speed(words int, took time.Duration) string {
	seconds := took.Seconds()
	if words == 0 {
		return fmt.Sprintf("done in %.1f s", seconds)
	}
	return fmt.Sprintf("%d words in %.1f s, %.0f words/s", words, seconds, float64(words)/seconds)
}

func total(counts map[string]int) int {
	n := 0
	for _, count := range counts {
		n += count
	}
	return n
}

// byCount gives the keys of counts, largest count first.
func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
}
