package quality

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// TableOptions say what WriteTable prints besides the totals.
type TableOptions struct {
	PerArticle bool // a line for each article
	Errors     bool // and what was wrong and missed in it
}

// WriteTable prints the report for people: the totals on one line, after the lines of the articles.
func (rep Report) WriteTable(w io.Writer, opt TableOptions) error {
	out := bufio.NewWriter(w)
	for _, r := range rep.Articles {
		if opt.PerArticle || opt.Errors {
			r.writeLine(out)
		}
		if opt.Errors {
			r.writeErrors(out)
		}
	}
	c := rep.Total
	rel, ent := c.RelationFigure(), c.EntityFigure()
	fmt.Fprintf(out, "articles %d  relations P %.3f R %.3f F1 %.3f macro-F1 %.3f", len(rep.Articles), rel.P, rel.R, rel.F1, rep.MacroF1)
	fmt.Fprintf(out, "  entities P %.3f R %.3f F1 %.3f duplicates %d labels %.3f", ent.P, ent.R, ent.F1, c.Duplicate, c.LabelAccuracy())
	fmt.Fprintf(out, "  status %.3f time %.3f role %.3f evidence %.3f\n", c.StatusAccuracy(), c.TimeAccuracy(), c.RoleAccuracy(), c.EvidenceShare())
	return out.Flush()
}

// writeLine prints the figures of one article.
func (r Result) writeLine(w io.Writer) {
	rel, ent := r.RelationFigure(), r.EntityFigure()
	fmt.Fprintf(w, "%-24s relations P %.2f R %.2f F1 %.2f (%d/%d found, %d wrong)", r.Name, rel.P, rel.R, rel.F1, r.Hit, r.Wanted, r.Counts.Wrong)
	fmt.Fprintf(w, "  entities P %.2f R %.2f dup %d\n", ent.P, ent.R, r.Duplicate)
}

// writeErrors prints what is behind the figures of one article.
func (r Result) writeErrors(w io.Writer) {
	for _, t := range r.Wrong {
		fmt.Fprintf(w, "   wrong  | %s | %s | %s\n", t.Type, t.Head, t.Tail)
	}
	for _, m := range r.Missed {
		fmt.Fprintf(w, "   missed | %s | %s | %s | %s\n", m.Type, m.Head, m.Tail, first(m.Evidence, 140))
	}
	fmt.Fprintf(w, "   not entities: %s\n", strings.Join(r.Unmatched[:min(30, len(r.Unmatched))], ", "))
	fmt.Fprintf(w, "   duplicates: %s\n", strings.Join(r.Duplicates[:min(30, len(r.Duplicates))], ", "))
}

// first gives the first n code points of s.
func first(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

// A Set is a named report: one set of annotated articles.
type Set struct {
	Name string
	Report
}

// WriteQuality prints sets in a stable form, a row for each stage, relation type and article, so that
// a golden file of it shows every change of quality.
func WriteQuality(w io.Writer, sets ...Set) error {
	out := bufio.NewWriter(w)
	for i, s := range sets {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "# %s: %d articles\n", s.Name, len(s.Articles))
		s.writeStages(out)
		s.writeTypes(out)
		s.writeArticles(out)
	}
	return out.Flush()
}

// writeStages prints a row for each stage of extraction.
func (rep Report) writeStages(w io.Writer) {
	c := rep.Total
	fmt.Fprintf(w, "%-24s %6s %6s %6s\n", "stage", "P", "R", "F1")
	for _, row := range []struct {
		name string
		Figure
	}{{"names", c.NameFigure()}, {"entities", c.EntityFigure()}, {"relations", c.RelationFigure()}} {
		fmt.Fprintf(w, "%-24s %6.3f %6.3f %6.3f\n", row.name, row.P, row.R, row.F1)
	}
	fmt.Fprintf(w, "%-24s %6s %6s %6.3f\n", "relations, macro", "", "", rep.MacroF1)
	fmt.Fprintf(w, "%-24s %6s %6s %6s\n", "accuracy", "share", "right", "of")
	for _, row := range []struct {
		name      string
		right, of int
	}{
		{"labels", c.LabelsRight, c.Aligned},
		{"status", c.StatusesRight, c.Statuses},
		{"time", c.TimesRight, c.Times},
		{"role", c.RolesRight, c.Roles},
		{"evidence", c.Evidences, c.Relations},
		{"duplicates", c.Duplicate, c.Entities},
	} {
		fmt.Fprintf(w, "%-24s %6.3f %6d %6d\n", row.name, ratio(row.right, row.of), row.right, row.of)
	}
}

// writeTypes prints a row for each relation type, in name order.
func (rep Report) writeTypes(w io.Writer) {
	fmt.Fprintf(w, "%-24s %6s %6s %6s %6s %6s %6s %6s\n", "type", "P", "R", "F1", "right", "wrong", "found", "wanted")
	for _, typ := range slices.Sorted(maps.Keys(rep.Types)) {
		c := rep.Types[typ]
		f := c.Figure()
		fmt.Fprintf(w, "%-24s %6.3f %6.3f %6.3f %6d %6d %6d %6d\n", typ, f.P, f.R, f.F1, c.Right, c.Wrong, c.Hit, c.Wanted)
	}
}

// writeArticles prints a row for each article, with its relations and the F1 of its entities.
func (rep Report) writeArticles(w io.Writer) {
	fmt.Fprintf(w, "%-24s %6s %6s %6s %6s %6s %6s %6s %6s\n", "article", "P", "R", "F1", "right", "wrong", "found", "wanted", "entF1")
	for _, r := range rep.Articles {
		f := r.RelationFigure()
		fmt.Fprintf(w, "%-24s %6.3f %6.3f %6.3f %6d %6d %6d %6d %6.3f\n",
			r.Name, f.P, f.R, f.F1, r.Counts.Right, r.Counts.Wrong, r.Hit, r.Wanted, r.EntityFigure().F1)
	}
}
