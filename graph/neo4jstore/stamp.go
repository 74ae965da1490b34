package neo4jstore

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// stamp writes the stamps of documents that are held now, where they have others.
func (t *transaction) stamp(given []*stored) error {
	var rows []row
	for _, d := range given {
		if d.doc.Stamp != "" {
			rows = append(rows, row{"id": d.id(), "hash": d.hash, "stamp": d.doc.Stamp})
		}
	}
	return t.send(seek("d", "NewsgraphDocument", "id", "row.id")+"WHERE d.hash = row.hash "+
		"AND coalesce(d.stamp, '') <> row.stamp SET d.stamp = row.stamp", rows)
}

// Holdings implements graph.Store.
func (s *Store) Holdings(ctx context.Context, ids, contents []string) ([]graph.Holding, error) {
	var byID, byContent []row
	for _, id := range ids {
		byID = append(byID, row{"key": id})
	}
	for _, content := range contents {
		if content != "" {
			byContent = append(byContent, row{"key": contentKey(content)})
		}
	}
	var found []graph.Holding
	visit := func(r *neo4j.Record) {
		found = append(found, graph.Holding{
			Article: props(r, "a").article(), Document: text(r, "hash"), Stamp: text(r, "stamp"),
		})
	}
	columns := seek("a", "Article", "id", "d.id") + "RETURN properties(a) AS a, d.hash AS hash, d.stamp AS stamp"
	err := s.read(ctx, func(tx *transaction) error {
		found = nil
		if err := tx.ask(seek("d", "NewsgraphDocument", "id", "row.key")+"WITH d "+columns, byID, visit); err != nil {
			return err
		}
		return tx.ask(seek("d", "NewsgraphDocument", "content", "row.key")+"WITH d "+columns, byContent, visit)
	})
	if err != nil {
		return nil, fmt.Errorf("neo4jstore: %w", explain(err))
	}
	return graph.SortHoldings(found), nil
}
