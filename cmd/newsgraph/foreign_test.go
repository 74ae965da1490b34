package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// TestForeignConstraint loads into a database with a constraint of others that the load would break:
// it is told in two lines, and what others keep stays.
func TestForeignConstraint(t *testing.T) {
	uri := neo4jtest.URI(t)
	t.Setenv(passwordVariable, neo4jtest.Password())
	ask := func(cypher string) []string {
		t.Helper()
		rows, err := query(uri, neo4jtest.Password(), cypher)
		require.NoError(t, err)
		return rows
	}
	ask("CREATE CONSTRAINT people FOR (p:Person) REQUIRE p.name IS UNIQUE")
	t.Cleanup(func() { ask("DROP CONSTRAINT people IF EXISTS") })
	ask("CREATE (:Person {name: 'Jane Doe', mine: true})")
	path := filepath.Join(t.TempDir(), "a.txt")
	require.NoError(t, os.WriteFile(path, []byte("Paris calls\n\nJane Doe visited Paris on Monday.\n"), 0o600))
	var stderr strings.Builder
	status := run(t.Context(), []string{"build", path, "--store", uri, "--quiet"}, strings.NewReader(""), &strings.Builder{}, &stderr)
	assert.Equal(t, exitFailed, status)
	assert.Regexp(t, "^newsgraph: a constraint on other data refuses what is to be loaded: [^\n]*Jane Doe[^\n]*\n"+
		"hint: SHOW CONSTRAINTS lists it: drop it, [^\n]*\n$", stderr.String())
	assert.Equal(t, []string{"Jane Doe true\n"}, ask("MATCH (n) WHERE NOT n:NewsgraphStore RETURN n.name, n.mine"))

	ask("DROP CONSTRAINT people")
	command(t, "build", path, "--store", uri)
	assert.Equal(t, []string{"1\n"}, ask("MATCH (:Person:Entity {name: 'Jane Doe'})-[:VISITED]->(p:Place) RETURN count(p)"))
	assert.Equal(t, []string{"1\n"}, ask("MATCH (n:Person {mine: true}) WHERE NOT n:Entity AND NOT EXISTS { (n)--() } RETURN count(n)"))
}

// TestGrants checks that what the README grants is Cypher, which is as much as the Community edition can
// tell of it.
func TestGrants(t *testing.T) {
	uri := neo4jtest.URI(t)
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	grants := regexp.MustCompile(`(?m)^(CREATE ROLE|GRANT) .*$`).FindAllString(string(readme), -1)
	require.Greater(t, len(grants), 8)
	for _, grant := range append(grants, "GRANT NOTHING TO reads;") {
		_, err := query(uri, neo4jtest.Password(), strings.TrimSuffix(grant, ";"))
		if strings.Contains(grant, "NOTHING") {
			assert.ErrorContains(t, err, "SyntaxError")
		} else {
			assert.ErrorContains(t, err, "UnsupportedAdministrationCommand", grant)
		}
	}
}
