package main

import (
	"context"
	"errors"
	"os"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	nometric "go.opentelemetry.io/otel/metric/noop"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	notrace "go.opentelemetry.io/otel/trace/noop"

	"github.com/newsgraph/newsgraph/extract/article/web"
	"github.com/newsgraph/newsgraph/internal/fault"
	"github.com/newsgraph/newsgraph/internal/otlp"
)

// A telemetry traces the stages of the work and counts what comes of it. Without --otel it does nothing.
type telemetry struct {
	tracer                                trace.Tracer
	articles, words, statements, rejected metric.Int64Counter
	seconds                               metric.Float64Histogram
	root                                  trace.Span // the whole run of a command
	close                                 func(context.Context) error
}

// flushTimeout is how long the end of the program waits for the collector.
const flushTimeout = 5 * time.Second

// noTelemetry does nothing.
func noTelemetry() *telemetry {
	t, _ := newTelemetry(notrace.NewTracerProvider(), nometric.NewMeterProvider())
	return t
}

// startTelemetry sends to the collector that the environment names. The context that it returns is
// that of the command.
func startTelemetry(ctx context.Context, command string) (*telemetry, context.Context, error) {
	about, err := resource.New(ctx,
		resource.WithTelemetrySDK(), resource.WithAttributes(attribute.String("service.name", "newsgraph"), attribute.String("service.version", version())),
		resource.WithFromEnv())
	if err != nil {
		return nil, ctx, err
	}
	client := otlp.NewClient(os.Getenv)
	traces := sdktrace.NewTracerProvider(sdktrace.WithResource(about), sdktrace.WithBatcher(client.Traces()))
	metrics := sdkmetric.NewMeterProvider(sdkmetric.WithResource(about), sdkmetric.WithReader(sdkmetric.NewPeriodicReader(client.Metrics())))
	t, err := newTelemetry(traces, metrics)
	if err != nil {
		return nil, ctx, err
	}
	lost := make(chan error, 1) // the first error of an export, which nothing else tells
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		select {
		case lost <- err:
		default:
		}
	}))
	ctx, t.root = t.tracer.Start(ctx, command)
	t.close = func(ctx context.Context) error {
		t.root.End()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTimeout)
		defer cancel()
		err := errors.Join(traces.Shutdown(ctx), metrics.Shutdown(ctx))
		select {
		case first := <-lost:
			return first
		default:
			return err
		}
	}
	return t, ctx, nil
}

func newTelemetry(traces trace.TracerProvider, metrics metric.MeterProvider) (*telemetry, error) {
	const scope = "github.com/newsgraph/newsgraph"
	t := &telemetry{tracer: traces.Tracer(scope), close: func(context.Context) error { return nil }}
	meter := metrics.Meter(scope)
	var errs [5]error
	t.articles, errs[0] = meter.Int64Counter("newsgraph.articles", metric.WithDescription("articles, by what became of them"))
	t.words, errs[1] = meter.Int64Counter("newsgraph.words", metric.WithDescription("words extracted"))
	t.statements, errs[2] = meter.Int64Counter("newsgraph.statements", metric.WithDescription("statements found"))
	t.rejected, errs[3] = meter.Int64Counter("newsgraph.rejects", metric.WithDescription("statements that the schema forbids"))
	t.seconds, errs[4] = meter.Float64Histogram("newsgraph.seconds", metric.WithUnit("s"), metric.WithDescription("time of a stage"),
		metric.WithExplicitBucketBoundaries(.001, .003, .01, .03, .1, .3, 1, 3, 10, 30))
	return t, errors.Join(errs[:]...)
}

// stage begins a stage of the work; the function that it returns ends it.
func (t *telemetry) stage(ctx context.Context, name string) (end func(err error, about ...attribute.KeyValue)) {
	begin := time.Now()
	_, span := t.tracer.Start(ctx, name)
	return func(err error, about ...attribute.KeyValue) {
		span.SetAttributes(about...)
		if err != nil {
			span.SetStatus(codes.Error, fault.Message(err))
		}
		span.End()
		t.seconds.Record(ctx, time.Since(begin).Seconds(), metric.WithAttributes(attribute.String("stage", name)))
	}
}

// count counts what became of an article.
func (t *telemetry) count(ctx context.Context, x *extracted) {
	became := "extracted"
	switch {
	case x.err != nil:
		became = "failed"
	case x.skipped:
		became = "skipped"
	case x.known:
		became = "known"
	}
	t.articles.Add(ctx, 1, metric.WithAttributes(attribute.String("became", became)))
	t.words.Add(ctx, int64(x.result.Words))
	t.statements.Add(ctx, int64(len(x.result.Document.Relations)))
	t.rejected.Add(ctx, int64(len(x.result.Rejected)))
}

// about tells traces which article something is about.
func (x *extracted) about() []attribute.KeyValue {
	if x.article == nil {
		return nil
	}
	return []attribute.KeyValue{
		attribute.String("article.id", x.article.ID), attribute.String("article.path", x.article.Path),
		attribute.String("article.url", web.Redact(x.article.URL)), attribute.Int("words", x.result.Words),
	}
}
