package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	metrics "go.opentelemetry.io/proto/otlp/metrics/v1"
	traces "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/encoding/protojson"
)

// A collector takes in what is sent to it by OTLP. It knows no field that OTLP doesn't.
type collector struct {
	t       *testing.T
	mu      sync.Mutex
	spans   []*traces.Span
	metrics map[string]*metrics.Metric // as sent last
	service string
}

// ServeHTTP implements http.Handler.
func (c *collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	assert.NoError(c.t, err)
	assert.Equal(c.t, "application/json", r.Header.Get("Content-Type"))
	assert.Equal(c.t, "a b", r.Header.Get("X-Key"))
	switch r.URL.Path {
	case "/v1/traces":
		var data traces.TracesData
		assert.NoError(c.t, protojson.Unmarshal(body, &data))
		for _, resource := range data.ResourceSpans {
			for _, kv := range resource.Resource.Attributes {
				if kv.Key == "service.name" {
					c.service = kv.Value.GetStringValue()
				}
			}
			for _, scope := range resource.ScopeSpans {
				c.spans = append(c.spans, scope.Spans...)
			}
		}
	case "/v1/metrics":
		var data metrics.MetricsData
		assert.NoError(c.t, protojson.Unmarshal(body, &data))
		for _, resource := range data.ResourceMetrics {
			for _, scope := range resource.ScopeMetrics {
				for _, m := range scope.Metrics {
					c.metrics[m.Name] = m
				}
			}
		}
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// sums adds the points of a counter up.
func (c *collector) sums(name string) (n int64) {
	for _, p := range c.metrics[name].GetSum().GetDataPoints() {
		n += p.GetAsInt()
	}
	return n
}

func TestTelemetry(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "one.txt")
	require.NoError(t, os.WriteFile(file, []byte("A visit\n\nJane Doe met Emmanuel Macron in Rome on Friday."), 0o600))
	got := &collector{t: t, metrics: map[string]*metrics.Metric{}}
	server := httptest.NewServer(got)
	defer server.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.URL)
	t.Setenv("OTEL_EXPORTER_OTLP_HEADERS", "x-key=a%20b")
	var stdout, stderr bytes.Buffer
	args := []string{"build", file, filepath.Join(dir, "missing.txt"), "--store", "sqlite:" + filepath.Join(dir, "a.db"), "--otel", "-q"}
	require.Equal(t, exitFailed, run(t.Context(), args, nil, &stdout, &stderr))
	assert.NotContains(t, stderr.String(), "traces")

	got.mu.Lock()
	defer got.mu.Unlock()
	assert.Equal(t, "newsgraph", got.service)
	names, failed := map[string]int{}, 0
	var root *traces.Span
	for _, s := range got.spans {
		names[s.Name]++
		assert.LessOrEqual(t, s.StartTimeUnixNano, s.EndTimeUnixNano)
		if s.Status.Code == traces.Status_STATUS_CODE_ERROR {
			failed++
		}
		if s.Name == "build" {
			root = s
		}
	}
	assert.Equal(t, map[string]int{"build": 1, "read": 2, "extract": 1, "load": 1}, names)
	assert.Equal(t, 1, failed)
	for _, s := range got.spans {
		if s != root {
			assert.Equal(t, root.SpanId, s.ParentSpanId, s.Name)
		}
		assert.Equal(t, root.TraceId, s.TraceId, s.Name)
	}
	assert.EqualValues(t, 2, got.sums("newsgraph.articles"))
	assert.Greater(t, got.sums("newsgraph.words"), int64(5))
	assert.Positive(t, got.sums("newsgraph.statements"))
	var timed uint64
	for _, p := range got.metrics["newsgraph.seconds"].GetHistogram().GetDataPoints() {
		timed += p.GetCount()
	}
	assert.EqualValues(t, 4, timed, "read twice, extract and load once")
}

// Without a collector the work is done all the same, and one line tells that nobody listened.
func TestTelemetryWithoutCollector(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", server.URL)
	var stdout, stderr bytes.Buffer
	require.Equal(t, exitDone, run(t.Context(), []string{"schema", "show", "--otel"}, nil, &stdout, &stderr))
	assert.Contains(t, stdout.String(), "LED")
	assert.Regexp(t, "^traces and metrics were not sent: .*refused\n$", stderr.String())
}
