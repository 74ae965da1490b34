package export

import (
	"encoding/csv"
	"errors"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// CSV is the whole graph as the files that neo4j-admin database import full takes: one of nodes for
// entities, articles and statements, one of relationships for each way to join them, each with typed
// headers. ImportCommand tells the command. What comes of it is the graph that the Neo4j store shows,
// without the store's own records. ConstraintsFile is to be run after it.
var CSV = Format{
	Name:       "csv",
	Doc:        "everything, as a folder of CSV files (neo4j-admin database import; spreadsheets, pandas)",
	WriteFiles: writeCSV,
}

// csvArrays separates the elements of an array: a character that no text has (where one has it, it
// becomes U+FFFD).
const csvArrays = "\x1f"

// A csvFile is one of the files: what it makes in Neo4j and its columns.
type csvFile struct {
	name   string
	option string // of neo4j-admin, the file's name apart
	header []string
}

// The files, in the order of csvFiles.
const (
	csvEntities = iota
	csvEdges
	csvArticles
	csvMentions
	csvStatements
	csvSubjects
	csvObjects
	csvStatedIn
)

var csvFiles = []csvFile{
	{"entities.csv", "--nodes=", []string{
		"id:ID(Entity)", ":LABEL", "label:string", "kind:string", "name:string", "aliases:string[]", "wikidata:string",
		"born:string", "died:string", "founded:string", "articles:long",
	}},
	{"edges.csv", "--relationships=", []string{
		":START_ID(Entity)", ":TYPE", ":END_ID(Entity)", "id:string", "articles:long", "statements:long",
		"confidence:double", "status:string", "role:string", "from:string", "to:string", "firstReported:string",
		"lastReported:string", "quote:string",
	}},
	{"articles.csv", "--nodes=Article=", []string{
		"id:ID(Article)", "path:string", "url:string", "title:string", "published:string", "publisher:string",
		"language:string", "hash:string",
	}},
	{"mentions.csv", "--relationships=MENTIONS=", []string{":START_ID(Article)", ":END_ID(Entity)", "count:long", "spans:long[]"}},
	{"statements.csv", "--nodes=Statement=", []string{
		"id:ID(Statement)", "type:string", "status:string", "by:string", "time:string", "role:string",
		"confidence:double", "quote:string", "start:long", "end:long",
	}},
	{"subjects.csv", "--relationships=SUBJECT=", []string{":START_ID(Statement)", ":END_ID(Entity)"}},
	{"objects.csv", "--relationships=OBJECT=", []string{":START_ID(Statement)", ":END_ID(Entity)"}},
	{"statedin.csv", "--relationships=STATED_IN=", []string{":START_ID(Statement)", ":END_ID(Article)"}},
}

// ConstraintsFile is the name of the file that makes constraints and indexes, which an import can't.
const ConstraintsFile = "constraints.cypher"

// ImportCommand returns the command that imports the files in a folder into a new Neo4j database of
// that name, as a line for a shell. The server must not run meanwhile.
func ImportCommand(folder, database string) string {
	return ImportShardsCommand(func(name string) []string { return []string{filepath.Join(folder, name)} }, database)
}

// ImportShardsCommand is ImportCommand for a graph whose files are each in several parts, headers in all
// of them; shards tells where the parts of a file are.
func ImportShardsCommand(shards func(name string) []string, database string) string {
	words := []string{"neo4j-admin", "database", "import", "full", shellWord(database)}
	for _, f := range csvFiles {
		for _, path := range shards(f.name) {
			words = append(words, shellWord(f.option+path))
		}
	}
	words = append(words, "--array-delimiter=U+001F", "--multiline-fields=true", "--id-type=string")
	return strings.Join(words, " ")
}

// shellWord quotes a word for a POSIX shell, if need be.
func shellWord(word string) string {
	plain := strings.IndexFunc(word, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_=+./:,@%", r))
	}) < 0
	if plain && word != "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

func writeCSV(create Create, g Source) (err error) {
	var files csvWriters
	defer func() { err = errors.Join(err, files.close()) }()
	for _, f := range csvFiles {
		if err := files.create(create, f); err != nil {
			return err
		}
	}
	return first(
		func() error { return g.Nodes(files.writeNode) },
		func() error { return g.Edges(files.writeEdge) },
		func() error { return g.Accounts(files.writeAccount) },
		func() error { return writeConstraints(create, g) },
	)
}

// writeConstraints writes what an import doesn't make.
func writeConstraints(create Create, g Source) error {
	file, err := create(ConstraintsFile)
	if err != nil {
		return err
	}
	return errors.Join(g.Schema.WriteCypher(file), file.Close())
}

// csvWriters are the files that are being written, in the order of csvFiles.
type csvWriters struct {
	tables []*csv.Writer
	files  []io.Closer
}

func (w *csvWriters) create(create Create, f csvFile) error {
	file, err := create(f.name)
	if err != nil {
		return err
	}
	table := csv.NewWriter(file)
	w.tables, w.files = append(w.tables, table), append(w.files, file)
	return table.Write(f.header)
}

// close ends all files and returns the first error of each.
func (w *csvWriters) close() error {
	var errs []error
	for i, table := range w.tables {
		table.Flush()
		errs = append(errs, table.Error(), w.files[i].Close())
	}
	return errors.Join(errs...)
}

func (w *csvWriters) writeNode(n *graph.Node) error {
	return w.tables[csvEntities].Write([]string{
		n.ID, csvArray([]string{"Entity", n.Label}), n.Label, n.Kind, n.Name, csvArray(n.Aliases), n.Wikidata,
		n.Attributes.Born, n.Attributes.Died, n.Attributes.Founded, strconv.Itoa(n.Articles),
	})
}

func (w *csvWriters) writeEdge(e *graph.Edge) error {
	return w.tables[csvEdges].Write([]string{
		e.From, e.Type, e.To, e.ID, strconv.Itoa(e.Articles), strconv.Itoa(e.Statements), number(e.Confidence),
		string(e.Status), e.Role, e.TimeFrom, e.TimeTo, e.FirstReported, e.LastReported, e.Quote,
	})
}

func (w *csvWriters) writeAccount(account *graph.Account) error {
	a := &account.Article
	err := w.tables[csvArticles].Write([]string{a.ID, a.Path, a.URL, a.Title, a.Published, a.Publisher, a.Language, a.Hash})
	if err != nil {
		return err
	}
	for i := range account.Mentions {
		m := &account.Mentions[i]
		var spans []string
		for _, span := range m.Spans {
			spans = append(spans, strconv.Itoa(span.Start), strconv.Itoa(span.End))
		}
		if err := w.tables[csvMentions].Write([]string{m.Article, m.Node, strconv.Itoa(m.Count), csvArray(spans)}); err != nil {
			return err
		}
	}
	for i := range account.Statements {
		if err := w.writeStatement(&account.Statements[i]); err != nil {
			return err
		}
	}
	return nil
}

func (w *csvWriters) writeStatement(s *graph.Statement) error {
	return first(
		func() error {
			return w.tables[csvStatements].Write([]string{
				s.ID, s.Type, string(s.Status), s.By, s.Time, s.Role, number(s.Confidence), s.Quote,
				strconv.Itoa(s.Start), strconv.Itoa(s.End),
			})
		},
		func() error { return w.tables[csvSubjects].Write([]string{s.ID, s.Subject}) },
		func() error { return w.tables[csvObjects].Write([]string{s.ID, s.Object}) },
		func() error { return w.tables[csvStatedIn].Write([]string{s.ID, s.Article}) },
	)
}

// csvArray joins the elements of an array.
func csvArray(list []string) string {
	clean := make([]string, len(list))
	for i, s := range list {
		clean[i] = strings.ReplaceAll(s, csvArrays, "\uFFFD")
	}
	return strings.Join(clean, csvArrays)
}
