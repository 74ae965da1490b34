package export

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// A Filter tells which part of a graph is wanted; its zero value wants all of it. What it asks of
// articles, of statements and of nodes applies in that order:
//
// Articles, Publishers, Since and Until choose articles. The graph is then what these alone say:
// the counts, confidence, status, times and quotes of edges, and the number of articles of nodes, are
// theirs. Which names mean one entity, and all ids, stay those of the whole graph.
//
// Types and Statuses choose statements, and edges are made of these alone; MinConfidence and
// MinArticles choose edges with their statements. A statement that makes no edge, being negated or
// possible, is chosen by its own confidence, and not at all where MinArticles is over 1. Where
// statements are chosen, the nodes are those that a chosen one is about.
//
// Around and Hops choose nodes that edges join to given ones, either way, within a number of steps;
// where Statuses is set, statements that make no edge join too. Top chooses, of the nodes chosen so
// far, those that most articles mention; ties go to more edges, then to the smaller id. Edges,
// statements and mentions are those among the nodes chosen, and articles those that mention one.
type Filter struct {
	Articles      []string // ids, paths or URLs
	Publishers    []string // in any case
	Since, Until  string   // ISO 8601 dates, months or years, both inclusive; an undated article is in neither
	Types         []string
	Statuses      []graph.Status
	MinConfidence float64
	MinArticles   int
	Around        []string // ids of nodes
	Hops          int
	Top           int // 0 for all
}

func (f *Filter) choosesArticles() bool {
	return len(f.Articles) > 0 || len(f.Publishers) > 0 || f.Since != "" || f.Until != ""
}

func (f *Filter) choosesStatements() bool {
	return len(f.Types) > 0 || len(f.Statuses) > 0 || f.weighs()
}

// weighs tells whether edges are chosen by what their statements say together.
func (f *Filter) weighs() bool { return f.MinConfidence > 0 || f.MinArticles > 1 }

func (f *Filter) choosesNodes() bool { return len(f.Around) > 0 || f.Top > 0 }

// Check tells what is wrong with a filter; the error begins with the name of the setting.
func (f *Filter) Check() error {
	for _, date := range []struct{ name, value string }{{"since", f.Since}, {"until", f.Until}} {
		if _, _, ok := parseDate(date.value); date.value != "" && !ok {
			return fmt.Errorf("%s %s: want a date, like 2026, 2026-03 or 2026-03-21", date.name, date.value)
		}
	}
	for _, status := range f.Statuses {
		if !slices.Contains(Statuses, status) {
			return fmt.Errorf("status %s: want %s", status, wordList(Statuses))
		}
	}
	switch {
	case f.Since != "" && f.Until != "" && firstDay(f.Since) > lastDay(f.Until):
		return fmt.Errorf("since %s: is after until %s", f.Since, f.Until)
	case !(f.MinConfidence >= 0 && f.MinConfidence <= 1):
		return fmt.Errorf("min-confidence %v: want 0 to 1", f.MinConfidence)
	case f.MinArticles < 0:
		return fmt.Errorf("min-articles %d: want 0 or more", f.MinArticles)
	case f.Top < 0:
		return fmt.Errorf("top %d: want 0 or more", f.Top)
	case f.Hops < 0:
		return fmt.Errorf("hops %d: want 0 or more", f.Hops)
	case f.Hops > 0 && len(f.Around) == 0:
		return errors.New("hops: nothing is around nothing")
	}
	return nil
}

// Statuses are those that a filter can choose.
var Statuses = []graph.Status{graph.Asserted, graph.Claimed, graph.Possible, graph.Negated}

// wordList writes "a, b or c".
func wordList(words []graph.Status) string {
	var b strings.Builder
	for i, word := range words {
		switch i {
		case 0:
		case len(words) - 1:
			b.WriteString(" or ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(string(word))
	}
	return b.String()
}

// article tells whether an article is chosen.
func (f *Filter) article(a *graph.Article) bool {
	named := func(name string) bool { return names(name, a) }
	if len(f.Articles) > 0 && !slices.ContainsFunc(f.Articles, named) {
		return false
	}
	published := func(publisher string) bool { return strings.EqualFold(publisher, a.Publisher) }
	if len(f.Publishers) > 0 && !slices.ContainsFunc(f.Publishers, published) {
		return false
	}
	if (f.Since != "" || f.Until != "") && a.Published == "" {
		return false
	}
	// "2026-03" is until its last day: dates are compared as far as the bound goes.
	return a.Published >= f.Since && (f.Until == "" || a.Published[:min(len(f.Until), len(a.Published))] <= f.Until)
}

// names tells whether a name is the id, path or URL of an article.
func names(name string, a *graph.Article) bool {
	return name == a.ID || name == a.URL || a.Path != "" && filepath.Clean(name) == filepath.Clean(a.Path)
}

func (f *Filter) typ(typ string) bool { return len(f.Types) == 0 || slices.Contains(f.Types, typ) }

// statement tells whether a statement is chosen, the edge that it makes apart.
func (f *Filter) statement(s *graph.Statement) bool {
	return f.typ(s.Type) && (len(f.Statuses) == 0 || slices.Contains(f.Statuses, s.Status))
}

func (f *Filter) edge(e *graph.Edge) bool {
	return f.typ(e.Type) && e.Confidence >= f.MinConfidence && e.Articles >= f.MinArticles
}

// loose tells whether a statement that makes no edge is chosen.
func (f *Filter) loose(s *graph.Statement) bool {
	return f.statement(s) && s.Confidence >= f.MinConfidence && f.MinArticles <= 1
}
