package main

import (
	"context"
	"iter"
)

// ordered calls do on each of in, workers at a time, and yields the results in the order of in.
// It looks at most a few calls per worker ahead, so memory stays flat however slow one call or the
// caller is. The sequence ends early when ctx does.
func ordered[In, Out any](ctx context.Context, in iter.Seq[In], workers int, do func(In) Out) iter.Seq[Out] {
	type task struct {
		in  In
		out chan Out
	}
	return func(yield func(Out) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		tasks := make(chan task)
		results := make(chan chan Out, 2*workers)
		for range workers {
			go func() {
				for t := range tasks {
					t.out <- do(t.in)
				}
			}()
		}
		go func() {
			defer close(results)
			defer close(tasks)
			for v := range in {
				t := task{v, make(chan Out, 1)}
				select {
				case results <- t.out:
				case <-ctx.Done():
					return
				}
				select {
				case tasks <- t:
				case <-ctx.Done():
					return
				}
			}
		}()
		for out := range results {
			select {
			case v := <-out:
				if !yield(v) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}
