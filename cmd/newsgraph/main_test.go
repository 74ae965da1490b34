package main

import (
	"bytes"
	"context"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An interrupt while standard input waits ends the work: exit status 1, and no file half-written.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	for name, args := range map[string][]string{
		"build":   {"build", "-", "--store", "sqlite:" + filepath.Join(dir, "a.db"), "--rejected", filepath.Join(dir, "r.jsonl")},
		"extract": {"extract", "-", "-o", filepath.Join(dir, "e.jsonl")},
		"read":    {"read", "-", "-o", filepath.Join(dir, "a.jsonl")},
		"load":    {"load", "-", "--store", "sqlite:" + filepath.Join(dir, "b.db")},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			in, feed := io.Pipe()
			t.Cleanup(func() { _ = feed.Close() })
			go func() {
				line := `{"text":"Paris calls\n\nJane Doe visited Paris on Monday."}`
				if name == "load" {
					line = `{"article":{"id":"a"},"entities":[],"relations":[]}`
				}
				_, _ = io.WriteString(feed, line+"\n")
				cancel()
			}()
			var stdout, stderr bytes.Buffer
			status := make(chan int, 1)
			go func() { status <- run(ctx, args, in, &stdout, &stderr) }()
			select {
			case got := <-status:
				assert.Equal(t, exitFailed, got)
			case <-time.After(time.Minute):
				t.Fatal("still running a minute after the interrupt")
			}
			assert.Equal(t, "newsgraph: interrupted\nhint: run the same command again: what is stored already is left as it is\n", stderr.String())
			assert.Empty(t, stdout.String())
		})
	}
	left, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	require.NoError(t, err)
	temporary, err := filepath.Glob(filepath.Join(dir, ".*"))
	require.NoError(t, err)
	assert.Empty(t, append(left, temporary...))
}

// Results come in the order of the input, however long each takes, and no more than a few calls per
// worker are looked ahead.
func TestOrdered(t *testing.T) {
	const workers = 4
	taken := 0
	in := func(yield func(int) bool) {
		for i := range 200 {
			taken = i + 1
			if !yield(i) {
				return
			}
		}
	}
	var got []int
	for v := range ordered(t.Context(), iter.Seq[int](in), workers, func(i int) int {
		time.Sleep(time.Duration((i*7)%5) * 100 * time.Microsecond)
		return i * i
	}) {
		got = append(got, v)
	}
	require.Len(t, got, 200)
	assert.True(t, slices.IsSorted(got))
	assert.Equal(t, 200, taken)
}

func TestOrderedLooksAhead(t *testing.T) {
	const workers = 3
	yielded := make(chan int, 1000)
	in := func(yield func(int) bool) {
		for i := range 1000 {
			yielded <- i
			if !yield(i) {
				return
			}
		}
	}
	for range ordered(t.Context(), iter.Seq[int](in), workers, func(i int) int { return i }) {
		time.Sleep(50 * time.Millisecond) // for the others to run ahead
		assert.LessOrEqual(t, len(yielded), 4*workers+3)
		break
	}
}

func TestOrderedEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	forever := func(yield func(int) bool) {
		for yield(0) {
		}
	}
	for range ordered(ctx, iter.Seq[int](forever), 2, func(i int) int { return i }) {
		if n++; n == 10 {
			cancel()
		}
	}
	assert.GreaterOrEqual(t, n, 10)
}

// The bar counts, clears itself before other lines, and is silent when there is none.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out, "extracting", "articles", 2)
	p.add()
	p.add()
	p.hide()
	p.finish()
	assert.Contains(t, out.String(), "extracting")
	var none *progress
	none.add()
	none.hide()
	none.finish()
}

func TestCountArticles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "b.TXT", ".c.txt", "d.md", "e.pdf"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600))
	}
	assert.EqualValues(t, 4, countArticles([]string{dir, "e.txt"}))
	assert.EqualValues(t, -1, countArticles([]string{dir, "e.jsonl"}))
	assert.EqualValues(t, -1, countArticles([]string{"-"}))
}

func TestWriteTable(t *testing.T) {
	var out strings.Builder
	writeTable(&out, [][]string{{"NAME", "N"}, {"日本", "10"}, {"Ahmad al-Sharaa", "1"}}, 1)
	assert.Equal(t, "NAME              N\n日本             10\nAhmad al-Sharaa   1\n", out.String())
	assert.Equal(t, "two wo…", shorten("two  \nwords", 7))
}

// An outFile takes the place of the old file when it is committed, with its mode, and never before.
func TestOutFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	for _, commit := range []bool{false, true} {
		f, err := createFile(path)
		require.NoError(t, err)
		_, err = f.WriteString("new")
		require.NoError(t, err)
		want := "old"
		if commit {
			want = "new"
			require.NoError(t, f.commit())
		}
		f.discard()
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, want, string(got))
		names, err := os.ReadDir(filepath.Dir(path))
		require.NoError(t, err)
		assert.Len(t, names, 1)
	}
	st, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), st.Mode().Perm())
}
