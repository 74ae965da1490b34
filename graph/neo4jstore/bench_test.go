package neo4jstore_test

import (
	"flag"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/export"
	"github.com/newsgraph/newsgraph/graph/neo4jstore"
	"github.com/newsgraph/newsgraph/internal/neo4jtest"
)

// What BenchmarkLoad loads. A million statements are -articles 100000.
var (
	benchArticles = flag.Int("articles", 2000, "articles that BenchmarkLoad loads, of 10 statements each")
	benchGroup    = flag.Int("group", neo4jstore.Group, "articles in a transaction of BenchmarkLoad")
)

// benchJava lets a server for measurements compile and collect as one in use does.
var benchJava = []string{"-Xms1536m", "-Xmx1536m", "-XX:TieredStopAtLevel=4"}

// BenchmarkLoad loads news into a server of its own, in four ways: for the first time, again, as bare
// CREATE of the same graph by the driver, and by neo4j-admin of the files that export writes. Rows are
// the articles, entities, mentions, statements and edges of the graph that comes of it.
//
//	go test ./graph/neo4jstore -run '^$' -bench Load -benchtime 1x -timeout 2h -articles 10000
func BenchmarkLoad(b *testing.B) {
	server := newBenchServer(b)
	store := server.open(b)
	rows := 0
	b.Run("first", func(b *testing.B) {
		m := server.measure(b)
		outcome := m.load(store)
		require.Equal(b, *benchArticles, outcome.Added)
		rows = server.rows(b)
		m.report(b, rows)
	})
	b.Run("again", func(b *testing.B) {
		m := server.measure(b)
		outcome := m.load(store)
		require.Equal(b, *benchArticles, outcome.Unchanged)
		m.report(b, rows)
	})
	spooled, folder := spool(b, store), exported(b, store)
	require.NoError(b, store.Close())
	server.Kill()
	b.Run("create", func(b *testing.B) {
		server := newBenchServer(b)
		require.NoError(b, server.open(b).Close()) // makes the constraints and indexes
		m := server.measure(b)
		bareLoad(m, spooled)
		require.Equal(b, rows, server.rows(b))
		m.report(b, rows)
	})
	b.Run("import", func(b *testing.B) {
		line := export.ImportCommand(folder, "neo4j")
		begin := time.Now()
		cpu := neo4jtest.Import(b, line, benchJava)
		report(b, rows, time.Since(begin), cpu)
	})
}

// A benchServer is a server for measurements.
type benchServer struct{ *neo4jtest.Server }

// newBenchServer starts an empty server that has compiled what a load runs.
func newBenchServer(b *testing.B) benchServer {
	s := benchServer{neo4jtest.Own(b, []string{"server.memory.pagecache.size=1g"}, benchJava)}
	store := s.open(b)
	for docs := range newNews().batches(600, 200) {
		_, err := store.Upsert(b.Context(), docs)
		require.NoError(b, err)
	}
	require.NoError(b, store.Close())
	_, err := neo4jtest.Query(b.Context(), s.URI(), "", "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS")
	require.NoError(b, err)
	return s
}

func (s benchServer) open(b *testing.B) *neo4jstore.Store {
	store, err := neo4jstore.Open(b.Context(), s.URI(), "", neo4jstore.Options{})
	require.NoError(b, err)
	return store
}

// rows counts what the graph is made of.
func (s benchServer) rows(b *testing.B) int {
	counts, err := neo4jtest.Query(b.Context(), s.URI(), "", "RETURN COUNT { (n:Entity|Article|Statement) } + "+
		"COUNT { (:Article)-[:MENTIONS]->() } + COUNT { (:Entity)-->(:Entity) }")
	require.NoError(b, err)
	return int(counts[0][0].(int64))
}

// A measurement is the time that a load takes, here and of the server's processors, without that in
// which its input is made.
type measurement struct {
	b      testing.TB
	server measured
	took   time.Duration
	cpu    time.Duration
	heap   []uint64 // MB in use after each step
}

// measured is a server that tells the time of its processors.
type measured interface {
	URI() string
	CPU() time.Duration
}

func (s benchServer) measure(b *testing.B) *measurement {
	return &measurement{b: b, server: s}
}

// step does a part of the work.
func (m *measurement) step(work func() error) {
	begin, cpu := time.Now(), m.server.CPU()
	require.NoError(m.b, work())
	m.took += time.Since(begin)
	m.cpu += m.server.CPU() - cpu
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	m.heap = append(m.heap, stats.HeapInuse>>20)
}

// load makes the documents and upserts them.
func (m *measurement) load(store graph.Store) (sum graph.Outcome) {
	for docs := range newNews().batches(*benchArticles, *benchGroup) {
		m.step(func() error {
			outcome, err := store.Upsert(m.b.Context(), docs)
			sum.Add(outcome)
			return err
		})
	}
	return sum
}

// report tells the rates and the most memory in the first tenth of the steps and in all.
func (m *measurement) report(b *testing.B, rows int) {
	report(b, rows, m.took, m.cpu)
	b.ReportMetric(float64(slices.Max(m.heap[:(len(m.heap)+9)/10])), "MB-first-tenth")
	b.ReportMetric(float64(slices.Max(m.heap)), "MB")
}

func report(b *testing.B, rows int, took, cpu time.Duration) {
	b.ReportMetric(float64(rows), "rows")
	b.ReportMetric(float64(rows)/took.Seconds(), "rows/s")
	b.ReportMetric(float64(rows)/cpu.Seconds(), "rows/cpu-s")
}
