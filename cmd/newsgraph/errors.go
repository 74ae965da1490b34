package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/article/web"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/graph/sqlitestore"
	"github.com/newsgraph/newsgraph/internal/fault"
	"github.com/newsgraph/newsgraph/schema"
)

// errInterrupted tells that the user or the system stopped the program.
var errInterrupted = &hintError{
	errors.New("interrupted"), "run the same command again: what is stored already is left as it is",
}

// A usageError is a wrong command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

// asUsage gives an error of the command line its hint: cobra's suggestion, or where to read on.
func asUsage(err error) error {
	text, rest, found := strings.Cut(err.Error(), "\n\nDid you mean this?")
	switch {
	case found:
		names := strings.Fields(rest)
		return &hintError{errors.New(text), "did you mean " + strings.Join(names, " or ") + "?"}
	case hint(err) == "":
		return &hintError{err, "newsgraph --help lists commands, newsgraph COMMAND --help their flags"}
	}
	return err
}

// A hintError is an error with advice.
type hintError struct {
	err  error
	hint string
}

func (e *hintError) Error() string { return e.err.Error() }
func (e *hintError) Unwrap() error { return e.err }

// report prints an error on one line and, where there is advice, a hint on another.
func (a *app) report(err error) {
	if a.logging() {
		a.logError(err)
		return
	}
	a.bar.hide()
	fmt.Fprintf(a.stderr, "newsgraph: %s\n", fault.Message(err))
	if h := hint(err); h != "" {
		fmt.Fprintf(a.stderr, "hint: %s\n", h)
	}
}

// fail reports an input that can't be done while the work goes on. It returns the error of the file
// that lists failures.
func (a *app) fail(err error) error {
	a.report(err)
	return a.failures.note(err)
}

// withFailures runs work with the file at path, if any, as the list of what fails, and then sums up what
// failed or was skipped.
func (a *app) withFailures(path string, work func() error) error {
	list, err := createFile(path)
	if err != nil {
		return err
	}
	defer list.discard()
	if list != nil {
		a.failures.file = list
	}
	if err := work(); err != nil {
		return err
	}
	for _, line := range []string{a.foreign.summary(), a.failures.summary()} {
		if line != "" {
			a.note("%s", line)
		}
	}
	return list.commit()
}

// note prints what the user may want to know, unless --quiet.
func (a *app) note(format string, args ...any) {
	switch {
	case a.quiet:
	case a.logging():
		a.log.Info(fmt.Sprintf(format, args...))
	default:
		a.bar.hide()
		fmt.Fprintf(a.stderr, format+"\n", args...)
	}
}

// hint is the advice that an error calls for, or nothing.
func hint(err error) string {
	var (
		advised *hintError
		store   *sqlitestore.FileError
		rules   *schema.Error
		clash   *neo4jstore.ClashError
		wrapped *article.WrappedError
	)
	switch {
	case errors.As(err, &advised):
		return advised.hint
	case errors.Is(err, article.ErrBinary):
		return "newsgraph reads " + article.FormatNames() + "; convert other formats to text first"
	case errors.Is(err, article.ErrUTF16):
		return "convert it: iconv -f UTF-16 -t UTF-8"
	case errors.Is(err, article.ErrEncoding):
		return "convert it from its encoding: iconv -f WINDOWS-1252 -t UTF-8"
	case errors.Is(err, article.ErrTooLarge):
		return "is it a collection? Split it, or write JSON Lines with one article a line"
	case errors.Is(err, article.ErrRecord):
		return `each object needs at least {"text": "..."}, or --fields text=NAME; newsgraph read shows the form, newsgraph load takes extracted graphs`
	case errors.As(err, &wrapped):
		return "unpack it: jq -c '." + wrapped.Field + "[]' makes JSON Lines of it"
	case errors.Is(err, article.ErrOffline):
		return "without --offline they are"
	case errors.Is(err, web.ErrPrivate):
		return "if it is meant: --allow-private"
	case errors.Is(err, neo4jstore.ErrPassword):
		return "set NEWSGRAPH_NEO4J_PASSWORD or --password-file, and the user in --store neo4j://USER@HOST:7687"
	case errors.As(err, &clash):
		return clash.Remedy
	case errors.Is(err, neo4jstore.ErrForbidden):
		return "the README lists under Security what the user must be granted"
	case errors.Is(err, neo4jstore.ErrCertificate):
		return "name its authority by SSL_CERT_FILE=FILE, or trust any certificate with neo4j+ssc: or bolt+ssc:"
	case errors.Is(err, neo4jstore.ErrPlain):
		return "without TLS: --store neo4j://USER@HOST:7687, on a network that nobody else reads"
	case errors.Is(err, neo4jstore.ErrUnreachable):
		return "is Neo4j running, and does it answer Bolt at that host and port?"
	case errors.Is(err, neo4jstore.ErrTooMuch):
		return "raise db.transaction.timeout or dbms.memory.transaction.total.max in the server's neo4j.conf"
	case errors.As(err, &store):
		return "choose another file: --store sqlite:FILE"
	case errors.As(err, &rules) && !errors.Is(err, fs.ErrNotExist):
		return "newsgraph schema show prints the built-in types and labels"
	case errors.Is(err, graph.ErrLineTooLong):
		return "each line must be one article's graph, as newsgraph extract prints it"
	}
	return ""
}

// bare drops the call and path that errors of files repeat.
func bare(err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.As(err, &pathError):
		return pathError.Err
	case errors.As(err, &linkError):
		return linkError.Err
	}
	return err
}
