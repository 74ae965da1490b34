package web_test

import (
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph/web"
	"github.com/newsgraph/newsgraph/internal/chromiumtest"
)

func TestMain(m *testing.M) { chromiumtest.Main(m) }

// step and tab are of the browser, the tab with what the page of a graph is asked and has done to it.
type (
	step = chromiumtest.Step
	tab  struct{ *chromiumtest.Tab }
)

// openTab opens an address in a window of that size and waits until the page is ready. The test fails
// if the page asks for anything elsewhere, throws, or tries what its policy forbids.
func openTab(t *testing.T, address string, width, height int64, before ...step) *tab {
	t.Helper()
	b := &tab{chromiumtest.Open(t, width, height)}
	b.Run(before...)
	b.Run(chromedp.Navigate(address))
	b.Until(`document.documentElement.dataset.ready === "true"`)
	base, _, _ := strings.Cut(address, "#")
	t.Cleanup(func() {
		requests, faults := b.Did()
		assert.Empty(t, faults)
		for _, request := range requests {
			assert.True(t, strings.HasPrefix(request, base) || strings.HasPrefix(request, "data:"), "asked for %s", request)
		}
	})
	return b
}

// value evaluates JavaScript in a page.
func value[T any](b *tab, script string) T {
	b.Helper()
	return chromiumtest.Value[T](b.Tab, script)
}

// shows waits until the panel's heading is a text.
func (b *tab) shows(heading string) {
	b.Helper()
	b.Until(`document.querySelector("#panel h2")?.textContent === ` + strconv.Quote(heading))
}

// to goes to another state of the page.
func (b *tab) to(fragment string) {
	b.Helper()
	b.Run(chromiumtest.Script(`location.hash = ` + strconv.Quote(fragment)))
}

// press presses a key of one letter as a keyboard does: its letter comes only if the page lets it.
// Keys sends letters in any case.
func (b *tab) press(letter string) {
	b.Helper()
	b.Run(chromiumtest.Command(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: letter, Text: letter}),
		chromiumtest.Command(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: letter}))
}

// at is where the drawing shows a point that JavaScript names, in the window.
func (b *tab) at(script string) (x, y float64) {
	b.Helper()
	at := value[[]float64](b, `(() => { const box = byID("canvas").getBoundingClientRect(), [x, y] = page.drawing.toScreen(`+script+`); return [x + box.left, y + box.top]; })()`)
	return at[0], at[1]
}

// state is a parameter of the address.
func (b *tab) state(key string) string {
	b.Helper()
	fragment := value[string](b, `location.hash.slice(1)`)
	parameters, err := url.ParseQuery(fragment)
	require.NoError(b, err)
	return parameters.Get(key)
}

// dark makes the browser one of a reader who prefers dark pages.
func dark() step {
	return chromiumtest.Command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}},
	})
}

// serveSite serves a site and returns its address.
func serveSite(t *testing.T, site *web.Site) string {
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// The keys that tests press.
const (
	enter, escape, down = kb.Enter, kb.Escape, kb.ArrowDown
)
