package neo4jstore_test

import (
	"net"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
	"github.com/newsgraph/newsgraph/schema"
)

func TestOpenAddress(t *testing.T) {
	for _, uri := range []string{"", "localhost", "neo4j://", "mysql://localhost:1", "bolt://user:secret@host:port", "://"} {
		_, err := neo4jstore.Open(t.Context(), uri, "", neo4jstore.Options{})
		require.ErrorIs(t, err, neo4jstore.ErrURI, uri)
		assert.NotContains(t, err.Error(), "secret")
		assert.NotContains(t, err.Error(), "\n")
		assert.NotContains(t, err.Error(), ": :")
	}
}

func TestOpenUnreachable(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, closed.Close())
	for _, scheme := range []string{"bolt", "neo4j", "bolt+s", "neo4j+ssc"} {
		start := time.Now()
		_, err := neo4jstore.Open(t.Context(), scheme+"://neo4j:secret@"+closed.Addr().String(), "", neo4jstore.Options{})
		require.ErrorIs(t, err, neo4jstore.ErrUnreachable, scheme)
		assert.Contains(t, err.Error(), closed.Addr().String())
		assert.NotContains(t, err.Error(), "secret")
		assert.NotContains(t, err.Error(), "\n")
		assert.Less(t, time.Since(start), 20*time.Second)
	}
}

// TestOpenWrongPassword has no password, a wrong one, a wrong user and the right pair.
func TestOpenWrongPassword(t *testing.T) {
	uri, password := neo4jtest.AuthURI(t)
	as := func(user string) string { return strings.Replace(uri, "://", "://"+user+"@", 1) }
	for _, try := range []struct{ uri, password string }{
		{uri, ""}, {uri, "wrong-" + password}, {as("neo4j"), ""}, {as("somebody"), password},
	} {
		_, err := neo4jstore.Open(t.Context(), try.uri, try.password, neo4jstore.Options{})
		require.ErrorIs(t, err, neo4jstore.ErrPassword, try.uri)
		assert.NotContains(t, err.Error(), password)
		assert.NotContains(t, err.Error(), "\n")
	}
	for _, address := range []string{uri, as("neo4j"), strings.Replace(as("neo4j"), "bolt:", "neo4j:", 1)} {
		store, err := neo4jstore.Open(t.Context(), address, password, neo4jstore.Options{})
		require.NoError(t, err, address)
		require.NoError(t, store.Close())
	}
}

func TestOpenRefusesSchema(t *testing.T) {
	for _, s := range []*schema.Schema{
		{Labels: []schema.Label{{Name: "Person) DETACH DELETE (n"}}},
		{Labels: []schema.Label{{Name: "Article"}}},
		{Types: []schema.RelationType{{Name: "LED]->() //"}}},
		{Types: []schema.RelationType{{Name: "MENTIONS"}}},
	} {
		_, err := neo4jstore.Open(t.Context(), "bolt://127.0.0.1:1", "", neo4jstore.Options{Schema: s})
		require.ErrorContains(t, err, "can't be a")
	}
}

// TestOpenAnotherFormat checks that a graph of another version of the program is left alone.
func TestOpenAnotherFormat(t *testing.T) {
	open(t, neo4jstore.Options{})
	cypher(t, "MERGE (s:NewsgraphStore {id: 'graph'}) SET s.format = 999")
	_, err := neo4jstore.Open(t.Context(), neo4jtest.URI(t), neo4jtest.Password(), neo4jstore.Options{})
	require.ErrorContains(t, err, "format 999")
}

// TestOpenMakesIndexes starts from a database with none.
func TestOpenMakesIndexes(t *testing.T) {
	neo4jtest.URI(t)
	for _, r := range cypher(t, "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'newsgraph_' RETURN name") {
		cypher(t, "DROP CONSTRAINT "+r[0].(string))
	}
	for _, r := range cypher(t, "SHOW INDEXES YIELD name WHERE name STARTS WITH 'newsgraph_' RETURN name") {
		cypher(t, "DROP INDEX "+r[0].(string))
	}
	open(t, neo4jstore.Options{})
	names := map[any]bool{}
	for _, r := range cypher(t, "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name") {
		names[r[0]] = true
	}
	for _, name := range []string{
		"newsgraph_entity_id", "newsgraph_article_id", "newsgraph_statement_id", "newsgraph_led_id",
		"newsgraph_related_to_id", "newsgraph_names", "newsgraph_words", "newsgraph_claim_key",
	} {
		assert.True(t, names[name], name)
	}
}
