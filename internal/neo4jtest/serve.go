package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// stopLimit bounds the time that a server takes to stop.
const stopLimit = time.Minute

// Serve starts the server for tests, or joins it, and stops it when the context is done. In between
// it calls ready with the server's URI.
func Serve(ctx context.Context, ready func(uri string)) error {
	s, err := openServer()
	if err != nil {
		return fmt.Errorf("neo4jtest: %w", err)
	}
	ready(s.uri)
	<-ctx.Done()
	if err := s.stop(); err != nil {
		return fmt.Errorf("neo4jtest: %w", err)
	}
	return nil
}

// stop stops the server at once, whoever else uses it, and waits until its folder is gone.
func (s *server) stop() error {
	if err := os.Remove(s.file("alive")); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	for until := time.Now().Add(stopLimit); time.Now().Before(until); time.Sleep(100 * time.Millisecond) {
		if _, err := os.Stat(s.dir); errors.Is(err, os.ErrNotExist) {
			return nil
		}
	}
	return fmt.Errorf("the server in %s has not stopped in %v", s.dir, stopLimit)
}

// Query runs a Cypher statement on a server, in a transaction of its own, and returns its rows. A
// statement that makes transactions itself (CALL ... IN TRANSACTIONS) works too.
func Query(ctx context.Context, uri, password, cypher string) ([][]any, error) {
	driver, err := connect(uri, password)
	if err != nil {
		return nil, fmt.Errorf("neo4jtest: %w", err)
	}
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: "neo4j"})
	records, err := collect(ctx, session, cypher)
	if err = errors.Join(err, session.Close(ctx), driver.Close(ctx)); err != nil {
		return nil, fmt.Errorf("neo4jtest: %w", err)
	}
	rows := make([][]any, len(records))
	for i, record := range records {
		rows[i] = record.Values
	}
	return rows, nil
}

// BrowserOf returns the address of the Neo4j Browser of a server.
func BrowserOf(ctx context.Context, uri, password string) (address string, err error) {
	rows, err := Query(ctx, uri, password, "SHOW SETTINGS 'server.http.enabled', 'server.http.advertised_address' "+
		"YIELD name, value RETURN value ORDER BY name")
	if err != nil {
		return "", err
	}
	if len(rows) != 2 || rows[1][0] != "true" {
		return "", fmt.Errorf("neo4jtest: %s doesn't serve Neo4j Browser over HTTP", uri)
	}
	return fmt.Sprintf("http://%s/browser/", rows[0][0]), nil
}

func collect(ctx context.Context, session neo4j.SessionWithContext, cypher string) ([]*neo4j.Record, error) {
	result, err := session.Run(ctx, cypher, nil)
	if err != nil {
		return nil, err
	}
	return result.Collect(ctx)
}
