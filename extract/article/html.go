package article

import (
	"errors"
	"strings"

	"golang.org/x/text/language"

	"github.com/newsgraph/newsgraph/extract/article/page"
)

// readHTML makes an article of a web page. Its text is the page's running text alone: lines that
// the splitter finds to be of the page, such as "Read more", bylines and dates, are left out.
func readHTML(raw []byte, from origin, a *Article) (*Article, error) {
	if isBinary(raw) {
		return nil, &Error{Path: from.path, Err: ErrBinary}
	}
	p, err := page.Parse(raw, from.contentType, from.url)
	if errors.Is(err, page.ErrNoArticle) {
		err = ErrEmpty
	}
	if err != nil {
		return nil, &Error{Path: from.path, Err: err}
	}
	a.Title, a.Author, a.Publisher, a.URL = p.Title, p.Author, p.Publisher, p.URL
	a.Published, a.Language, a.Text = isoDate(p.Published), baseLanguage(p.Language), p.Text
	a.dropFurniture()
	a.finish()
	return a, nil
}

// baseLanguage gives the ISO 639 code of a language tag: "en" of "en-GB", or "".
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	if b, err := language.ParseBase(base); err == nil {
		return b.String()
	}
	return ""
}

// dropFurniture takes the lines that are not of the article itself from its text: furniture, date
// lines and bylines that stand alone, the title again, and what is told about the author at the end.
// What date lines and bylines say is kept in the article's fields.
func (a *Article) dropFurniture() {
	split(a)
	keep := map[int]bool{} // lines by their start
	for _, p := range a.Paragraphs {
		if p.Kind == Body || p.Kind == Heading || p.Kind == Caption {
			from := strings.LastIndexByte(a.Text[:p.Start], '\n') + 1
			for at := from; at < p.End; {
				keep[at] = true
				next := strings.IndexByte(a.Text[at:], '\n')
				if next < 0 {
					break
				}
				at += next + 1
			}
		}
	}
	var out strings.Builder
	gap, at := "", 0
	for line := range strings.Lines(a.Text) {
		text := strings.TrimRight(line, "\n")
		switch {
		case text == "" && out.Len() > 0:
			gap = "\n\n"
		case keep[at] && !a.isBiography(at, text) && !isThanks(text):
			out.WriteString(gap + text)
			gap = "\n"
		}
		at += len(line)
	}
	if out.Len() > 0 {
		a.Text = out.String()
	}
}

// isBiography tells whether a line at the end of the text tells who its author is, as in "Jane
// Roe is a reporter in Riga".
func (a *Article) isBiography(at int, text string) bool {
	name, _, _ := strings.Cut(a.Author, ",")
	rest, found := strings.CutPrefix(text, name)
	if name == "" || !found || countWords(text) > 60 || countWords(a.Text[at:]) > 120 {
		return false
	}
	words := lists{"role": words()["role"]}
	for i, w := range strings.Fields(fold(rest, false)) {
		if i > 12 {
			break
		}
		if words["role"][w] {
			return true
		}
	}
	return false
}

// isThanks tells whether a line tells who else worked on the article, as in "Kim Roe
// contributed to this report".
func isThanks(text string) bool {
	folded := " " + fold(text, false) + " "
	return countWords(text) <= 25 && strings.Contains(folded, " contributed ") &&
		(strings.HasSuffix(folded, " report ") || strings.HasSuffix(folded, " reporting ") || strings.HasSuffix(folded, " research ") ||
			strings.HasSuffix(folded, " story ") || strings.HasSuffix(folded, " article "))
}
