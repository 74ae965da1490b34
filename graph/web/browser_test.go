package web_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph/web"
)

// The environment variables that these tests read.
const (
	envChromium    = "CHROMIUM"                   // path of the browser
	envRequire     = "NEWSGRAPH_REQUIRE_SERVICES" // 1: a missing browser is a failure
	envScreenshots = "NEWSGRAPH_SCREENSHOTS"      // folder to keep screenshots in
)

// patience is how long a test waits for the page to show something.
const patience = 20 * time.Second

// openBrowser starts a browser once for all tests; it ends with the process.
var openBrowser = sync.OnceValues(func() (context.Context, error) {
	path, err := findBrowser()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path),
		chromedp.NoSandbox, // CI runs as root, and the pages are ours
		chromedp.Flag("hide-scrollbars", true))
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	browser, _ := chromedp.NewContext(allocator)
	return browser, chromedp.Do(browser)
})

func findBrowser() (string, error) {
	if path := os.Getenv(envChromium); path != "" {
		return exec.LookPath(path)
	}
	var err error
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		var path string
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}

func TestMain(m *testing.M) {
	status := m.Run()
	if browser, err := openBrowser(); err == nil {
		_ = chromedp.Cancel(browser)
	}
	os.Exit(status)
}

// A step is something done in the browser.
type step = chromedp.Action[chromedp.Void]

// command is the step of a command of the browser's protocol.
func command[P, R any](c cdp.Command[P, R], params P) step {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// script is the step of JavaScript whose value doesn't matter.
func script(text string) step { return chromedp.Evaluate[chromedp.Void](text) }

// A tab is a page in the browser. A test fails if its page asks for anything elsewhere, throws, or
// tries what its policy forbids.
type tab struct {
	*testing.T
	ctx  context.Context
	base string

	mu       sync.Mutex
	requests []string
	faults   []string
}

// openTab opens an address in a window of that size and waits until the page is ready.
func openTab(t *testing.T, address string, width, height int64, before ...step) *tab {
	t.Helper()
	browser, err := openBrowser()
	if err != nil {
		if os.Getenv(envRequire) == "1" {
			t.Fatalf("no browser, and %s is 1: %v", envRequire, err)
		}
		t.Skipf("no browser (install chromium, or set %s to its path): %v", envChromium, err)
	}
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	base, _, _ := strings.Cut(address, "#")
	b := &tab{T: t, ctx: ctx, base: base}
	require.NoError(t, chromedp.Listen(ctx, b.listen))
	b.run(command(network.Enable, network.EnableParams{}), command(log.Enable, cdp.Empty{}), command(runtime.Enable, cdp.Empty{}))
	b.run(chromedp.EmulateViewport(width, height))
	b.run(before...)
	b.run(chromedp.Navigate(address))
	b.until(`document.documentElement.dataset.ready === "true"`)
	t.Cleanup(b.check)
	return b
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, e.ExceptionDetails.Text+" "+e.ExceptionDetails.Exception.Description)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "404") {
			b.faults = append(b.faults, e.Entry.Text)
		}
	}
}

// check fails the test for what the page must not have done.
func (b *tab) check() {
	b.mu.Lock()
	defer b.mu.Unlock()
	assert.Empty(b, b.faults)
	for _, request := range b.requests {
		assert.True(b, strings.HasPrefix(request, b.base) || strings.HasPrefix(request, "data:"), "asked for %s", request)
	}
}

func (b *tab) run(steps ...step) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.NoError(b, chromedp.Do(ctx, steps...))
}

// value evaluates JavaScript in a page.
func value[T any](b *tab, script string) T {
	b.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script))
	require.NoError(b, err)
	return got
}

// until waits until JavaScript is true.
func (b *tab) until(script string) {
	b.Helper()
	deadline := time.Now().Add(patience)
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			b.shot("failed-" + strings.ReplaceAll(b.Name(), "/", "-"))
			b.mu.Lock()
			defer b.mu.Unlock()
			b.Fatalf("never true: %s (%v) %v", script, err, b.faults)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// shows waits until the panel's heading is a text.
func (b *tab) shows(heading string) {
	b.Helper()
	b.until(`document.querySelector("#panel h2")?.textContent === ` + strconv.Quote(heading))
}

// to goes to another state of the page.
func (b *tab) to(fragment string) {
	b.Helper()
	b.run(script(`location.hash = ` + strconv.Quote(fragment)))
}

// text is what the elements of a selector say.
func (b *tab) texts(selector string) []string {
	b.Helper()
	return value[[]string](b, `[...document.querySelectorAll(`+strconv.Quote(selector)+`)].map((e) => e.textContent)`)
}

func (b *tab) click(selector string) {
	b.Helper()
	b.run(chromedp.Click(chromedp.CSS(selector)))
}

func (b *tab) keys(keys string) {
	b.Helper()
	b.run(chromedp.KeyEvent(keys))
}

// press presses a key of one letter as a keyboard does: its letter comes only if the page lets it.
// Keys sends letters in any case.
func (b *tab) press(letter string) {
	b.Helper()
	b.run(command(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: letter, Text: letter}),
		command(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: letter}))
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

// shot keeps a screenshot if a folder for them is named.
func (b *tab) shot(name string) []byte {
	b.Helper()
	b.run(chromedp.Evaluate[chromedp.Void](`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`, chromedp.EvalAwaitPromise))
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	require.NoError(b, err)
	if folder := os.Getenv(envScreenshots); folder != "" {
		require.NoError(b, os.MkdirAll(folder, 0o755))
		require.NoError(b, os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644))
	}
	return png
}

// dark makes the browser one of a reader who prefers dark pages.
func dark() step {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
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
