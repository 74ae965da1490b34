package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/internal/fault"
	"github.com/newsgraph/newsgraph/schema"
)

func init() {
	for _, t := range []reflect.Type{
		reflect.TypeFor[*shardNodeFn](), reflect.TypeFor[*shardEdgeFn](), reflect.TypeFor[*shardAccountFn](),
		reflect.TypeFor[*everyShardFn](), reflect.TypeFor[*writeGraphFn](), reflect.TypeFor[*documentLineFn](),
		reflect.TypeFor[*writeLinesFn](),
	} {
		beam.RegisterDoFn(t)
	}
	register.Emitter2[int, bool]()
	register.Iter1[bool]()
	register.Iter1[graph.Node]()
	register.Iter1[graph.Edge]()
	register.Iter1[graph.Account]()
	register.Iter1[line]()
}

// maxShards is the largest number of shards: names of files have five digits for them.
const maxShards = 99_999

// shardOf tells in which shard something is that has an id.
func (s *Settings) shardOf(id string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id))
	return int(h.Sum32() % uint32(s.Shards))
}

// shardName is the name of a shard of a file: "edges-00003-of-00008.csv" of "edges.csv".
func (s *Settings) shardName(name string, shard int) string {
	ext := path.Ext(name)
	return fmt.Sprintf("%s-%05d-of-%05d%s", strings.TrimSuffix(name, ext), shard, s.Shards, ext)
}

// create makes a file of the output.
func (s *Settings) create(ctx context.Context, name string) (io.WriteCloser, error) {
	name = strings.TrimSuffix(s.Output, "/") + "/" + name
	files, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = files.Close() }()
	return files.OpenWrite(ctx, name)
}

// fail emits the line that tells what is wrong with an input.
func (s *Settings) fail(ctx context.Context, order string, err error, emit func(string, line)) error {
	countFailed.Inc(ctx, 1)
	text, jsonErr := json.Marshal(fault.Of(err))
	if jsonErr == nil {
		emit(s.shardName("failed.jsonl", s.shardOf(order)), line{order, string(text)})
	}
	return jsonErr
}

// A node, and the edges from it, are in the shard that its id tells, an account in that of its article.
type (
	shardNodeFn    struct{ Settings Settings }
	shardEdgeFn    struct{ Settings Settings }
	shardAccountFn struct{ Settings Settings }
)

func (fn *shardNodeFn) ProcessElement(n graph.Node) (int, graph.Node) {
	return fn.Settings.shardOf(n.ID), n
}

func (fn *shardEdgeFn) ProcessElement(e graph.Edge) (int, graph.Edge) {
	return fn.Settings.shardOf(e.From), e
}

func (fn *shardAccountFn) ProcessElement(a graph.Account) (int, graph.Account) {
	return fn.Settings.shardOf(a.Article.ID), a
}

// An everyShardFn emits the numbers of all shards, so that those are written too that nothing is in.
type everyShardFn struct{ Settings Settings }

func (fn *everyShardFn) ProcessElement(_ []byte, emit func(int, bool)) {
	for shard := range fn.Settings.Shards {
		emit(shard, true)
	}
}

// A writeGraphFn writes a shard of the graph in each format, as newsgraph export writes a graph.
type writeGraphFn struct {
	Settings Settings
	schema   *schema.Schema
}

func (fn *writeGraphFn) Setup() (err error) {
	fn.schema, err = fn.Settings.schema()
	return err
}

func (fn *writeGraphFn) ProcessElement(ctx context.Context, shard int, _ func(*bool) bool,
	nodes func(*graph.Node) bool, edges func(*graph.Edge) bool, accounts func(*graph.Account) bool,
) error {
	g := &graph.Graph{Nodes: collect(nodes), Edges: collect(edges)}
	for _, a := range collect(accounts) {
		g.Articles = append(g.Articles, a.Article)
		g.Mentions = append(g.Mentions, a.Mentions...)
		g.Statements = append(g.Statements, a.Statements...)
	}
	g.Sort()
	countEntities.Inc(ctx, int64(len(g.Nodes)))
	countEdges.Inc(ctx, int64(len(g.Edges)))
	source := export.Source{Reader: g.Reader(), Schema: fn.schema}
	for _, format := range fn.Settings.Formats {
		var err error
		switch format {
		case formatGraph:
			err = fn.writeJSONLines(ctx, shard, source)
		case formatCSV:
			err = fn.writeCSV(ctx, shard, source)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// collect returns all elements of an iterator.
func collect[T any](next func(*T) bool) []T {
	var all []T
	for {
		var one T
		if !next(&one) {
			return all
		}
		all = append(all, one)
	}
}

func (fn *writeGraphFn) writeJSONLines(ctx context.Context, shard int, source export.Source) error {
	f, err := fn.Settings.create(ctx, fn.Settings.shardName("graph.jsonl", shard))
	if err != nil {
		return err
	}
	return errors.Join(export.JSONLines.Write(f, source), f.Close())
}

// importScript is the file that imports the shards of CSV into Neo4j.
const importScript = "import.sh"

func (fn *writeGraphFn) writeCSV(ctx context.Context, shard int, source export.Source) error {
	create := func(name string) (io.WriteCloser, error) {
		switch {
		case name != export.ConstraintsFile:
			name = fn.Settings.shardName(name, shard)
		case shard > 0:
			return discard{io.Discard}, nil // they are the same for all shards
		}
		return fn.Settings.create(ctx, formatCSV+"/"+name)
	}
	if err := export.CSV.WriteFiles(create, source); err != nil || shard > 0 {
		return err
	}
	script, err := fn.Settings.create(ctx, formatCSV+"/"+importScript)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(script, "#!/bin/sh\n# Imports the graph into a new database of a Neo4j 5 that is stopped; "+
		"--overwrite-destination=true replaces one.\n# Then start it and run: cypher-shell -f %s\n"+
		"cd \"$(dirname \"$0\")\" || exit\nexec %s \"$@\"\n", export.ConstraintsFile, fn.Settings.importCommand())
	return errors.Join(err, script.Close())
}

// importCommand is the command that imports the shards from within their folder.
func (s *Settings) importCommand() string {
	return export.ImportShardsCommand(func(name string) []string {
		shards := make([]string, s.Shards)
		for i := range shards {
			shards[i] = s.shardName(name, i)
		}
		return shards
	}, "neo4j")
}

type discard struct{ io.Writer }

// Close implements io.Closer.
func (discard) Close() error { return nil }

// A documentLineFn makes the line that newsgraph extract prints of an article.
type documentLineFn struct{ Settings Settings }

func (fn *documentLineFn) ProcessElement(id string, doc graph.Document) (string, line) {
	var out strings.Builder
	_ = graph.WriteDocument(&out, doc) // a Builder takes all
	name := fn.Settings.shardName("documents.jsonl", fn.Settings.shardOf(id))
	return name, line{id, strings.TrimSuffix(out.String(), "\n")}
}

// A writeLinesFn writes a file of lines.
type writeLinesFn struct{ Settings Settings }

func (fn *writeLinesFn) ProcessElement(ctx context.Context, name string, lines func(*line) bool) error {
	all := collect(lines)
	slices.SortFunc(all, func(a, b line) int { return strings.Compare(a.Order, b.Order) })
	f, err := fn.Settings.create(ctx, name)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	for _, l := range all {
		out.WriteString(l.Text)
		out.WriteString("\n")
	}
	return errors.Join(out.Flush(), f.Close())
}

// writeGraph writes the graph in shards.
func writeGraph(s beam.Scope, settings Settings, nodes, edges, accounts beam.PCollection) {
	s = s.Scope("write")
	every := beam.ParDo(s, &everyShardFn{settings}, beam.Impulse(s))
	nodes = beam.ParDo(s, &shardNodeFn{settings}, nodes)
	edges = beam.ParDo(s, &shardEdgeFn{settings}, edges)
	accounts = beam.ParDo(s, &shardAccountFn{settings}, accounts)
	beam.ParDo0(s, &writeGraphFn{Settings: settings}, beam.CoGroupByKey(s, every, nodes, edges, accounts))
}

// writeLines writes lines into the files that their keys name.
func writeLines(s beam.Scope, settings Settings, lines beam.PCollection) {
	s = s.Scope("lines")
	beam.ParDo0(s, &writeLinesFn{settings}, beam.GroupByKey(s, lines))
}
