package web_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/web"
	"github.com/newsgraph/newsgraph/internal/chromiumtest"
)

// writeFile writes a graph's page to a file and returns its address.
func writeFile(t *testing.T, g *graph.Graph, options web.Options) string {
	path := filepath.Join(t.TempDir(), "graph.html")
	f, err := os.Create(path)
	require.NoError(t, err)
	require.NoError(t, web.WriteFile(f, g, options))
	require.NoError(t, f.Close())
	return "file://" + path
}

// The file is the same page, without a server.
func TestFileInBrowser(t *testing.T) {
	e, err := readExamples()
	require.NoError(t, err)
	b := openTab(t, writeFile(t, e.graph, e.options), 1400, 900)
	b.press("/")
	b.Until(`document.activeElement === byID("search")`)
	b.Keys("lwazi")
	b.Until(`document.querySelectorAll("#suggestions [role=option]").length === 1`)
	b.Keys(enter)
	b.shows("Lwazi Zungu")
	b.Click("#panel section:nth-of-type(1) .row")
	b.Until(`document.querySelectorAll("#panel .sentences li").length > 0`)
	b.Click("#panel .sentences .origin a")
	b.Until(`document.querySelectorAll("#article .mention").length > 0`)
	b.Shot("file")

	for _, query := range []string{"lwazi", "Zungu", "united", "hualin semi", "khoury haddad", "SPP", "of", "st", "Nadia Khoury-Haddad"} {
		want := []string{}
		found, err := e.store.Find(t.Context(), query, 12)
		require.NoError(t, err)
		for _, n := range found {
			want = append(want, n.ID)
		}
		b.Run(chromiumtest.Script(fmt.Sprintf(`window.found = null; page.source.search(%q).then((nodes) => { window.found = nodes.map((n) => n.id); })`, query)))
		b.Until(`window.found !== null`)
		assert.Equal(t, want, value[[]string](b, `window.found`), "as the store finds %q", query)
	}
}
