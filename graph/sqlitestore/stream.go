package sqlitestore

import (
	"context"
	"database/sql"

	"github.com/newsgraph/newsgraph/graph"
)

// Read implements graph.Store.
func (s *Store) Read(ctx context.Context, do func(graph.Reader) error) error {
	var fault error // of do, which tells its own
	err := s.read(ctx, func(r *reader) error {
		fault = do(streams{r, s})
		return nil
	})
	if fault != nil {
		return fault
	}
	return s.wrap(err)
}

// streams is a graph.Reader. Its queries follow an index, so that SQLite sorts no more at a time
// than the edges of a node.
type streams struct {
	*reader
	store *Store
}

// Nodes implements graph.Reader.
func (s streams) Nodes(visit func(*graph.Node) error) error {
	return stream(s, scanNode, visit, `SELECT `+nodeColumns+` FROM node AS n ORDER BY n.id`)
}

// Edges implements graph.Reader.
func (s streams) Edges(visit func(*graph.Edge) error) error {
	return stream(s, scanEdge, visit, `SELECT `+edgeColumns+` FROM node AS f CROSS JOIN edge AS e ON e.from_node = f.seq
		CROSS JOIN node AS t ON t.seq = e.to_node ORDER BY f.id, e.id`)
}

// Accounts implements graph.Reader.
func (s streams) Accounts(visit func(*graph.Account) error) error {
	mentions, err := s.tx.PrepareContext(s.ctx, `SELECT a.id, n.id, m.count, m.spans FROM mention AS m
		CROSS JOIN article AS a ON a.seq = m.article CROSS JOIN variant AS v ON v.seq = m.variant
		CROSS JOIN node AS n ON n.seq = v.node WHERE m.article = ?`)
	if err != nil {
		return s.store.wrap(err)
	}
	defer func() { _ = mentions.Close() }()
	statements, err := s.tx.PrepareContext(s.ctx, `SELECT `+statementColumns+fromStatement+`WHERE s.article = ?`)
	if err != nil {
		return s.store.wrap(err)
	}
	defer func() { _ = statements.Close() }()
	return stream(s, scanArticleSeq, func(a *numbered) error {
		account := graph.Account{Article: a.Article}
		var err error
		if account.Mentions, err = ask(s, mentions, scanMentioned, a.seq); err != nil {
			return s.store.wrap(err)
		}
		if account.Statements, err = ask(s, statements, scanStatement, a.seq); err != nil {
			return s.store.wrap(err)
		}
		account.Sort()
		return visit(&account)
	}, `SELECT a.seq, `+articleColumns+` FROM article AS a ORDER BY a.id`)
}

// A numbered is an article with the number of its row.
type numbered struct {
	seq int64
	graph.Article
}

func scanArticleSeq(row scanner) (n numbered, err error) {
	n.Article, err = scanArticle(behind{row, &n.seq})
	return n, err
}

// A behind is a row whose first column is scanned into what is named here.
type behind struct {
	scanner
	first any
}

// Scan implements scanner.
func (b behind) Scan(dest ...any) error {
	return b.scanner.Scan(append([]any{b.first}, dest...)...)
}

// stream calls visit with each row of a query.
func stream[T any](s streams, scan func(scanner) (T, error), visit func(*T) error, text string) error {
	var fault error
	err := s.each(func(row scanner) error {
		one, err := scan(row)
		if err == nil {
			if fault = visit(&one); fault != nil {
				return errEnough
			}
		}
		return err
	}, text)
	if fault != nil {
		return fault
	}
	return s.store.wrap(err)
}

// ask reads the rows of a prepared query into a list.
func ask[T any](s streams, query *sql.Stmt, scan func(scanner) (T, error), arg any) ([]T, error) {
	var list []T
	rows, err := query.QueryContext(s.ctx, arg)
	err = eachRow(rows, err, func(row scanner) error {
		one, err := scan(row)
		list = append(list, one)
		return err
	})
	return list, err
}
