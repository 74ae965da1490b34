package main

import (
	"context"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/newsgraph/newsgraph/graph"
)

func init() {
	register.Function3x1(versionsOf)
	register.Function3x0(contested)
	register.Function4x1(replay)
	register.Function4x0(keep)
	register.Emitter2[string, version]()
	register.Emitter2[int, version]()
	register.Emitter2[string, graph.Document]()
	register.Iter1[version]()
	register.Iter1[document]()
	register.Iter1[string]()
}

// versionsOf keys what is known of a document by its article and by its content.
func versionsOf(id string, d document, emit func(string, version)) error {
	hash, err := graph.DocumentHash(&d.Document)
	if err != nil {
		return err
	}
	v := version{Order: d.Order, ID: id, Content: d.Document.Article.Hash, Line: hash}
	emit("article "+id, v)
	if v.Content != "" {
		emit("content "+v.Content, v)
	}
	return nil
}

// contested passes on the versions that share an article or a content. All others are sure to stay.
func contested(_ string, versions func(*version) bool, emit func(int, version)) {
	var first, v version
	for n := 0; versions(&v); n++ {
		switch n {
		case 0:
			first = v
			continue
		case 1:
			emit(0, first)
		}
		emit(0, v)
	}
}

// replay upserts the contested versions, in the order of the input, into a store that holds nothing
// but their ids and hashes, and emits those that it doesn't hold in the end. Which these are, chains of
// articles and contents decide that may lead anywhere, so this is one worker's work.
func replay(ctx context.Context, _ int, versions func(*version) bool, drop func(string, string)) error {
	var all []version
	var v version
	for versions(&v) {
		all = append(all, v)
	}
	slices.SortFunc(all, func(a, b version) int { return strings.Compare(a.Order, b.Order) })
	all = slices.Compact(all) // those that share both came twice
	skeletons := make([]graph.Document, len(all))
	for i, v := range all {
		skeletons[i].Article = graph.Article{ID: v.ID, Hash: v.Content, Path: v.Line}
	}
	store := graph.NewMemory(func(string) bool { return false })
	outcome, err := store.Upsert(ctx, skeletons)
	if err != nil {
		return err
	}
	held, err := store.Graph(ctx)
	if err != nil {
		return err
	}
	countDuplicates.Inc(ctx, int64(len(outcome.Duplicates)))
	countRepeated.Inc(ctx, int64(outcome.Unchanged+outcome.Replaced))
	lines := make(map[string]string, len(held.Articles))
	for _, a := range held.Articles {
		lines[a.ID] = a.Path
	}
	for _, v := range all {
		if line, ok := lines[v.ID]; ok && line == v.Line {
			delete(lines, v.ID) // the first of equal ones stays
		} else {
			drop(v.ID, v.Order)
		}
	}
	return nil
}

// keep emits the document that stays of an article, if one does.
func keep(id string, documents func(*document) bool, dropped func(*string) bool, emit func(string, graph.Document)) {
	out := map[string]bool{}
	var order string
	for dropped(&order) {
		out[order] = true
	}
	var d document
	for documents(&d) {
		if !out[d.Order] {
			emit(id, d.Document)
		}
	}
}

// keepOne leaves the documents that newsgraph build would: of each article the last, and of each content
// one. They are under the ids of their articles.
func keepOne(s beam.Scope, documents beam.PCollection) beam.PCollection {
	s = s.Scope("duplicates")
	versions := beam.ParDo(s, versionsOf, documents)
	rivals := beam.ParDo(s, contested, beam.GroupByKey(s, versions))
	dropped := beam.ParDo(s, replay, beam.GroupByKey(s, rivals))
	return beam.ParDo(s, keep, beam.CoGroupByKey(s, documents, dropped))
}
