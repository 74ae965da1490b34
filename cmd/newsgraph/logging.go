package main

import (
	"errors"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/internal/fault"
)

// logFlags are the flags of all commands that turn what goes to standard error into a log.
type logFlags struct {
	format, level string
}

func (f *logFlags) add(cmd *cobra.Command) {
	flags := cmd.PersistentFlags()
	flags.StringVar(&f.format, "log-format", "", "write a log to standard error, as `FORMAT` text or json, instead of messages and progress")
	flags.StringVar(&f.level, "log-level", "", "what to log: `LEVEL` debug (each article), info, warn or error (default info)")
}

// start begins to log, if the flags ask for it.
func (f *logFlags) start(a *app) error {
	if f.format == "" && f.level == "" {
		return nil
	}
	level := slog.LevelInfo
	if f.level != "" {
		if err := level.UnmarshalText([]byte(f.level)); err != nil || strings.ContainsAny(f.level, "+-") {
			return usagef("--log-level %s: want debug, info, warn or error", f.level)
		}
	}
	options := &slog.HandlerOptions{Level: level}
	switch f.format {
	case "json":
		a.log = slog.New(slog.NewJSONHandler(a.stderr, options))
	case "", "text":
		a.log = slog.New(slog.NewTextHandler(a.stderr, options))
	default:
		return usagef("--log-format %s: want text or json", f.format)
	}
	return nil
}

// logging tells whether messages go to a log.
func (a *app) logging() bool { return a.log != nil }

// debug logs what happened to an article, where that is asked for.
func (a *app) debug(event string, args ...any) {
	if a.logging() {
		a.log.Debug(event, args...)
	}
}

// info logs a step of long work, of which the progress tells otherwise.
func (a *app) info(event string, args ...any) {
	if a.logging() {
		a.log.Info(event, args...)
	}
}

// logError logs an error with its advice and, where it is of an input, its place.
func (a *app) logError(err error) {
	var args []any
	var placed *article.Error
	if errors.As(err, &placed) {
		args = append(args, "path", placed.Path)
	}
	if h := hint(err); h != "" {
		args = append(args, "hint", h)
	}
	a.log.Error(fault.Message(err), args...)
}
