package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
)

const deleteLong = `Delete removes articles from a store, each by its id, path or URL: their statements, the edges that
no other article states, and the entities that no other article mentions.`

const deleteExample = `  newsgraph delete articles/old.txt
  newsgraph delete https://example.com/news/1 --store neo4j://neo4j@localhost:7687`

func deleteCommand(a *app) *cobra.Command {
	var (
		st      storeFlags
		schemas schemaFlag
	)
	cmd := &cobra.Command{
		Use:     "delete ARTICLE...",
		Short:   "Remove articles, and what only they say, from a store",
		Long:    deleteLong,
		Example: deleteExample,
		Args:    needs("an ARTICLE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return st.withStore(cmd.Context(), a, &schemas, func(store graph.Store) error {
				for _, name := range args {
					found, err := deleteArticle(cmd.Context(), store, name)
					switch {
					case err != nil:
						return err
					case !found:
						if err := a.fail(&hintError{fmt.Errorf("%s: no such article in the store", name), "give its id, or its path or URL as it was loaded; newsgraph export shows them"}); err != nil {
							return err
						}
					case !a.quiet:
						fmt.Fprintf(a.stdout, "deleted %s\n", name)
					}
				}
				return nil
			})
		},
	}
	st.add(cmd)
	schemas.add(cmd)
	return cmd
}

// deleteArticle deletes the article of that id, URL or path, which "./" may begin or not.
func deleteArticle(ctx context.Context, store graph.Store, name string) (found bool, err error) {
	clean := filepath.Clean(name)
	ids := []string{
		name, graph.ArticleID(name, ""), graph.ArticleID("", name),
		graph.ArticleID("", clean), graph.ArticleID("", "."+string(filepath.Separator)+clean),
	}
	for _, id := range ids {
		if found, err = store.Delete(ctx, id); found || err != nil {
			return found, err
		}
	}
	return false, nil
}
