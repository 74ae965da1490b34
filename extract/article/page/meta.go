package page

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// metadata is what a page says of itself outside its text.
type metadata struct {
	names     map[string]string // of meta elements and itemprops, in lower case: the first of each
	heading   string            // the first h1
	pageTitle string
	canonical string
	lang      string
	time      string // the first time element with a date
	byline    string // the first element that is called author and holds a few words
	linked    linkedData
}

// longestTitle is the length in bytes over which no heading is a title.
const longestTitle = 300

func readMetadata(root *html.Node) *metadata {
	m := &metadata{names: map[string]string{}}
	m.walk(root)
	return m
}

func (m *metadata) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		m.element(n)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		m.walk(child)
	}
}

func (m *metadata) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		m.lang = attribute(n, "lang")
	case atom.Title:
		m.pageTitle = first(m.pageTitle, textOf(n))
	case atom.H1:
		if text := textOf(n); len(text) <= longestTitle { // a longer one is not closed
			m.heading = first(m.heading, text)
		}
	case atom.Link:
		if strings.EqualFold(attribute(n, "rel"), "canonical") {
			m.canonical = first(m.canonical, attribute(n, "href"))
		}
	case atom.Time:
		m.time = first(m.time, attribute(n, "datetime"))
	case atom.Script:
		if strings.HasPrefix(strings.ToLower(attribute(n, "type")), "application/ld+json") {
			m.linked.read(textOf(n))
		}
	case atom.Meta:
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			m.note(attribute(n, key), attribute(n, "content"))
		}
	}
	if m.byline == "" && isByline(n) {
		m.byline = bylineOf(textOf(n))
	}
	if prop := attribute(n, "itemprop"); prop == "datePublished" || prop == "headline" || prop == "author" {
		m.note("itemprop:"+prop, first(attribute(n, "datetime"), attribute(n, "content"), textOf(n)))
	}
}

// isByline tells whether an element is called author: a link to the author's page, mostly.
func isByline(n *html.Node) bool {
	if n.DataAtom != atom.A && n.DataAtom != atom.Span && n.DataAtom != atom.Div && n.DataAtom != atom.P {
		return false
	}
	return attribute(n, "rel") == "author" || slices.ContainsFunc(wordsOf(attribute(n, "class")), func(w string) bool { return w == "author" || w == "byline" })
}

// bylineOf gives the name in a byline, or "" where it holds more than that.
func bylineOf(text string) string {
	if len(text) > 3 && strings.EqualFold(text[:3], "by ") {
		text = text[3:]
	}
	for _, sep := range []string{" for ", " FOR ", " | ", ", "} {
		text, _, _ = strings.Cut(text, sep)
	}
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 5 || strings.ContainsAny(text, "0123456789:.@") {
		return ""
	}
	return text
}

func (m *metadata) note(key, value string) {
	key, value = strings.ToLower(strings.TrimSpace(key)), squeeze(value)
	if key != "" && value != "" && m.names[key] == "" {
		m.names[key] = value
	}
}

// named gives the first value that one of the keys has.
func (m *metadata) named(keys ...string) string {
	for _, key := range keys {
		if v := m.names[key]; v != "" {
			return v
		}
	}
	return ""
}

// title chooses the article's title: the heading where the metadata agree with it, since they cut
// titles short and add the site's name.
func (m *metadata) title() string {
	title := first(m.linked.headline, m.named("og:title", "twitter:title", "itemprop:headline", "dc.title", "dcterms.title"))
	h, t := fold(m.heading), fold(title)
	switch {
	case h != "" && (title == "" || strings.HasPrefix(t, h) || strings.HasPrefix(h, t)):
		return m.heading
	case title == "":
		title = m.pageTitle
	}
	return withoutSite(title, m.publisher())
}

// withoutSite takes the site's name from the end of a title.
func withoutSite(title, site string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " · "} {
		head, tail, found := cutLast(title, sep)
		if found && site != "" && fold(tail) == fold(site) {
			return head
		}
	}
	return title
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i > 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// author gives the names of the authors. Addresses of their pages are no names.
func (m *metadata) author() string {
	for _, name := range []string{
		m.linked.author, m.named("author", "article:author", "byl", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "itemprop:author"),
	} {
		name = squeeze(name)
		if len(name) > 3 && strings.EqualFold(name[:3], "by ") {
			name = name[3:]
		}
		if name != "" && !strings.Contains(name, "://") && len(name) <= 200 {
			return name
		}
	}
	return m.byline
}

func (m *metadata) publisher() string {
	return first(m.linked.publisher, m.named("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher"))
}

func (m *metadata) published() string {
	return first(m.linked.published, m.named("article:published_time", "itemprop:datepublished", "datepublished", "og:article:published_time",
		"parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "article.published", "dc.date.issued",
		"dcterms.created", "dc.date", "dcterms.date", "date"), m.time)
}

func (m *metadata) language() string {
	return first(m.lang, m.linked.language, m.named("content-language", "og:locale", "dc.language"))
}

func (m *metadata) body() string { return m.linked.body }

// url gives the address that the page names as its own, or else the one it came from. An address
// without a path is that of the site: pages that name it would all be one.
func (m *metadata) url(address string) string {
	base, _ := url.Parse(address)
	for _, ref := range []string{m.canonical, m.named("og:url"), m.linked.url} {
		u, err := url.Parse(strings.TrimSpace(ref))
		if ref == "" || err != nil {
			continue
		}
		if base != nil {
			u = base.ResolveReference(u)
		}
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "") {
			u.Fragment = ""
			return u.String()
		}
	}
	return address
}

// textOf gives the text under n with single spaces.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(n)
	if n.DataAtom == atom.Script {
		return b.String()
	}
	return squeeze(b.String())
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// first gives the first string that is not empty.
func first(s ...string) string {
	for _, v := range s {
		if v != "" {
			return v
		}
	}
	return ""
}
