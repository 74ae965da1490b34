package neo4jtest

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A Server is one that a test has for itself and may kill and start again.
type Server struct {
	t    testing.TB
	s    *server
	jars string
}

// Own starts an empty server for a test, with lines of neo4j.conf in addition and options for Java.
// It stops with the test.
func Own(t testing.TB, settings, java []string) *Server {
	t.Helper()
	jars, err := classPath(t.Context())
	if err != nil {
		unavailable(t, err)
	}
	o := &Server{t: t, jars: jars, s: &server{settings: settings, java: java}}
	if err := o.s.make(t.Context()); err != nil {
		t.Fatalf("neo4jtest: %v", err)
	}
	t.Cleanup(func() {
		if err := o.end(); err != nil {
			t.Errorf("neo4jtest: %v", err)
		}
	})
	o.Start()
	return o
}

// end stops the server if it runs, and removes its folder.
func (o *Server) end() error {
	select {
	case <-o.s.exited:
		return os.RemoveAll(o.s.dir)
	default:
		return o.s.stop()
	}
}

// URI returns the server's Bolt URI, which stays the same when it is started again.
func (o *Server) URI() string { return o.s.uri }

// Start starts the server on the data that it left, and waits for its first answer.
func (o *Server) Start() {
	o.t.Helper()
	if err := o.s.serve(o.t.Context(), o.jars); err != nil {
		o.t.Fatalf("neo4jtest: %v", err)
	}
}

// Configure sets lines of neo4j.conf that the server reads when it is started again.
func (o *Server) Configure(settings ...string) {
	o.t.Helper()
	o.s.settings = settings
	if err := o.s.configure(); err != nil {
		o.t.Fatalf("neo4jtest: %v", err)
	}
}

// Kill ends the server at once, as kill -9 does, and waits until it is gone.
func (o *Server) Kill() {
	o.t.Helper()
	if err := o.s.kill(o.t.Context()); err != nil {
		o.t.Fatalf("neo4jtest: %v", err)
	}
}

// kill ends the server's process and waits until its supervisor is gone too.
func (s *server) kill(ctx context.Context) error {
	if err := os.WriteFile(s.file("keep"), nil, 0o644); err != nil { // or the supervisor removes the folder
		return err
	}
	pid, err := s.pid()
	if err != nil {
		return err
	}
	process, err := os.FindProcess(pid)
	if err == nil {
		err = process.Kill()
	}
	if err != nil {
		return err
	}
	select {
	case <-s.exited:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pid returns the server's process.
func (s *server) pid() (int, error) {
	text, err := os.ReadFile(s.file("pid"))
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(text)))
}

// CPU returns the time that the server has used since it started, or 0 where the system doesn't tell
// it as Linux does.
func (o *Server) CPU() time.Duration {
	pid, err := o.s.pid()
	if err != nil {
		return 0
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0
	}
	return cpuTime(string(stat))
}

// cpuTime reads the ticks in user and system mode, of which Linux tells 100 a second, after the
// program's name, which is in parentheses.
func cpuTime(stat string) time.Duration {
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	var ticks int
	for _, at := range []int{11, 12} {
		if at < len(fields) {
			n, _ := strconv.Atoi(fields[at])
			ticks += n
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}
