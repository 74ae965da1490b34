package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/core/metrics"
)

// counterSpace is the namespace of the counters, as runners show them.
const counterSpace = "newsgraph"

// What the steps count.
var (
	countArticles   = beam.NewCounter(counterSpace, "articles") // extracted
	countForeign    = beam.NewCounter(counterSpace, "foreign")
	countFailed     = beam.NewCounter(counterSpace, "failed")
	countDuplicates = beam.NewCounter(counterSpace, "duplicates")
	countRepeated   = beam.NewCounter(counterSpace, "repeated")
	countWords      = beam.NewCounter(counterSpace, "words")
	countStatements = beam.NewCounter(counterSpace, "statements")
	countRejects    = beam.NewCounter(counterSpace, "rejects")
	countEntities   = beam.NewCounter(counterSpace, "entities")
	countEdges      = beam.NewCounter(counterSpace, "edges")
)

// counts are the counters of a run that is over, by name.
type counts map[string]int64

func countsOf(result beam.PipelineResult) counts {
	c := counts{}
	all := result.Metrics().Query(func(r metrics.SingleResult) bool { return r.Namespace() == counterSpace })
	for _, counter := range all.Counters() {
		c[counter.Name()] += counter.Result()
	}
	return c
}

// write prints the counts as newsgraph build does its own.
func (c counts) write(w io.Writer) error {
	articles := []string{fmt.Sprintf("%d extracted", c["articles"])}
	for _, part := range []struct{ name, text string }{
		{"duplicates", "duplicate"}, {"repeated", "given again"}, {"failed", "failed"}, {"foreign", "not in English"},
	} {
		if n := c[part.name]; n > 0 {
			articles = append(articles, fmt.Sprintf("%d %s", n, part.text))
		}
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "articles\t%d\t%s\n", c["articles"]+c["failed"]+c["foreign"], strings.Join(articles, ", "))
	fmt.Fprintf(table, "words\t%d\n", c["words"])
	fmt.Fprintf(table, "statements\t%d\n", c["statements"])
	fmt.Fprintf(table, "rejected\t%d\n", c["rejects"])
	fmt.Fprintf(table, "entities\t%d\n", c["entities"])
	fmt.Fprintf(table, "edges\t%d\n", c["edges"])
	return table.Flush()
}
