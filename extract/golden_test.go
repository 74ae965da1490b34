package extract

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
)

// published is the date of the articles of the golden files, a Saturday.
const published = "2026-02-21"

// goldenArticle reads a case of a golden file: NAME.txt as the reader of articles reads it,
// NAME.sentence as one paragraph of running text.
func goldenArticle(tb testing.TB, f txtar.File) *article.Article {
	tb.Helper()
	text := strings.TrimSpace(string(f.Data))
	a := body(text)
	if strings.HasSuffix(f.Name, ".txt") {
		a = read(tb, text)
	}
	a.Published = cmp.Or(a.Published, published)
	return a
}

// compact writes a document for readers: a line for each entity with its mentions, pronouns and
// nominals in brackets, then a line for each statement.
func compact(doc graph.Document) string {
	var b strings.Builder
	names := map[string]string{}
	for _, e := range doc.Entities {
		names[e.ID] = e.Name
		fmt.Fprintf(&b, "%s:", strings.TrimSuffix(e.Label+"/"+e.Kind, "/"))
		fmt.Fprintf(&b, " %s", e.Name)
		if e.Wikidata != "" {
			fmt.Fprintf(&b, " %s", e.Wikidata)
		}
		var others []string
		for _, m := range e.Mentions {
			text := strings.Join(strings.Fields(m.Text), " ")
			if m.Type == graph.NominalMention || m.Type == graph.PronounMention {
				text = "[" + text + "]"
			}
			if text != e.Name && !slices.Contains(others, text) {
				others = append(others, text)
			}
		}
		if len(others) > 0 {
			fmt.Fprintf(&b, " = %s", strings.Join(others, ", "))
		}
		for _, date := range [][2]string{{"born", e.Attributes.Born}, {"died", e.Attributes.Died}, {"founded", e.Attributes.Founded}} {
			if date[1] != "" {
				fmt.Fprintf(&b, ", %s %s", date[0], date[1])
			}
		}
		fmt.Fprintln(&b)
	}
	for _, r := range doc.Relations {
		fmt.Fprintln(&b, statementLine(r, names))
	}
	return b.String()
}

// statementLine writes "Ana Kos LED Vagonka (claimed by Tram, 2024, president)".
func statementLine(r graph.Relation, names map[string]string) string {
	notes := []string{string(r.Status)}
	if r.By != "" {
		notes[0] += " by " + r.By
	}
	for _, n := range []string{r.Time, r.Role} {
		if n != "" {
			notes = append(notes, n)
		}
	}
	return fmt.Sprintf("%s %s %s (%s)", names[r.Head], r.Type, names[r.Tail], strings.Join(notes, ", "))
}

func goldenFiles(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob("testdata/golden/*.txtar")
	require.NoError(tb, err)
	require.NotEmpty(tb, files)
	return files
}

// TestGolden holds what is read from each construct: go test ./extract -run TestGolden -update
// rewrites the expectations, each of which a person then reads.
func TestGolden(t *testing.T) {
	for _, file := range goldenFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			require.NoError(t, err)
			out := &txtar.Archive{Comment: archive.Comment}
			for i, f := range archive.Files {
				if strings.HasSuffix(f.Name, ".want") {
					continue
				}
				a := goldenArticle(t, f)
				res := pipeline(t).Extract(a)
				checkResult(t, a, res)
				checkMentions(t, res.Document)
				want := strings.TrimSuffix(f.Name, filepath.Ext(f.Name)) + ".want"
				got := compact(res.Document)
				out.Files = append(out.Files, f, txtar.File{Name: want, Data: []byte(got)})
				if *update {
					continue
				}
				require.Greater(t, len(archive.Files), i+1, f.Name)
				require.Equal(t, want, archive.Files[i+1].Name)
				assert.Equal(t, string(archive.Files[i+1].Data), got, f.Name)
			}
			if *update {
				require.NoError(t, os.WriteFile(file, txtar.Format(out), 0o666))
			}
		})
	}
}

// TestKnownFaults holds what is known to be read wrong. A line "+ LINE" ought to be in the compact
// form and is not, "- LINE" is in it and ought not to be. A line that fails here has been mended:
// -update drops it, and its case may move to a golden file.
func TestKnownFaults(t *testing.T) {
	const file = "testdata/faults.txtar"
	archive, err := txtar.ParseFile(file)
	require.NoError(t, err)
	left := &txtar.Archive{Comment: archive.Comment}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		f, faults := archive.Files[i], archive.Files[i+1]
		require.Equal(t, strings.TrimSuffix(f.Name, filepath.Ext(f.Name))+".faults", faults.Name)
		said := strings.Split(compact(pipeline(t).Extract(goldenArticle(t, f)).Document), "\n")
		var still strings.Builder
		for line := range strings.Lines(string(faults.Data)) {
			sign, want, ok := strings.Cut(strings.TrimSpace(line), " ")
			require.True(t, ok && (sign == "+" || sign == "-"), line)
			if slices.Contains(said, want) == (sign == "-") {
				still.WriteString(line)
			} else if !*update {
				assert.Failf(t, "mended", "%s: %s", f.Name, line)
			}
		}
		if still.Len() > 0 {
			left.Files = append(left.Files, f, txtar.File{Name: faults.Name, Data: []byte(still.String())})
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(file, txtar.Format(left), 0o666))
	}
}
