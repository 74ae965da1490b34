// Command neo4jserver runs the Neo4j that tests use, and Cypher on it, for scripts.
//
//	neo4jserver                   start the server, print its URI, stop it on an interrupt; where
//	                              its Neo4j Browser is goes to standard error
//	neo4jserver QUERY             run a statement on the server that NEWSGRAPH_TEST_NEO4J_URI names,
//	                              and print a row of JSON for each of its rows
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "neo4jserver:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return neo4jtest.Serve(ctx, func(uri string) {
			fmt.Println(uri)
			if browser, err := neo4jtest.BrowserOf(ctx, uri, ""); err == nil {
				fmt.Fprintln(os.Stderr, browser)
			}
		})
	}
	uri, err := neo4jtest.Start()
	if err != nil {
		return err
	}
	rows, err := neo4jtest.Query(ctx, uri, neo4jtest.Password(), args[0])
	if err != nil {
		return err
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for _, row := range rows {
		if err := out.Encode(row); err != nil {
			return err
		}
	}
	return nil
}
