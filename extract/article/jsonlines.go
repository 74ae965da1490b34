package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
)

// A Record is one line of JSON Lines input and of what `newsgraph read` prints. Only Text is
// needed for input.
type Record struct {
	ID        string `json:"id"`
	Path      string `json:"path"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Author    string `json:"author"`
	Publisher string `json:"publisher"`
	Language  string `json:"language"`
	Text      string `json:"text"`
}

// Record gives the article in the form that `newsgraph read` prints.
func (a *Article) Record() Record {
	return Record{
		ID: a.ID, Path: a.Path, URL: a.URL, Title: a.Title, Published: a.Published,
		Author: a.Author, Publisher: a.Publisher, Language: a.Language, Text: a.Text,
	}
}

// WriteJSONLine writes the article's Record as one line of JSON.
func (a *Article) WriteJSONLine(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(a.Record())
}

// ReadJSONLines yields the articles of r, one Record a line; empty lines are skipped. A line that
// cannot be read yields an *Error with its number and the reading goes on with the next line; an
// error of r itself is yielded last. path names the input in errors, and, with the line number,
// articles that have neither id, path nor URL.
func ReadJSONLines(r io.Reader, path string, opt Options) iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		eachLine(r, origin{path: path}, opt, func(next Source) bool { return yield(next()) })
	}
}

// fromLines yields the articles of JSON Lines; without any, that is the error.
func fromLines(r io.Reader, from origin, opt Options, yield func(Source) bool) bool {
	empty := true
	more := eachLine(r, from, opt, func(next Source) bool {
		empty = false
		return yield(next)
	})
	if empty && more {
		return yield(broken(from, ErrEmpty))
	}
	return more
}

// eachLine yields a source for each line that is not empty, and reports whether to go on.
func eachLine(r io.Reader, from origin, opt Options, yield func(Source) bool) bool {
	in := bufio.NewReaderSize(r, 64<<10)
	for number := 1; ; number++ {
		line, err := readLine(in, opt.maxBytes())
		over := errors.Is(err, ErrTooLarge)
		if err != nil && err != io.EOF && !over {
			return yield(broken(from, &Error{Path: from.path, Line: number, Err: reason(err)}))
		}
		last := err == io.EOF
		if over || len(bytes.TrimSpace(line)) > 0 {
			if !yield(func() (*Article, error) { return parseLine(line, err, from, number, opt) }) {
				return false
			}
		}
		if last {
			return true
		}
	}
}

// readLine reads up to the next line end. Of a line over the limit it keeps nothing.
func readLine(in *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	over := false
	for {
		part, err := in.ReadSlice('\n')
		over = over || int64(len(line)+len(part)) > limit
		if over {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
		case over && (err == nil || err == io.EOF):
			return nil, tooLarge(limit)
		default:
			return line, err
		}
	}
}

// parseLine turns one line into an article. err is that of reading it.
func parseLine(line []byte, err error, from origin, number int, opt Options) (*Article, error) {
	if errors.Is(err, ErrTooLarge) {
		return nil, &Error{Path: from.path, Line: number, Err: err}
	}
	if number == 1 {
		line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	}
	if at := invalid(line); at >= 0 {
		return nil, &Error{Path: from.path, Line: number, Column: at + 1, Err: ErrEncoding}
	}
	return readRecord(line, from, number, opt)
}
