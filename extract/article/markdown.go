package article

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"

	"github.com/newsgraph/newsgraph/extract/article/page"
)

// frontMatter is what stands in YAML between "---" lines at the head of a Markdown file.
type frontMatter struct {
	Title     string
	Date      string
	Published string
	Author    any
	Authors   any
	Publisher string
	URL       string
	Canonical string `yaml:"canonical_url"`
	Lang      string
	Language  string
}

// longestFrontMatter is the size in bytes over which the head of a file is text.
const longestFrontMatter = 64 << 10

// readMarkdown makes an article of Markdown: its headings, paragraphs and lists without their marks.
// Code, images and raw HTML are left out. The first heading is the title unless the front matter
// tells one.
func readMarkdown(raw []byte, from origin, a *Article) (*Article, error) {
	text, err := clean(raw, from.path)
	if err != nil {
		return nil, err
	}
	head, body := cutFrontMatter(text)
	if head != "" {
		var front frontMatter
		if err := yaml.Unmarshal([]byte(head), &front); err != nil {
			return nil, &Error{Path: from.path, Line: 1, Err: fmt.Errorf("front matter: %s", yaml.FormatError(err, false, false))}
		}
		front.fill(a)
	}
	var out bytes.Buffer
	if err := goldmark.Convert([]byte(body), &out); err != nil {
		return nil, &Error{Path: from.path, Err: err}
	}
	if a.Text, err = page.Text(out.String()); err != nil {
		return nil, &Error{Path: from.path, Err: err}
	}
	if strings.IndexFunc(a.Text, isInk) < 0 {
		return nil, &Error{Path: from.path, Err: ErrEmpty}
	}
	a.finish()
	return a, nil
}

// cutFrontMatter parts the YAML at the head from the text. Without it, head is empty.
func cutFrontMatter(text string) (head, body string) {
	rest, found := strings.CutPrefix(text, "---\n")
	if !found {
		return "", text
	}
	head, body, found = strings.Cut(rest, "\n---\n")
	if !found || len(head) > longestFrontMatter {
		return "", text
	}
	return head, body
}

func (f *frontMatter) fill(a *Article) {
	a.Title, a.Publisher, a.Language = oneLine(f.Title), oneLine(f.Publisher), baseLanguage(f.Lang+f.Language)
	for _, date := range []string{f.Published, f.Date} {
		if a.Published == "" {
			a.Published = isoDate(date)
		}
	}
	for _, url := range []string{f.Canonical, f.URL} {
		if strings.Contains(url, "://") && a.URL == "" {
			a.URL = url
		}
	}
	for _, who := range []any{f.Author, f.Authors} {
		if a.Author == "" {
			a.Author = oneLine(joined(who, ", "))
		}
	}
}

// joined gives a string, or several with sep between them.
func joined(v any, sep string) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		var parts []string
		for _, e := range v {
			if s := joined(e, sep); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, sep)
	}
	return ""
}
