package main

import (
	"context"
	"io"
	"log/slog"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// An app is one run of the program: its streams, and what all commands share.
type app struct {
	stdin          io.Reader // ends when the program is interrupted
	terminal       io.Reader // what stdin reads, as it is
	stdout, stderr io.Writer
	quiet          bool
	started        bool     // the command line was right
	failures       failures // inputs that could not be done and were reported
	foreign        foreign  // articles skipped because they are not in English
	bar            *progress
	log            *slog.Logger // nil: messages and progress
	telemetry      *telemetry
}

const rootLong = `newsgraph turns news articles into a knowledge graph under a fixed schema and keeps it in an
embedded store or in Neo4j. It works offline, gives the same answer on every run, and puts a
sentence behind every edge.`

const rootExample = `  newsgraph build articles/
  newsgraph show "Ahmad al-Sharaa"
  newsgraph build articles/ --store neo4j://neo4j@localhost:7687
  newsgraph extract article.txt | jq .relations`

func rootCommand(a *app) *cobra.Command {
	var (
		logs logFlags
		otel bool
	)
	root := &cobra.Command{
		Use:           "newsgraph",
		Short:         "News articles to a knowledge graph",
		Long:          rootLong,
		Example:       rootExample,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) (err error) {
			a.started = true
			if err := logs.start(a); err != nil || !otel {
				return err
			}
			var ctx context.Context
			if a.telemetry, ctx, err = startTelemetry(cmd.Context(), cmd.Name()); err == nil {
				cmd.SetContext(ctx)
			}
			return err
		},
	}
	logs.add(root)
	root.PersistentFlags().BoolVar(&otel, "otel", false, "send OpenTelemetry traces and metrics, by OTLP over HTTP, to $OTEL_EXPORTER_OTLP_ENDPOINT (or http://localhost:4318)")
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "errors and results only: no progress, notes or summary")
	root.AddCommand(
		buildCommand(a), extractCommand(a), loadCommand(a), exportCommand(a), showCommand(a), serveCommand(a),
		readCommand(a), deleteCommand(a), schemaCommand(a), evalCommand(a),
	)
	return root
}

// version tells the version from what the Go tools wrote into the program.
func version() string {
	build, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	out := build.Main.Version
	if out == "" {
		out = "(devel)"
	}
	var revision, changed string
	for _, s := range build.Settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", changed"
		}
	}
	if revision != "" {
		out += " (" + revision + changed + ")"
	}
	return out + " " + build.GoVersion
}
