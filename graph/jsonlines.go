package graph

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// MaxLine is the length in bytes of the longest line that ReadDocuments takes.
const MaxLine = 64 << 20

// ErrLineTooLong tells that a line is longer than MaxLine.
var ErrLineTooLong = fmt.Errorf("longer than %d MiB", MaxLine>>20)

// A LineError tells which line of JSON Lines is no document, and why.
type LineError struct {
	Line int // from 1
	Err  error
}

// Error names the line and the reason.
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns the reason.
func (e *LineError) Unwrap() error { return e.Err }

// ReadDocuments reads JSON Lines, one document a line, empty lines left out. A line that is no
// document, or that Check refuses, or that is too long, yields a *LineError and reading goes on
// with the next; an error of the reader itself comes last, bare.
func ReadDocuments(r io.Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		lines := bufio.NewReaderSize(r, 64<<10)
		for n := 1; ; n++ {
			line, err := readLine(lines)
			if err != nil && err != io.EOF && !errors.Is(err, ErrLineTooLong) {
				yield(Document{}, err)
				return
			}
			last := err == io.EOF
			var doc Document
			if err = lineError(n, err); err == nil && len(line) > 0 {
				doc, err = parseLine(n, line)
			}
			if (err != nil || len(line) > 0) && !yield(doc, err) {
				return
			}
			if last {
				return
			}
		}
	}
}

// lineError places an error of readLine, of which the end of input is none.
func lineError(n int, err error) error {
	if err == nil || err == io.EOF {
		return nil
	}
	return &LineError{Line: n, Err: err}
}

// readLine returns the next line without its break and surrounding space. A line over MaxLine is
// skipped to its end and told by ErrLineTooLong, the end of input by io.EOF beside the last line.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for long := false; ; {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > MaxLine; !long {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case long && (err == nil || err == io.EOF):
			return nil, ErrLineTooLong
		}
		return bytes.TrimSpace(line), err
	}
}

// parseLine decodes and checks one line.
func parseLine(n int, line []byte) (Document, error) {
	var doc Document
	if err := json.Unmarshal(line, &doc); err != nil {
		return Document{}, &LineError{Line: n, Err: err}
	}
	if err := Check(&doc); err != nil {
		return Document{}, &LineError{Line: n, Err: err}
	}
	return doc, nil
}

// WriteDocument writes a document as one line of JSON. The same document gives the same bytes, in
// which <, > and & stand as they are.
func WriteDocument(w io.Writer, doc Document) error {
	clean := Clean(&doc)
	line, err := marshal(&clean)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}

// marshal encodes a value as JSON on one line, without HTML escapes and without a line break.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
