package neo4jtest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"
)

func TestURIGivesAnEmptyDatabase(t *testing.T) {
	for range 2 {
		t.Run("write", func(t *testing.T) {
			uri := URI(t)
			require.Equal(t, int64(0), query(t, uri, Password(), "MATCH (n) RETURN count(n)"))
			require.Equal(t, int64(3), query(t, uri, Password(),
				"UNWIND [1, 2, 3] AS i CREATE (n:Thing {i: i}) RETURN count(n)"))
			t.Run("subtest", func(t *testing.T) {
				require.Equal(t, uri, URI(t))
				require.Equal(t, int64(3), query(t, uri, Password(), "MATCH (n) RETURN count(n)"))
			})
		})
	}
}

func TestWipeRefusesAForeignDatabase(t *testing.T) {
	uri := URI(t)
	query(t, uri, Password(), "DROP INDEX newsgraph_test_server")
	query(t, uri, Password(), "CREATE (:Precious)")
	require.ErrorIs(t, wipe(t.Context(), uri, Password()), errForeign)
	require.Equal(t, int64(1), query(t, uri, Password(), "MATCH (n:Precious) RETURN count(n)"))

	query(t, uri, Password(), "MATCH (n:Precious) DELETE n")
	require.NoError(t, wipe(t.Context(), uri, Password()), "an empty one may be taken")
}

func TestAuthURI(t *testing.T) {
	uri, password := AuthURI(t)
	require.Equal(t, int64(1), query(t, uri, password, "RETURN 1"))

	driver, err := connect(uri, "not "+password)
	require.NoError(t, err)
	err = driver.VerifyConnectivity(t.Context())
	require.ErrorContains(t, err, "Neo.ClientError.Security.Unauthorized")
	require.NoError(t, driver.Close(t.Context()))
}

// TestServe runs a server of its own, in its own folder.
func TestServe(t *testing.T) {
	URI(t) // or skip
	t.Setenv("TMPDIR", t.TempDir())
	s, err := start(t.Context(), "")
	require.NoError(t, err)
	rows, err := Query(t.Context(), s.uri, "", "UNWIND ['a', 'b'] AS x RETURN x, 1")
	require.NoError(t, err)
	require.Equal(t, [][]any{{"a", int64(1)}, {"b", int64(1)}}, rows)

	same, err := start(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, s.uri, same.uri, "one server serves all")
	require.NoError(t, s.stop())
	_, err = Query(t.Context(), s.uri, "", "RETURN 1")
	require.Error(t, err)
}

func TestNoTools(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	_, err := classPath(t.Context())
	require.ErrorIs(t, err, errNoTools)
}

func TestAllExist(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.jar")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	require.True(t, allExist(file+"\n"))
	require.False(t, allExist(file+string(os.PathListSeparator)+file+"x"))
	require.False(t, allExist(""))
}

func query(t *testing.T, uri, password, cypher string) int64 {
	t.Helper()
	driver, err := connect(uri, password)
	require.NoError(t, err)
	session := driver.NewSession(t.Context(), neo4j.SessionConfig{})
	n, err := count(t.Context(), session, cypher)
	require.NoError(t, err)
	require.NoError(t, session.Close(t.Context()))
	require.NoError(t, driver.Close(t.Context()))
	return n
}
