package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"newsgraph": main})
}

// TestScript runs the program as users do. See scriptCommands for what scripts can do besides.
func TestScript(t *testing.T) {
	testscript.Run(t, params(t, "testdata/script", nil))
}

// TestNeo4jScript runs the script that needs a Neo4j server, whose address is $NEO4J.
func TestNeo4jScript(t *testing.T) {
	uri := neo4jtest.URI(t)
	testscript.Run(t, params(t, "testdata/neo4j", []string{"NEO4J=" + uri, passwordVariable + "=" + neo4jtest.Password()}))
}

// TestNeo4jPassword runs the scripts about passwords and TLS, on a server that wants the one and speaks
// the other.
func TestNeo4jPassword(t *testing.T) {
	uri, password := neo4jtest.AuthURI(t)
	testscript.Run(t, params(t, "testdata/neo4jauth", []string{
		"NEO4J=" + uri, "HOST=" + strings.TrimPrefix(uri, "bolt://"), "PASSWORD=" + password,
		"CERTIFICATE=" + neo4jtest.Certificate(t), "PLAIN=" + strings.TrimPrefix(neo4jtest.URI(t), "bolt://"),
	}))
}

func params(t *testing.T, dir string, env []string) testscript.Params {
	articles, err := filepath.Abs("../../examples/articles")
	require.NoError(t, err)
	gold, err := filepath.Abs("../../extract/testdata/gold")
	require.NoError(t, err)
	return testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		Cmds:                scriptCommands,
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, "ARTICLES="+articles, "GOLD="+gold, passwordVariable+"=")
			e.Vars = append(e.Vars, env...)
			return nil
		},
	}
}

// scriptCommands are the commands of scripts beyond those of testscript:
//
//	exits STATUS COMMAND...   run a command that ends with that status
//	fill FILE SIZE PREFIX     write a file of one line: PREFIX and SIZE times "a"
//	bytes FILE HEX...         write a file of these bytes
//	serve FOLDER              serve a folder's files at $SERVER until the script ends
//	cypher QUERY              print what $NEO4J answers, a line for each row
var scriptCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"exits": func(ts *testscript.TestScript, _ bool, args []string) {
		want, err := strconv.Atoi(args[0])
		ts.Check(err)
		got := 0
		if err := ts.Exec(args[1], args[2:]...); err != nil {
			var exit *exec.ExitError
			if !errors.As(err, &exit) {
				ts.Fatalf("%v", err)
			}
			got = exit.ExitCode()
		}
		if got != want {
			ts.Fatalf("exit status %d, want %d", got, want)
		}
	},
	"fill": func(ts *testscript.TestScript, _ bool, args []string) {
		size, err := strconv.Atoi(args[1])
		ts.Check(err)
		raw := append([]byte(args[2]), bytes.Repeat([]byte("a"), size)...)
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), raw, 0o644))
	},
	"serve": func(ts *testscript.TestScript, _ bool, args []string) {
		server := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
		ts.Defer(server.Close)
		ts.Setenv("SERVER", server.URL)
	},
	"cypher": func(ts *testscript.TestScript, _ bool, args []string) {
		lines, err := query(ts.Getenv("NEO4J"), ts.Getenv(passwordVariable), args[0])
		ts.Check(err)
		_, err = io.WriteString(ts.Stdout(), strings.Join(lines, ""))
		ts.Check(err)
	},
	"bytes": func(ts *testscript.TestScript, _ bool, args []string) {
		var raw []byte
		for _, hex := range args[1:] {
			b, err := strconv.ParseUint(hex, 16, 8)
			ts.Check(err)
			raw = append(raw, byte(b))
		}
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), raw, 0o644))
	},
}

// query runs Cypher and returns a line for each row of the answer.
func query(uri, password, cypher string) ([]string, error) {
	result, err := answer(uri, password, cypher, nil)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, record := range result.Records {
		lines = append(lines, fmt.Sprintln(record.Values...))
	}
	return lines, nil
}

// answer runs Cypher with parameters.
func answer(uri, password, cypher string, params map[string]any) (*neo4j.EagerResult, error) {
	ctx := context.Background()
	auth := neo4j.NoAuth()
	if password != "" {
		auth = neo4j.BasicAuth("neo4j", password, "")
	}
	driver, err := neo4j.NewDriverWithContext(uri, auth)
	if err != nil {
		return nil, err
	}
	defer driver.Close(ctx)
	return neo4j.ExecuteQuery(ctx, driver, cypher, params, neo4j.EagerResultTransformer)
}
