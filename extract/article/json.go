package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
)

// fromJSON yields the Records of a JSON list, or of objects that stand one after the other, as they
// are read: the input is never in memory as a whole. Behind a fault in the syntax nothing can be read.
func fromJSON(in *bufio.Reader, from origin, opt Options, yield func(Source) bool) bool {
	list := startsList(in)
	budget := &limited{r: in, limit: opt.maxBytes()}
	decoder := json.NewDecoder(budget)
	if list {
		_, _ = decoder.Token()
	}
	for number := 1; ; number++ {
		budget.read = 0
		var raw json.RawMessage
		err := io.EOF
		if !list || decoder.More() {
			if err = decoder.Decode(&raw); list && err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
		} else if _, end := decoder.Token(); end != nil {
			err = end // instead of the closing bracket
			if end == io.EOF {
				err = io.ErrUnexpectedEOF
			}
		}
		switch {
		case err == io.EOF && number > 1:
			return true
		case err != nil:
			return yield(broken(from, jsonError(err, decoder.InputOffset())))
		}
		place := from
		place.path += "#" + strconv.Itoa(number)
		if !yield(func() (*Article, error) { return readElement(raw, place, opt) }) {
			return false
		}
	}
}

// startsList skips white space and a byte order mark, and tells whether a list follows.
func startsList(in *bufio.Reader) bool {
	if mark, err := in.Peek(3); err == nil && string(mark) == "\xef\xbb\xbf" {
		_, _ = in.Discard(3)
	}
	for {
		next, err := in.Peek(1)
		if err != nil || !bytes.ContainsAny(next, " \t\r\n") {
			return err == nil && next[0] == '['
		}
		_, _ = in.Discard(1)
	}
}

// jsonError tells what is wrong with the input, and near which byte if it is the syntax.
func jsonError(err error, offset int64) error {
	var syntax *json.SyntaxError
	switch {
	case err == io.EOF:
		return ErrEmpty
	case errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("near byte %d: %w: %w", offset, ErrRecord, err)
	}
	return reason(err)
}

// readElement makes an article of one JSON value. Of an object around a list of articles it tells
// where they are.
func readElement(raw []byte, from origin, opt Options) (*Article, error) {
	if at := invalid(raw); at >= 0 {
		return nil, &Error{Path: from.path, Err: ErrEncoding}
	}
	a, err := readRecord(raw, from, 0, opt)
	if err == nil {
		return a, nil
	}
	var around map[string]json.RawMessage
	if json.Unmarshal(raw, &around) != nil || around["text"] != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(around)) {
		var list []map[string]json.RawMessage
		if json.Unmarshal(around[name], &list) == nil && len(list) > 0 {
			return nil, &Error{Path: from.path, Err: &WrappedError{Field: name}}
		}
	}
	return nil, err
}

// A WrappedError tells that the articles are in a list within an object.
type WrappedError struct{ Field string }

// Error names the field.
func (e *WrappedError) Error() string {
	return fmt.Sprintf("an object, whose field %q has a list of objects, and no article", e.Field)
}

// A limited reader fails when more than limit bytes were read since its count was set back. It reads
// in small parts, so that what is read ahead of the next value hardly counts.
type limited struct {
	r           io.Reader
	limit, read int64
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	const part = 64 << 10
	if l.read > l.limit+part {
		return 0, tooLarge(l.limit)
	}
	n, err := l.r.Read(p[:min(len(p), part)])
	l.read += int64(n)
	return n, err
}
