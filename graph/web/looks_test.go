package web_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"

	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/graph/web"
	"github.com/newsgraph/newsgraph/internal/chromiumtest"
)

// lowContrast lists the texts in sight whose contrast to what is behind them is under that of WCAG AA:
// 4.5, or 3 where they are large. Half-transparent layers are laid over one another.
const lowContrast = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] / 255 + under[i] * (1 - top[3] / 255)).concat(255);
  const light = (c) => c.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    const layers = [];
    for (; e; e = e.parentElement) layers.push(rgba(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 255]);
  };
  const faults = [];
  for (const e of document.querySelectorAll("body *")) {
    const says = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || e.placeholder;
    const box = e.getBoundingClientRect();
    if (!says || !box.width || getComputedStyle(e).visibility !== "visible" || e.closest("noscript")) continue;
    const style = getComputedStyle(e, e.placeholder ? "::placeholder" : null), under = behind(e);
    const [a, b] = [light(over(rgba(style.color), under)), light(under)].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) faults.push(ratio.toFixed(2) + " " + e.tagName + "." + e.className + " " + (e.textContent || e.placeholder).slice(0, 40));
  }
  return faults;
})()`

// The page can be read in light and dark: on the start, with an entity, with an article, with filters.
func TestContrast(t *testing.T) {
	for name, before := range map[string][]step{"light": nil, "dark": {dark()}} {
		t.Run(name, func(t *testing.T) {
			b, e := openExamples(t, "", 1400, 900, before...)
			assert.Empty(t, value[[]string](b, lowContrast))
			node := e.named(t, "Desislava Markova")
			b.to("#entity=" + node.ID + "&status=asserted.claimed.possible.negated")
			b.shows(node.Name)
			b.Run(chromiumtest.Script(`for (const d of document.querySelectorAll("details")) d.open = true`))
			assert.Empty(t, value[[]string](b, lowContrast))
			b.Shot(name + "-entity")
			b.Keys("f")
			b.Until(`!byID("filters").hidden`)
			assert.Empty(t, value[[]string](b, lowContrast))
			b.Shot(name + "-filters")
			b.Keys(escape)
			for _, a := range e.graph.Articles {
				b.to("#article=" + a.ID + "&entity=" + node.ID)
				b.Until(fmt.Sprintf(`page.article.page?.article.id === %q`, a.ID))
				assert.Empty(t, value[[]string](b, lowContrast))
			}
			b.Shot(name + "-article")
			b.Click("#open-theme")
			b.Until(fmt.Sprintf(`document.documentElement.dataset.theme === %q`, map[string]string{"light": "dark", "dark": "light"}[name]))
			b.Run(chromiumtest.Script(`localStorage.clear()`))
		})
	}
}

// phone is the window of a phone, which has fingers and no mouse.
func phone() step {
	return chromedp.Steps(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulateScale(2)))
}

// On a phone nothing is wider than the window, and a tap does what a click does.
func TestPhone(t *testing.T) {
	b, e := openExamples(t, "", 390, 844, phone())
	fits := func() {
		t.Helper()
		b.Until(`document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll("#panel, #article, header, #filters")].every((e) => e.scrollWidth <= e.clientWidth + 1)`)
		assert.Equal(t, 390, value[int](b, "innerWidth"))
	}
	fits()
	b.Shot("phone")
	node := e.named(t, "Desislava Markova")
	x, y := b.at(fmt.Sprintf("page.graph.nodes.get(%q)", node.ID))
	b.Run(chromedp.TapXY(x, y))
	b.shows(node.Name)
	fits()
	b.Shot("phone-entity")
	b.Click("#open-filters")
	b.Until(`!byID("filters").hidden`)
	fits()
	b.Shot("phone-filters")
	b.Click("#filters .close")
	b.to("#article=" + e.graph.Articles[0].ID)
	b.Until(`document.querySelectorAll("#article .mention").length > 0`)
	fits()
	b.Shot("phone-article")
	b.Run(chromiumtest.Command(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{}))
}

// Whatever names, sentences, titles and addresses say stays text, on the site and in a file.
func TestHostile(t *testing.T) {
	docs := sample()
	g := graph.Merge(docs, symmetric)
	options := web.Options{
		Symmetric: symmetric,
		Text:      func(graph.Article) (string, bool) { return "Max met " + hostile + "\n" + hostile, true },
		Rejected:  map[string][]web.Rejected{"a1": {{Type: "LED", Head: hostile, Tail: hostile, Reason: hostile, Evidence: graph.Evidence{Quote: hostile}}}},
	}
	site := newSite(t, storeOf(t, docs...), options)
	for name, address := range map[string]string{"site": serveSite(t, site), "file": writeFile(t, g, options)} {
		t.Run(name, func(t *testing.T) {
			b := openTab(t, address, 1400, 900)
			id := g.Find(hostile, 1)[0].ID
			b.Click("#search")
			b.Keys("img")
			b.Until(`document.querySelectorAll("#suggestions [role=option]").length === 1`)
			b.Keys(enter)
			b.shows(hostile)
			b.Shot("hostile-" + name)
			edge := g.Edges[0]
			b.to("#edge=" + edge.From + "." + edge.Type + "." + edge.To + "&around=" + id)
			b.Until(`document.querySelectorAll("#panel .sentences li").length === 2`)
			b.to("#article=a1&at=" + g.Statements[0].ID)
			b.Until(`document.querySelectorAll("#article .block").length === 2`)
			assert.Contains(t, b.Texts("#article .rejected")[0], hostile)
			x, y := b.at(fmt.Sprintf("page.graph.nodes.get(%q)", id))
			b.to("")
			b.Until(`byID("article").hidden`)
			b.Run(chromedp.MouseEvent(chromedp.MouseMoved, x, y))
			assert.Empty(t, value[[]string](b, `[...document.querySelectorAll("img, body script:not(#data):not(:last-of-type), [onerror]")].map((e) => e.outerHTML)`))
			assert.Empty(t, value[[]string](b, `[...document.querySelectorAll("a")].map((a) => a.href).filter((h) => h.startsWith("javascript:"))`))
			assert.True(t, value[bool](b, `window.hacked === undefined`))
		})
	}
}

// What a policy is for: even a script that got into the page would not run.
func TestPolicy(t *testing.T) {
	g := graph.Merge(sample(), symmetric)
	for name, address := range map[string]string{
		"site": serveSite(t, newSite(t, storeOf(t, sample()...), web.Options{})), "file": writeFile(t, g, web.Options{}),
	} {
		t.Run(name, func(t *testing.T) {
			b := openTab(t, address, 800, 600)
			b.Run(chromiumtest.Script(`
				window.refused = 0;
				document.addEventListener("securitypolicyviolation", () => window.refused++);
				const s = document.createElement("script");
				s.textContent = "window.hacked = 1";
				document.body.append(s);
				const i = document.createElement("img");
				i.src = "http://127.0.0.1:9/x.png";
				document.body.append(i);
				const d = document.createElement("div");
				d.innerHTML = "<b onclick='window.hacked = 2'>x</b>";
				document.body.append(d);
				d.firstChild.click();`))
			b.Until(`window.refused === 3`)
			assert.True(t, value[bool](b, `window.hacked === undefined`))
			_, faults := b.Did()
			for _, fault := range faults {
				assert.Contains(t, strings.ToLower(fault), "content security policy")
			}
		})
	}
}
