package neo4jstore

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// A stored is a document as the store keeps it, with what it makes of the graph alone.
type stored struct {
	doc    graph.Document
	line   []byte // its line of JSON
	hash   string // of the line
	folded graph.Folded
}

func (d *stored) id() string { return d.doc.Article.ID }

func (d *stored) content() string { return d.doc.Article.Hash }

// encode checks a document and makes it ready to be stored.
func encode(doc *graph.Document) (*stored, error) {
	clean, line, hash, err := graph.Encode(doc)
	if err != nil {
		return nil, err
	}
	if len(clean.Article.ID) > maxKey {
		return nil, fmt.Errorf("article %.60q...: the id is longer than %d bytes", clean.Article.ID, maxKey)
	}
	return &stored{doc: clean, line: line, hash: hash}, nil
}

// maxKey is the length of the longest text that is put into an index (which takes about 8 kB).
const maxKey = 4096

// fold fills in what the document makes of the graph.
func (d *stored) fold() *graph.Folded {
	if d.folded.Article.ID == "" {
		d.folded = graph.Fold(&d.doc)
	}
	return &d.folded
}

// holdings reads the documents in the database that have the id or the content of a given one.
// The lines of those that are equal to the given one stay where they are.
func (t *transaction) holdings(given []*stored) (*holdings, error) {
	h := newHoldings()
	byHash := map[string]*stored{}
	rows := make([]row, 0, len(given))
	for _, doc := range given {
		byHash[doc.hash] = doc
		rows = append(rows, row{"id": doc.id(), "hash": doc.hash, "content": contentKey(doc.content())})
	}
	var broken error
	visit := func(r *neo4j.Record) {
		doc := byHash[text(r, "hash")]
		if line := column[[]byte](r, "line"); line != nil || doc == nil {
			var err error
			if doc, err = decode(line, text(r, "hash")); err != nil {
				broken = fmt.Errorf("article %q: %w", text(r, "id"), err)
				return
			}
		}
		h.hold(doc)
	}
	err := t.ask("MATCH (d:NewsgraphDocument {id: row.id}) RETURN d.id AS id, d.hash AS hash, "+
		"CASE WHEN d.hash = row.hash THEN null ELSE d.line END AS line", rows, visit)
	if err != nil {
		return nil, err
	}
	err = t.ask("MATCH (d:NewsgraphDocument {content: row.content}) WHERE d.id <> row.id "+
		"RETURN d.id AS id, d.hash AS hash, d.line AS line", rows, visit)
	return h, cmp.Or(err, broken)
}

// document reads one document, or nil.
func (t *transaction) document(id string) (doc *stored, err error) {
	var broken error
	err = t.each("MATCH (d:NewsgraphDocument {id: $id}) RETURN d.hash AS hash, d.line AS line", row{"id": id},
		func(r *neo4j.Record) { doc, broken = decode(column[[]byte](r, "line"), text(r, "hash")) })
	return doc, cmp.Or(err, broken)
}

// removeDocuments deletes documents and their articles with all that the articles say.
func (t *transaction) removeDocuments(removed []*stored, gone []string) error {
	rows := make([]row, 0, len(removed))
	for _, doc := range removed {
		rows = append(rows, row{"id": doc.id()})
	}
	for _, query := range []string{
		"MATCH (:Article {id: row.id})<-[:STATED_IN]-(s:Statement) WHERE s.status IS NOT NULL DETACH DELETE s",
		"MATCH (:Article {id: row.id})-[m:MENTIONS]->(:Entity) DELETE m",
		"MATCH (d:NewsgraphDocument {id: row.id}) DELETE d",
	} {
		if err := t.send(query, rows); err != nil {
			return err
		}
	}
	rows = rows[:0]
	for _, id := range gone {
		rows = append(rows, row{"id": id})
	}
	return t.send("MATCH (a:Article {id: row.id}) DETACH DELETE a", rows)
}

// addDocuments writes documents and their articles.
func (t *transaction) addDocuments(added []*stored) error {
	articles, documents := make([]row, 0, len(added)), make([]row, 0, len(added))
	for _, doc := range added {
		line, err := pack(doc.line)
		if err != nil {
			return err
		}
		articles = append(articles, articleRow(&doc.doc.Article))
		documents = append(documents, row{"id": doc.id(), "props": row{
			"hash": doc.hash, "content": set(contentKey(doc.content())), "line": line,
		}})
	}
	if err := t.send("MERGE (a:Article {id: row.id}) SET a += row.props", articles); err != nil {
		return err
	}
	return t.send("MERGE (d:NewsgraphDocument {id: row.id}) SET d += row.props", documents)
}

// contentKey is what an article's content is looked up by: its hash, whatever length that has.
func contentKey(content string) string {
	if len(content) <= 128 {
		return content
	}
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func pack(line []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(line); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// decode reads what pack made.
func decode(packed []byte, hash string) (*stored, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	line, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	d := &stored{line: line, hash: hash}
	return d, json.Unmarshal(line, &d.doc)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
