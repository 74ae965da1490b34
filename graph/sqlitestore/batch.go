package sqlitestore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/newsgraph/newsgraph/graph"
)

// A batch is one transaction that changes the store. It first takes documents out and puts others
// in, gathering what that touches, and then derives anew what follows (finish).
type batch struct {
	ctx        context.Context // without an end: watching for it costs more than most statements
	tx         *sql.Tx
	statements map[string]*sql.Stmt // prepared, by text
	symmetric  func(typ string) bool

	variants map[string]*variant // all that were read or made, by id
	bySeq    map[int64]*variant
	touched  []*variant        // those of documents, in the order in which they came
	added    [][]*variant      // the variants of each document put in
	removed  [][]*variant      // and of each taken out
	fresh    map[int64][]ended // by article put in, the statements that make edges
	moved    []triple          // of the statements of variants that changed their node
	stale    map[edgeKey]bool  // edges that lost a statement, to be made anew
	nodeIDs  map[int64]string
	crowded  map[string]bool // keys met that too many variants claim
}

// A variant is a row of the table, with what the batch makes of it.
type variant struct {
	graph.Variant
	seq     int64
	node    int64         // 0 where it has none yet
	claims  []graph.Claim // as stored
	touched bool
}

// A triple is the type and the ends, by variant, of a statement.
type triple struct {
	typ        string
	head, tail int64
}

// An ended is a statement with its ends by variant.
type ended struct {
	graph.Statement
	triple
	published string
}

// An edgeKey tells the type and the ends, by node, that statements are about. The ends of a
// symmetric type are in the order of their rows.
type edgeKey struct {
	typ  string
	a, b int64
}

// change runs do in one transaction of its own and derives what follows from it.
func (s *Store) change(ctx context.Context, do func(*batch) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.wrap(err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	b := &batch{
		ctx: context.WithoutCancel(ctx), tx: tx, symmetric: s.symmetric,
		statements: map[string]*sql.Stmt{}, variants: map[string]*variant{}, bySeq: map[int64]*variant{},
		fresh: map[int64][]ended{}, stale: map[edgeKey]bool{}, nodeIDs: map[int64]string{}, crowded: map[string]bool{},
	}
	if err := do(b); err != nil {
		return s.wrap(err)
	}
	if err := b.finish(); err != nil {
		return s.wrap(err)
	}
	return s.wrap(tx.Commit())
}

// Upsert implements graph.Store.
func (s *Store) Upsert(ctx context.Context, docs []graph.Document) (graph.Outcome, error) {
	encoded := make([]encodedDocument, len(docs))
	for i := range docs {
		doc, line, hash, err := graph.Encode(&docs[i])
		if err != nil {
			return graph.Outcome{}, fmt.Errorf("sqlitestore: %w", err)
		}
		encoded[i] = encodedDocument{doc, line, hash}
	}
	if len(docs) == 0 {
		return graph.Outcome{}, nil
	}
	var outcome graph.Outcome
	err := s.change(ctx, func(b *batch) error {
		for i := range encoded {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := b.put(&encoded[i], &outcome); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return graph.Outcome{}, err
	}
	return outcome, nil
}

// Delete implements graph.Store.
func (s *Store) Delete(ctx context.Context, articleID string) (found bool, err error) {
	err = s.change(ctx, func(b *batch) error {
		seq, _, err := b.article(articleID)
		if err != nil || seq == 0 {
			return err
		}
		found = true
		return b.takeOut(seq)
	})
	return found && err == nil, err
}

// DeletePublisher implements graph.Store, in one step.
func (s *Store) DeletePublisher(ctx context.Context, publisher string) (deleted int, err error) {
	err = s.change(ctx, func(b *batch) error {
		var articles []int64
		err := b.each(func(row scanner) error {
			var seq int64
			err := row.Scan(&seq)
			articles = append(articles, seq)
			return err
		}, `SELECT seq FROM article WHERE publisher = ?`, publisher)
		if err != nil {
			return err
		}
		for _, seq := range articles {
			if err := cmp.Or(ctx.Err(), b.takeOut(seq)); err != nil {
				return err
			}
		}
		deleted = len(articles)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return deleted, nil
}

// An encodedDocument is a document with its line of JSON and the hash of that.
type encodedDocument struct {
	graph.Document
	line []byte
	hash string
}

// article returns the row of an article and its document's hash, or 0.
func (b *batch) article(id string) (seq int64, hash string, err error) {
	err = b.row(`SELECT seq, document_hash FROM article WHERE id = ?`, id).Scan(&seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	return seq, hash, err
}

// put upserts one document and counts what it did.
func (b *batch) put(doc *encodedDocument, outcome *graph.Outcome) error {
	seq, hash, err := b.article(doc.Article.ID)
	if err != nil {
		return err
	}
	if seq != 0 && hash == doc.hash {
		outcome.Unchanged++
		return b.stamp(seq, doc.Stamp)
	}
	if seq != 0 {
		if err := b.takeOut(seq); err != nil {
			return err
		}
	}
	same, err := b.sameContent(doc.Article.Hash)
	switch {
	case err != nil:
		return err
	case same != nil:
		outcome.Duplicates = append(outcome.Duplicates, graph.Duplicate{Article: doc.Article, SameAs: *same})
		return nil
	case seq != 0:
		outcome.Replaced++
	default:
		outcome.Added++
	}
	return b.putIn(doc)
}

// sameContent returns the article that has the hash, or nil.
func (b *batch) sameContent(hash string) (*graph.Article, error) {
	if hash == "" {
		return nil, nil
	}
	article, err := scanArticle(b.row(`SELECT `+articleColumns+` FROM article AS a WHERE hash = ? AND hash <> ''`, hash))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &article, err
}

// takeOut removes an article and all rows that are its own.
func (b *batch) takeOut(article int64) error {
	var line []byte
	if err := b.row(`SELECT document FROM article WHERE seq = ?`, article).Scan(&line); err != nil {
		return err
	}
	var doc graph.Document
	if err := json.Unmarshal(line, &doc); err != nil {
		return fmt.Errorf("article %d: %w", article, err)
	}
	folded := graph.Fold(&doc)
	variants, err := b.count(&folded, (*graph.Variant).Remove)
	if err != nil {
		return err
	}
	b.removed = append(b.removed, variants)
	for i := range folded.Statements {
		s := &folded.Statements[i]
		b.staleEdge(s.Type, b.variants[s.Subject].node, b.variants[s.Object].node)
	}
	delete(b.fresh, article)
	for _, text := range []string{
		`DELETE FROM statement WHERE article = ?`,
		`DELETE FROM mention WHERE article = ?`,
		`DELETE FROM stamp WHERE article = ?`,
		`DELETE FROM article WHERE seq = ?`,
	} {
		if err := b.exec(text, article); err != nil {
			return err
		}
	}
	return nil
}

// putIn adds an article and the rows that are its own.
func (b *batch) putIn(doc *encodedDocument) error {
	a := &doc.Article
	article, err := b.insert(`INSERT INTO article (id, path, title, published, language, url, publisher, hash, document_hash, document)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, a.Path, a.Title, a.Published, a.Language, a.URL, a.Publisher, a.Hash, doc.hash, string(doc.line))
	if err != nil {
		return err
	}
	if err := b.stamp(article, doc.Stamp); err != nil {
		return err
	}
	folded := graph.Fold(&doc.Document)
	variants, err := b.count(&folded, (*graph.Variant).Add)
	if err != nil {
		return err
	}
	b.added = append(b.added, variants)
	for _, m := range folded.Mentions {
		if err := b.exec(`INSERT INTO mention (variant, article, count, spans) VALUES (?, ?, ?, ?)`,
			b.variants[m.Node].seq, article, m.Count, formatSpans(m.Spans)); err != nil {
			return err
		}
	}
	for i := range folded.Statements {
		s := &folded.Statements[i]
		t := triple{s.Type, b.variants[s.Subject].seq, b.variants[s.Object].seq}
		if s.Status == graph.Asserted || s.Status == graph.Claimed {
			b.fresh[article] = append(b.fresh[article], ended{*s, t, a.Published})
		}
		if err := b.exec(`INSERT INTO statement
			(id, article, type, head, tail, status, said_by, time, role, confidence, quote, start, end)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			s.ID, article, s.Type, t.head, t.tail, string(s.Status), s.By, s.Time, s.Role, s.Confidence,
			s.Quote, s.Start, s.End); err != nil {
			return err
		}
	}
	return nil
}

// count adds a document's variants to those stored or takes them away, and returns them.
func (b *batch) count(folded *graph.Folded, change func(v, by *graph.Variant)) ([]*variant, error) {
	var variants []*variant
	for i := range folded.Variants {
		v, err := b.variant(&folded.Variants[i])
		if err != nil {
			return nil, err
		}
		change(&v.Variant, &folded.Variants[i])
		if !v.touched {
			v.touched = true
			b.touched = append(b.touched, v)
		}
		variants = append(variants, v)
	}
	return variants, nil
}
