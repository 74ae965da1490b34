package article

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article/web"
)

// A Source gives one article, or what is wrong with it. It may be called once, from any goroutine:
// what takes time is done in it and not while sources are looked for.
type Source func() (*Article, error)

// An origin tells where bytes came from.
type origin struct {
	path        string // as errors and articles name it
	url         string // of an answer from the web
	contentType string
	format      Format // Unknown: to be told from the bytes
	packed      int    // archives around them
	unpacked    *allowance
}

// FromFile yields the articles of the file at path. Its format is told by the name's ending or else
// by its first bytes.
func FromFile(ctx context.Context, path string, opt Options) iter.Seq[Source] {
	return func(yield func(Source) bool) {
		from := origin{path: path, format: FormatOf(path)}
		if from.format.single() {
			yield(func() (*Article, error) { return readFile(from, opt) })
			return
		}
		f, err := os.Open(path)
		if err != nil {
			yield(broken(from, reason(err)))
			return
		}
		defer f.Close()
		if from.format == Zip {
			fromZipFile(ctx, f, from, opt, yield)
			return
		}
		fromReader(ctx, f, from, opt, yield)
	}
}

// FromReader yields the articles of a stream. path names it, and its format is told as in FromFile.
func FromReader(ctx context.Context, r io.Reader, path string, opt Options) iter.Seq[Source] {
	return func(yield func(Source) bool) {
		fromReader(ctx, r, origin{path: path, format: FormatOf(path)}, opt, yield)
	}
}

// FromURL yields the articles at a web address: that of a page, or those of a feed or file.
// Options.Web must be set.
func FromURL(ctx context.Context, address string, opt Options) iter.Seq[Source] {
	return func(yield func(Source) bool) {
		answer, from, err := fetch(ctx, address, opt)
		if err != nil {
			yield(broken(from, err))
			return
		}
		if from.format.single() {
			yield(func() (*Article, error) { return readBytes(answer.Body, from, opt) })
			return
		}
		fromReader(ctx, bytes.NewReader(answer.Body), from, opt, yield)
	}
}

// fetch gets what is at an address and tells its format: by its content type, or else by its name
// and its bytes.
func fetch(ctx context.Context, address string, opt Options) (*web.Answer, origin, error) {
	from := origin{path: web.Redact(address)}
	if opt.Web == nil {
		return nil, from, ErrOffline
	}
	answer, err := opt.Web.Get(ctx, address)
	if err != nil {
		return nil, from, err
	}
	from.url, from.contentType = answer.URL, answer.ContentType
	from.format = formatOfType(answer.ContentType)
	sniffed := sniff(answer.Body[:min(len(answer.Body), sniffLength)])
	if from.format == Unknown || from.format == HTML && sniffed == Feed || from.format == Feed && sniffed == HTML {
		from.format = sniffed // servers mistake feeds and pages for each other
	}
	return answer, from, nil
}

// fromReader yields the articles of a stream and reports whether to go on.
func fromReader(ctx context.Context, r io.Reader, from origin, opt Options, yield func(Source) bool) bool {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(sniffLength)
	if err != nil && err != io.EOF {
		return yield(broken(from, reason(err)))
	}
	if from.format == Unknown {
		from.format = sniff(head)
	}
	switch from.format {
	case JSONLines:
		return fromLines(in, from, opt, yield)
	case JSON:
		return fromJSON(in, from, opt, yield)
	case Feed:
		return fromFeed(ctx, in, from, opt, yield)
	case Gzip:
		return fromGzip(ctx, in, from, opt, yield)
	case Zip:
		return fromZip(ctx, in, from, opt, yield)
	}
	raw, err := readAll(in, opt.maxBytes())
	if err != nil {
		return yield(broken(from, reason(err)))
	}
	return yield(func() (*Article, error) { return readBytes(raw, from, opt) })
}

// readFile reads a file of one article.
func readFile(from origin, opt Options) (*Article, error) {
	f, err := os.Open(from.path)
	if err != nil {
		return nil, &Error{Path: from.path, Err: reason(err)}
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.Mode().IsRegular() && st.Size() > opt.maxBytes() {
		return nil, &Error{Path: from.path, Err: tooLarge(opt.maxBytes())}
	}
	raw, err := readAll(f, opt.maxBytes())
	if err != nil {
		return nil, &Error{Path: from.path, Err: reason(err)}
	}
	return readBytes(raw, from, opt)
}

// readAll reads r to its end, and no more than limit bytes.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(raw)) > limit {
		return nil, tooLarge(limit)
	}
	return raw, err
}

// readBytes makes an article of what a single-article format holds.
func readBytes(raw []byte, from origin, opt Options) (*Article, error) {
	a := &Article{Path: from.path, URL: from.url}
	if from.url != "" {
		a.Path = ""
	}
	switch from.format {
	case HTML:
		return readHTML(raw, from, a)
	case Markdown:
		return readMarkdown(raw, from, a)
	}
	text, err := clean(raw, from.path)
	if err != nil {
		return nil, err
	}
	a.Text = text
	a.finish()
	return a, nil
}

// broken is the source of something that can't be read.
func broken(from origin, err error) Source {
	var placed *Error
	if !errors.As(err, &placed) {
		err = &Error{Path: from.path, Err: err}
	}
	return func() (*Article, error) { return nil, err }
}

// FormatNames tells in words what FromFile reads.
func FormatNames() string {
	return fmt.Sprintf("files that end in %s", strings.Join(Extensions, " "))
}
