package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// placeLine reads the dateline before the first sentence of the body: "KYIV, March 3 (Reuters) — ".
// It gives its length, the dash and the white space behind it too, or 0, and the date in it.
func (s *splitter) placeLine(text string) (int, date) {
	for _, sep := range []string{"—", "–", "--", " - ", ") -", ":", "―"} {
		window := text[:boundary(text, 100)]
		at := strings.Index(window, sep)
		if at <= 0 {
			continue
		}
		if sep == ") -" {
			at++
			sep = " -"
		}
		end := at + len(sep)
		end += len(text[end:]) - len(strings.TrimLeftFunc(text[end:], unicode.IsSpace))
		before, rest := strings.TrimSpace(text[:at]), text[end:]
		if d, ok := s.isPlace(before, sep, rest); ok {
			return end + wireLength(rest), d
		}
	}
	return 0, date{}
}

// wireLength gives the length of "(BUSINESS WIRE)--" at the start of rest, or 0.
func wireLength(rest string) int {
	end := strings.IndexByte(rest[:boundary(rest, 40)], ')')
	if !strings.HasPrefix(rest, "(") || end < 0 {
		return 0
	}
	after := strings.TrimLeft(rest[end+1:], "-–— \u00a0")
	if n := len(rest) - len(after); n > end+1 {
		return n
	}
	return 0
}

// boundary gives the largest offset up to n that is a rune boundary of s.
func boundary(s string, n int) int {
	n = min(n, len(s))
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}

// isPlace tells whether before is a dateline, sep its end and rest the sentence after it.
func (s *splitter) isPlace(before, sep, rest string) (date, bool) {
	if countWords(rest) < 4 || !isCapital(rest) && !digitAt(rest, 0) {
		return date{}, false
	}
	place, agency := s.cutAgency(before)
	toks := tokensOf(place)
	dates := datesOf(toks)
	var when date
	if len(dates) == 1 {
		when = dates[0]
	} else if len(dates) > 1 {
		return date{}, false
	}
	names, ok := s.placeNames(toks, when, place)
	if !ok {
		return date{}, false
	}
	first, _, _ := strings.Cut(place, ",")
	caps := names > 0 && isUpper(firstWord(first)) && utf8.RuneCountInString(firstWord(first)) >= 3
	switch {
	case sep == ":":
		return when, names <= 5 && (caps || when.day > 0 && names > 0)
	case agency, caps:
		return when, true
	case names == 0 || names > 5 || s.words["opener"][fold(firstWord(place), false)]:
		return date{}, false
	case when.to > 0:
		return when, true
	case sep == " - ":
		return date{}, false
	}
	return when, !strings.Contains(rest[:sentenceEnd(rest)], sep)
}

// cutAgency takes the agency in brackets from the end of a dateline, or a dateline that is an agency
// alone.
func (s *splitter) cutAgency(before string) (place string, agency bool) {
	if strings.HasSuffix(before, ")") {
		if open := strings.LastIndexByte(before, '('); open >= 0 && countWords(before[open:]) <= 4 && isCapital(before[open:]) {
			return strings.TrimSpace(before[:open]), true
		}
	}
	if s.words.has("agency", before) {
		return "", true
	}
	for _, sep := range []string{" | ", " / ", ", "} {
		if at := strings.LastIndex(before, sep); at > 0 && s.words.has("agency", before[at:]) {
			return before[:at], true
		}
	}
	return before, false
}

// placeNames counts the words of names in a dateline; ok is false where it holds anything else.
func (s *splitter) placeNames(toks []token, when date, place string) (names int, ok bool) {
	small := 0
	for i, t := range toks {
		switch {
		case i >= when.from && i < when.to, isWeekday(t.text):
		case t.kind == 'n':
			return 0, false
		case t.kind == 'p':
			if !strings.Contains(",./-'’‘`&", t.text) {
				return 0, false
			}
		case isCapital(place[t.start:t.end]):
			names++
		case s.words["joiner"][t.text] || t.text == "near" || t.text == "s":
			small++
		default:
			return 0, false
		}
	}
	return names, names <= 8 && small <= 2
}

// firstWord gives the first word of s without the punctuation behind it.
func firstWord(s string) string {
	for w := range strings.FieldsSeq(s) {
		return strings.TrimRight(w, ",.:;/")
	}
	return ""
}

// sentenceEnd gives the offset of the first full stop with a space behind it, or the end.
func sentenceEnd(s string) int {
	if i := strings.Index(s, ". "); i >= 0 {
		return i
	}
	return len(s)
}
