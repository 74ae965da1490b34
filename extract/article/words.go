package article

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed words.txt
var wordsFile string

// lists holds the word lists of words.txt by name.
type lists map[string]map[string]bool

// words gives the lists; they are parsed once, on the first article.
var words = sync.OnceValue(func() lists { return parseLists(wordsFile) })

// parseLists reads the form that the head of words.txt describes.
func parseLists(text string) lists {
	out := lists{}
	var list map[string]bool
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case line[0] == '[':
			list = map[string]bool{}
			out[strings.Trim(line, "[]")] = list
		case list != nil:
			list[fold(line, true)] = true
		}
	}
	return out
}

// has tells whether the list holds s, compared as words.txt says.
func (l lists) has(list, s string) bool { return l[list][fold(s, true)] }

// startLength gives the number of words of the longest entry of the list that s starts with, or 0.
func (l lists) startLength(list, s string) int {
	parts := strings.Fields(fold(s, true))
	for n := min(len(parts), 6); n > 0; n-- {
		if l[list][strings.Join(parts[:n], " ")] {
			return n
		}
	}
	return 0
}

// fold makes texts comparable: lower case, apostrophes inside words dropped, other punctuation and
// white space as one space. With numbers set, every number is written as 0.
func fold(s string, numbers bool) string {
	var b strings.Builder
	b.Grow(len(s))
	gap, digit := false, false
	for i, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
		case r == '\'' || r == '’':
			if i > 0 && b.Len() > 0 && !gap && letterAt(s, i+utf8.RuneLen(r)) {
				continue
			}
			gap, digit = true, false
			continue
		case digit && numbers && (r == ',' || r == '.') && digitAt(s, i+1):
			continue
		default:
			gap, digit = true, false
			continue
		}
		isDigit := unicode.IsDigit(r)
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		switch {
		case isDigit && numbers && digit:
		case isDigit && numbers:
			b.WriteByte('0')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
		digit = isDigit
	}
	return b.String()
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[min(i, len(s)):])
	return unicode.IsLetter(r)
}

func digitAt(s string, i int) bool { return i < len(s) && s[i] >= '0' && s[i] <= '9' }

// isInk tells whether r leaves a mark on paper: no white space, control or format character.
func isInk(r rune) bool {
	return !unicode.IsSpace(r) && !unicode.Is(unicode.Cc, r) && !unicode.Is(unicode.Cf, r)
}

// isCapital tells whether s starts with a capital letter, leading quotes and brackets aside.
func isCapital(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r) || unicode.IsTitle(r)
		}
		if unicode.IsDigit(r) {
			return false
		}
	}
	return false
}

// isUpper tells whether s has letters and all of them are capitals.
func isUpper(s string) bool {
	seen := false
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		seen = seen || unicode.IsUpper(r)
	}
	return seen
}

// oneLine brings s on one line with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// countWords counts the parts of s between white space that hold a letter or digit.
func countWords(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if strings.IndexFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
			n++
		}
	}
	return n
}

// endsSentence tells whether s ends with a full stop or its like, closing quotes and brackets aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] \t")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}
