package neo4jstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// format is the version of what the store keeps for itself. Another version can't be kept up to
// date, since what graph.Fold made of a document then is to be taken away as it was made.
const format = 1

// ownIndexes are what the store itself needs, beyond the constraints of the schema.
var ownIndexes = []string{
	"CREATE CONSTRAINT newsgraph_store_id IF NOT EXISTS FOR (n:NewsgraphStore) REQUIRE n.id IS UNIQUE",
	"CREATE CONSTRAINT newsgraph_document_id IF NOT EXISTS FOR (n:NewsgraphDocument) REQUIRE n.id IS UNIQUE",
	"CREATE CONSTRAINT newsgraph_variant_id IF NOT EXISTS FOR (n:NewsgraphVariant) REQUIRE n.id IS UNIQUE",
	"CREATE INDEX newsgraph_document_content IF NOT EXISTS FOR (n:NewsgraphDocument) ON (n.content)",
	"CREATE INDEX newsgraph_claim_key IF NOT EXISTS FOR (n:NewsgraphClaim) ON (n.key, n.variant)",
	"CREATE INDEX newsgraph_statement_edge IF NOT EXISTS FOR (n:Statement) ON (n.edge)",
	"CREATE FULLTEXT INDEX newsgraph_words IF NOT EXISTS FOR (n:NewsgraphVariant) ON EACH [n.words] " +
		"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
}

// setUp creates the constraints and indexes that are missing and waits until they can be used.
func (s *Store) setUp(ctx context.Context) error {
	statements := append(slices.Clone(ownIndexes), s.schema.Constraints()...)
	have, err := s.indexNames(ctx)
	if err != nil {
		return err
	}
	statements = slices.DeleteFunc(statements, func(statement string) bool { return have[indexName(statement)] })
	if len(statements) > 0 {
		if err := s.createIndexes(ctx, statements); err != nil {
			return err
		}
	}
	return s.checkFormat(ctx)
}

// indexName returns the name that a statement gives its constraint or index.
func indexName(statement string) string {
	before, _, _ := strings.Cut(statement, " IF NOT EXISTS")
	return before[strings.LastIndexByte(before, ' ')+1:]
}

// indexNames returns the names of all indexes, among them those of the constraints.
func (s *Store) indexNames(ctx context.Context) (map[string]bool, error) {
	names := map[string]bool{}
	err := s.read(ctx, func(tx *transaction) error {
		clear(names)
		return tx.each("SHOW INDEXES YIELD name RETURN name", nil, func(r *neo4j.Record) {
			names[text(r, "name")] = true
		})
	})
	return names, err
}

// createIndexes runs statements that the schema package and this file wrote.
func (s *Store) createIndexes(ctx context.Context, statements []string) error {
	err := s.write(ctx, func(tx *transaction) error {
		for _, statement := range statements {
			if err := tx.run(statement, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.read(ctx, func(tx *transaction) error { return tx.run("CALL db.awaitIndexes(600)", nil) })
}

// checkFormat refuses a database that another version of the program keeps.
func (s *Store) checkFormat(ctx context.Context) error {
	return s.read(ctx, func(tx *transaction) error {
		var other int
		err := tx.each("MATCH (s:NewsgraphStore {id: 'graph'}) RETURN s.format AS format", nil,
			func(r *neo4j.Record) { other = number(r, "format") })
		if err == nil && other != 0 && other != format {
			err = fmt.Errorf("the graph has format %d, and this program knows format %d", other, format)
		}
		return err
	})
}
