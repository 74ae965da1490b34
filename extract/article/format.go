package article

import (
	"bytes"
	"mime"
	"path/filepath"
	"strings"
)

// A Format is a way in which articles are written.
type Format uint8

// The formats. Of those from JSONLines on, one input may hold any number of articles.
const (
	Unknown   Format = iota
	Text             // plain text, one article
	Markdown         // one article
	HTML             // a web page with one article
	JSONLines        // a Record a line
	JSON             // a list of Records, or Records one after the other
	Feed             // RSS or Atom
	Gzip             // any of these, packed
	Zip              // a folder of these, packed
)

// single tells whether an input of the format is one article.
func (f Format) single() bool { return f == Text || f == Markdown || f == HTML }

// Extensions are the endings of the names of files that hold articles, in lower case. Behind each
// of them but the last may stand ".gz".
var Extensions = []string{
	".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json", ".rss", ".atom", ".xml", ".gz", ".zip",
}

var formats = map[string]Format{
	".txt": Text, ".md": Markdown, ".markdown": Markdown, ".html": HTML, ".htm": HTML, ".xhtml": HTML,
	".jsonl": JSONLines, ".ndjson": JSONLines, ".json": JSON, ".rss": Feed, ".atom": Feed, ".xml": Feed,
	".gz": Gzip, ".zip": Zip,
}

// FormatOf tells the format of a file by its name's ending, or Unknown.
func FormatOf(path string) Format {
	return formats[strings.ToLower(filepath.Ext(path))]
}

// types are the content types of HTTP answers.
var types = map[string]Format{
	"text/html": HTML, "application/xhtml+xml": HTML, "text/markdown": Markdown, "text/x-markdown": Markdown,
	"application/rss+xml": Feed, "application/atom+xml": Feed, "application/rdf+xml": Feed, "application/xml": Feed, "text/xml": Feed,
	"application/json": JSON, "application/jsonl": JSONLines, "application/x-ndjson": JSONLines, "application/x-jsonlines": JSONLines,
	"application/gzip": Gzip, "application/x-gzip": Gzip, "application/zip": Zip, "application/x-zip-compressed": Zip,
}

// formatOfType tells the format of an answer by its content type, or Unknown.
func formatOfType(contentType string) Format {
	name, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return Unknown
	}
	return types[name]
}

// sniffLength is the number of bytes by which a format is recognised.
const sniffLength = 1024

// sniff tells the format by the first bytes of an input. What looks like nothing else is Text.
func sniff(head []byte) Format {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return Gzip
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	}
	head = bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))))
	switch {
	case bytes.HasPrefix(head, []byte("{")):
		return JSONLines
	case bytes.HasPrefix(head, []byte("[")):
		if rest := bytes.TrimSpace(head[1:]); bytes.HasPrefix(rest, []byte("{")) || bytes.HasPrefix(rest, []byte("]")) {
			return JSON
		}
	case bytes.HasPrefix(head, []byte("<")):
		return sniffMarkup(head)
	}
	return Text
}

// sniffMarkup tells feeds and pages by the first element that names one.
func sniffMarkup(head []byte) Format {
	for rest := head; ; {
		at := bytes.IndexByte(rest, '<')
		if at < 0 {
			return Text
		}
		rest = rest[at+1:]
		name := rest[:len(rest)-len(bytes.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyz0123456789!:"))]
		switch string(name) {
		case "rss", "feed", "rdf:rdf", "atom:feed":
			return Feed
		case "!doctype", "html", "head", "body", "title", "meta", "div", "article", "main", "section", "p", "h1":
			return HTML
		}
	}
}
