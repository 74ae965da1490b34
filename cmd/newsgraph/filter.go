package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/schema"
)

// filterFlags are the flags that choose a part of a graph.
type filterFlags struct {
	filter   export.Filter
	statuses []string
	around   []string
}

func (f *filterFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&f.filter.Articles, "article", nil, "only this `ARTICLE`, by its id, path or URL (may be repeated)")
	flags.StringArrayVar(&f.filter.Publishers, "publisher", nil, "only articles of this `PUBLISHER` (may be repeated)")
	flags.StringVar(&f.filter.Since, "since", "", "only articles published on this `DATE` or later: 2026, 2026-03 or 2026-03-21")
	flags.StringVar(&f.filter.Until, "until", "", "only articles published on this `DATE` or earlier, the whole month or year")
	flags.StringSliceVar(&f.filter.Types, "type", nil, "only relations of these `TYPES`: LED,MET")
	flags.StringSliceVar(&f.statuses, "status", nil, "only relations of these `STATUSES`: asserted, claimed, possible, negated")
	flags.Float64Var(&f.filter.MinConfidence, "min-confidence", 0, "only edges of at least this confidence, 0 to 1")
	flags.IntVar(&f.filter.MinArticles, "min-articles", 0, "only edges that at least `N` articles state")
	flags.StringArrayVar(&f.around, "around", nil, "only entities around this one, by its `NAME` or id (may be repeated)")
	flags.IntVar(&f.filter.Hops, "hops", 1, "how many `STEPS` along edges --around goes")
	flags.IntVar(&f.filter.Top, "top", 0, "only the `N` entities that most articles mention, and what joins them")
	var statuses []string
	for _, status := range export.Statuses {
		statuses = append(statuses, string(status))
	}
	_ = cmd.RegisterFlagCompletionFunc("status", cobra.FixedCompletions(statuses, cobra.ShellCompDirectiveNoFileComp))
}

// check finds what is wrong with the flags before a store is opened.
func (f *filterFlags) check(cmd *cobra.Command) error {
	for _, status := range f.statuses {
		f.filter.Statuses = append(f.filter.Statuses, graph.Status(strings.ToLower(status)))
	}
	for i, typ := range f.filter.Types {
		f.filter.Types[i] = strings.ToUpper(typ)
	}
	switch changed := cmd.Flags().Changed; {
	case changed("hops") && len(f.around) == 0:
		return usagef("--hops needs --around NAME")
	case changed("top") && f.filter.Top < 1:
		return usagef("--top %d: want 1 or more", f.filter.Top)
	case slices.Contains(f.around, ""):
		return usagef("--around: the name is empty")
	case len(f.around) == 0:
		f.filter.Hops = 0
	default:
		f.filter.Around = slices.Clone(f.around) // names, until resolve
	}
	if err := f.filter.Check(); err != nil {
		return usagef("--%w", err)
	}
	return nil
}

// resolve finds what the flags name in the store.
func (f *filterFlags) resolve(ctx context.Context, store graph.Store, schemas *schemaFlag) (export.Filter, error) {
	filter := f.filter
	s, err := schemas.load()
	if err != nil {
		return filter, err
	}
	if err := checkTypes(ctx, store, s, filter.Types); err != nil {
		return filter, err
	}
	filter.Around = nil
	for _, name := range f.around {
		id, err := findEntity(ctx, store, name)
		if err != nil {
			return filter, fmt.Errorf("--around %w", err)
		}
		filter.Around = append(filter.Around, id)
	}
	return filter, nil
}

// checkTypes refuses types that neither the schema nor the store has.
func checkTypes(ctx context.Context, store graph.Store, s *schema.Schema, types []string) error {
	if len(types) == 0 {
		return nil
	}
	counts, err := store.Counts(ctx)
	if err != nil {
		return err
	}
	for _, typ := range types {
		if _, known := s.Type(typ); !known && counts.EdgesBy[typ] == 0 {
			return &usageError{&hintError{fmt.Errorf("--type %s: no such type of relation", typ), nearestType(s, typ)}}
		}
	}
	return nil
}

func nearestType(s *schema.Schema, typ string) string {
	best, distance := "", len(typ)/2+1
	for i := range s.Types {
		if d := levenshtein.ComputeDistance(typ, s.Types[i].Name); d < distance {
			best, distance = s.Types[i].Name, d
		}
	}
	if best == "" {
		return "newsgraph schema show lists them"
	}
	return "did you mean " + best + "? newsgraph schema show lists them"
}

// findEntity returns the id of the one entity of a name or id.
func findEntity(ctx context.Context, store graph.Store, name string) (string, error) {
	nodes, err := store.Find(ctx, name, maxCandidates+1)
	if err != nil {
		return "", err
	}
	switch best := pick(nodes, name); {
	case best != nil:
		return best.ID, nil
	case len(nodes) > 0:
		return "", &hintError{fmt.Errorf("%s: several entities have it in their names", name), "give the id of one: " + candidates(nodes)}
	}
	view, err := store.View(ctx, name)
	if errors.Is(err, graph.ErrNotFound) {
		return "", unknownEntity(ctx, store, name)
	}
	return view.Node.ID, err
}

// unknownEntity tells that no entity has a name, and which have one like it.
func unknownEntity(ctx context.Context, store graph.Store, name string) error {
	var near []graph.Node
	err := store.Read(ctx, func(r graph.Reader) (err error) {
		near, err = graph.Nearest(r, name, maxSuggestions)
		return err
	})
	if err != nil {
		return err
	}
	advice := "a part of the name is enough, if its words are whole"
	if len(near) > 0 {
		advice = "did you mean " + candidates(near) + "?"
	}
	return &hintError{fmt.Errorf("%s: no such entity in the store", name), advice}
}

// maxSuggestions is how many entities an error suggests.
const maxSuggestions = 3

// candidates lists entities for a hint.
func candidates(nodes []graph.Node) string {
	var list []string
	for _, n := range nodes[:min(len(nodes), maxSuggestions)] {
		list = append(list, fmt.Sprintf("%s (%s, %s)", shorten(n.Name, 60), n.Label, n.ID))
	}
	return strings.Join(list, " or ")
}

// checkSelection tells what a selection names in vain, and whether it is empty.
func checkSelection(selection *export.Selection) error {
	articles, publishers := selection.Unknown()
	switch {
	case len(articles) > 0:
		return &hintError{
			fmt.Errorf("--article %s: no such article in the store", articles[0]),
			"give its id, or its path or URL as it was loaded; newsgraph export shows them",
		}
	case len(publishers) > 0:
		return &hintError{
			fmt.Errorf("--publisher %s: no article in the store has that publisher", publishers[0]),
			"newsgraph export shows the publishers: newsgraph export | jq .article.publisher",
		}
	case selection.Empty():
		return &hintError{errors.New("nothing in the store is what the options choose"), "leave one of them out, or give it a wider bound"}
	}
	return nil
}
