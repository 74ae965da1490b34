package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGet(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html><p>Hello")) })
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page#x", http.StatusFound) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/pdf", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "application/pdf") })
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(strings.Repeat("a ", 1<<20))) })
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	c := NewClient(Options{AllowPrivate: true, MaxBytes: 1 << 20, Timeout: 300 * time.Millisecond})
	answer, err := c.Get(t.Context(), server.URL+"/moved")
	require.NoError(t, err)
	assert.Equal(t, server.URL+"/page", answer.URL)
	assert.Equal(t, "<html><p>Hello", string(answer.Body))
	for path, want := range map[string]string{
		"/loop": "too many redirects", "/file": "not an http or https address", "/pdf": "content type is not read: application/pdf",
		"/large": "larger than the limit of 1 MB an answer", "/none": "404 Not Found", "/slow": "no answer in time: 300ms",
	} {
		_, err := c.Get(t.Context(), server.URL+path)
		assert.EqualError(t, err, want, path)
	}
	_, err = NewClient(Options{}).Get(t.Context(), server.URL+"/page")
	require.ErrorIs(t, err, ErrPrivate)
	_, err = c.Get(t.Context(), "ftp://example.org/x")
	require.ErrorIs(t, err, ErrScheme)
	assert.Equal(t, "http://me:xxxxx@example.org/", Redact("http://me:secret@example.org/"))
}

func TestPublic(t *testing.T) {
	for _, a := range []string{
		"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
		"::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "fec0::1",
	} {
		assert.False(t, isPublic(netip.MustParseAddr(a)), a)
	}
	for _, a := range []string{"8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808"} {
		assert.True(t, isPublic(netip.MustParseAddr(a)), a)
	}
}
