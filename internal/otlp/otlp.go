// Package otlp sends traces and metrics of the OpenTelemetry SDK to a collector, by OTLP over HTTP with
// JSON. The SDK's own exporters need gRPC's and Protocol Buffers' code even for that, which makes a
// program 9 MB larger.
//
//	client := otlp.NewClient(os.Getenv)
//	traces := trace.NewTracerProvider(trace.WithBatcher(client.Traces()))
//	metrics := metric.NewMeterProvider(metric.WithReader(metric.NewPeriodicReader(client.Metrics())))
package otlp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
)

// timeout is how long a collector may take to answer.
const timeout = 10 * time.Second

// A Client sends to one collector.
type Client struct {
	endpoint string
	headers  map[string]string
	http     http.Client
}

// NewClient returns the client of the collector that OTEL_EXPORTER_OTLP_ENDPOINT names, or of
// http://localhost:4318, with the headers of OTEL_EXPORTER_OTLP_HEADERS ("key=value,...").
func NewClient(getenv func(string) string) *Client {
	c := &Client{endpoint: "http://localhost:4318", headers: map[string]string{}, http: http.Client{Timeout: timeout}}
	if endpoint := getenv("OTEL_EXPORTER_OTLP_ENDPOINT"); endpoint != "" {
		c.endpoint = strings.TrimRight(endpoint, "/")
	}
	for pair := range strings.SplitSeq(getenv("OTEL_EXPORTER_OTLP_HEADERS"), ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(pair), "=")
		if plain, err := url.PathUnescape(value); err == nil && key != "" {
			c.headers[key] = plain
		}
	}
	return c
}

// post sends a message to one of the collector's paths.
func (c *Client) post(ctx context.Context, path string, message any) error {
	body, err := json.Marshal(message)
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	for key, value := range c.headers {
		request.Header.Set(key, value)
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<20)) // for the connection to be used again
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("%s%s: %s", c.endpoint, path, answer.Status)
	}
	return nil
}

// The messages of OTLP, as JSON has them: 64-bit integers are text.
type (
	resource struct {
		Attributes []keyValue `json:"attributes"`
	}
	scope struct {
		Name    string `json:"name"`
		Version string `json:"version,omitempty"`
	}
	keyValue struct {
		Key   string         `json:"key"`
		Value map[string]any `json:"value"`
	}
)

// attributes turns attributes into messages.
func attributes(set []attribute.KeyValue) []keyValue {
	out := []keyValue{}
	for _, kv := range set {
		value := map[string]any{"stringValue": kv.Value.Emit()}
		switch kv.Value.Type() {
		case attribute.BOOL:
			value = map[string]any{"boolValue": kv.Value.AsBool()}
		case attribute.INT64:
			value = map[string]any{"intValue": fmt.Sprint(kv.Value.AsInt64())}
		case attribute.FLOAT64:
			value = map[string]any{"doubleValue": kv.Value.AsFloat64()}
		}
		out = append(out, keyValue{string(kv.Key), value})
	}
	return out
}

// nanoseconds is a time as OTLP has it.
func nanoseconds(t time.Time) string { return fmt.Sprint(t.UnixNano()) }
