package web

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/newsgraph/newsgraph/graph"
)

// How many entities a search suggests, and the longest name it takes.
const (
	suggestions = 12
	longestName = 500
)

// A Site serves the page over a store, whose changes show when the page is loaded anew. It only
// reads, and is an http.Handler that takes GET and HEAD and the host names it is told (see guard).
type Site struct {
	store   graph.Store
	options Options
	handler http.Handler

	mu       sync.Mutex        // of what follows
	drawn    [sha256.Size]byte // of the overview before it was drawn
	overview []byte            // its JSON
}

// New makes a site and draws the store's graph. Hosts are names under which the page may be asked
// for, besides localhost and addresses in numbers.
func New(ctx context.Context, store graph.Store, options Options, hosts ...string) (*Site, error) {
	s := &Site{store: store, options: options.withDefaults()}
	if _, err := s.draw(ctx); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", servePage)
	mux.HandleFunc("GET /app.js", serveScript)
	mux.HandleFunc("GET /app.css", serveStyle)
	mux.HandleFunc("GET /icon.svg", serveIcon)
	mux.HandleFunc("GET /api/overview", s.serveOverview)
	mux.HandleFunc("GET /api/search", s.serveSearch)
	mux.HandleFunc("GET /api/entity/{id}", s.serveEntity)
	mux.HandleFunc("GET /api/article/{id}", s.serveArticle)
	s.handler = guard(mux, hosts)
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// draw returns the overview as JSON: that of before if the graph is the same, since to draw it is the
// most work.
func (s *Site) draw(ctx context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g, err := s.store.Graph(ctx)
	if err != nil {
		return nil, err
	}
	overview := newOverview(g, s.options.Symmetric, s.options.Nodes)
	raw, err := json.Marshal(overview)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(raw); sum != s.drawn {
		overview.draw()
		if s.overview, err = json.Marshal(overview); err != nil {
			return nil, err
		}
		s.drawn = sum
	}
	return s.overview, nil
}

func (s *Site) serveOverview(w http.ResponseWriter, r *http.Request) {
	overview, err := s.draw(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, overview)
}

func (s *Site) serveSearch(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSpace(r.URL.Query().Get("q"))
	if len(name) > longestName {
		http.Error(w, "the name is too long", http.StatusBadRequest)
		return
	}
	nodes, err := s.store.Find(r.Context(), name, suggestions)
	answer(w, append([]graph.Node{}, nodes...), err)
}

func (s *Site) serveEntity(w http.ResponseWriter, r *http.Request) {
	view, err := s.store.View(r.Context(), r.PathValue("id"))
	answer(w, newEntityPage(&view), err)
}

func (s *Site) serveArticle(w http.ResponseWriter, r *http.Request) {
	view, err := s.store.Article(r.Context(), r.PathValue("id"))
	answer(w, s.options.articlePage(&view), err)
}

// answer writes a value as JSON, or what went wrong.
func answer(w http.ResponseWriter, value any, err error) {
	if err != nil {
		fail(w, err)
		return
	}
	raw, err := json.Marshal(value)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, raw)
}

func writeJSON(w http.ResponseWriter, raw []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(raw) // an error means that the reader has gone
}

func fail(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	if errors.Is(err, graph.ErrNotFound) {
		status = http.StatusNotFound
	}
	http.Error(w, err.Error(), status)
}
