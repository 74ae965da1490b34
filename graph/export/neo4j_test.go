package export_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// TestNeo4j loads articles into a Neo4j and then makes the same database twice again, of the files
// of CSV by neo4j-admin and of the script of Cypher: all three are the same.
func TestNeo4j(t *testing.T) {
	uri := neo4jtest.URI(t)
	store, err := neo4jstore.Open(t.Context(), uri, neo4jtest.Password(), neo4jstore.Options{})
	require.NoError(t, err)
	docs := append(small(), hostile()...)
	_, err = store.Upsert(t.Context(), docs)
	require.NoError(t, err)
	require.NoError(t, store.Close())
	g := merged(t, docs)
	want, wantImported := database(t, uri, func(map[string]any) {}), database(t, uri, asImported)
	require.Len(t, want, len(g.Nodes)+len(g.Edges)+len(g.Articles)+len(g.Mentions)+4*len(g.Statements))

	t.Run("csv", func(t *testing.T) {
		dir := writeFolder(t, export.CSV, g)
		imported := neo4jtest.Imported(t, export.ImportCommand(dir, "neo4j"))
		requireSameLines(t, wantImported, database(t, imported, asImported))
		script, err := os.ReadFile(filepath.Join(dir, export.ConstraintsFile))
		require.NoError(t, err)
		runScript(t, imported, string(script))
	})

	t.Run("cypher", func(t *testing.T) {
		ask(t, uri, "MATCH (n) DETACH DELETE n")
		script := string(write(t, export.Cypher, g))
		runScript(t, uri, script)
		requireSameLines(t, want, database(t, uri, func(map[string]any) {}))
		const ids = "MATCH (n) OPTIONAL MATCH (n)-[r]->() WITH elementId(n) AS n, elementId(r) AS r ORDER BY n, r RETURN collect([n, r])"
		before := ask(t, uri, ids)
		runScript(t, uri, script)
		requireSameLines(t, want, database(t, uri, func(map[string]any) {}))
		assert.Equal(t, before, ask(t, uri, ids), "nothing is made anew")
		for _, line := range slices.Collect(strings.Lines(script)) {
			assert.NotRegexp(t, `[\x00-\x09\x0b-\x1f\x7f\x{85}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{feff}]`, line)
		}
	})
}

// asImported makes of properties what neo4j-admin can make of CSV: arrays can't hold what separates
// their elements.
func asImported(properties map[string]any) {
	aliases, _ := properties["aliases"].([]any)
	for i, alias := range aliases {
		aliases[i] = strings.ReplaceAll(alias.(string), "\x1f", "\uFFFD")
	}
}

// database returns all entities, articles, statements and relationships of a database, a line of JSON
// each, in their order, without what the store keeps for itself and after a change of each.
func database(t *testing.T, uri string, change func(properties map[string]any)) []string {
	rows := slices.Concat(
		ask(t, uri, "MATCH (n) WHERE n:Entity OR n:Article OR n:Statement RETURN labels(n), properties(n)"),
		ask(t, uri, "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)"))
	lines := make([]string, len(rows))
	for i, row := range rows {
		for _, cell := range row {
			switch cell := cell.(type) {
			case map[string]any:
				delete(cell, "variant")
				delete(cell, "edge")
				change(cell)
			case []any:
				slices.SortFunc(cell, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
			}
		}
		line, err := json.Marshal(row)
		require.NoError(t, err)
		lines[i] = string(line)
	}
	slices.Sort(lines)
	return lines
}

func ask(t *testing.T, uri, query string) [][]any {
	t.Helper()
	rows, err := neo4jtest.Query(t.Context(), uri, neo4jtest.Password(), query)
	require.NoError(t, err, "%.2000s", query)
	return rows
}

// requireSameLines compares lines and, where they differ, tells the first that do.
func requireSameLines(t *testing.T, want, got []string) {
	t.Helper()
	for i := range min(len(want), len(got)) {
		require.Equal(t, want[i], got[i])
	}
	require.Len(t, got, len(want))
}

// runScript runs a script as cypher-shell does, which can't be had for tests: statement by
// statement, each in a transaction of its own.
func runScript(t *testing.T, uri, script string) {
	t.Helper()
	statements := splitStatements(script)
	require.NotEmpty(t, statements)
	for _, statement := range statements {
		ask(t, uri, statement)
	}
}

// splitStatements splits a script at the semicolons that are in no literal, name or comment.
func splitStatements(script string) []string {
	var statements []string
	begin, quote := 0, byte(0)
	for i := 0; i < len(script); i++ {
		switch c := script[i]; {
		case quote != 0 && quote != '`' && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case strings.HasPrefix(script[i:], "//"):
			i += strings.IndexByte(script[i:]+"\n", '\n')
		case c == ';':
			statements = append(statements, strings.TrimSpace(script[begin:i]))
			begin = i + 1
		}
	}
	if rest := strings.TrimSpace(script[begin:]); rest != "" {
		statements = append(statements, rest)
	}
	return statements
}

// Labels and types that could say more than a name never get into a script.
func TestCypherNames(t *testing.T) {
	for _, g := range []graph.Graph{
		{Nodes: []graph.Node{{ID: "n", Label: "Person) DETACH DELETE n //", Name: "N"}}},
		{Edges: []graph.Edge{{ID: "e", Type: "LED`", From: "n", To: "n"}}},
	} {
		err := export.Cypher.Write(&strings.Builder{}, export.Source{Reader: g.Reader(), Schema: builtin(t)})
		assert.ErrorContains(t, err, "can't stand in Cypher")
	}
}
