package article

import (
	"strings"
	"unicode"
)

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// isControl tells whether the line is of the page and not of the article: a button, a label, a
// credit alone, an address.
func (s *splitter) isControl(l line) bool {
	n := countWords(l.text)
	switch {
	case n == 0, isAddress(l.text):
		return true
	case n > 40:
		return false
	case s.words.has("line", l.text), s.words.has("tail", l.text):
		return true
	case s.isCreditAlone(l.text):
		return true
	case strings.HasPrefix(l.text, "©"):
		return true
	}
	return s.startsControl(l.text)
}

// startsControl tells whether the line starts as lines of the page do. A single word must be set
// apart from what follows: "Related: ...", but not "Related to this, police said ...".
func (s *splitter) startsControl(text string) bool {
	switch n := s.words.startLength("start", text); n {
	case 0:
		return false
	case 1:
		word := strings.TrimLeft(text, "([ ")
		word = word[runLength(word, unicode.IsLetter):]
		return strings.HasPrefix(word, ":") || strings.HasPrefix(word, " |") || strings.HasPrefix(word, " ©") || strings.HasPrefix(word, " 20")
	default:
		return true
	}
}

// isAddress tells whether the line is one web or mail address or handle.
func isAddress(text string) bool {
	if strings.ContainsAny(text, " \t") {
		return false
	}
	return strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "www.") ||
		strings.HasPrefix(text, "@") || strings.Contains(text, "@") && strings.Contains(text, ".")
}

// isSection tells whether the line names sections of a news site: "World", "News > Middle East".
func (s *splitter) isSection(text string) bool {
	found := false
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|/>›»•·,", r) }) {
		if !s.words.has("section", part) {
			return false
		}
		found = true
	}
	return found
}

// isLink tells whether the line is in a list of links: such a list starts with a heading of the
// list "tail" and ends with the first sentence.
func (s *splitter) isLink(l line) bool {
	if !s.links {
		return false
	}
	s.links = !endsSentence(l.text) && !strings.HasSuffix(l.text, ":") && countWords(l.text) <= 25
	return s.links
}
