package main

import (
	"context"
	"reflect"
	"runtime"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/newsgraph/newsgraph/extract"
	"github.com/newsgraph/newsgraph/graph"
)

func init() {
	beam.RegisterDoFn(reflect.TypeFor[*extractFn]())
	register.Emitter2[string, document]()
}

// cores bounds how many articles this process extracts at a time, whatever the number of bundles.
var cores = make(chan struct{}, runtime.GOMAXPROCS(0))

// An extractFn extracts articles, several at a time: some runners give a worker one bundle after the
// other. It emits documents under the ids of their articles.
type extractFn struct {
	Settings Settings
	pipeline *extract.Pipeline
	results  chan extracted
	running  int
}

// An extracted is what became of a task.
type extracted struct {
	task   task
	result extract.Result
	err    error
}

func (fn *extractFn) Setup() (err error) {
	fn.pipeline, err = fn.Settings.pipeline()
	return err
}

func (fn *extractFn) StartBundle(_ context.Context, _ func(string, document), _ func(string, line)) {
	fn.results, fn.running = make(chan extracted), 0
}

func (fn *extractFn) ProcessElement(ctx context.Context, t task, emit func(string, document), failed func(string, line)) error {
	results := fn.results
	cores <- struct{}{}
	fn.running++
	go func() {
		x := fn.one(t)
		<-cores
		results <- x
	}()
	for {
		select {
		case x := <-fn.results:
			if err := fn.take(ctx, x, emit, failed); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

func (fn *extractFn) FinishBundle(ctx context.Context, emit func(string, document), failed func(string, line)) error {
	for fn.running > 0 {
		if err := fn.take(ctx, <-fn.results, emit, failed); err != nil {
			return err
		}
	}
	return nil
}

// one extracts an article.
func (fn *extractFn) one(t task) extracted {
	result, err := guard(t.Article.Path, func() (extract.Result, error) {
		result := fn.pipeline.Extract(&t.Article)
		return result, graph.Check(&result.Document)
	})
	return extracted{t, result, err}
}

// take counts and emits what became of a task.
func (fn *extractFn) take(ctx context.Context, x extracted, emit func(string, document), failed func(string, line)) error {
	fn.running--
	if x.err != nil {
		return fn.Settings.fail(ctx, x.task.Order, x.err, failed)
	}
	countArticles.Inc(ctx, 1)
	countWords.Inc(ctx, int64(x.result.Words))
	countStatements.Inc(ctx, int64(len(x.result.Document.Relations)))
	countRejects.Inc(ctx, int64(len(x.result.Rejected)))
	doc := graph.Clean(&x.result.Document)
	emit(doc.Article.ID, document{x.task.Order, doc})
	return nil
}

// extractAll makes a document of each task.
func extractAll(s beam.Scope, settings Settings, tasks beam.PCollection) (documents, failed beam.PCollection) {
	s = s.Scope("extract")
	return beam.ParDo2(s, &extractFn{Settings: settings}, beam.Reshuffle(s, tasks))
}
