package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

var update = flag.Bool("update", false, "write the answers, the saved scripts and the screenshots of the examples anew")

// answers are those that the example queries have in the graph of the example articles.
const answers = "cmd/newsgraph/testdata/answers"

// buildExamples builds the example articles into a Neo4j, as the README does: from the top of the
// repository, which the test then is in.
func buildExamples(t *testing.T) (uri string) {
	t.Helper()
	uri = neo4jtest.URI(t)
	t.Chdir("../..")
	t.Setenv(passwordVariable, neo4jtest.Password())
	var stderr strings.Builder
	status := run(t.Context(), []string{"build", "examples/articles", "--store", uri}, strings.NewReader(""), io.Discard, &stderr)
	require.Equal(t, exitDone, status, stderr.String())
	return uri
}

// exampleQueries returns the example queries by the names of their files.
func exampleQueries(t *testing.T) (names []string, queries map[string]string) {
	t.Helper()
	paths, err := filepath.Glob("examples/queries/*.cypher")
	require.NoError(t, err)
	queries = map[string]string{}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".cypher")
		raw, err := os.ReadFile(path)
		require.NoError(t, err)
		names, queries[name] = append(names, name), string(raw)
	}
	require.Len(t, names, 10)
	return names, queries
}

// A table is an answer: its columns, and then its rows.
type table [][]string

func tableOf(result *neo4j.EagerResult) table {
	answer := table{result.Keys}
	for _, record := range result.Records {
		var row []string
		for _, value := range record.Values {
			row = append(row, cell(value))
		}
		answer = append(answer, row)
	}
	return answer
}

// cell is a value as text: a list by its elements, a path by names and types.
func cell(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []any:
		var parts []string
		for _, element := range v {
			parts = append(parts, cell(element))
		}
		return strings.Join(parts, ", ")
	case neo4j.Path:
		text := fmt.Sprintf("(%s)", v.Nodes[0].Props["name"])
		for i, r := range v.Relationships {
			left, right := "-", "->"
			if r.StartElementId != v.Nodes[i].ElementId {
				left, right = "<-", "-"
			}
			text += fmt.Sprintf("%s[%s]%s(%s)", left, r.Type, right, v.Nodes[i+1].Props["name"])
		}
		return text
	}
	return fmt.Sprint(value)
}

// text is the answer as it is kept: a line for each row.
func (a table) text() string {
	var b strings.Builder
	for _, row := range a {
		b.WriteString(strings.Join(row, "\t") + "\n")
	}
	return b.String()
}

// markdown is the answer as the README shows it: its first rows, without paths.
func (a table) markdown() string {
	path := slices.Index(a[0], "path")
	var b strings.Builder
	for i, row := range a[:min(len(a), 1+shownRows)] {
		if path >= 0 {
			row = slices.Delete(slices.Clone(row), path, path+1)
		}
		b.WriteString("| " + strings.ReplaceAll(strings.Join(row, "\x00"), "|", `\|`) + " |\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return strings.ReplaceAll(b.String(), "\x00", " | ")
}

// shownRows is how many rows the README shows of an answer, and rowCount where it tells their number.
const shownRows = 7

var rowCount = regexp.MustCompile(`^\n\(\d+ rows in all`)

// withAnswer returns the README with the answer to a query that it shows, if it does.
func withAnswer(readme, query string, answer table) (changed string, found bool) {
	before, after, found := strings.Cut(readme, query+"```\n\n")
	if !found {
		return readme, false
	}
	for strings.HasPrefix(after, "|") {
		_, after, _ = strings.Cut(after, "\n")
	}
	after = rowCount.ReplaceAllString(after, fmt.Sprintf("\n(%d rows in all", len(answer)-1))
	return before + query + "```\n\n" + answer.markdown() + after, true
}

// TestExampleQueries asks the queries of the README. Their answers are those kept, and those that the
// README shows.
func TestExampleQueries(t *testing.T) {
	uri := buildExamples(t)
	raw, err := os.ReadFile("README.md")
	require.NoError(t, err)
	readme, shown := string(raw), 0
	names, queries := exampleQueries(t)
	for _, name := range names {
		result, err := answer(uri, neo4jtest.Password(), queries[name], nil)
		require.NoError(t, err, name)
		got := tableOf(result)
		require.Greater(t, len(got), 1, "%s has no answer", name)
		file := filepath.Join(answers, name+".tsv")
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got.text()), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, string(want), got.text(), "%s: -update writes what it answers now", name)

		_, query, _ := strings.Cut(queries[name], "\n") // without its comment
		var found bool
		if readme, found = withAnswer(readme, query, got); found {
			shown++
		}
	}
	assert.Equal(t, 3, shown, "queries that the README shows with their answer")
	if *update {
		require.NoError(t, os.WriteFile("README.md", []byte(readme), 0o644))
		raw = []byte(readme)
	}
	assert.Equal(t, readme, string(raw), "the README shows other answers: -update mends it")
}
