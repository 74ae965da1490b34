package article

import (
	"errors"
	"fmt"
	"strconv"
)

// What can be wrong with an input. Test for them with errors.Is; the error that Read and
// ReadJSONLines return is an *Error, which tells the place.
var (
	ErrEmpty    = errors.New("no text in it")
	ErrTooLarge = errors.New("larger than the limit")
	ErrBinary   = errors.New("binary, not text")
	ErrUTF16    = errors.New("UTF-16, not UTF-8")
	ErrEncoding = errors.New("not valid UTF-8")
	ErrRecord   = errors.New("not a JSON object with a text")
	ErrFeed     = errors.New("not an RSS or Atom feed")
	ErrBomb     = errors.New("unpacks to more than 200 times its size")
	ErrArchive  = errors.New("damaged archive")
	ErrNested   = errors.New("an archive in an archive in an archive")
	ErrOffline  = errors.New("web addresses are not read here")
)

// An Error tells which input could not be read, where and why. Line and Column count from 1, Column
// in bytes; they are 0 where no place can be named.
type Error struct {
	Path         string
	Line, Column int
	Err          error
}

// Error gives "article: path:line:column: reason".
func (e *Error) Error() string {
	place := e.Path
	if e.Line > 0 {
		place += ":" + strconv.Itoa(e.Line)
	}
	if e.Column > 0 {
		place += ":" + strconv.Itoa(e.Column)
	}
	return fmt.Sprintf("article: %s: %v", place, e.Err)
}

// Unwrap gives the reason.
func (e *Error) Unwrap() error { return e.Err }

// tooLarge names the limit that an input went over.
func tooLarge(limit int64) error {
	size := fmt.Sprintf("%d bytes", limit)
	if limit >= 1<<20 && limit%(1<<20) == 0 {
		size = fmt.Sprintf("%d MB", limit>>20)
	}
	return fmt.Errorf("%w of %s an article", ErrTooLarge, size)
}
