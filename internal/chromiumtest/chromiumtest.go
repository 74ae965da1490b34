// Package chromiumtest gives tests a real browser.
//
//	func TestMain(m *testing.M) { chromiumtest.Main(m) }
//
//	func TestPage(t *testing.T) {
//		b := chromiumtest.Open(t, 1280, 760)
//		b.Run(chromedp.Navigate(address))
//		b.Until(`document.querySelector("h1") !== null`)
//
// The browser is Chromium or Chrome, as CHROMIUM or the PATH names it. Where there is none the test is
// skipped, or fails if NEWSGRAPH_REQUIRE_SERVICES is 1. With NEWSGRAPH_SCREENSHOTS, a folder, the
// screenshots of tests are kept there.
package chromiumtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// The environment variables that this package reads.
const (
	envChromium    = "CHROMIUM"                   // path of the browser
	envRequire     = "NEWSGRAPH_REQUIRE_SERVICES" // 1: a missing browser is a failure
	envScreenshots = "NEWSGRAPH_SCREENSHOTS"      // folder to keep screenshots in
)

// patience is how long a test waits for a page to show something.
const patience = 2 * time.Minute

// openBrowser starts a browser once for all tests of a process.
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

// Main runs the tests of a package and ends the browser after them.
func Main(m *testing.M) {
	status := m.Run()
	if browser, err := openBrowser(); err == nil {
		_ = chromedp.Cancel(browser)
	}
	os.Exit(status)
}

// A Step is something done in the browser.
type Step = chromedp.Action[chromedp.Void]

// Command is the step of a command of the browser's protocol.
func Command[P, R any](c cdp.Command[P, R], params P) Step {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// Script is the step of JavaScript whose value doesn't matter.
func Script(text string) Step { return chromedp.Evaluate[chromedp.Void](text) }

// A Tab is a page in the browser, and belongs to a test.
type Tab struct {
	testing.TB
	ctx context.Context

	mu       sync.Mutex
	requests []string
	faults   []string
}

// Open opens an empty page in a window of that size, in pixels. It closes with the test.
func Open(t testing.TB, width, height int64) *Tab {
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
	b := &Tab{TB: t, ctx: ctx}
	require.NoError(t, chromedp.Listen(ctx, b.listen))
	b.Run(Command(network.Enable, network.EnableParams{}), Command(log.Enable, cdp.Empty{}), Command(runtime.Enable, cdp.Empty{}))
	b.Run(chromedp.EmulateViewport(width, height))
	return b
}

func (b *Tab) listen(event any) {
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

// Did returns the addresses that the page asked for since the last Did, and the errors that it threw
// or that the browser noted.
func (b *Tab) Did() (requests, faults []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	requests, faults = b.requests, b.faults
	b.requests, b.faults = nil, nil
	return requests, faults
}

// Run does steps one after the other.
func (b *Tab) Run(steps ...Step) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.NoError(b, chromedp.Do(ctx, steps...))
}

// Value evaluates JavaScript in a page, and waits for what it promises.
func Value[T any](b *Tab, script string) T {
	b.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	require.NoError(b, err)
	return got
}

// Until waits until JavaScript is true.
func (b *Tab) Until(script string) {
	b.Helper()
	deadline := time.Now().Add(patience)
	for {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](script))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			b.Shot("failed-" + strings.ReplaceAll(b.Name(), "/", "-"))
			_, faults := b.Did()
			b.Fatalf("never true: %s (%v) %v", script, err, faults)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// Texts is what the elements of a CSS selector say.
func (b *Tab) Texts(selector string) []string {
	b.Helper()
	return Value[[]string](b, `[...document.querySelectorAll(`+strconv.Quote(selector)+`)].map((e) => e.textContent)`)
}

// Click clicks on the first element of a CSS selector.
func (b *Tab) Click(selector string) {
	b.Helper()
	b.Run(chromedp.Click(chromedp.CSS(selector)))
}

// Keys types keys.
func (b *Tab) Keys(keys string) {
	b.Helper()
	b.Run(chromedp.KeyEvent(keys))
}

// Drawn waits until the page has drawn itself.
func (b *Tab) Drawn() {
	b.Helper()
	b.Run(chromedp.Evaluate[chromedp.Void](`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`, chromedp.EvalAwaitPromise))
}

// Shot returns a screenshot, as PNG, once the page has drawn itself.
func (b *Tab) Shot(name string) []byte {
	b.Helper()
	b.Drawn()
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	require.NoError(b, err)
	if folder := os.Getenv(envScreenshots); folder != "" {
		require.NoError(b, os.MkdirAll(folder, 0o755))
		require.NoError(b, os.WriteFile(filepath.Join(folder, name+".png"), png, 0o644))
	}
	return png
}
