// Package neo4jtest gives tests a real Neo4j server.
//
//	func TestLoad(t *testing.T) {
//		store, err := neo4jstore.Open(ctx, neo4jtest.URI(t), neo4jtest.Password(), ...)
//
// URI takes the server that NEWSGRAPH_TEST_NEO4J_URI names (with NEWSGRAPH_TEST_NEO4J_PASSWORD if
// it has authentication). Without that variable it starts a server of its own, where java and mvn
// are there: Maven fetches the jars once, all packages of a `go test ./...` share the server, and
// it stops by itself a minute after the last test. Where neither works the test is skipped, or
// fails if NEWSGRAPH_REQUIRE_SERVICES is 1.
//
// # What happens to the data
//
// Every test that calls URI has the database for itself until it ends, and starts with an empty
// one: all nodes are deleted, constraints and indexes stay. A server that holds data and was never
// used by this package is left alone: the test fails. The mark of use is an index named
// newsgraph_test_server; never create it on a server whose data you want to keep.
package neo4jtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/rogpeppe/go-internal/lockedfile"
)

// The environment variables that this package reads.
const (
	envURI      = "NEWSGRAPH_TEST_NEO4J_URI"
	envPassword = "NEWSGRAPH_TEST_NEO4J_PASSWORD"
	envRequire  = "NEWSGRAPH_REQUIRE_SERVICES"
)

// Each kind of server is looked for once a process, however many tests ask for it.
var (
	openServer = sync.OnceValues(func() (*server, error) { return start(context.Background(), "") })
	authServer = sync.OnceValues(func() (*server, error) { return start(context.Background(), authPassword) })
)

// URI returns the Bolt URI of a Neo4j whose database is empty and the test's own until it ends.
// Subtests of a test that has called URI share its database.
func URI(t testing.TB) string {
	t.Helper()
	uri, err := Start()
	if err != nil {
		unavailable(t, err)
	}
	if holder.within(t.Name()) {
		return uri
	}
	unlock, err := lock(uri)
	if err != nil {
		t.Fatalf("neo4jtest: %v", err)
	}
	holder.set(t.Name())
	t.Cleanup(func() { holder.set(""); unlock() })
	if err := wipe(t.Context(), uri, Password()); err != nil {
		t.Fatalf("neo4jtest: %s: %v", uri, err)
	}
	return uri
}

// Password returns the password of the server that URI gives, or an empty string if it has none.
func Password() string { return os.Getenv(envPassword) }

// AuthURI returns the Bolt URI and the password of user neo4j of a server with authentication,
// for tests of passwords and TLS. Its database is shared, and not emptied: leave nothing in it.
func AuthURI(t testing.TB) (uri, password string) {
	t.Helper()
	s, err := authServer()
	if err != nil {
		unavailable(t, err)
	}
	return s.uri, s.password
}

// Certificate returns the path of the certificate, in PEM, of the server of AuthURI, which takes TLS
// connections too. It signed the certificate itself, for the address 127.0.0.1.
func Certificate(t testing.TB) string {
	t.Helper()
	AuthURI(t)
	s, _ := authServer()
	return s.file(certificateFile)
}

// Browser returns the address of Neo4j Browser, with which a server comes, as the server tells it.
// The test is skipped, or fails, as URI does if the server doesn't serve it.
func Browser(t testing.TB, uri, password string) (address string) {
	t.Helper()
	address, err := BrowserOf(t.Context(), uri, password)
	if err != nil {
		unavailable(t, err)
	}
	return address
}

// Start returns the Bolt URI of the server for tests and starts it if it has to. The server stops
// by itself when this and all other processes that use it have ended.
func Start() (uri string, err error) {
	if uri := os.Getenv(envURI); uri != "" {
		return uri, nil
	}
	s, err := openServer()
	if err != nil {
		return "", fmt.Errorf("neo4jtest: %w", err)
	}
	return s.uri, nil
}

func unavailable(t testing.TB, err error) {
	t.Helper()
	if os.Getenv(envRequire) == "1" {
		t.Fatalf("no Neo4j server, and %s is 1: %v", envRequire, err)
	}
	t.Skipf("no Neo4j server (set %s, or install java and mvn): %v", envURI, err)
}

// holder is the test of this process that has the database.
var holder owner

type owner struct {
	mu   sync.Mutex
	name string
}

func (o *owner) set(name string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.name = name
}

// within reports whether the test, or one that it is a subtest of, has the database.
func (o *owner) within(test string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.name != "" && (test == o.name || strings.HasPrefix(test, o.name+"/"))
}

// lock waits until no other test, of this or another process, uses the server.
func lock(uri string) (unlock func(), err error) {
	dir, err := stateDir()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(uri))
	return lockedfile.MutexAt(filepath.Join(dir, "db-"+hex.EncodeToString(sum[:6])+".lock")).Lock()
}

// errForeign keeps tests away from data that is not theirs.
var errForeign = errors.New("the server holds data and was never used for tests; give an empty one")

// wipe empties a database that belongs to tests and refuses any other that isn't empty.
func wipe(ctx context.Context, uri, password string) error {
	driver, err := connect(uri, password)
	if err != nil {
		return err
	}
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: "neo4j"})
	err = wipeIn(ctx, session)
	return errors.Join(err, session.Close(ctx), driver.Close(ctx))
}

func wipeIn(ctx context.Context, session neo4j.SessionWithContext) error {
	marks, err := count(ctx, session, "SHOW INDEXES YIELD name WHERE name = 'newsgraph_test_server' RETURN count(*)")
	if err != nil {
		return err
	}
	nodes, err := count(ctx, session, "MATCH (n) RETURN count(n)")
	if err != nil {
		return err
	}
	if marks == 0 && nodes > 0 {
		return errForeign
	}
	for _, query := range []string{
		"CREATE INDEX newsgraph_test_server IF NOT EXISTS FOR (n:NewsgraphTestServer) ON (n.id)",
		"MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS",
	} {
		if _, err := count(ctx, session, query); err != nil {
			return err
		}
	}
	return nil
}

// count runs a query and returns the number in its first row, or 0 if it gives none.
func count(ctx context.Context, session neo4j.SessionWithContext, query string) (int64, error) {
	records, err := collect(ctx, session, query)
	if err != nil || len(records) == 0 {
		return 0, err
	}
	n, _ := records[0].Values[0].(int64)
	return n, nil
}
