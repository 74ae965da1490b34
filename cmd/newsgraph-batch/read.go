package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/newsgraph/newsgraph/extract/article"
)

func init() {
	beam.RegisterDoFn(reflect.TypeFor[*listFn]())
	beam.RegisterDoFn(reflect.TypeFor[*readFn]())
	register.Emitter2[string, string]()
	register.Emitter2[string, line]()
	register.Emitter1[task]()
}

// isRemote tells whether a path is that of a file system of Beam's, as gs://bucket/articles.
func isRemote(path string) bool { return strings.Contains(path, "://") }

// A listFn lists the files that the inputs name, each with its place among them: the order in which
// newsgraph build reads them, on which it depends which copy of an article stays.
type listFn struct{ Settings Settings }

func (fn *listFn) ProcessElement(ctx context.Context, _ []byte, emit func(string, string), failed func(string, line)) error {
	number := 0
	visit := func(path string, err error) error {
		number++
		order := place("", number)
		if err == nil {
			emit(order, path)
			return nil
		}
		return fn.Settings.fail(ctx, order, &article.Error{Path: path, Err: err}, failed)
	}
	for _, input := range fn.Settings.Inputs {
		if err := list(ctx, input, visit); err != nil {
			return err
		}
	}
	return nil
}

// place is a key of order: that of the whole and the number of a part of it.
func place(whole string, number int) string { return fmt.Sprintf("%s%010d", whole, number) }

// list calls visit with each file of an input, which is a file, a folder or a pattern of these.
func list(ctx context.Context, input string, visit func(path string, err error) error) error {
	if !isRemote(input) {
		if _, err := os.Lstat(input); err == nil {
			return listPath(input, visit)
		}
	}
	files, err := filesystem.New(ctx, input)
	if err != nil {
		return visit(input, err)
	}
	defer func() { _ = files.Close() }()
	paths, err := files.List(ctx, input)
	switch {
	case err != nil:
		return visit(input, err)
	case len(paths) == 0:
		return visit(input, errors.New("no such file or directory"))
	}
	slices.Sort(paths)
	for _, path := range paths {
		if isRemote(input) {
			err = visit(path, nil)
		} else {
			err = listPath(path, visit)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// listPath calls visit with a file of this machine, or with those of a folder.
func listPath(path string, visit func(path string, err error) error) error {
	if st, err := os.Stat(path); err != nil || !st.IsDir() {
		return visit(path, nil) // what is wrong with it, reading it will tell
	}
	found := false
	err := article.Walk(path, func(file string, err error) error {
		found = true
		var wrong *fs.PathError
		if errors.As(err, &wrong) {
			err = wrong.Err
		}
		return visit(file, err)
	})
	if err == nil && !found {
		return visit(path, errors.New("no article in this folder"))
	}
	return err
}

// A readFn reads the articles of a file. It only parses, so that one worker can read a large file while
// many extract what is in it.
type readFn struct {
	Settings Settings
	options  article.Options
}

func (fn *readFn) Setup() { fn.options = fn.Settings.articleOptions() }

func (fn *readFn) ProcessElement(ctx context.Context, order, path string, emit func(task), failed func(string, line)) error {
	number := 0
	for next := range fn.sources(ctx, path) {
		number++
		at := place(order+".", number)
		a, err := guard(path, next)
		switch {
		case err != nil:
			if err := fn.Settings.fail(ctx, at, err, failed); err != nil {
				return err
			}
		case a.Foreign && !fn.Settings.Force:
			countForeign.Inc(ctx, 1)
		default:
			emit(task{at, *a})
		}
	}
	return nil
}

// sources yields the articles of a file.
func (fn *readFn) sources(ctx context.Context, path string) iter.Seq[article.Source] {
	if !isRemote(path) {
		return article.FromFile(ctx, path, fn.options)
	}
	return func(yield func(article.Source) bool) {
		fault := func(err error) {
			yield(func() (*article.Article, error) { return nil, &article.Error{Path: path, Err: err} })
		}
		files, err := filesystem.New(ctx, path)
		if err != nil {
			fault(err)
			return
		}
		defer func() { _ = files.Close() }()
		in, err := files.OpenRead(ctx, path)
		if err != nil {
			fault(err)
			return
		}
		defer func() { _ = in.Close() }()
		article.FromReader(ctx, in, path, fn.options)(yield)
	}
}

// guard calls do; a fault of the program in one article must not take the others along.
func guard[T any](path string, do func() (T, error)) (result T, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = &article.Error{Path: path, Err: fmt.Errorf("fault in newsgraph: %v", fault)}
		}
	}()
	return do()
}

// read lists and reads the inputs.
func read(s beam.Scope, settings Settings) (tasks, failed beam.PCollection) {
	s = s.Scope("read")
	files, unlisted := beam.ParDo2(s, &listFn{settings}, beam.Impulse(s))
	tasks, unread := beam.ParDo2(s, &readFn{Settings: settings}, beam.Reshuffle(s, files))
	return tasks, beam.Flatten(s, unlisted, unread)
}
