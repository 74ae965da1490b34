// Package page finds the article in a web page: its running text without the menus, boxes, captions
// and share bars around it, and what the page's metadata says of it.
//
// Parse is the one call to make. It reads the markup into blocks (blocks.go), lets go-readability
// point out the main text, and mends that choice by what it knows of news pages (choose.go,
// clutter.go, classes.txt). Nothing is particular to a site. Titles, authors and dates are taken from
// metadata and JSON-LD (meta.go, jsonld.go).
package page

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

// ErrNoArticle tells that a page has no running text.
var ErrNoArticle = errors.New("no article in this page")

// A Page is what a web page says of the article in it. Fields that it does not tell are empty.
type Page struct {
	Title, Author, Publisher string
	Published                string // as the page has it
	Language                 string // as the page has it: "en-GB"
	URL                      string // the canonical address
	Text                     string // blocks parted by blank lines; a block of several lines is a list or a table
}

// Parse reads a page. contentType is that of the HTTP answer and address where the page is from;
// both may be empty. The title is not part of the text.
func Parse(raw []byte, contentType, address string) (*Page, error) {
	root, err := html.Parse(bytes.NewReader(decode(raw, contentType)))
	if err != nil {
		return nil, err
	}
	m := readMetadata(root)
	p := &Page{
		Title: m.title(), Author: m.author(), Publisher: m.publisher(),
		Published: m.published(), Language: m.language(), URL: m.url(address),
	}
	d := newDocument(root, p.Title)
	p.Text = join(d.choose(m.body()))
	if p.Text == "" {
		return nil, ErrNoArticle
	}
	return p, nil
}

// decode turns a page into UTF-8. What is UTF-8 already stays, whatever the page says of itself.
func decode(raw []byte, contentType string) []byte {
	if utf8.Valid(raw) {
		return bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	}
	encoding, _, _ := charset.DetermineEncoding(raw[:min(len(raw), 1024)], contentType)
	out, _, err := transform.Bytes(encoding.NewDecoder(), raw)
	if err != nil {
		return bytes.ToValidUTF8(raw, []byte("\ufffd"))
	}
	return out
}

// join puts blocks together: items of a list and rows of a table line by line, all else parted by
// blank lines.
func join(blocks []block) string {
	var b strings.Builder
	for i, next := range blocks {
		switch {
		case i == 0:
		case next.kind == blocks[i-1].kind && (next.kind == item || next.kind == row):
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		if next.kind == item {
			b.WriteString("• ")
		}
		b.WriteString(next.text)
	}
	return b.String()
}

// Text gives the text of markup that is an article and nothing else: all of its blocks.
func Text(markup string) (string, error) {
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return "", err
	}
	blocks, _ := blocksOf(root)
	return join(blocks), nil
}
