package quality

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/newsgraph/newsgraph/graph"
)

// normal gives the form under which names are compared: ASCII only, accents and marks dropped, small
// letters, no quotes, stops or commas, hyphens as spaces, no leading article and no trailing
// possessive s.
func normal(text string) string {
	if !isASCII(text) {
		text = norm.NFKD.String(text)
	}
	mapped := strings.Map(func(r rune) rune {
		switch {
		case r >= 0x80, strings.ContainsRune("'`.\",", r):
			return -1
		case r == '-', r >= '\t' && r <= '\r', r >= 0x1c && r <= 0x1f:
			return ' '
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, text)
	out := strings.Join(strings.Fields(mapped), " ")
	for _, article := range []string{"the ", "a ", "an "} {
		if rest, ok := strings.CutPrefix(out, article); ok {
			out = rest
			break
		}
	}
	return strings.TrimSuffix(out, " s")
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// forms counts the surface forms of an entity, its name three times.
type forms map[string]int

func (f forms) add(text string, n int) {
	if key := normal(text); key != "" {
		f[key] += n
	}
}

// shared sums what two entities have in common.
func (f forms) shared(g forms) int {
	n := 0
	for key, count := range f {
		n += min(count, g[key])
	}
	return n
}

func (e GoldEntity) forms() forms {
	f := forms{}
	f.add(e.Name, 3)
	for _, a := range e.Aliases {
		f.add(a, 1)
	}
	return f
}

func formsOf(e *graph.Entity) forms {
	f := forms{}
	f.add(e.Name, 3)
	for _, a := range e.Aliases {
		f.add(a, 1)
	}
	for _, m := range e.Mentions {
		f.add(m.Text, 1)
	}
	return f
}

// An alignment says which gold entity each predicted one stands for.
type alignment struct {
	gold       map[string]string // id of the predicted entity -> name of the gold one
	duplicates []string          // names of predicted entities whose gold entity another one took
	unmatched  []string          // names of predicted entities that stand for none
}

// A candidate is a predicted entity with the gold entity that it shares most with.
type candidate struct {
	entity *graph.Entity
	gold   string
	score  int
}

// align matches entities, those that share most first.
func align(gold []GoldEntity, doc *graph.Document) alignment {
	goldForms := make([]forms, len(gold))
	for i, g := range gold {
		goldForms[i] = g.forms()
	}
	all := make([]candidate, len(doc.Entities))
	for i := range doc.Entities {
		all[i] = best(gold, goldForms, &doc.Entities[i])
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return b.score - a.score })
	out := alignment{gold: map[string]string{}}
	taken := map[string]bool{}
	for _, c := range all {
		if c.score == 0 {
			out.unmatched = append(out.unmatched, c.entity.Name)
			continue
		}
		out.gold[c.entity.ID] = c.gold
		if taken[c.gold] {
			out.duplicates = append(out.duplicates, c.entity.Name)
		}
		taken[c.gold] = true
	}
	return out
}

// best finds the first gold entity that shares most with e; an equal name counts five more.
func best(gold []GoldEntity, goldForms []forms, e *graph.Entity) candidate {
	own, name := formsOf(e), normal(e.Name)
	c := candidate{entity: e}
	for i, g := range gold {
		score := own.shared(goldForms[i])
		if name == normal(g.Name) {
			score += 5
		}
		if score > c.score {
			c.gold, c.score = g.Name, score
		}
	}
	return c
}
