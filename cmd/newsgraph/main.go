// Command newsgraph turns news articles into a knowledge graph under a fixed schema.
//
//	newsgraph build articles/            # read, extract, and upsert into newsgraph.db
//	newsgraph show "Ahmad al-Sharaa"     # an entity, its edges and their sentences
//
// There is one file per command; each turns flags into a call of the libraries and their answer
// into output. Results go to standard output and all else to standard error. The exit status is 0
// when all was done, 1 when some or all of it failed, and 2 when the command line is wrong.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/newsgraph/newsgraph/internal/fault"
)

// The exit statuses.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	// A closed pipe is told by the error of the write, so that what is open can be cleaned up.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // the second interrupt ends the program at once
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run runs one command line and returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &output{Writer: stdout}
	a := &app{foreign: foreign{}, telemetry: noTelemetry(), stdin: newInterruptible(ctx, stdin), terminal: stdin, stdout: out, stderr: stderr}
	root := rootCommand(a)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if lost := a.telemetry.close(ctx); lost != nil {
		a.note("traces and metrics were not sent: %s", fault.Message(lost))
	}
	if err == nil {
		err = out.err
	}
	var usage *usageError
	switch {
	case err == nil && a.failures.count == 0:
		return exitDone
	case err == nil, errors.Is(err, syscall.EPIPE):
		return exitFailed
	case ctx.Err() != nil:
		a.report(errInterrupted)
		return exitFailed
	case !a.started, errors.As(err, &usage):
		a.report(asUsage(err))
		return exitUsage
	}
	a.report(err)
	return exitFailed
}

// An output remembers its first error, so that no command has to look for it.
type output struct {
	io.Writer
	err error
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.Writer.Write(p)
	o.err = err
	return n, err
}
