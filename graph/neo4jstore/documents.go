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
	doc    graph.Document // one from the database has no quotes and mentions
	hash   string         // of its line of JSON
	folded graph.Folded
}

func (d *stored) id() string { return d.doc.Article.ID }

func (d *stored) content() string { return d.doc.Article.Hash }

// encode checks a document and makes it ready to be stored.
func encode(doc *graph.Document) (*stored, error) {
	clean, _, hash, err := graph.Encode(doc)
	if err != nil {
		return nil, err
	}
	if len(clean.Article.ID) > maxKey {
		return nil, fmt.Errorf("article %.60q...: the id is longer than %d bytes", clean.Article.ID, maxKey)
	}
	return &stored{doc: clean, hash: hash}, nil
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
func (t *transaction) holdings(given []*stored, known *known) (*holdings, error) {
	h := newHoldings()
	byHash := map[string]*stored{}
	var ids, contents []row
	for _, doc := range given {
		byHash[doc.hash] = doc
		if !known.absent(doc.id()) {
			ids = append(ids, row{"id": doc.id(), "hash": doc.hash})
		}
		if content := contentKey(doc.content()); content != "" && !known.absent(content) {
			contents = append(contents, row{"id": doc.id(), "content": content})
		}
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
	err := t.ask(seek("d", "NewsgraphDocument", "id", "row.id")+"RETURN d.id AS id, d.hash AS hash, "+
		"CASE WHEN d.hash = row.hash THEN null ELSE d.line END AS line", ids, visit)
	if err != nil {
		return nil, err
	}
	err = t.ask(seek("d", "NewsgraphDocument", "content", "row.content")+"WHERE d.id <> row.id "+
		"RETURN d.id AS id, d.hash AS hash, d.line AS line", contents, visit)
	return h, cmp.Or(err, broken)
}

// documents reads those documents of some ids that the database has.
func (t *transaction) documents(ids []string) (docs []*stored, err error) {
	rows := make([]row, len(ids))
	for i, id := range ids {
		rows[i] = row{"id": id}
	}
	var broken error
	err = t.ask(seek("d", "NewsgraphDocument", "id", "row.id")+"RETURN d.hash AS hash, d.line AS line", rows,
		func(r *neo4j.Record) {
			doc, err := decode(column[[]byte](r, "line"), text(r, "hash"))
			docs, broken = append(docs, doc), cmp.Or(broken, err)
		})
	return docs, cmp.Or(err, broken)
}

// removeDocuments deletes documents with all that their articles say, and those articles that don't stay.
func (t *transaction) removeDocuments(removed []*stored, staying map[string]bool) error {
	rows := make([]row, 0, len(removed))
	for _, doc := range removed {
		rows = append(rows, row{"id": doc.id()})
	}
	for _, query := range []string{
		seek("a", "Article", "id", "row.id") + "WITH a MATCH (a)<-[:STATED_IN]-(s:Statement) WHERE s.status IS NOT NULL DETACH DELETE s",
		seek("a", "Article", "id", "row.id") + "WITH a MATCH (a)-[m:MENTIONS]->(:Entity) DELETE m",
		seek("d", "NewsgraphDocument", "id", "row.id") + "DELETE d",
	} {
		if err := t.send(query, rows); err != nil {
			return err
		}
	}
	rows = rows[:0]
	for _, doc := range removed {
		if !staying[doc.id()] {
			rows = append(rows, row{"id": doc.id()})
		}
	}
	return t.send(seek("a", "Article", "id", "row.id")+"DETACH DELETE a", rows)
}

// addDocuments writes documents and their articles, some of which stayed when others were removed.
func (t *transaction) addDocuments(added []*stored, stayed map[string]bool) error {
	var created, changed, documents []row
	packer, err := newPacker()
	if err != nil {
		return err
	}
	for _, doc := range added {
		line, err := packer.pack(&doc.doc)
		if err != nil {
			return err
		}
		article := articleRow(&doc.doc.Article)
		if stayed[doc.id()] {
			changed = append(changed, article)
		} else {
			created = append(created, article)
		}
		documents = append(documents, row{
			"id": doc.id(), "hash": doc.hash, "content": set(contentKey(doc.content())), "line": line, "stamp": set(doc.doc.Stamp),
		})
	}
	return t.sendAll([]batch{
		{"CREATE (a:Article) SET a = row", created},
		{seek("a", "Article", "id", "row.id") + "SET a += row", changed},
		{"CREATE (d:NewsgraphDocument) SET d = row", documents},
	})
}

// contentKey is what an article's content is looked up by: its hash, whatever length that has.
func contentKey(content string) string {
	if len(content) <= 128 {
		return content
	}
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// A packer makes what is kept of documents: what it takes to find what they made of the graph.
type packer struct{ zip *gzip.Writer }

func newPacker() (*packer, error) {
	zip, err := gzip.NewWriterLevel(io.Discard, gzip.BestSpeed)
	return &packer{zip}, err
}

// pack returns the line of a document.
func (p *packer) pack(doc *graph.Document) ([]byte, error) {
	kept := graph.Document{
		Article: doc.Article, Entities: slices.Clone(doc.Entities), Relations: slices.Clone(doc.Relations),
	}
	for i := range kept.Entities {
		kept.Entities[i].Mentions = nil
	}
	for i := range kept.Relations {
		kept.Relations[i].Evidence.Quote = ""
	}
	var b bytes.Buffer
	p.zip.Reset(&b)
	if err := json.NewEncoder(p.zip).Encode(&kept); err != nil {
		return nil, err
	}
	err := p.zip.Close()
	return b.Bytes(), err
}

// decode reads what a packer made.
func decode(packed []byte, hash string) (*stored, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	line, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	d := &stored{hash: hash}
	return d, json.Unmarshal(line, &d.doc)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
