package neo4jstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// format is the version of what the store keeps for itself. Another version can't be kept up to
// date, since what graph.Fold made of a document then is to be taken away as it was made.
const format = 4

// ownIndexes are what the store itself needs, beyond the constraints of the schema.
var ownIndexes = []string{
	"CREATE CONSTRAINT newsgraph_store_id IF NOT EXISTS FOR (n:NewsgraphStore) REQUIRE n.id IS UNIQUE",
	"CREATE CONSTRAINT newsgraph_document_id IF NOT EXISTS FOR (n:NewsgraphDocument) REQUIRE n.id IS UNIQUE",
	"CREATE CONSTRAINT newsgraph_variant_id IF NOT EXISTS FOR (n:NewsgraphVariant) REQUIRE n.id IS UNIQUE",
	"CREATE INDEX newsgraph_document_content IF NOT EXISTS FOR (n:NewsgraphDocument) ON (n.content)",
	"CREATE INDEX newsgraph_claim_key IF NOT EXISTS FOR (n:NewsgraphClaim) ON (n.key, n.variant)",
	"CREATE INDEX newsgraph_mention_variant IF NOT EXISTS FOR ()-[r:MENTIONS]-() ON (r.variant)",
	"CREATE INDEX newsgraph_statement_edge IF NOT EXISTS FOR (n:Statement) ON (n.edge)",
	"CREATE FULLTEXT INDEX newsgraph_words IF NOT EXISTS FOR (n:NewsgraphVariant) ON EACH [n.words] " +
		"OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
}

// setUp creates the constraints and indexes that are missing.
func (s *Store) setUp(ctx context.Context) error {
	if err := s.index(ctx, append(slices.Clone(ownIndexes), s.schema.Constraints()...)); err != nil {
		return err
	}
	return s.checkFormat(ctx)
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
