package main

import (
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// newPipeline lays out the steps. What goes from one to the next is grouped by
//
//	article, content    to find which copies of articles stay           duplicates.go
//	variant             to sum up what all articles say of a name       resolve.go
//	claimed key         to find the variants that share one
//	component           to resolve the variants that chains of keys connect
//	article             to give its mentions and statements their nodes edges.go
//	edge                to sum up what all articles say for it
//	shard               to be written                                   write.go
//
// Only two groups are of the whole graph, and both hold ids and hashes alone: the copies of articles that
// have an id or a content in common, and the pairs of variants that a key connects.
func newPipeline(settings Settings) *beam.Pipeline {
	p, s := beam.NewPipelineWithRoot()
	tasks, unread := read(s, settings)
	documents, failed := extractAll(s, settings, tasks)
	kept := merge(s, settings, documents)
	lines := beam.Flatten(s, unread, failed)
	if slices.Contains(settings.Formats, formatDocuments) {
		lines = beam.Flatten(s, lines, beam.ParDo(s, &documentLineFn{settings}, kept))
	}
	writeLines(s, settings, lines)
	return p
}

// merge writes the graph of documents and returns those that it is made of.
func merge(s beam.Scope, settings Settings, documents beam.PCollection) (kept beam.PCollection) {
	kept = keepOne(s, documents)
	nodes, renamings := resolve(s, kept)
	accounts, edges := relate(s, settings, kept, renamings)
	writeGraph(s, settings, nodes, edges, accounts)
	return kept
}
