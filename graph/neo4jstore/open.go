package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"github.com/newsgraph/newsgraph/schema"
)

// The reasons why Open finds no usable server; test for them with errors.Is.
var (
	ErrURI         = errors.New("not a Neo4j address")
	ErrUnreachable = errors.New("no Neo4j server answers")
	ErrPassword    = errors.New("wrong user or password")
	ErrForbidden   = errors.New("the user may not do this")
	ErrCertificate = errors.New("the server's certificate is not trusted")
	ErrPlain       = errors.New("the server doesn't speak TLS")
)

// ErrTooMuch tells that a change took more time or memory than the server allows a transaction. Fewer
// documents at a time may pass.
var ErrTooMuch = errors.New("more than the server allows in a transaction")

// Options are the settings of a Store. The zero value is right for most uses.
type Options struct {
	Schema   *schema.Schema // the types that may be written; nil means schema.Default
	Database string         // empty means the user's home database
	Batch    int            // rows sent in one statement; 0 means 2,000
	Retry    time.Duration  // how long a failing transaction is tried again; 0 means 2 minutes
	Remember int            // how many variants of entities are kept in memory; 0 means 25,000 to 50,000

	// Waiting, where it isn't nil, is called when the store begins to wait for a server that doesn't
	// answer or is not ready, with the reason and how long it will try.
	Waiting func(reason error, left time.Duration)
}

const (
	defaultBatch    = 2000
	defaultRetry    = 2 * time.Minute
	defaultRemember = 25_000
)

// A Store is a graph in a Neo4j database. It implements graph.Store.
type Store struct {
	driver neo4j.DriverWithContext
	schema *schema.Schema
	db     string
	batch  int

	retry    time.Duration
	waiting  func(reason error, left time.Duration)
	remember int

	writing sync.Mutex // one change at a time
	known   *known

	mu    sync.Mutex
	types map[string]bool // that have their constraint
}

// Open connects to the server at an address like neo4j://user@host:7687; the schemes bolt, neo4j+s,
// neo4j+ssc, bolt+s and bolt+ssc work too. Without a user and a password it uses no authentication,
// without a user the name is neo4j. Open creates the constraints and indexes that are missing.
// An error is a ClashError where the database holds something that stands in the way, and one of the
// variables above where they tell the reason.
func Open(ctx context.Context, uri, password string, options Options) (*Store, error) {
	s, err := newStore(options)
	if err != nil {
		return nil, fmt.Errorf("neo4jstore: %w", err)
	}
	shown, err := s.open(ctx, uri, password)
	switch {
	case err == nil:
		return s, nil
	case shown == "":
		return nil, fmt.Errorf("neo4jstore: %w", err)
	}
	return nil, fmt.Errorf("neo4jstore: %s: %w", shown, err)
}

func newStore(options Options) (*Store, error) {
	s := &Store{
		schema: options.Schema, db: options.Database,
		batch: options.Batch, retry: options.Retry, waiting: options.Waiting, remember: options.Remember,
	}
	if s.batch <= 0 {
		s.batch = defaultBatch
	}
	if s.retry <= 0 {
		s.retry = defaultRetry
	}
	if s.remember <= 0 {
		s.remember = defaultRemember
	}
	if s.schema == nil {
		var err error
		if s.schema, err = schema.Default(); err != nil {
			return nil, err
		}
	}
	s.types = map[string]bool{}
	for _, label := range s.schema.Labels {
		if !safeLabel(label.Name) {
			return nil, fmt.Errorf("%q can't be a label in Neo4j", label.Name)
		}
	}
	for i := range s.schema.Types {
		name := s.schema.Types[i].Name
		if !safeType(name) {
			return nil, fmt.Errorf("%q can't be a relation type in Neo4j", name)
		}
		s.types[name] = true
	}
	return s, nil
}

// open returns the address as it may be shown, without a password, or none if there is no telling.
func (s *Store) open(ctx context.Context, uri, password string) (shown string, err error) {
	address, auth, err := parse(uri, password)
	if err != nil {
		return "", err
	}
	s.driver, err = neo4j.NewDriverWithContext(address, auth, func(c *config.Config) {
		c.MaxTransactionRetryTime = s.retry
		c.UserAgent = "newsgraph"
		c.TelemetryDisabled = true
	})
	if err != nil {
		return address, fmt.Errorf("%w: %w", ErrURI, err)
	}
	err = s.driver.VerifyConnectivity(ctx)
	if err == nil {
		err = s.setUp(ctx)
	}
	if err != nil {
		_ = s.driver.Close(context.WithoutCancel(ctx))
		return address, explain(err)
	}
	return address, nil
}

// parse splits an address into what the driver takes.
func parse(uri, password string) (address string, auth neo4j.AuthToken, err error) {
	u, err := url.Parse(uri)
	if err != nil || u.Host == "" {
		// The error of url.Parse repeats the address, and with it a password.
		return "", auth, fmt.Errorf("%w: want neo4j://user@host:7687", ErrURI)
	}
	user := u.User.Username()
	if p, ok := u.User.Password(); ok && password == "" {
		password = p
	}
	address = u.Scheme + "://" + u.Host
	if u.RawQuery != "" {
		address += "?" + u.RawQuery
	}
	if user == "" && password == "" {
		return address, neo4j.NoAuth(), nil
	}
	if user == "" {
		user = "neo4j"
	}
	return address, neo4j.BasicAuth(user, password, ""), nil
}

// explain names the reason for which the server can't be used.
func explain(err error) error {
	var server *neo4j.Neo4jError
	var connection *neo4j.ConnectivityError
	var early *lockTimeout
	switch {
	case errors.As(err, &early):
		return fmt.Errorf("another client keeps the graph locked: %w", early.error)
	case errors.As(err, &server):
		return explainAnswer(err, server)
	case errors.As(err, &connection):
		// The driver's errors of TLS are of types that it doesn't show.
		switch reason := connection.Inner.Error(); {
		case strings.Contains(reason, "certificate"):
			return fmt.Errorf("%w: %s", ErrCertificate, reason[strings.LastIndex(reason, ": ")+2:])
		case strings.Contains(reason, "check that TLS is enabled"):
			return ErrPlain
		}
		return fmt.Errorf("%w: %w", ErrUnreachable, connection.Inner)
	case disconnected(err):
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	return err
}

// explainAnswer is explain for what the server answers.
func explainAnswer(err error, server *neo4j.Neo4jError) error {
	reason := strings.Join(strings.Fields(server.Msg), " ") // on one line
	if len(reason) > maxReason {
		reason = strings.ToValidUTF8(reason[:maxReason], "") + "…"
	}
	switch {
	case tooMuch(server):
		return fmt.Errorf("%w: %s", ErrTooMuch, reason)
	case server.Code == "Neo.ClientError.Security.Forbidden":
		return fmt.Errorf("%w: %s", ErrForbidden, reason)
	case strings.HasPrefix(server.Code, "Neo.ClientError.Security."):
		return fmt.Errorf("%w: %s", ErrPassword, reason)
	case server.Code == "Neo.ClientError.Schema.ConstraintValidationFailed":
		return &ClashError{
			"a constraint on other data refuses what is to be loaded: " + reason,
			"SHOW CONSTRAINTS lists it: drop it, or keep this graph on another server",
		}
	case strings.HasSuffix(server.Code, "AlreadyExists") && strings.Contains(server.Code, ".Schema."):
		return &ClashError{"what others keep stands in the way: " + reason, "SHOW INDEXES lists it: drop it"}
	case strings.HasSuffix(server.Code, ".Schema.ConstraintCreationFailed"):
		return &ClashError{
			"other data breaks a constraint that this graph needs: " + reason,
			"change one of the two, or keep this graph on another server",
		}
	}
	return err
}

// maxReason is how much of a server's answer is told, which may have a name of any length in it.
const maxReason = 400
