package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/newsgraph/newsgraph/graph"
)

// A reader reads one state of the store, whatever is written meanwhile.
type reader struct {
	ctx context.Context
	tx  *sql.Tx
}

// read calls do with a reader.
func (s *Store) read(ctx context.Context, do func(*reader) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return do(&reader{ctx, tx})
}

// each calls visit with each row of a query.
func (r *reader) each(visit func(scanner) error, text string, args ...any) error {
	rows, err := r.tx.QueryContext(r.ctx, text, args...)
	return eachRow(rows, err, visit)
}

// errEnough ends the reading of rows.
var errEnough = errors.New("enough")

// nodes calls visit with each node of a query for nodeColumns until it returns false.
func (r *reader) nodes(visit func(graph.Node) bool, text string, args ...any) error {
	err := r.each(func(row scanner) error {
		n, err := scanNode(row)
		if err == nil && !visit(n) {
			return errEnough
		}
		return err
	}, text, args...)
	if err == errEnough {
		return nil
	}
	return err
}

// all reads the rows of a query into a list.
func all[T any](r *reader, scan func(scanner) (T, error), text string, args ...any) ([]T, error) {
	var list []T
	err := r.each(func(row scanner) error {
		one, err := scan(row)
		list = append(list, one)
		return err
	}, text, args...)
	return list, err
}

// What queries read from, in the order in which they are to read it: SQLite keeps to that of CROSS JOIN.
const (
	fromEdge      = ` FROM edge AS e CROSS JOIN node AS f ON f.seq = e.from_node CROSS JOIN node AS t ON t.seq = e.to_node `
	fromStatement = ` FROM statement AS s CROSS JOIN variant AS h ON h.seq = s.head CROSS JOIN node AS hn ON hn.seq = h.node
		CROSS JOIN variant AS v ON v.seq = s.tail CROSS JOIN node AS tn ON tn.seq = v.node
		CROSS JOIN article AS a ON a.seq = s.article `
	fromMention = ` FROM mention AS m CROSS JOIN article AS a ON a.seq = m.article
		CROSS JOIN variant AS v ON v.seq = m.variant CROSS JOIN node AS n ON n.seq = v.node WHERE m.article = ? `
	statementsAbout = ` s.seq IN (
		SELECT x.seq FROM variant AS w CROSS JOIN statement AS x ON x.head = w.seq WHERE w.node = ?1
		UNION SELECT x.seq FROM variant AS w CROSS JOIN statement AS x ON x.tail = w.seq WHERE w.node = ?1) `
)

// Graph implements graph.Store.
func (s *Store) Graph(ctx context.Context) (*graph.Graph, error) {
	g := &graph.Graph{}
	err := s.read(ctx, func(r *reader) (err error) {
		if g.Articles, err = all(r, scanArticle, `SELECT `+articleColumns+` FROM article AS a`); err != nil {
			return err
		}
		if g.Nodes, err = all(r, scanNode, `SELECT `+nodeColumns+` FROM node AS n`); err != nil {
			return err
		}
		if g.Mentions, err = all(r, scanMentioned, `SELECT a.id, n.id, m.count, m.spans FROM mention AS m
			JOIN article AS a ON a.seq = m.article JOIN variant AS v ON v.seq = m.variant
			JOIN node AS n ON n.seq = v.node`); err != nil {
			return err
		}
		if g.Statements, err = all(r, scanStatement, `SELECT `+statementColumns+fromStatement); err != nil {
			return err
		}
		g.Edges, err = all(r, scanEdge, `SELECT `+edgeColumns+fromEdge)
		return err
	})
	if err != nil {
		return nil, s.wrap(err)
	}
	g.Sort()
	return g, nil
}

// View implements graph.Store.
func (s *Store) View(ctx context.Context, nodeID string) (graph.View, error) {
	var view graph.View
	err := s.read(ctx, func(r *reader) (err error) {
		var seq int64
		err = r.tx.QueryRowContext(ctx, `SELECT seq FROM node WHERE id = ?`, nodeID).Scan(&seq)
		if errors.Is(err, sql.ErrNoRows) {
			return graph.ErrNotFound
		}
		if err != nil {
			return err
		}
		view, err = r.view(seq)
		return err
	})
	return view, s.wrap(err)
}

// view reads what surrounds a node.
func (r *reader) view(seq int64) (view graph.View, err error) {
	view.Node, err = scanNode(r.tx.QueryRowContext(r.ctx, `SELECT `+nodeColumns+` FROM node AS n WHERE n.seq = ?`, seq))
	if err != nil {
		return view, err
	}
	view.Edges, err = all(r, scanEdge, `SELECT `+edgeColumns+fromEdge+
		`WHERE e.from_node = ?1 OR e.to_node = ?1 ORDER BY e.id`, seq)
	if err != nil {
		return view, err
	}
	view.Statements, err = all(r, scanStatement, `SELECT `+statementColumns+fromStatement+
		`WHERE`+statementsAbout+`ORDER BY s.id`, seq)
	if err != nil {
		return view, err
	}
	ends := map[string]bool{}
	for i := range view.Statements {
		ends[view.Statements[i].Subject], ends[view.Statements[i].Object] = true, true
	}
	delete(ends, view.Node.ID)
	list, err := json.Marshal(sortedKeys(ends))
	if err != nil {
		return view, err
	}
	view.Nodes, err = all(r, scanNode, `SELECT `+nodeColumns+` FROM json_each(?) AS j
		CROSS JOIN node AS n ON n.id = j.value ORDER BY n.id`, string(list))
	if err != nil {
		return view, err
	}
	view.Articles, err = all(r, scanArticle, `SELECT `+articleColumns+` FROM article AS a WHERE a.seq IN (
		SELECT m.article FROM variant AS v CROSS JOIN mention AS m ON m.variant = v.seq WHERE v.node = ?)
		ORDER BY a.id`, seq)
	return view, err
}

// Article implements graph.Store.
func (s *Store) Article(ctx context.Context, articleID string) (graph.ArticleView, error) {
	var view graph.ArticleView
	err := s.read(ctx, func(r *reader) (err error) {
		var seq int64
		err = r.tx.QueryRowContext(ctx, `SELECT seq FROM article WHERE id = ?`, articleID).Scan(&seq)
		if errors.Is(err, sql.ErrNoRows) {
			return graph.ErrNotFound
		}
		if err != nil {
			return err
		}
		view, err = r.article(seq)
		return err
	})
	return view, s.wrap(err)
}

// article reads what an article says.
func (r *reader) article(seq int64) (view graph.ArticleView, err error) {
	view.Article, err = scanArticle(r.tx.QueryRowContext(r.ctx, `SELECT `+articleColumns+` FROM article AS a WHERE a.seq = ?`, seq))
	if err != nil {
		return view, err
	}
	view.Mentions, err = all(r, scanMentioned, `SELECT a.id, n.id, m.count, m.spans`+fromMention+`ORDER BY n.id`, seq)
	if err != nil {
		return view, err
	}
	view.Nodes, err = all(r, scanNode, `SELECT `+nodeColumns+fromMention+`ORDER BY n.id`, seq)
	if err != nil {
		return view, err
	}
	view.Statements, err = all(r, scanStatement, `SELECT `+statementColumns+fromStatement+`WHERE s.article = ? ORDER BY s.id`, seq)
	return view, err
}

// Counts implements graph.Store.
func (s *Store) Counts(ctx context.Context) (graph.Counts, error) {
	c := graph.Counts{EdgesBy: map[string]int{}, NodesBy: map[string]int{}}
	by := func(counts map[string]int, sum *int) func(scanner) error {
		return func(row scanner) error {
			var key string
			var n int
			err := row.Scan(&key, &n)
			counts[key] = n
			*sum += n
			return err
		}
	}
	err := s.read(ctx, func(r *reader) error {
		row := r.tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM statement)`)
		if err := row.Scan(&c.Articles, &c.Statements); err != nil {
			return err
		}
		if err := r.each(by(c.NodesBy, &c.Nodes), `SELECT label, count(*) FROM node GROUP BY label`); err != nil {
			return err
		}
		return r.each(by(c.EdgesBy, &c.Edges), `SELECT type, count(*) FROM edge GROUP BY type`)
	})
	return c, s.wrap(err)
}
