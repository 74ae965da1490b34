package neo4jstore

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// Read implements graph.Store. What do has written can't be taken back, so unlike consistent this
// doesn't read again what changed meanwhile, and no transaction is tried again.
func (s *Store) Read(ctx context.Context, do func(graph.Reader) error) error {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.db, AccessMode: neo4j.AccessModeRead})
	defer func() { _ = session.Close(context.WithoutCancel(ctx)) }()
	before, err := s.changesNow(ctx, session)
	if err != nil {
		return fmt.Errorf("neo4jstore: %w", explain(err))
	}
	if err := do(streams{ctx, session}); err != nil {
		return err
	}
	after, err := s.changesNow(ctx, session)
	switch {
	case err != nil:
		return fmt.Errorf("neo4jstore: %w", explain(err))
	case after != before:
		return fmt.Errorf("neo4jstore: %w", graph.ErrChanged)
	}
	return nil
}

// changesNow returns how often the graph was changed.
func (s *Store) changesNow(ctx context.Context, session neo4j.SessionWithContext) (n int, err error) {
	_, err = session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		n, err = (&transaction{ctx: ctx, tx: tx}).changes()
		return nil, err
	})
	return n, err
}

// streams is a graph.Reader. Its queries take the nodes they start from in the order of an index,
// so that the server sorts no more at a time than the edges of a node; the driver asks for the rows
// some at a time.
type streams struct {
	ctx     context.Context
	session neo4j.SessionWithContext
}

// Nodes implements graph.Reader.
func (s streams) Nodes(visit func(*graph.Node) error) error {
	return s.each("MATCH (n:Entity) USING INDEX n:Entity(id) WHERE n.id > '' AND n.articles IS NOT NULL "+
		"RETURN properties(n) AS props ORDER BY n.id", func(r *neo4j.Record) error {
		n := props(r, "props").node()
		return visit(&n)
	})
}

// Edges implements graph.Reader.
func (s streams) Edges(visit func(*graph.Edge) error) error {
	return s.each("MATCH (x:Entity)-[e]->(y:Entity) USING INDEX x:Entity(id) WHERE x.id > '' AND e.id IS NOT NULL"+
		edgeEnds+" ORDER BY x.id, e.id", func(r *neo4j.Record) error {
		e := edge(r)
		return visit(&e)
	})
}

// Accounts implements graph.Reader.
func (s streams) Accounts(visit func(*graph.Account) error) error {
	return s.each("MATCH (d:NewsgraphDocument) USING INDEX d:NewsgraphDocument(id) WHERE d.id > '' "+
		"MATCH (a:Article {id: d.id}) "+
		"RETURN properties(a) AS props, [(a)-[m:MENTIONS]->(n:Entity) WHERE m.spans IS NOT NULL | "+
		"[n.id, m.count, m.spans]] AS mentions, [(a)<-[:STATED_IN]-(s:Statement) WHERE s.status IS NOT NULL | "+
		"[properties(s), head([(s)-[:SUBJECT]->(x:Entity) | x.id]), head([(s)-[:OBJECT]->(y:Entity) | y.id])]] AS statements "+
		"ORDER BY d.id", func(r *neo4j.Record) error {
		account := account(r)
		return visit(&account)
	})
}

// account reads an article with lists of what it mentions and states.
func account(r *neo4j.Record) graph.Account {
	a := graph.Account{Article: props(r, "props").article()}
	for _, m := range list(r, "mentions") {
		a.Mentions = append(a.Mentions, mentioned(&neo4j.Record{
			Keys: []string{"node", "count", "spans"}, Values: m.([]any),
		}))
		a.Mentions[len(a.Mentions)-1].Article = a.Article.ID
	}
	for _, s := range list(r, "statements") {
		a.Statements = append(a.Statements, statement(&neo4j.Record{
			Keys: []string{"s", "subject", "object"}, Values: s.([]any),
		}))
		a.Statements[len(a.Statements)-1].Article = a.Article.ID
	}
	a.Sort()
	return a
}

// each calls visit with each row of a query.
func (s streams) each(query string, visit func(*neo4j.Record) error) error {
	result, err := s.session.Run(s.ctx, query, nil)
	if err != nil {
		return fmt.Errorf("neo4jstore: %w", explain(err))
	}
	for result.Next(s.ctx) {
		if err := visit(result.Record()); err != nil {
			return err
		}
	}
	if err := result.Err(); err != nil {
		return fmt.Errorf("neo4jstore: %w", explain(err))
	}
	return nil
}
