// Command newsgraph-batch makes the graph that newsgraph build makes, as an Apache Beam pipeline: on this
// machine with the runner that it carries, or on a cluster.
//
//	newsgraph-batch articles/ dump.jsonl.gz -o graph/
//
// The graph comes as shards of JSON Lines and of the CSV that neo4j-admin imports. Sorted, their lines
// are those of newsgraph export after newsgraph build of the same articles. pipeline.go tells the steps.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/log"

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
		err = errors.New("interrupted")
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
	started        bool // the command line was right
	failed         int64
}

// run runs the pipeline and prints what it counted.
func (b *batch) run(ctx context.Context, settings Settings) error {
	begin := time.Now()
	if err := checkOutput(settings.Output); err != nil {
		return err
	}
	initialize()
	result, err := beam.Run(ctx, runnerName(), newPipeline(settings))
	if err != nil {
		return fmt.Errorf("%w; what is in %s is not whole", err, settings.Output)
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

// initialize readies Beam, once a process.
func initialize() {
	if !beam.Initialized() {
		log.LogLevel = "error"
		beam.Init()
	}
}

// runnerName is --runner, or the runner within this program.
func runnerName() string {
	if *runners.Runner == "" {
		return "prism"
	}
	return *runners.Runner
}

// checkOutput refuses a folder of this machine that somebody's files are in: shards of another run
// would pass for parts of this one's graph.
func checkOutput(folder string) error {
	if isRemote(folder) {
		return nil
	}
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) > 0:
		return fmt.Errorf("%s: there is something in this folder already; name another one, or remove it first", folder)
	}
	return nil
}
