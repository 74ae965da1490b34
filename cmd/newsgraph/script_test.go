package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

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

// TestNeo4jScript runs the scripts that need a Neo4j server; $NEO4J is its address.
func TestNeo4jScript(t *testing.T) {
	uri := neo4jtest.URI(t)
	scripts, err := filepath.Glob("testdata/neo4j/*.txtar")
	require.NoError(t, err)
	for _, script := range scripts { // one after the other: they share the database
		p := params(t, "", []string{"NEO4J=" + uri, passwordVariable + "=" + neo4jtest.Password()})
		p.Files = []string{script}
		testscript.Run(t, p)
		neo4jtest.URI(t)
	}
}

// TestNeo4jPassword runs the scripts about passwords, on a server that wants one.
func TestNeo4jPassword(t *testing.T) {
	uri, password := neo4jtest.AuthURI(t)
	testscript.Run(t, params(t, "testdata/neo4jauth", []string{"NEO4J=" + uri, "PASSWORD=" + password}))
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
