package neo4jtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Imported runs a line of shell that calls neo4j-admin, as one that imports a database does, and
// returns the Bolt URI of a server on what that made. The line runs in a folder of its own. The server is the test's own and stops with it.
// The neo4j-admin that the line finds is the real one, of the same version as the server.
func Imported(t testing.TB, line string) (uri string) {
	t.Helper()
	jars, err := classPath(t.Context())
	if err != nil {
		unavailable(t, err)
	}
	s := &server{}
	if _, err := s.administer(t.Context(), jars, line); err != nil {
		_ = os.RemoveAll(s.dir)
		t.Fatalf("neo4jtest: %v", err)
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Errorf("neo4jtest: %v", err)
		}
	})
	if err := s.serve(t.Context(), jars); err != nil {
		t.Fatalf("neo4jtest: %v", err)
	}
	return s.uri
}

// Import runs such a line with options for Java, and returns the time of the processors that it took.
// Nothing of what it imports is left.
func Import(t testing.TB, line string, java []string) (cpu time.Duration) {
	t.Helper()
	jars, err := classPath(t.Context())
	if err != nil {
		unavailable(t, err)
	}
	s := &server{java: java}
	state, err := s.administer(t.Context(), jars, line)
	_ = os.RemoveAll(s.dir)
	if err != nil {
		t.Fatalf("neo4jtest: %v", err)
	}
	return state.UserTime() + state.SystemTime()
}

// administer makes the server's folder and runs a line of shell on it.
func (s *server) administer(ctx context.Context, jars, line string) (*os.ProcessState, error) {
	if err := s.make(ctx); err != nil {
		return nil, err
	}
	if err := os.Mkdir(s.file("bin"), 0o755); err != nil {
		return nil, err
	}
	script := "#!/bin/sh\nexec " + strings.Join(java("'"+jars+"'", s.java, "org.neo4j.cli.AdminTool"), " ") + ` "$@"` + "\n"
	if err := os.WriteFile(s.file("bin/neo4j-admin"), []byte(script), 0o755); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	cmd.Dir = s.dir // where neo4j-admin leaves a report
	cmd.Env = append(os.Environ(), "NEO4J_HOME="+s.dir, "NEO4J_CONF="+s.file("conf"),
		"PATH="+s.file("bin")+string(os.PathListSeparator)+os.Getenv("PATH"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", line, err, lastLines(string(out), 10))
	}
	return cmd.ProcessState, nil
}
