package otlp

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

// Metrics returns an exporter of metrics: counters of whole numbers and histograms of real ones.
func (c *Client) Metrics() metric.Exporter { return metrics{c} }

type metrics struct{ *Client }

type (
	scopeMetrics struct {
		Scope   scope `json:"scope"`
		Metrics []any `json:"metrics"`
	}
	point struct {
		Attributes        []keyValue `json:"attributes"`
		StartTimeUnixNano string     `json:"startTimeUnixNano"`
		TimeUnixNano      string     `json:"timeUnixNano"`
		AsInt             string     `json:"asInt,omitempty"`
		Count             string     `json:"count,omitempty"`
		Sum               *float64   `json:"sum,omitempty"`
		BucketCounts      []string   `json:"bucketCounts,omitempty"`
		ExplicitBounds    []float64  `json:"explicitBounds,omitempty"`
	}
)

// cumulative says that each value counts from the begin of the program.
const cumulative = 2

// Export implements metric.Exporter.
func (m metrics) Export(ctx context.Context, all *metricdata.ResourceMetrics) error {
	var groups []scopeMetrics
	for _, s := range all.ScopeMetrics {
		group := scopeMetrics{Scope: scope{s.Scope.Name, s.Scope.Version}}
		for _, one := range s.Metrics {
			kind, value, err := metricOf(one.Data)
			if err != nil {
				return fmt.Errorf("%s: %w", one.Name, err)
			}
			group.Metrics = append(group.Metrics, map[string]any{
				"name": one.Name, "description": one.Description, "unit": one.Unit, kind: value,
			})
		}
		groups = append(groups, group)
	}
	if len(groups) == 0 {
		return nil
	}
	return m.post(ctx, "/v1/metrics", map[string]any{"resourceMetrics": []any{map[string]any{
		"resource": resource{attributes(all.Resource.Attributes())}, "scopeMetrics": groups,
	}}})
}

// metricOf turns a metric into a message and names its kind.
func metricOf(data metricdata.Aggregation) (kind string, value map[string]any, err error) {
	points := []point{}
	switch data := data.(type) {
	case metricdata.Sum[int64]:
		for _, p := range data.DataPoints {
			points = append(points, point{
				Attributes: attributes(p.Attributes.ToSlice()), StartTimeUnixNano: nanoseconds(p.StartTime),
				TimeUnixNano: nanoseconds(p.Time), AsInt: fmt.Sprint(p.Value),
			})
		}
		return "sum", map[string]any{"dataPoints": points, "aggregationTemporality": cumulative, "isMonotonic": data.IsMonotonic}, nil
	case metricdata.Histogram[float64]:
		for _, p := range data.DataPoints {
			next := point{
				Attributes: attributes(p.Attributes.ToSlice()), StartTimeUnixNano: nanoseconds(p.StartTime),
				TimeUnixNano: nanoseconds(p.Time), Count: fmt.Sprint(p.Count), Sum: &p.Sum, ExplicitBounds: p.Bounds,
			}
			for _, n := range p.BucketCounts {
				next.BucketCounts = append(next.BucketCounts, fmt.Sprint(n))
			}
			points = append(points, next)
		}
		return "histogram", map[string]any{"dataPoints": points, "aggregationTemporality": cumulative}, nil
	}
	return "", nil, fmt.Errorf("a %T can't be sent", data)
}

// Temporality implements metric.Exporter.
func (metrics) Temporality(metric.InstrumentKind) metricdata.Temporality {
	return metricdata.CumulativeTemporality
}

// Aggregation implements metric.Exporter.
func (metrics) Aggregation(kind metric.InstrumentKind) metric.Aggregation {
	return metric.DefaultAggregationSelector(kind)
}

// ForceFlush implements metric.Exporter.
func (metrics) ForceFlush(context.Context) error { return nil }

// Shutdown implements metric.Exporter.
func (metrics) Shutdown(context.Context) error { return nil }
