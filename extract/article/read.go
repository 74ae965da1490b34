package article

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/article/web"
	"github.com/newsgraph/newsgraph/graph"
)

// DefaultMaxBytes is the size over which an article is refused when Options sets none.
const DefaultMaxBytes = 10 << 20

// Options change how articles are read. The zero value is right for news text.
type Options struct {
	MaxBytes int64       // largest article, page, feed, and Record of JSON; 0 means DefaultMaxBytes
	Fields   Fields      // where Records have what
	Web      *web.Client // fetches addresses and what feeds link to; nil: nothing is fetched
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// ReadFile reads the article in the plain text file at path.
func ReadFile(path string, opt Options) (*Article, error) {
	return readFile(origin{path: path, format: Text}, opt)
}

// Read reads one article of plain text. The first line is its title unless it reads like running
// text; path names the article and its errors. Never more than Options.MaxBytes are read.
func Read(r io.Reader, path string, opt Options) (*Article, error) {
	raw, err := readAll(r, opt.maxBytes())
	if err != nil {
		return nil, &Error{Path: path, Err: reason(err)}
	}
	return readBytes(raw, origin{path: path, format: Text}, opt)
}

// Stdin is the path of an article that came from standard input.
const Stdin = "-"

// finish fills what follows from the text and from the fields already set.
func (a *Article) finish() {
	split(a)
	if code := a.foreign(); code != "" {
		a.Language, a.Foreign = code, true
	} else if a.Language == "" {
		a.Language = "en"
	}
	sum := sha256.Sum256([]byte(a.Title + "\x00" + a.Text))
	a.Hash = hex.EncodeToString(sum[:])
	switch {
	case a.ID != "":
	case a.URL == "" && a.Path == Stdin:
		a.ID = graph.ArticleID("", Stdin+":"+a.Hash) // standard input names nothing: its content does
	default:
		a.ID = graph.ArticleID(a.URL, a.Path)
	}
}

// reason drops the path that file errors repeat.
func reason(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// clean checks that raw is text and brings it into the form that offsets count in: no byte order
// mark, line ends as "\n". Everything else, no-break spaces too, stays.
func clean(raw []byte, path string) (string, error) {
	if bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")) {
		return "", &Error{Path: path, Err: ErrUTF16}
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if isBinary(raw) {
		return "", &Error{Path: path, Err: ErrBinary}
	}
	if at := invalid(raw); at >= 0 {
		line, column := position(raw, at)
		return "", &Error{Path: path, Line: line, Column: column, Err: ErrEncoding}
	}
	text := string(raw)
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	if strings.IndexFunc(text, isInk) < 0 {
		return "", &Error{Path: path, Err: ErrEmpty}
	}
	return text, nil
}

// isBinary tells whether raw holds a NUL or more than one control character in ten.
func isBinary(raw []byte) bool {
	controls := 0
	for _, b := range raw {
		switch {
		case b == 0:
			return true
		case b < ' ' && (b < '\t' || b > '\r'), b == 0x7f:
			controls++
		}
	}
	return controls*10 > len(raw)
}

// invalid gives the offset of the first byte that is not UTF-8, or -1.
func invalid(raw []byte) int {
	if utf8.Valid(raw) {
		return -1
	}
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// position gives line and column, from 1, of the byte at offset at. A line ends with "\n" or with
// a "\r" that no "\n" follows.
func position(raw []byte, at int) (line, column int) {
	line, start := 1, 0
	for i, b := range raw[:at] {
		if b == '\n' || b == '\r' && raw[i+1] != '\n' {
			line, start = line+1, i+1
		}
	}
	return line, at - start + 1
}
