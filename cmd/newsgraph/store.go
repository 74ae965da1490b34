package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/graph/sqlitestore"
	"github.com/newsgraph/newsgraph/internal/fault"
	"github.com/newsgraph/newsgraph/schema"
)

// The environment variable and the length of the longest password.
const (
	passwordVariable = "NEWSGRAPH_NEO4J_PASSWORD"
	maxPassword      = 4096
)

const storeHint = "sqlite:FILE, or neo4j://USER@HOST:7687 (also neo4j+s:, neo4j+ssc:, bolt:, bolt+s:, bolt+ssc:)"

// storeFlags are the flags of the commands that read or write a graph.
type storeFlags struct {
	store, passwordFile string
	dryRun              bool
}

func (f *storeFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.store, "store", "sqlite:newsgraph.db", "the `STORE`: "+storeHint)
	flags.StringVar(&f.passwordFile, "password-file", "", "`FILE` whose first line is the Neo4j password (or set "+passwordVariable+")")
}

// addDryRun adds --dry-run, to a command that loads.
func (f *storeFlags) addDryRun(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "tell what would be added, replaced and unchanged, and load nothing")
}

// A target is a store that the flags name, as they were checked.
type target struct {
	app      *app
	sqlite   string // path, or empty for Neo4j
	address  string // of Neo4j; never with a password
	user     string
	password string
}

// target checks the flags and finds the password.
func (f *storeFlags) target(ctx context.Context, a *app) (*target, error) {
	scheme, rest, _ := strings.Cut(f.store, ":")
	switch strings.ToLower(scheme) {
	case "sqlite":
		if rest == "" {
			return nil, usagef("--store sqlite: names no file")
		}
		return &target{app: a, sqlite: rest}, nil
	case "neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc":
		return f.neo4j(ctx, a)
	}
	// A password may stand anywhere in what is no address, so it is not repeated.
	return nil, &usageError{&hintError{errors.New("--store is not the address of a store"), storeHint}}
}

func (f *storeFlags) neo4j(ctx context.Context, a *app) (*target, error) {
	u, err := url.Parse(f.store)
	if err != nil || u.Host == "" {
		return nil, &usageError{&hintError{errors.New("--store is not the address of a Neo4j server"), storeHint}}
	}
	if _, has := u.User.Password(); has {
		return nil, &usageError{&hintError{
			errors.New("--store holds a password, which other users of this machine could see"),
			"set " + passwordVariable + " or --password-file instead",
		}}
	}
	t := &target{app: a, address: f.store, user: u.User.Username()}
	t.password, err = f.password(ctx, a, t.user != "")
	return t, err
}

// password takes the password from the file, the environment or the terminal, in that order.
func (f *storeFlags) password(ctx context.Context, a *app, needed bool) (string, error) {
	if f.passwordFile != "" {
		return passwordFrom(f.passwordFile)
	}
	if password := os.Getenv(passwordVariable); password != "" || !needed {
		return password, nil
	}
	if !isTerminal(a.terminal) {
		return "", &hintError{errors.New("no password for Neo4j"), "set " + passwordVariable + " or --password-file"}
	}
	return a.prompt(ctx, int(a.terminal.(*os.File).Fd()))
}

// prompt asks for the password on the terminal, without echo.
func (a *app) prompt(ctx context.Context, terminal int) (string, error) {
	state, err := term.GetState(terminal)
	if err != nil {
		return "", fmt.Errorf("no password for Neo4j: %w", err)
	}
	stop := context.AfterFunc(ctx, func() { // an interrupt doesn't end the read, so this does
		_ = term.Restore(terminal, state)
		a.report(errInterrupted)
		os.Exit(exitFailed)
	})
	defer stop()
	fmt.Fprint(a.stderr, "Neo4j password: ")
	password, err := term.ReadPassword(terminal)
	fmt.Fprintln(a.stderr)
	if err != nil {
		return "", fmt.Errorf("no password for Neo4j: %w", err)
	}
	return string(password), nil
}

func passwordFrom(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("--password-file %s: %w", path, bare(err))
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	line = strings.TrimSuffix(line, "\r")
	if line == "" || len(line) > maxPassword {
		return "", fmt.Errorf("--password-file %s: its first line is not a password", path)
	}
	return line, nil
}

// String names the store in messages.
func (t *target) String() string {
	if t.sqlite != "" {
		return t.sqlite
	}
	return t.address
}

// open opens the store. A SQLite file that isn't there is made.
func (t *target) open(ctx context.Context, s *schema.Schema) (graph.Store, error) {
	if t.sqlite != "" {
		store, err := sqlitestore.Open(ctx, t.sqlite, s.Symmetric)
		if err != nil {
			return nil, err // and not a nil *Store, which is no nil graph.Store
		}
		return store, nil
	}
	store, err := neo4jstore.Open(ctx, t.address, t.password, neo4jstore.Options{Schema: s, Waiting: t.app.waiting})
	if err != nil {
		return nil, err
	}
	return store, nil
}

// waiting tells that the program waits for Neo4j.
func (a *app) waiting(reason error, left time.Duration) {
	what := "Neo4j is not ready"
	if errors.Is(reason, neo4jstore.ErrUnreachable) {
		what = "Neo4j does not answer"
	}
	a.note("%s, trying again for %.0f s (%s)", what, left.Seconds(), fault.Message(reason))
}

// openHeld opens a store that is to be read: one that isn't there is an error.
func (t *target) openHeld(ctx context.Context, s *schema.Schema) (graph.Store, error) {
	if t.sqlite != "" && t.sqlite != ":memory:" {
		if _, err := os.Stat(t.sqlite); errors.Is(err, fs.ErrNotExist) {
			return nil, &hintError{fmt.Errorf("%s: no such store", t.sqlite), "newsgraph build makes it; --store names another"}
		}
	}
	return t.open(ctx, s)
}

// withStore opens the store of the flags for reading, calls do, and closes it.
func (f *storeFlags) withStore(ctx context.Context, a *app, schemas *schemaFlag, do func(graph.Store) error) error {
	s, err := schemas.load()
	if err != nil {
		return err
	}
	t, err := f.target(ctx, a)
	if err != nil {
		return err
	}
	store, err := t.openHeld(ctx, s)
	if err != nil {
		return err
	}
	return errors.Join(do(store), store.Close())
}
