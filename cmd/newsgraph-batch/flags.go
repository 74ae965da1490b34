package main

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/newsgraph/newsgraph/extract/article"
)

const long = `newsgraph-batch reads articles, extracts their graph and resolves it across them, as an Apache Beam
pipeline. It makes the graph that newsgraph build makes of the same inputs in the same order.

PATH is a file, a folder, or a pattern of them ("dumps/*.jsonl"), on the workers' machines or in a bucket
of Google Cloud Storage (gs://bucket/dumps/*.jsonl); newsgraph build --help lists what is read. FOLDER
gets, each in --shards parts:
  graph-*.jsonl         the graph, as newsgraph export writes it
  csv/*.csv             the same for neo4j-admin; csv/import.sh imports it
  documents-*.jsonl     with --format documents: the graph of each article, for newsgraph load
  failed-*.jsonl        what could not be done, and why; if there is any, the exit status is 1

It runs in this process with Beam's Prism runner unless --runner and --endpoint name another. Prism keeps
what passes between the steps in memory.`

const examples = `  newsgraph-batch articles/ -o graph/
  newsgraph-batch 'dumps/*.jsonl.gz' -o graph/ --shards 32 --fields text=body,title=headline
  newsgraph-batch articles/ -o graph/ --format csv && sh graph/csv/import.sh --overwrite-destination=true

  # on a job server of Prism, with this process as the worker
  newsgraph-batch articles/ -o graph/ --endpoint localhost:8073 --environment_type LOOPBACK
  # on a job server with workers of a pool, which may be another program's: Beam's Go container with --worker_pool
  newsgraph-batch --worker-pool 50000 &
  newsgraph-batch articles/ -o graph/ --endpoint localhost:8073 --environment_type EXTERNAL --environment_config localhost:50000
  # on clusters; these are not tested here
  newsgraph-batch gs://news/2026/*.jsonl -o gs://news/graph --runner dataflow --project P --region R --staging_location gs://news/staging
  newsgraph-batch /shared/news -o /shared/graph --runner flink --endpoint localhost:8099
  newsgraph-batch /shared/news -o /shared/graph --runner spark --endpoint localhost:8099`

// command is the command line.
func command(b *batch) *cobra.Command {
	var (
		s          Settings
		fields     string
		schemaFile string
		beamHelp   bool
		poolPort   int
	)
	cmd := &cobra.Command{
		Use:           "newsgraph-batch PATH... -o FOLDER",
		Short:         "News articles to a knowledge graph, on Apache Beam",
		Long:          long,
		Example:       examples,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if beamHelp {
				flag.CommandLine.SetOutput(b.stdout)
				flag.PrintDefaults()
				return nil
			}
			if poolPort > 0 {
				b.started = true
				return b.pool(cmd.Context(), poolPort)
			}
			s.Inputs = args
			if fields != "" {
				if s.Fields, err = article.ParseFields(fields); err != nil {
					return fmt.Errorf("--fields: %w", err)
				}
			}
			if schemaFile != "" {
				if s.Schema, err = os.ReadFile(schemaFile); err != nil {
					return fmt.Errorf("--schema: %w", err)
				}
				s.SchemaName = schemaFile
			}
			if err := s.check(); err != nil {
				return err
			}
			if err := checkRunner(); err != nil {
				return err
			}
			b.started = true
			return b.run(cmd.Context(), s)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&s.Output, "output", "o", "", "write to the new `FOLDER`")
	flags.StringSliceVar(&s.Formats, "format", []string{formatGraph, formatCSV}, "`FORMATS` to write: jsonl, csv, documents")
	flags.IntVar(&s.Shards, "shards", 8, "parts of each file; each is sorted in the memory of a worker")
	flags.StringVar(&schemaFile, "schema", "", "a schema `FILE` of your own, laid over the built-in one")
	flags.StringVar(&fields, "fields", "", "names of JSON fields, as `FIELD=NAME,...`: text=body,title=headline,published=date")
	flags.BoolVar(&s.Force, "force", false, "extract articles that are not in English too")
	flags.Float64Var(&s.MinConfidence, "min-confidence", 0, "leave out relations with less confidence, 0 to 1")
	flags.BoolVar(&s.Offline, "offline", false, "fetch nothing: feeds give what they carry themselves")
	flags.BoolVar(&s.AllowPrivate, "allow-private", false, "fetch from this machine and from private networks too")
	flags.BoolVarP(&b.quiet, "quiet", "q", false, "errors only")
	addBeamFlags(flags)
	flags.StringVar(&b.logLevel, "log-level", "", "print Beam's own log from `LEVEL` on: debug, info, warn, error")
	flags.IntVar(&poolPort, "worker-pool", 0, "be a pool of workers for job servers on this machine, at `PORT`")
	flags.BoolVar(&beamHelp, "help-beam", false, "list all flags of Beam's runners")
	return cmd
}

// beamFlags are the flags of Beam that help shows.
var beamFlags = map[string]string{
	"runner":             "`RUNNER` of Beam's: prism (the default), universal, flink, spark, dataflow",
	"endpoint":           "`HOST:PORT` of the runner's job server",
	"environment_type":   "where the steps run: `TYPE` LOOPBACK (this process), EXTERNAL (a worker pool), DOCKER",
	"environment_config": "`HOST:PORT` of the worker pool, or name of the image",
}

// addBeamFlags adds the flags of Beam, and of its runners hidden ones.
func addBeamFlags(flags *pflag.FlagSet) {
	flag.VisitAll(func(f *flag.Flag) {
		added := pflag.PFlagFromGoFlag(f)
		added.Shorthand = ""
		usage, shown := beamFlags[f.Name]
		if added.Hidden = !shown; shown {
			added.Usage = usage
		}
		flags.AddFlag(added)
	})
}

// checkRunner finds what is wrong with the flags of Beam that would end the program within Beam.
func checkRunner() error {
	known := []string{"prism", "universal", "flink", "spark", "dataflow"}
	name := runnerName()
	if !slices.Contains(known, name) {
		return fmt.Errorf("--runner %s: no such runner; there are %s", name, strings.Join(known, ", "))
	}
	needsEndpoint := name == "universal" || name == "flink" || name == "spark"
	if needsEndpoint && flag.Lookup("endpoint").Value.String() == "" {
		return fmt.Errorf("--runner %s needs --endpoint HOST:PORT", name)
	}
	return nil
}
