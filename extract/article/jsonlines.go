package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
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
		in := bufio.NewReaderSize(r, 64<<10)
		for number := 1; ; number++ {
			line, err := readLine(in, opt.maxBytes())
			over := errors.Is(err, ErrTooLarge)
			if err != nil && err != io.EOF && !over {
				yield(nil, &Error{Path: path, Line: number, Err: reason(err)})
				return
			}
			if over || len(bytes.TrimSpace(line)) > 0 {
				if !yield(parseLine(line, err, path, number)) {
					return
				}
			}
			if err == io.EOF {
				return
			}
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

// parseLine turns one line into an article.
func parseLine(line []byte, err error, path string, number int) (*Article, error) {
	fail := func(column int, err error) (*Article, error) {
		return nil, &Error{Path: path, Line: number, Column: column, Err: err}
	}
	if errors.Is(err, ErrTooLarge) {
		return fail(0, err)
	}
	if number == 1 {
		line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	}
	if at := invalid(line); at >= 0 {
		return fail(at+1, ErrEncoding)
	}
	var rec Record
	if err := json.Unmarshal(line, &rec); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return fail(int(syntax.Offset), fmt.Errorf("%w: %w", ErrRecord, err))
		}
		return fail(0, fmt.Errorf("%w: %w", ErrRecord, err))
	}
	text, err := clean([]byte(rec.Text), path)
	if err != nil {
		var e *Error
		errors.As(err, &e)
		return fail(0, e.Err)
	}
	return rec.article(text, path, number), nil
}

// article makes the article of a record whose text has been cleaned.
func (rec Record) article(text, path string, number int) *Article {
	a := &Article{
		ID: rec.ID, Path: rec.Path, URL: rec.URL, Title: oneLine(rec.Title), Published: isoDate(rec.Published),
		Author: oneLine(rec.Author), Publisher: oneLine(rec.Publisher), Language: rec.Language, Text: text,
	}
	if a.Path == "" && a.URL == "" {
		a.Path = path + ":" + strconv.Itoa(number)
	}
	if a.Language == "" {
		a.Language = "en"
	}
	a.finish()
	return a
}
