package neo4jtest

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/rogpeppe/go-internal/lockedfile"
)

//go:embed supervise.sh
var supervisor string

// startLimit bounds the time from the start of the server to its first answer.
const startLimit = 3 * time.Minute

// heartbeat is well under the minute after which supervise.sh stops an unused server.
const heartbeat = 5 * time.Second

// authPassword is the password of user neo4j on the server with authentication.
const authPassword = "newsgraph-tests"

// A server is one Neo4j that the processes of this user share. The first that needs it starts it
// under a lock; each keeps it alive by touching a file, and supervise.sh stops it a minute after
// the last touch. So it serves every package of `go test ./...`, and none has to stop it.
type server struct {
	dir      string // the server's home; removed when it stops
	uri      string
	password string // empty: authentication is off
}

// start returns the running server with that password, or starts one.
func start(ctx context.Context, password string) (*server, error) {
	root, err := stateDir()
	if err != nil {
		return nil, err
	}
	current := filepath.Join(root, "open")
	if password != "" {
		current = filepath.Join(root, "auth")
	}
	unlock, err := lockedfile.MutexAt(current + ".lock").Lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	s := &server{password: password}
	if s.join(ctx, current) {
		return s, nil
	}
	if s.dir, err = os.MkdirTemp(root, "server-"); err != nil {
		return nil, err
	}
	if err := s.launch(ctx); err != nil {
		return nil, err
	}
	return s, os.WriteFile(current, []byte(s.dir+"\n"+s.uri), 0o600)
}

// join reports whether the server that the file names still runs, and then keeps it alive.
func (s *server) join(ctx context.Context, current string) bool {
	line, err := os.ReadFile(current)
	if err != nil {
		return false
	}
	s.dir, s.uri, _ = strings.Cut(string(line), "\n")
	if s.touch() != nil || s.ping(ctx, s.password) != nil {
		return false
	}
	go s.keepAlive()
	return true
}

func (s *server) file(name string) string { return filepath.Join(s.dir, name) }

func (s *server) touch() error {
	now := time.Now()
	return os.Chtimes(s.file("alive"), now, now)
}

// keepAlive runs until the process ends, or the server: its folder goes with it.
func (s *server) keepAlive() {
	for s.touch() == nil {
		time.Sleep(heartbeat)
	}
}

func (s *server) launch(ctx context.Context) error {
	jars, err := classPath(ctx)
	if err != nil {
		return err
	}
	if err := s.prepare(ctx); err != nil {
		return err
	}
	return s.serve(ctx, jars)
}

// serve starts the server in its folder, as prepare left it, and waits for its first answer.
func (s *server) serve(ctx context.Context, jars string) error {
	args := append([]string{s.file("supervise.sh"), s.dir}, java(jars,
		"org.neo4j.server.CommunityEntryPoint", "--home-dir="+s.dir, "--config-dir="+s.file("conf"), "--console-mode")...)
	cmd := exec.CommandContext(context.WithoutCancel(ctx), "sh", args...) // it outlives this process
	detach(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	exited := make(chan struct{})
	go func() { _ = cmd.Wait(); close(exited) }()
	go s.keepAlive()
	return s.wait(ctx, exited)
}

// java is the command line of one of the server's programs.
func java(jars, class string, args ...string) []string {
	return append([]string{
		"java", "-Xms512m", "-Xmx512m",
		"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-Dlog4j2.disable.jmx=true",
		"--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-cp", jars, class,
	}, args...)
}

// prepare writes what the server and its supervisor read.
func (s *server) prepare(ctx context.Context) error {
	if err := os.MkdirAll(s.file("conf"), 0o755); err != nil {
		return err
	}
	port, err := freePort(ctx)
	if err != nil {
		return err
	}
	httpPort, err := freePort(ctx)
	if err != nil {
		return err
	}
	s.uri = "bolt://127.0.0.1:" + port
	conf := settings(port, httpPort, s.password != "")
	if s.password != "" {
		if err := s.certify(); err != nil {
			return err
		}
		conf += encryption
	}
	for name, text := range map[string]string{
		"conf/neo4j.conf": conf,
		"supervise.sh":    supervisor,
		"alive":           "",
	} {
		if err := os.WriteFile(s.file(name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func settings(port, httpPort string, auth bool) string {
	return strings.Join([]string{
		"server.default_listen_address=127.0.0.1",
		"server.bolt.listen_address=127.0.0.1:" + port,
		"server.bolt.advertised_address=127.0.0.1:" + port,
		"server.http.listen_address=127.0.0.1:" + httpPort,
		"server.http.advertised_address=127.0.0.1:" + httpPort,
		"server.https.enabled=false",
		"dbms.security.auth_enabled=" + strconv.FormatBool(auth),
		"dbms.security.auth_max_failed_attempts=0", // wrong-password tests lock nobody out
		"dbms.usage_report.enabled=false",
		"client.allow_telemetry=false",
		"server.memory.pagecache.size=64m",
		"",
	}, "\n")
}

// wait returns when the server answers a query, which is some seconds after its port opens.
func (s *server) wait(ctx context.Context, exited <-chan struct{}) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	passwords := []string{s.password}
	if s.password != "" {
		passwords = []string{"neo4j", s.password} // every new server's password, to be changed first
	}
	for _, password := range passwords {
		for s.ping(ctx, password) != nil {
			select {
			case <-exited:
				return fmt.Errorf("the server stopped: %s", s.console())
			case <-ctx.Done():
				return fmt.Errorf("no answer from the server in %v: %s", startLimit, s.console())
			case <-time.After(200 * time.Millisecond):
			}
		}
	}
	return nil
}

func (s *server) console() string {
	log, _ := os.ReadFile(s.dir + ".log")
	return lastLines(string(log), 5)
}

// ping runs one query; with the first password of a new server it sets the one wanted.
func (s *server) ping(ctx context.Context, password string) error {
	query, db, params := "RETURN 1", "neo4j", map[string]any(nil)
	if password != s.password {
		query, db = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new", "system"
		params = map[string]any{"old": password, "new": s.password}
	}
	driver, err := connect(s.uri, password)
	if err != nil {
		return err
	}
	_, err = neo4j.ExecuteQuery(ctx, driver, query, params, neo4j.EagerResultTransformer,
		neo4j.ExecuteQueryWithDatabase(db))
	return errors.Join(err, driver.Close(ctx))
}

func connect(uri, password string) (neo4j.DriverWithContext, error) {
	auth := neo4j.NoAuth()
	if password != "" {
		auth = neo4j.BasicAuth("neo4j", password, "")
	}
	return neo4j.NewDriverWithContext(uri, auth, func(c *config.Config) {
		c.MaxTransactionRetryTime = 0
		c.TelemetryDisabled = true
	})
}

// stateDir is this user's folder for servers and locks.
func stateDir() (string, error) {
	dir := filepath.Join(os.TempDir(), "newsgraph-neo4jtest-"+strconv.Itoa(os.Getuid()))
	return dir, os.MkdirAll(dir, 0o700)
}

func freePort(ctx context.Context) (string, error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, errors.Join(err, l.Close())
}
