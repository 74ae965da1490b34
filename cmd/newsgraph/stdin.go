package main

import (
	"context"
	"io"
)

// An interruptible reader ends with the error of ctx as soon as ctx does, though a read of a
// terminal or pipe still waits.
type interruptible struct {
	ctx  context.Context
	in   io.Reader
	buf  []byte
	left []byte // read and not yet given
	err  error
	read chan readResult
}

type readResult struct {
	n   int
	err error
}

func newInterruptible(ctx context.Context, in io.Reader) *interruptible {
	return &interruptible{ctx: ctx, in: in, buf: make([]byte, 64<<10), read: make(chan readResult, 1)}
}

// Read implements io.Reader.
func (r *interruptible) Read(p []byte) (int, error) {
	if len(r.left) == 0 && r.err == nil {
		go func() {
			n, err := r.in.Read(r.buf)
			r.read <- readResult{n, err}
		}()
		select {
		case got := <-r.read:
			r.left, r.err = r.buf[:got.n], got.err
		case <-r.ctx.Done():
			r.err = r.ctx.Err() // the buffer is the waiting read's now
		}
	}
	n := copy(p, r.left)
	r.left = r.left[n:]
	if len(r.left) > 0 {
		return n, nil
	}
	return n, r.err
}
