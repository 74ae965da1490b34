package neo4jtest

import (
	"context"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
)

// A Gate forwards connections to a server. It can cut them, and refuse new ones for a while.
type Gate struct {
	t           testing.TB
	address, to string
	listener    net.Listener

	mu    sync.Mutex
	conns []net.Conn
}

// NewGate opens a gate to the server at a Bolt URI. It closes with the test.
func NewGate(t testing.TB, uri string) *Gate {
	g := &Gate{t: t, address: "127.0.0.1:0", to: strings.TrimPrefix(uri, "bolt://")}
	g.Open()
	t.Cleanup(g.Close)
	return g
}

// URI is where to connect to, always the same.
func (g *Gate) URI() string { return "bolt://" + g.address }

// Open accepts connections again.
func (g *Gate) Open() {
	g.t.Helper()
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", g.address)
	if err != nil {
		g.t.Fatalf("neo4jtest: %v", err)
	}
	g.listener, g.address = listener, listener.Addr().String()
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := new(net.Dialer).DialContext(context.Background(), "tcp", g.to)
			if err != nil {
				_ = near.Close()
				continue
			}
			g.mu.Lock()
			g.conns = append(g.conns, near, far)
			g.mu.Unlock()
			go func() { _, _ = io.Copy(far, near) }()
			go func() { _, _ = io.Copy(near, far) }()
		}
	}()
}

// Close cuts the connections and refuses new ones.
func (g *Gate) Close() {
	_ = g.listener.Close()
	g.Cut()
}

// Cut cuts the connections.
func (g *Gate) Cut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range g.conns {
		_ = c.Close()
	}
	g.conns = nil
}
