package page

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

//go:embed classes.txt
var classesFile string

// classes holds the names of classes.txt: true for the sure ones.
var classes = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	sure := false
	for line := range strings.Lines(classesFile) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			sure = line == "[sure]"
		default:
			out[line] = sure
		}
	}
	return out
})

// isBox tells whether an element is one that holds something other than the article, and how sure
// that is.
func isBox(n *html.Node) (sure, ok bool) {
	switch n.DataAtom {
	case atom.Aside, atom.Dialog, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.Nav, atom.Menu:
		return true, true
	case atom.Html, atom.Body, atom.Main, atom.A, atom.B, atom.I, atom.Em, atom.Strong, atom.Br:
		return false, false
	}
	for _, a := range n.Attr {
		found, is := false, false
		switch a.Key {
		case "class", "id", "data-component", "data-testid", "data-block", "data-type":
			found, is = named(a.Val)
		case "role":
			found, is = isAside[a.Val], isAside[a.Val]
		case "itemprop":
			is = a.Val == "author" || a.Val == "datePublished" || a.Val == "dateModified" || a.Val == "keywords"
		case "hidden", "placeholder", "fallback":
			found, is = true, true
		case "aria-hidden":
			found, is = a.Val == "true", a.Val == "true"
		case "style":
			found = hidden.MatchString(a.Val)
			is = found
		}
		sure, ok = sure || found, ok || is
	}
	return sure, ok
}

var (
	hidden  = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)
	isAside = map[string]bool{
		"alert": true, "alertdialog": true, "banner": true, "complementary": true, "contentinfo": true, "dialog": true,
		"form": true, "menu": true, "menubar": true, "navigation": true, "search": true, "toolbar": true, "tooltip": true,
	}
)

// named tells whether a class or id attribute has a name of classes.txt. Very long attributes are
// made by programs and name nothing.
func named(attribute string) (sure, ok bool) {
	if len(attribute) > 1000 {
		return false, false
	}
	known := classes()
	for name := range strings.FieldsSeq(attribute) {
		last := ""
		for _, word := range wordsOf(name) {
			for _, entry := range [...]string{word, last + " " + word} {
				if s, found := known[entry]; found {
					sure, ok = sure || s, true
				}
			}
			last = word
		}
	}
	return sure, ok
}

// wordsOf splits a name at signs and where a small letter meets a capital, in lower case.
func wordsOf(name string) []string {
	var out []string
	start, small := -1, false
	cut := func(end int) {
		if start >= 0 {
			out = append(out, strings.ToLower(name[start:end]))
		}
		start = -1
	}
	for i, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			cut(i)
		case unicode.IsUpper(r) && small:
			cut(i)
			start = i
		case start < 0:
			start = i
		}
		small = unicode.IsLower(r)
	}
	cut(len(name))
	return out
}

// mostOf is the share of the chosen prose from which on an element holds the article, whatever it
// is called.
const mostOf = 0.4

// clutter tells whether a block is within a box that holds no article.
func (d *document) clutter(b *block) bool {
	for _, i := range b.boxes {
		x := d.boxes[i]
		if d.prose > 0 && float64(x.words) >= mostOf*float64(d.prose) {
			continue
		}
		if x.sure || !b.isProse() || b.words < longParagraph && x.words < fewWords {
			return true
		}
	}
	return false
}
