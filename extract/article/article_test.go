package article

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata/*.txtar")

// render writes what Read found in the form of the golden files: fields, then a kind and its text a
// line.
func render(a *Article) string {
	var b strings.Builder
	for _, f := range [][2]string{{"title", a.Title}, {"published", a.Published}, {"author", a.Author}} {
		fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
	}
	for _, p := range a.Paragraphs {
		fmt.Fprintf(&b, "%-9s | %s\n", p.Kind, strings.ReplaceAll(a.In(p), "\n", "\\n"))
	}
	return strings.ReplaceAll(b.String(), ": \n", ":\n")
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			require.NoError(t, err)
			a, err := Read(strings.NewReader(string(ar.Files[0].Data)), file, Options{})
			require.NoError(t, err)
			got := render(a)
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "paragraphs", Data: []byte(got)})
				require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o644))
				return
			}
			require.Len(t, ar.Files, 2)
			assert.Equal(t, string(ar.Files[1].Data), got)
		})
	}
}
