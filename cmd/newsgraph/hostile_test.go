package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/neo4jtest"
	"github.com/newsgraph/newsgraph/schema"
)

// million is a name of a million letters, in words, so that full-text indexes have something to do.
var million = strings.Repeat("long-name ", 100_000)

// hostileNames are names as they stand in JSON, between quotes: what databases, files and people could
// take for something else. \xff and \xfe are no UTF-8.
var hostileNames = []string{
	"back`tick", "`) DETACH DELETE n //", "x`}) SET n.pwned = true WITH n MATCH (`", `'}) DETACH DELETE n //`,
	`\"}) DETACH DELETE n //`, `\\`, `\\u0060`, `\u0060) REMOVE n:Entity //`, `\\u0022 \\u0027`, "$name {name} :Label", "'; DROP TABLE node; --",
	`null\u0000byte`, `\u0000`, "\xff\xfe not UTF-8", `lone \ud800 surrogate`, `\udc00\ud800`, `\u202eright to left\u202c`, `zero\u200bwidth\ufeff`,
	`line\nbreak\r\n`, `\u2028`, `\u0001\u001b[31m`, "日本 😀", "<script>alert(1)</script>", `=cmd|' /C calc'!A0`, million,
}

// hostileGraph is a line of what extract prints, with these names everywhere.
func hostileGraph(article string) string {
	var entities, relations []string
	for i, name := range hostileNames {
		short := name[:min(len(name), 2000)]
		entities = append(entities, fmt.Sprintf(`{"id":"e%d","label":"Organization","kind":"%[2]s","name":"%[3]s","aliases":["%[2]s & sons","%[3]s"],`+
			`"wikidata":"%[2]s","attributes":{"founded":"%[2]s"},"mentions":[{"start":0,"end":4,"text":"%[2]s","type":"name"}]}`, i, short, name))
		relations = append(relations, fmt.Sprintf(`{"type":"ATTACKED","head":"e%d","tail":"e%d","status":"claimed","by":"%[3]s","time":"%[3]s",`+
			`"role":"%[3]s","confidence":0.5,"evidence":{"start":1,"end":2,"quote":"%[4]s"}}`, i, (i+1)%len(hostileNames), short, name))
	}
	return fmt.Sprintf(`{"article":{"id":"%s","path":"%s","url":"%s","title":"%s","published":"%s","publisher":"%s","hash":"%s"},"entities":[%s],"relations":[%s]}`+"\n",
		article, hostileNames[0], hostileNames[1], hostileNames[4], hostileNames[8], hostileNames[13], hostileNames[11],
		strings.Join(entities, ","), strings.Join(relations, ","))
}

// command runs the program, which must end well, and returns what it prints.
func command(t *testing.T, args ...string) (stdout string) {
	t.Helper()
	var out, errs strings.Builder
	require.Equal(t, exitDone, run(t.Context(), args, strings.NewReader(""), &out, &errs), "%.200q: %.2000s", args, &errs)
	return out.String()
}

// TestHostileNames loads names that a careless program would take for Cypher, SQL or the end of a text
// into both stores, which hold them as the same data, and takes them out again.
func TestHostileNames(t *testing.T) {
	uri := neo4jtest.URI(t)
	t.Setenv(passwordVariable, neo4jtest.Password())
	dir := t.TempDir()
	lines := filepath.Join(dir, "hostile.jsonl")
	article := "id `}) DETACH DELETE n //"
	require.NoError(t, os.WriteFile(lines, []byte(hostileGraph(article)), 0o600))
	stores := []string{"sqlite:" + filepath.Join(dir, "news.db"), uri}

	ask := func(cypher string) []string {
		t.Helper()
		rows, err := query(uri, neo4jtest.Password(), cypher)
		require.NoError(t, err)
		return rows
	}
	ask("CREATE (:Precious {name: 'mine'})-[:KEPT]->(:Precious)")
	var exports []string
	for _, store := range stores {
		for range 2 { // the second changes nothing
			command(t, "load", lines, "--store", store)
		}
		exports = append(exports, command(t, "export", "--store", store))
		for _, name := range hostileNames {
			var told string
			if json.Unmarshal([]byte(`"`+name+`"`), &told) != nil || len(told) > 1000 || strings.ContainsAny(told, "\x00\ufffd") {
				continue // a name can be no argument, or is held with U+FFFD in it
			}
			if strings.ContainsAny(told, "abcdefghijklmnopqrstuvwxyz日") { // by others nothing is found
				assert.Contains(t, command(t, "show", "--store", store, "--", told), "ATTACKED", "%q", told)
			}
		}
	}
	assert.Equal(t, exports[0], exports[1], "both stores hold the same")
	assert.Equal(t, len(hostileNames)-1, strings.Count(exports[0], `{"node":`), "names that differ in a quotation mark are one")

	assert.Equal(t, []string{"[Article]\n", "[Entity Organization]\n", "[Precious]\n", "[Statement]\n"},
		slices.DeleteFunc(ask("MATCH (n) WITH DISTINCT labels(n) AS l ORDER BY l RETURN l"),
			func(row string) bool { return strings.HasPrefix(row, "[Newsgraph") }))
	assert.Equal(t, []string{"ATTACKED\n", "KEPT\n", "MENTIONS\n", "OBJECT\n", "STATED_IN\n", "SUBJECT\n"},
		ask("MATCH ()-[r]->() WITH DISTINCT type(r) AS t ORDER BY t RETURN t"))
	assert.Equal(t, []string{"0\n"}, ask("MATCH (n) WHERE n.pwned IS NOT NULL RETURN count(n)"))

	for _, store := range stores {
		for _, format := range []string{"csv", "cypher", "cytoscape", "dot", "gexf", "graphml", "html", "jsonld", "ntriples"} {
			command(t, "export", "--store", store, "--format", format, "-o", filepath.Join(t.TempDir(), "out"))
		}
		command(t, "delete", article, "--store", store)
		assert.Empty(t, command(t, "export", "--store", store))
	}
	assert.Equal(t, []string{"mine\n"}, ask("MATCH (p:Precious)-[:KEPT]->(:Precious) RETURN p.name"))
	assert.Equal(t, []string{"2\n"}, ask("MATCH (n) WHERE NOT n:NewsgraphStore RETURN count(n)"))
}

// TestHostileArticle builds an article whose text is full of Cypher.
func TestHostileArticle(t *testing.T) {
	uri := neo4jtest.URI(t)
	t.Setenv(passwordVariable, neo4jtest.Password())
	dir := t.TempDir()
	path := filepath.Join(dir, "a`}) DETACH DELETE n.txt")
	text := "Title `}) DETACH DELETE n //\n\nJohn O`Brien met Jane \"}) DETACH DELETE n Doe in Berlin on Monday. " +
		"\u202eBob\u202c Smith' OR 1=1; -- met Angela \\u0060Merkel in Paris.\n"
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	var exports []string
	for _, store := range []string{"sqlite:" + filepath.Join(dir, "news.db"), uri} {
		command(t, "build", path, "--store", store)
		exports = append(exports, command(t, "export", "--store", store))
	}
	assert.Equal(t, exports[0], exports[1])
	assert.Contains(t, exports[0], `"type":"MET"`)
}

// TestHostileSchemas gives names that would say more in Cypher than a name to a schema file, in all
// the ways in which YAML can write them. The file is refused before any server is asked.
func TestHostileSchemas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "schema.yaml")
	for _, name := range []string{
		"\"LED`]->() DETACH DELETE n //\"", `"LED\u0060"`, `"LED\x60"`, `"LED\n"`, `"LED\0"`, `"\uFF2CED"`, `"LED\u202e"`,
		"|\n    LED\n    X", "'LED}'", `"L D"`, `"LED:X"`, `"LED|MET"`, `"\\u004CED"`, `""`, "null", "[LED]", "led", "1",
	} {
		for form, text := range map[string]string{
			"type":     "types:\n- name: " + name + "\n  from: [Person]\n  to: [Person]\n",
			"label":    "labels:\n  " + name + ": a label\ntypes:\n- {name: OK, from: [Person], to: [Person]}\n",
			"property": "types:\n- name: OK\n  from: [Person]\n  to: [Person]\n  properties: [" + name + "]\n",
		} {
			if form == "label" && (strings.Contains(name, "[") || strings.Contains(name, "|\n")) {
				continue // no key in YAML
			}
			require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
			for _, args := range [][]string{
				{"schema", "check", path}, {"build", "-", "--schema", path, "--store", "bolt://127.0.0.1:1"},
			} {
				var stderr strings.Builder
				status := run(t.Context(), args, strings.NewReader("One.\n\nTwo."), &strings.Builder{}, &stderr)
				assert.Equal(t, exitFailed, status, "%s %s: %s", form, name, &stderr)
				assert.Contains(t, stderr.String(), path, "%s %s", form, name)
				assert.NotContains(t, stderr.String(), "127.0.0.1:1", "%s %s", form, name)
			}
		}
	}
	// What stands in a description gets into no statement.
	require.NoError(t, os.WriteFile(path, []byte("types:\n- name: OK\n  doc: \"x\\n; MATCH (n) DETACH DELETE n;\"\n  from: [Person]\n  to: [Person]\n"), 0o600))
	s, err := schema.ReadFile(path)
	require.NoError(t, err)
	for _, statement := range s.Constraints() {
		assert.Regexp(t, "^CREATE (CONSTRAINT|FULLTEXT INDEX) newsgraph_[a-z_]+ IF NOT EXISTS FOR [^;\n`]+$", statement)
	}
}
