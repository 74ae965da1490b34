package export

import (
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// Cypher is the whole graph as a script for cypher-shell: constraints first, then nodes and
// relationships in batches. What is there already is brought up to date, so the script may be run
// again; what else is in the database stays. The graph is the one that the Neo4j store shows, without
// the store's own records. Texts are literals in which no character can end the literal.
var Cypher = Format{
	Name:  "cypher",
	Ext:   ".cypher",
	Doc:   "everything, as a script that can be run again (cypher-shell -f FILE)",
	Write: writeCypher,
}

// A batch ends at so many rows or bytes, whichever comes first.
const (
	cypherRows  = 500
	cypherBytes = 1 << 18
)

func writeCypher(w io.Writer, g Source) error {
	out := newPrinter(w)
	for _, statement := range g.Schema.Constraints() {
		out.print(statement, ";\n")
	}
	out.print("CALL db.awaitIndexes(600);\n")
	b := &batches{out: out, open: map[string]*batch{}}
	return first(
		func() error { return g.Nodes(b.addNode) },
		b.flush,
		func() error { return g.Edges(b.addEdge) },
		func() error { return g.Accounts(b.addArticle) },
		b.flush,
		func() error { return g.Accounts(b.addStatements) },
		b.flush,
		out.Flush,
	)
}

// batches are the rows that wait to be written, by what is to be done with them.
type batches struct {
	out  printer
	open map[string]*batch
}

type batch struct {
	rows strings.Builder
	n    int
}

// add adds a row to the batch of a command and writes the batch if it is full.
func (b *batches) add(command string, row *cypherMap) error {
	waiting := b.open[command]
	if waiting == nil {
		waiting = &batch{}
		b.open[command] = waiting
	}
	if waiting.n > 0 {
		waiting.rows.WriteString(",\n")
	}
	waiting.rows.WriteString(row.end())
	if waiting.n++; waiting.n < cypherRows && waiting.rows.Len() < cypherBytes {
		return nil
	}
	delete(b.open, command)
	return b.write(command, waiting)
}

// flush writes all batches.
func (b *batches) flush() error {
	for _, command := range slices.Sorted(maps.Keys(b.open)) {
		if err := b.write(command, b.open[command]); err != nil {
			return err
		}
	}
	clear(b.open)
	return nil
}

func (b *batches) write(command string, rows *batch) error {
	b.out.print("UNWIND [\n", rows.rows.String(), "\n] AS row ", command, ";\n")
	return b.out.fault()
}

// Labels and types are names in the script, so no others than these are let through.
var (
	cypherLabel = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	cypherType  = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
)

func (b *batches) addNode(n *graph.Node) error {
	if !cypherLabel.MatchString(n.Label) {
		return fmt.Errorf("export: %s has the label %q, which can't stand in Cypher", n.ID, n.Label)
	}
	return b.add("MERGE (n:Entity {id: row.id}) SET n:"+n.Label+assignments("n",
		"label", "kind", "name", "aliases", "wikidata", "born", "died", "founded", "articles"),
		newMap(n.ID).text("label", n.Label).text("kind", n.Kind).text("name", n.Name).texts("aliases", n.Aliases).
			text("wikidata", n.Wikidata).text("born", n.Attributes.Born).text("died", n.Attributes.Died).
			text("founded", n.Attributes.Founded).number("articles", n.Articles))
}

func (b *batches) addEdge(e *graph.Edge) error {
	if !cypherType.MatchString(e.Type) {
		return fmt.Errorf("export: %s has the type %q, which can't stand in Cypher", e.ID, e.Type)
	}
	return b.add("MATCH (x:Entity {id: row.head}) MATCH (y:Entity {id: row.tail}) MERGE (x)-[e:"+e.Type+" {id: row.id}]->(y) "+
		"SET e.articles = row.articles"+assignments("e", "statements", "confidence", "status", "role", "from", "to",
		"firstReported", "lastReported", "quote"),
		newMap(e.ID).text("head", e.From).text("tail", e.To).number("articles", e.Articles).
			number("statements", e.Statements).real("confidence", e.Confidence).text("status", string(e.Status)).
			text("role", e.Role).text("from", e.TimeFrom).text("to", e.TimeTo).text("firstReported", e.FirstReported).
			text("lastReported", e.LastReported).text("quote", e.Quote))
}

func (b *batches) addArticle(account *graph.Account) error {
	a := &account.Article
	return b.add("MERGE (a:Article {id: row.id}) SET a.title = row.title"+
		assignments("a", "path", "url", "published", "publisher", "language", "hash"),
		newMap(a.ID).text("title", a.Title).text("path", a.Path).text("url", a.URL).text("published", a.Published).
			text("publisher", a.Publisher).text("language", a.Language).text("hash", a.Hash))
}

func (b *batches) addStatements(account *graph.Account) error {
	for i := range account.Mentions {
		m := &account.Mentions[i]
		err := b.add("MATCH (a:Article {id: row.id}) MATCH (n:Entity {id: row.node}) MERGE (a)-[m:MENTIONS]->(n) "+
			"SET m.count = row.count, m.spans = row.spans",
			newMap(m.Article).text("node", m.Node).number("count", m.Count).spans("spans", m.Spans))
		if err != nil {
			return err
		}
	}
	for i := range account.Statements {
		s := &account.Statements[i]
		err := b.add("MATCH (a:Article {id: row.article}) MATCH (x:Entity {id: row.subject}) MATCH (y:Entity {id: row.object}) "+
			"MERGE (s:Statement {id: row.id}) MERGE (s)-[:SUBJECT]->(x) MERGE (s)-[:OBJECT]->(y) MERGE (s)-[:STATED_IN]->(a) "+
			"SET s.type = row.type"+assignments("s", "status", "by", "time", "role", "confidence", "quote", "start", "end"),
			newMap(s.ID).text("article", s.Article).text("subject", s.Subject).text("object", s.Object).text("type", s.Type).
				text("status", string(s.Status)).text("by", s.By).text("time", s.Time).text("role", s.Role).
				real("confidence", s.Confidence).text("quote", s.Quote).number("start", s.Start).number("end", s.End))
		if err != nil {
			return err
		}
	}
	return nil
}

// assignments goes on a SET with properties of the row; what the row doesn't have, the thing loses.
func assignments(of string, keys ...string) string {
	var b strings.Builder
	for _, key := range keys {
		b.WriteString(", " + of + "." + key + " = row." + key)
	}
	return b.String()
}

// A cypherMap is a map literal in the making. Empty texts and lists are left out.
type cypherMap struct{ strings.Builder }

func newMap(id string) *cypherMap {
	m := &cypherMap{}
	m.WriteString("{id: " + cypherText(id))
	return m
}

func (m *cypherMap) put(key, literal string) *cypherMap {
	m.WriteString(", " + key + ": " + literal)
	return m
}

func (m *cypherMap) text(key, value string) *cypherMap {
	if value == "" {
		return m
	}
	return m.put(key, cypherText(value))
}

func (m *cypherMap) texts(key string, values []string) *cypherMap {
	if len(values) == 0 {
		return m
	}
	var list []string
	for _, value := range values {
		list = append(list, cypherText(value))
	}
	return m.put(key, "["+strings.Join(list, ", ")+"]")
}

func (m *cypherMap) spans(key string, spans []graph.Span) *cypherMap {
	var list []string
	for _, span := range spans {
		list = append(list, strconv.Itoa(span.Start), strconv.Itoa(span.End))
	}
	return m.put(key, "["+strings.Join(list, ", ")+"]")
}

func (m *cypherMap) number(key string, value int) *cypherMap { return m.put(key, strconv.Itoa(value)) }

func (m *cypherMap) real(key string, value float64) *cypherMap { return m.put(key, decimal(value)) }

func (m *cypherMap) end() string { return m.String() + "}" }
