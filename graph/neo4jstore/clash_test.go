package neo4jstore_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// reopen opens a store as it is opened later.
func reopen(t *testing.T) error {
	t.Helper()
	store, err := neo4jstore.Open(t.Context(), neo4jtest.URI(t), neo4jtest.Password(), neo4jstore.Options{})
	if err != nil {
		return err
	}
	return store.Close()
}

// requireClash requires that an error is a clash, told in a line each, and returns what it tells.
func requireClash(t *testing.T, err error) *neo4jstore.ClashError {
	t.Helper()
	var clash *neo4jstore.ClashError
	require.ErrorAs(t, err, &clash)
	assert.NotContains(t, err.Error()+clash.Remedy, "\n")
	assert.Less(t, len(err.Error()), 600)
	return clash
}

// dropAfter drops something of others when the test ends, if it is there then.
func dropAfter(t *testing.T, what string) {
	t.Helper()
	uri := neo4jtest.URI(t)
	t.Cleanup(func() {
		_, err := neo4jtest.Query(context.WithoutCancel(t.Context()), uri, neo4jtest.Password(), "DROP "+what+" IF EXISTS")
		require.NoError(t, err)
	})
}

// TestClashes puts something of others in the place of an index. Open tells what, and the Cypher that
// ends it; once that is done, Open makes its own.
func TestClashes(t *testing.T) {
	open(t, neo4jstore.Options{})
	for _, clash := range []struct{ drop, create, problem string }{
		{
			"CONSTRAINT newsgraph_entity_id", "CREATE INDEX `my ``own`` index` FOR (n:Entity) ON (n.id)",
			"the index my `own` index on (:Entity {id}) stands in the way of the constraint newsgraph_entity_id",
		},
		{
			"CONSTRAINT newsgraph_entity_id", "CREATE INDEX newsgraph_entity_id FOR (n:Entity) ON (n.id)",
			"what others keep stands in the way: There already exists an index called 'newsgraph_entity_id'.",
		},
		{
			"CONSTRAINT newsgraph_led_id", "CREATE INDEX mine FOR ()-[r:LED]-() ON (r.id)",
			"the index mine on ()-[:LED {id}]-() stands in the way of the constraint newsgraph_led_id",
		},
		{
			"CONSTRAINT newsgraph_entity_id", "CREATE INDEX newsgraph_entity_id FOR (n:Other) ON (n.a, n.b)",
			"the name newsgraph_entity_id is taken: it is on (:Other {a, b}), and not what is wanted on (:Entity {id})",
		},
		{
			"INDEX newsgraph_claim_key", "CREATE CONSTRAINT newsgraph_claim_key FOR (n:Other) REQUIRE n.x IS UNIQUE",
			"the name newsgraph_claim_key is taken: it is on (:Other {x}), and not what is wanted on (:NewsgraphClaim {key, variant})",
		},
		{
			"INDEX newsgraph_names", "CREATE FULLTEXT INDEX mine FOR (n:Entity) ON EACH [n.name, n.aliases]",
			"the full-text index mine on (:Entity {name, aliases}) stands in the way of newsgraph_names",
		},
	} {
		cypher(t, "DROP "+clash.drop)
		cypher(t, clash.create)
		told := requireClash(t, reopen(t))
		assert.Equal(t, clash.problem, told.Problem)
		_, remedy, _ := strings.Cut(told.Remedy, ": ")
		if remedy == "drop it" {
			remedy = "DROP INDEX newsgraph_entity_id"
		}
		cypher(t, remedy)
		require.NoError(t, reopen(t), clash.problem)
		_, name, _ := strings.Cut(clash.drop, " ")
		assert.Len(t, cypher(t, "SHOW INDEXES YIELD name WHERE name = '"+name+"'"), 1)
	}
}

// TestOthersConstraint has the constraint that is wanted under a name of others: it does.
func TestOthersConstraint(t *testing.T) {
	open(t, neo4jstore.Options{})
	cypher(t, "DROP CONSTRAINT newsgraph_entity_id")
	cypher(t, "CREATE CONSTRAINT mine FOR (n:Entity) REQUIRE n.id IS UNIQUE")
	dropAfter(t, "CONSTRAINT mine")
	store := open(t, neo4jstore.Options{})
	assert.Equal(t, graph.Outcome{Added: 1}, upsert(t, store, document("a1", []string{"Person:X Y"})))
	assert.Empty(t, cypher(t, "SHOW CONSTRAINTS YIELD name WHERE name = 'newsgraph_entity_id'"))
}

// TestOthersData has data of others that breaks a constraint which Open is to make.
func TestOthersData(t *testing.T) {
	open(t, neo4jstore.Options{})
	cypher(t, "DROP CONSTRAINT newsgraph_entity_id")
	cypher(t, "UNWIND [1, 2] AS n CREATE (:Entity {id: 'same', n: n})")
	told := requireClash(t, reopen(t))
	assert.Contains(t, told.Problem, "other data breaks a constraint that this graph needs: ")
	assert.Contains(t, told.Problem, "newsgraph_entity_id")
	cypher(t, "MATCH (n:Entity {n: 2}) SET n.id = 'another'")
	require.NoError(t, reopen(t))
	assert.Equal(t, [][]any{{"same"}, {"another"}}, cypher(t, "MATCH (n:Entity) RETURN n.id ORDER BY n.n"))
}

// TestOthersRule has a constraint of others on a label of ours that a load would break: nothing of
// the load is stored.
func TestOthersRule(t *testing.T) {
	store := open(t, neo4jstore.Options{})
	cypher(t, "CREATE CONSTRAINT one_of_a_name FOR (n:Person) REQUIRE n.name IS UNIQUE")
	dropAfter(t, "CONSTRAINT one_of_a_name")
	name := "X " + strings.Repeat("Y", 3000)
	cypher(t, "CREATE (:Person {name: '"+name+"'})")
	before := database(t)
	_, err := store.Upsert(t.Context(), []graph.Document{document("a1", []string{"Person:" + name, "Place:Z"})})
	told := requireClash(t, err)
	assert.Contains(t, told.Problem, "a constraint on other data refuses what is to be loaded: ")
	assert.Contains(t, told.Problem, "Person")
	assert.Equal(t, before, database(t))
	cypher(t, "DROP CONSTRAINT one_of_a_name")
	assert.Equal(t, graph.Outcome{Added: 1}, upsert(t, store, document("a1", []string{"Person:" + name, "Place:Z"})))
}

// TestOpenAtOnce opens several stores at once on a database that lacks what they need.
func TestOpenAtOnce(t *testing.T) {
	open(t, neo4jstore.Options{})
	for _, name := range []string{"store", "entity", "led"} {
		cypher(t, "DROP CONSTRAINT newsgraph_"+name+"_id")
	}
	errs := make([]error, 4)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { errs[i] = reopen(t) })
	}
	wg.Wait()
	for _, err := range errs {
		require.NoError(t, err)
	}
	assert.Len(t, cypher(t, "SHOW CONSTRAINTS YIELD name WHERE name IN "+
		"['newsgraph_store_id', 'newsgraph_entity_id', 'newsgraph_led_id']"), 3)
}

// TestTypeInTheWay has an index of others on a type that no schema has.
func TestTypeInTheWay(t *testing.T) {
	store := open(t, neo4jstore.Options{})
	cypher(t, "CREATE INDEX ships FOR ()-[r:STRANDED_AT]-() ON (r.id)")
	dropAfter(t, "INDEX ships")
	doc := document("a1", []string{"Organization:X", "Place:Y"}, "STRANDED_AT:X:Y")
	_, err := store.Upsert(t.Context(), []graph.Document{doc})
	assert.Contains(t, requireClash(t, err).Remedy, "DROP INDEX `ships`")
	cypher(t, "DROP INDEX ships")
	assert.Equal(t, graph.Outcome{Added: 1}, upsert(t, store, doc))
}
