// Package quality measures extracted documents against articles that people annotated.
//
// ReadGold reads the annotated articles of a folder, ScoreAll matches documents with them and
// counts, Report.WriteTable prints the figures for people, and WriteQuality in the stable form that
// a golden file holds.
//
// A predicted entity stands for the gold entity that shares most of its surface forms. A relation is
// right when its type and both ends are those of a gold relation; recall counts the gold relations
// of tier 1 that are neither negated nor possible.
package quality

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// A GoldArticle is the annotated graph of one article.
type GoldArticle struct {
	Name      string         `json:"-"` // of its file, without ".json"
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Date      string         `json:"date"`
	Entities  []GoldEntity   `json:"entities"`
	Relations []GoldRelation `json:"relations"`
}

// A GoldEntity is an entity that the article names.
type GoldEntity struct {
	Name    string   `json:"name"`
	Label   string   `json:"label"`
	Aliases []string `json:"aliases"`
}

// A GoldRelation is a relation that the article states. Head and Tail are names of entities.
type GoldRelation struct {
	Type     string       `json:"type"`
	Head     string       `json:"head"`
	Tail     string       `json:"tail"`
	Status   graph.Status `json:"status"`
	By       string       `json:"by"`
	Time     string       `json:"time"`
	TimeText string       `json:"time_text"`
	Role     string       `json:"role"`
	Tier     int          `json:"tier"` // 1: said in one clause; 2: to be inferred, accepted but not asked for
	Evidence string       `json:"evidence"`
}

// ReadGold reads the annotated articles NAME.json at the top of fsys, in name order.
func ReadGold(fsys fs.FS) ([]GoldArticle, error) {
	files, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("quality: %w", err)
	}
	var out []GoldArticle
	for _, file := range files {
		if strings.HasPrefix(file, ".") {
			continue
		}
		raw, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, fmt.Errorf("quality: %w", err)
		}
		g, err := parseGold(raw)
		if err != nil {
			return nil, fmt.Errorf("quality: %s: %w", file, err)
		}
		g.Name = strings.TrimSuffix(path.Base(file), ".json")
		out = append(out, g)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("quality: no annotated article: %w", fs.ErrNotExist)
	}
	return out, nil
}

// parseGold reads one annotated article and checks what matching relies on.
func parseGold(raw []byte) (GoldArticle, error) {
	var g GoldArticle
	if err := json.Unmarshal(raw, &g); err != nil {
		return g, err
	}
	for i, e := range g.Entities {
		if e.Name == "" || e.Label == "" {
			return g, fmt.Errorf("entity %d has no name or no label", i+1)
		}
	}
	for i, r := range g.Relations {
		if err := r.check(); err != nil {
			return g, fmt.Errorf("relation %d: %w", i+1, err)
		}
	}
	return g, nil
}

// Check tells whether the annotation is sound in itself: no entity twice, no relation whose end is
// no entity, no relation twice. ReadGold takes unsound annotations too, and such a relation counts
// as missed.
func (g GoldArticle) Check() error {
	names := map[string]bool{}
	for _, e := range g.Entities {
		if names[e.Name] {
			return fmt.Errorf("quality: %s: entity %q twice", g.Name, e.Name)
		}
		names[e.Name] = true
	}
	seen := map[Triple]bool{}
	for _, r := range g.Relations {
		k := key(r.Type, r.Head, r.Tail)
		for _, end := range []string{r.Head, r.Tail} {
			if !names[end] {
				return fmt.Errorf("quality: %s: %s has an end that is no entity: %q", g.Name, r.Type, end)
			}
		}
		if seen[k] {
			return fmt.Errorf("quality: %s: %s of %q and %q twice", g.Name, r.Type, r.Head, r.Tail)
		}
		seen[k] = true
	}
	return nil
}

// check tells what a relation lacks.
func (r GoldRelation) check() error {
	switch {
	case r.Type == "" || r.Head == "" || r.Tail == "":
		return fmt.Errorf("no type, head or tail")
	case r.Tier != 1 && r.Tier != 2:
		return fmt.Errorf("tier %d is neither 1 nor 2", r.Tier)
	}
	switch r.Status {
	case graph.Asserted, graph.Claimed, graph.Possible, graph.Negated:
		return nil
	}
	return fmt.Errorf("unknown status %q", r.Status)
}
