package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"
)

const buildLong = `Build reads articles, extracts their entities and relations, and upserts them into a store.

` + inputsHelp + `

An article that the store holds already is left as it is, or replaced if its text changed; the same
text under another name is reported and not loaded twice. Input that can't be read is reported, the
other articles are done, and the exit status is 1. Articles that are not in English are skipped.

Work that was interrupted goes on where it was: what the store holds already is not extracted again,
as long as the text, this very program, the schema and --min-confidence are the same.`

const buildExample = `  newsgraph build article.txt
  newsgraph build articles/ more.jsonl --store sqlite:news.db
  newsgraph build articles/ --store neo4j://neo4j@localhost:7687 --password-file neo4j.password
  newsgraph build articles/ --min-confidence 0.7 --rejected rejected.jsonl
  newsgraph build https://example.org/feed.xml saved-pages/ dump.jsonl.gz --failed failed.jsonl
  newsgraph build articles/ --dry-run
  newsgraph build dump.json --fields text=body,title=headline,published=date
  pdftotext report.pdf - | newsgraph build -`

func buildCommand(a *app) *cobra.Command {
	var (
		ex    extraction
		st    storeFlags
		again bool
	)
	cmd := &cobra.Command{
		Use:     "build PATH|URL|-...",
		Short:   "Read articles, extract their graph, and upsert it into a store",
		Long:    buildLong,
		Example: buildExample,
		Args:    needs("a PATH"),
		RunE:    func(cmd *cobra.Command, args []string) error { return build(cmd, a, &ex, &st, again, args) },
	}
	ex.add(cmd)
	st.add(cmd)
	st.addDryRun(cmd)
	cmd.Flags().BoolVar(&again, "again", false, "extract also what the store holds as this program and schema make it, as --rejected does")
	return cmd
}

func build(cmd *cobra.Command, a *app, ex *extraction, st *storeFlags, again bool, args []string) (err error) {
	ctx, begin := cmd.Context(), time.Now()
	if st.dryRun && ex.rejected != "" {
		return usagef("--dry-run extracts too little to write --rejected")
	}
	if err := ex.check(args); err != nil {
		return err
	}
	l, err := newLoader(ctx, a, st, &ex.schema)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	ex.stamped = true
	if !again && ex.rejected == "" {
		r := &resumption{store: l.store, dry: st.dryRun, pending: map[string]int{}}
		ex.resume, l.arrived = r.mark, r.arrived
	}
	sum := newSummary()
	err = ex.run(ctx, a, args, func(x *extracted) error {
		sum.add(x)
		if x.known && !st.dryRun {
			l.outcome.unchanged++
			return nil
		}
		return l.add(ctx, x.result.Document)
	})
	if err == nil || ctx.Err() != nil { // an interrupt throws nothing away
		err = errors.Join(err, l.flush(ctx))
	}
	if err != nil || a.quiet {
		return err
	}
	sum.outcome, sum.failed, sum.skipped = l.outcome, a.failures.count, total(a.foreign)
	if err := sum.write(a.stdout); err != nil {
		return err
	}
	if l.store != nil && !st.dryRun {
		if err := a.writeCounts(ctx, l.target, l.store); err != nil {
			return err
		}
	}
	a.note("%s", speed(sum.words, time.Since(begin)))
	return nil
}
