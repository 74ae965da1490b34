// Package article reads news articles: it turns a file into an Article, whose text is split into
// paragraphs and whose title, date line, captions and page furniture are told apart from the body.
//
// FromFile, FromReader and FromURL take any Format and yield a Source for each article in it. Read and
// ReadFile take plain text alone, ReadJSONLines one Record a line. Whatever an article was written in, it
// becomes text first. What a paragraph of that text is, is told by its layout and grammar and by the
// word lists of words.txt; nothing is learned.
package article

import "github.com/newsgraph/newsgraph/graph"

// Kind tells what a paragraph is on the page.
type Kind uint8

// The kinds of paragraph. Only Title, Heading, Body and Caption are read for statements.
const (
	Body      Kind = iota // running text
	Title                 // the article's title, and repetitions of it
	Dateline              // section, date, time, byline ("Middle East 23-02-2026 | 11:02")
	Heading               // a heading inside the article, or the standfirst's label
	Caption               // under a picture, with its credit
	Furniture             // words of the page, not of the article: "Smaller Bigger", "(AFP)", "Read more"
)

// String gives the kind's name in lower case.
func (k Kind) String() string {
	names := [...]string{"body", "title", "dateline", "heading", "caption", "furniture"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown"
}

// A Paragraph is one line or block of the text, or the part of it that is of one kind: the credit
// of a caption and the "KYIV, March 3 (Reuters) —" before the first sentence are paragraphs of their
// own. Start and End are byte offsets into Article.Text, End exclusive, without the white space
// around it. Paragraphs are in the order of the text and never overlap. In text with hard line
// breaks a paragraph holds several lines, and "\n" stands between two words.
type Paragraph struct {
	Kind       Kind
	Start, End int
}

// An Article is one news article as read.
type Article struct {
	ID         string // stable hash of the URL, or else of the path
	Path       string // as given on the command line, "-" for standard input
	URL        string
	Title      string
	Published  string // ISO 8601 date, or empty
	Author     string
	Publisher  string
	Language   string // ISO 639-1; "en"
	Foreign    bool   // the text is plainly in another language than English
	Text       string // valid UTF-8, line ends as "\n"; every offset counts in it
	Hash       string // SHA-256 of title and text, in hex
	Paragraphs []Paragraph
}

// In gives the text of paragraph p.
func (a *Article) In(p Paragraph) string { return a.Text[p.Start:p.End] }

// Entry gives the article as it stands in a graph.
func (a *Article) Entry() graph.Article {
	return graph.Article{
		ID: a.ID, Path: a.Path, Title: a.Title, Published: a.Published, Language: a.Language,
		URL: a.URL, Publisher: a.Publisher, Hash: a.Hash,
	}
}
