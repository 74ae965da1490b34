package main

import (
	"io/fs"
	"net"
	"net/http"
	"strings"

	"github.com/newsgraph/newsgraph/examples"
)

// guideAddress is where the guide says that its files are, as serve listens if nothing else is asked.
const guideAddress = "localhost:8377"

// withNeo4jFiles adds to a site what Neo4j Browser fetches, under /neo4j/. Its page is of another
// origin and may read these files, which are the same for all, and nothing else.
func withNeo4jFiles(site http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", site)
	mux.HandleFunc("GET /neo4j/{file}", serveNeo4jFile)
	mux.HandleFunc("OPTIONS /neo4j/{file}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Access-Control-Allow-Headers", "*")
		allowAll(w)
	})
	return mux
}

func allowAll(w http.ResponseWriter) { w.Header().Set("Access-Control-Allow-Origin", "*") }

func serveNeo4jFile(w http.ResponseWriter, r *http.Request) {
	raw, err := fs.ReadFile(examples.Browser, "browser/"+r.PathValue("file"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	allowAll(w)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if strings.HasSuffix(r.URL.Path, ".zip") {
		w.Header().Set("Content-Type", "application/zip")
		_, _ = w.Write(raw)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	text := string(raw)
	if address, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr); ok {
		_, port, _ := net.SplitHostPort(address.String())
		text = strings.ReplaceAll(text, guideAddress, net.JoinHostPort("localhost", port))
	}
	_, _ = w.Write([]byte(text)) // an error means that the reader has gone
}
