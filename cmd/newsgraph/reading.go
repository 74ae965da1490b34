package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/article/web"
	"github.com/newsgraph/newsgraph/internal/fault"
)

// reading holds the flags of the commands that read articles.
type reading struct {
	fields       string
	offline      bool
	allowPrivate bool
	failed       string
}

func (r *reading) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&r.fields, "fields", "", "names of JSON fields, as `FIELD=NAME,...`: text=body,title=headline,published=date; a dot goes into an object")
	flags.BoolVar(&r.offline, "offline", false, "fetch nothing: web addresses are errors, feeds give what they carry themselves")
	flags.BoolVar(&r.allowPrivate, "allow-private", false, "fetch from this machine and from private networks too")
	flags.StringVar(&r.failed, "failed", "", "write what could not be done to `FILE` (JSON Lines: path and error)")
}

// options turns the flags into those of package article.
func (r *reading) options() (article.Options, error) {
	var opt article.Options
	if r.fields != "" {
		var err error
		if opt.Fields, err = article.ParseFields(r.fields); err != nil {
			return opt, usagef("--fields: %w", err)
		}
	}
	if !r.offline {
		opt.Web = web.NewClient(web.Options{AllowPrivate: r.allowPrivate})
	}
	return opt, nil
}

// A failures is what could not be done: counted by reason, and written to a file if there is one.
type failures struct {
	count   int
	reasons map[string]int
	file    io.Writer
}

// note takes in what is wrong with an input.
func (f *failures) note(err error) error {
	f.count++
	failure := fault.Of(err)
	if f.reasons == nil {
		f.reasons = map[string]int{}
	}
	reason, _, _ := strings.Cut(failure.Error, ": ")
	f.reasons[reason]++
	if f.file == nil {
		return nil
	}
	enc := json.NewEncoder(f.file)
	enc.SetEscapeHTML(false)
	return enc.Encode(failure)
}

// summary tells how many inputs failed for what reason, or nothing where one line told it all.
func (f *failures) summary() string {
	if f.count < 2 {
		return ""
	}
	return fmt.Sprintf("%d inputs failed: %s", f.count, counted(f.reasons))
}

// counted lists names with their counts, largest first.
func counted(counts map[string]int) string {
	var parts []string
	for _, name := range byCount(counts) {
		parts = append(parts, fmt.Sprintf("%d × %s", counts[name], name))
	}
	return strings.Join(parts, ", ")
}

// foreign counts the articles that were skipped, by language.
type foreign map[string]int

func (f foreign) summary() string {
	n := total(f)
	if n == 0 {
		return ""
	}
	var parts []string
	for _, code := range slices.Sorted(maps.Keys(f)) {
		parts = append(parts, fmt.Sprintf("%s %d", code, f[code]))
	}
	return fmt.Sprintf("%s not in English (%s); --force extracts them too", plural(n, "article skipped:", "articles skipped:"), strings.Join(parts, ", "))
}
