package neo4jstore

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExplain has answers that a Community server doesn't give, or not at will.
func TestExplain(t *testing.T) {
	for code, want := range map[string]error{
		"Neo.ClientError.Security.Forbidden":               ErrForbidden,
		"Neo.ClientError.Security.Unauthorized":            ErrPassword,
		"Neo.ClientError.Security.CredentialsExpired":      ErrPassword,
		"Neo.ClientError.Security.AuthenticationRateLimit": ErrPassword,
	} {
		err := explain(fmt.Errorf("of a call: %w", &neo4j.Neo4jError{Code: code, Msg: "not allowed\nfor user 'x'"}))
		require.ErrorIs(t, err, want, code)
		assert.ErrorContains(t, err, ": not allowed for user 'x'")
	}
	for _, code := range []string{
		"Neo.ClientError.Schema.ConstraintValidationFailed", "Neo.DatabaseError.Schema.ConstraintCreationFailed",
		"Neo.ClientError.Schema.IndexAlreadyExists", "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists",
	} {
		var clash *ClashError
		require.ErrorAs(t, explain(&neo4j.Neo4jError{Code: code, Msg: strings.Repeat("é", 1_000_000)}), &clash, code)
		assert.Less(t, len(clash.Problem), 600)
		assert.True(t, strings.HasSuffix(clash.Problem, "é…"))
		assert.NotEmpty(t, clash.Remedy)
	}
	other := errors.New("another")
	assert.Equal(t, other, explain(other))
}

// TestCreated reads what every statement creates that the store and the built-in schema have.
func TestCreated(t *testing.T) {
	s, err := newStore(Options{})
	require.NoError(t, err)
	for _, statement := range append(s.schema.Constraints(), ownIndexes...) {
		x := created(statement)
		assert.Regexp(t, `^newsgraph_\w+$`, x.name)
		assert.NotEmpty(t, x.on, statement)
		assert.NotEmpty(t, x.properties, statement)
	}
	assert.Equal(t, index{"newsgraph_claim_key", "RANGE", "NODE", "NewsgraphClaim", []string{"key", "variant"}, false}, created(ownIndexes[4]))
	assert.Equal(t, index{"newsgraph_words", "FULLTEXT", "NODE", "NewsgraphVariant", []string{"words"}, false}, created(ownIndexes[7]))
}
