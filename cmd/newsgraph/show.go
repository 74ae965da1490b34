package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
)

// maxCandidates is how many entities of a name are listed.
const maxCandidates = 20

const showLong = `Show prints an entity: its aliases, its edges, and the sentences behind them with article, date and
status. Statements that make no edge, because they are negated or only possible, follow. NAME is a
name, an alias or an id; if several entities have it they are listed, with their ids.`

const showExample = `  newsgraph show "Ahmad al-Sharaa"
  newsgraph show NATO --store neo4j://neo4j@localhost:7687`

func showCommand(a *app) *cobra.Command {
	var (
		st      storeFlags
		schemas schemaFlag
	)
	cmd := &cobra.Command{
		Use:     "show NAME",
		Short:   "Print an entity, its edges and their sentences",
		Long:    showLong,
		Example: showExample,
		Args:    needs("a NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := strings.Join(args, " ")
			return st.withStore(cmd.Context(), a, &schemas, func(store graph.Store) error {
				return show(cmd.Context(), a, store, name)
			})
		},
	}
	st.add(cmd)
	schemas.add(cmd)
	return cmd
}

func show(ctx context.Context, a *app, store graph.Store, name string) error {
	view, err := store.View(ctx, name)
	if err == nil {
		return writeView(a.stdout, &view)
	}
	if !errors.Is(err, graph.ErrNotFound) {
		return err
	}
	nodes, err := store.Find(ctx, name, maxCandidates+1)
	if err != nil {
		return err
	}
	switch best := pick(nodes, name); {
	case len(nodes) == 0:
		return unknownEntity(ctx, store, name)
	case best == nil:
		return ambiguous(a, nodes, name)
	default:
		if view, err = store.View(ctx, best.ID); err != nil {
			return err
		}
		return writeView(a.stdout, &view)
	}
}

// pick chooses the one entity of that very name, or else of that alias, or else the only one found.
func pick(nodes []graph.Node, name string) *graph.Node {
	if len(nodes) == 1 {
		return &nodes[0]
	}
	want := graph.NormalName(name)
	named := only(nodes, func(n *graph.Node) bool { return graph.NormalName(n.Name) == want })
	if len(named) == 0 {
		named = only(nodes, func(n *graph.Node) bool {
			for _, alias := range n.Aliases {
				if graph.NormalName(alias) == want {
					return true
				}
			}
			return false
		})
	}
	if len(named) != 1 {
		return nil
	}
	return named[0]
}

func only(nodes []graph.Node, keep func(*graph.Node) bool) []*graph.Node {
	var out []*graph.Node
	for i := range nodes {
		if keep(&nodes[i]) {
			out = append(out, &nodes[i])
		}
	}
	return out
}

// ambiguous lists the entities that a name may mean.
func ambiguous(a *app, nodes []graph.Node, name string) error {
	rows := [][]string{{"ID", "LABEL", "ARTICLES", "NAME"}}
	for _, n := range nodes[:min(len(nodes), maxCandidates)] {
		rows = append(rows, []string{n.ID, n.Label, fmt.Sprint(n.Articles), n.Name})
	}
	var out strings.Builder
	writeTable(&out, rows, 2)
	if _, err := io.WriteString(a.stdout, out.String()); err != nil {
		return err
	}
	count := fmt.Sprint(len(nodes))
	if len(nodes) > maxCandidates {
		count = fmt.Sprintf("more than %d", maxCandidates)
	}
	return &hintError{fmt.Errorf("%s: %s entities have it in their names", name, count), "give the whole name, or the id: newsgraph show " + nodes[0].ID}
}
