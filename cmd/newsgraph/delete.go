package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/graph"
)

const deleteLong = `Delete removes articles from a store, each by its id, path or URL, or all of a publisher: their
statements, the edges that no other article states, and the entities that no other article mentions.`

const deleteExample = `  newsgraph delete articles/old.txt
  newsgraph delete https://example.com/news/1 --store neo4j://neo4j@localhost:7687
  newsgraph delete --publisher "Example Times"`

func deleteCommand(a *app) *cobra.Command {
	var (
		st      storeFlags
		schemas schemaFlag

		publisher string
	)
	cmd := &cobra.Command{
		Use:     "delete ARTICLE...",
		Short:   "Remove articles, and what only they say, from a store",
		Long:    deleteLong,
		Example: deleteExample,
		Args: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("publisher") {
				return nil
			}
			return needs("an ARTICLE or --publisher")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return st.withStore(cmd.Context(), a, &schemas, func(store graph.Store) error {
				if cmd.Flags().Changed("publisher") {
					if err := deletePublisher(cmd.Context(), a, store, publisher); err != nil {
						return err
					}
				}
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
	cmd.Flags().StringVar(&publisher, "publisher", "", "delete all articles of the publisher `NAME`, to the letter")
	return cmd
}

// deletePublisher deletes the articles of a publisher and tells how many there were.
func deletePublisher(ctx context.Context, a *app, store graph.Store, publisher string) error {
	n, err := store.DeletePublisher(ctx, publisher)
	switch {
	case err != nil && n > 0:
		return &hintError{fmt.Errorf("%d articles of %s are deleted, others not: %w", n, publisher, err), "run the same command again"}
	case err != nil:
		return err
	case n == 0:
		return a.fail(&hintError{fmt.Errorf("%s: no article of that publisher in the store", publisher), "give its name as the articles have it; newsgraph export shows them"})
	case !a.quiet:
		fmt.Fprintf(a.stdout, "deleted %s of %s\n", plural(n, "article", "articles"), publisher)
	}
	return nil
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
