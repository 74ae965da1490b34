// Command newsgraph-batch makes the graph that newsgraph build makes, as an Apache Beam pipeline: on this
// machine with the runner that it carries, or on a cluster.
//
//	newsgraph-batch articles/ dump.jsonl.gz -o graph/
//
// The graph comes as shards of JSON Lines and of the CSV that neo4j-admin imports. Sorted, their lines
// are those of newsgraph export after newsgraph build of the same articles. pipeline.go tells the steps.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"

	// What gives Beam its file systems and runners.
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/core/runtime/exec/optimized"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/gcs"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/dataflow"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/flink"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/spark"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal/extworker"

	"github.com/newsgraph/newsgraph/internal/fault"
)

// The exit statuses, as those of newsgraph.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	if slices.Contains(os.Args[1:], "--worker=true") { // started by a runner, with flags of Beam alone
		flag.Parse()
		beam.Init() // works, and doesn't return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		<-ctx.Done()
		stop() // the second interrupt ends the program at once
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run runs one command line and returns the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	b := &batch{stdout: stdout, stderr: stderr}
	cmd := command(b)
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	err := cmd.ExecuteContext(ctx)
	switch {
	case err == nil && b.failed == 0:
		return exitDone
	case err == nil:
		return exitFailed
	case ctx.Err() != nil:
		err = errors.New("interrupted; what is written is not whole")
	}
	fmt.Fprintf(stderr, "newsgraph-batch: %s\n", fault.Message(err))
	if !b.started {
		fmt.Fprintln(stderr, "hint: newsgraph-batch --help shows examples")
		return exitUsage
	}
	return exitFailed
}

// A batch is one run of the program.
type batch struct {
	stdout, stderr io.Writer
	quiet          bool
	logLevel       string
	started        bool // the command line was right
	failed         int64
}

// run runs the pipeline and prints what it counted.
func (b *batch) run(ctx context.Context, settings Settings) error {
	begin := time.Now()
	if err := prepareOutput(settings.Output); err != nil {
		return err
	}
	initialize(b.logLevel)
	remove, err := readyWorker()
	if err != nil {
		return err
	}
	defer remove()
	result, err := beam.Run(ctx, runnerName(), newPipeline(settings))
	if err != nil {
		return fmt.Errorf("%s: the graph is not whole: %w", settings.Output, cause(err))
	}
	c := countsOf(result)
	b.failed = c["failed"]
	if b.failed > 0 {
		fmt.Fprintf(b.stderr, "newsgraph-batch: %d inputs failed: %s/failed-*.jsonl tells which and why\n", b.failed, settings.Output)
	}
	if b.quiet {
		return nil
	}
	if err := c.write(b.stdout); err != nil {
		return err
	}
	seconds := time.Since(begin).Seconds()
	fmt.Fprintf(b.stderr, "%d words in %.1f s, %.0f words/s\n", c["words"], seconds, float64(c["words"])/seconds)
	return nil
}

// pool serves workers, within this process, until it is interrupted.
func (b *batch) pool(ctx context.Context, port int) error {
	initialize(b.logLevel)
	server, err := extworker.StartLoopback(context.WithoutCancel(ctx), port)
	if err != nil {
		return err
	}
	<-ctx.Done()
	return server.Stop(ctx)
}

// readyWorker makes this program the one that workers are sent, where it can run there, and returns what
// removes the temporary files that Beam leaves.
func readyWorker() (remove func(), err error) {
	if runtime.GOOS == "linux" && runtime.GOARCH == "amd64" && *jobopts.WorkerBinary == "" {
		if *jobopts.WorkerBinary, err = os.Executable(); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp("", "newsgraph-batch-")
	if err != nil {
		return nil, err
	}
	before := os.Getenv("TMPDIR")
	return func() { _ = os.Setenv("TMPDIR", before); _ = os.RemoveAll(dir) }, os.Setenv("TMPDIR", dir)
}

// initialize readies Beam, once a process. Without a level its log is dropped: what it tells on errors is
// in the errors too.
func initialize(logLevel string) {
	if beam.Initialized() {
		return
	}
	log.LogLevel = cmp.Or(logLevel, "error")
	beam.Init()
	if logLevel == "" {
		slog.SetDefault(slog.New(slog.DiscardHandler))
	}
}

// cause returns what stands last in an error of Beam's, which tells its way through the pipeline on the
// lines before.
func cause(err error) error {
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	return errors.New(strings.TrimSpace(lines[len(lines)-1]))
}

// runnerName is --runner, or the runner within this program.
func runnerName() string {
	if *runners.Runner == "" {
		return "prism"
	}
	return *runners.Runner
}

// prepareOutput makes the folder, if it is one of this machine. One that somebody's files are in is
// refused: shards of another run would pass for parts of this one's graph.
func prepareOutput(folder string) error {
	if isRemote(folder) {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(folder)
	if err == nil && len(entries) > 0 {
		err = fmt.Errorf("%s: there is something in this folder already; name another one, or remove it first", folder)
	}
	return err
}
