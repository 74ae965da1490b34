package main

import (
	"context"
	"iter"
	"sync"

	"github.com/newsgraph/newsgraph/graph"
)

// The bounds of the articles that wait while the store is asked about them.
const (
	askedArticles = 100
	askedBytes    = 8 << 20 // of text
)

// A resumption finds which articles need no extraction: those that the store holds as this very program
// makes them under this schema, and in a dry run those of which the text alone tells what would happen.
type resumption struct {
	store graph.Store // as it was found; nil: there was none
	dry   bool

	mu      sync.Mutex
	pending map[string]int // ids of articles that are on their way to the store
	failed  error          // of the store
}

// mark marks the articles that are known. The others pass as they are.
func (r *resumption) mark(ctx context.Context, read iter.Seq[*extracted]) iter.Seq[*extracted] {
	return func(yield func(*extracted) bool) {
		var waiting []*extracted
		size := 0
		pass := func() bool {
			r.ask(ctx, waiting)
			for _, x := range waiting {
				if !yield(x) {
					return false
				}
			}
			waiting, size = waiting[:0], 0
			return true
		}
		for x := range read {
			if waiting = append(waiting, x); x.err == nil {
				size += len(x.article.Text)
			}
			if (len(waiting) == askedArticles || size > askedBytes) && !pass() {
				return
			}
		}
		pass()
	}
}

// ask marks those of some articles that are known.
func (r *resumption) ask(ctx context.Context, some []*extracted) {
	var ids []string
	for _, x := range some {
		if x.err == nil && !x.skipped {
			ids = append(ids, x.article.ID)
		}
	}
	held := map[string]graph.Holding{}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.store != nil && r.failed == nil {
		var holdings []graph.Holding
		holdings, r.failed = r.store.Holdings(ctx, ids, nil)
		for _, h := range holdings {
			held[h.Article.ID] = h
		}
	}
	for _, x := range some {
		if x.err == nil && !x.skipped {
			r.judge(x, held[x.article.ID])
		}
	}
}

// judge marks an article that is known by what is held under its id. While another version of it is on
// its way to the store, what the store holds tells nothing.
func (r *resumption) judge(x *extracted, held graph.Holding) {
	id := x.article.ID
	switch same := x.stamp != "" && held.Stamp == x.stamp; {
	case r.dry:
		x.known = same || held.Article.Hash != x.article.Hash || held.Article.Hash == ""
	case same && r.pending[id] == 0:
		x.known = true
	default:
		r.pending[id]++
	}
	if x.known {
		x.result.Document = graph.Document{Article: x.article.Entry(), Stamp: x.stamp}
	}
}

// arrived tells that documents are in the store, and returns the error of the store, if any.
func (r *resumption) arrived(docs []graph.Document) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := range docs {
		if id := docs[i].Article.ID; r.pending[id] > 1 {
			r.pending[id]--
		} else {
			delete(r.pending, id)
		}
	}
	return r.failed
}
