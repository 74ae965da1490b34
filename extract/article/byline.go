package article

import "strings"

// byline gives the token after the names that follow "by", or i where no names do.
func (s *splitter) byline(toks []token, i int, dates []date) int {
	names, j := 0, i
	for ; j < len(toks); j++ {
		t := toks[j]
		if len(dates) > 0 && dates[0].from == j || t.kind == 'n' || mark(toks, j, "|•·–—/:") || isWeekday(t.text) {
			break
		}
		if t.text == "published" || t.text == "updated" || t.text == "posted" {
			break
		}
		names++
	}
	for j > i && toks[j-1].kind == 'p' && !mark(toks, j-1, ".") {
		j--
	}
	if names == 0 || names > 24 {
		return i
	}
	return j
}

// authorOf takes the author's name from a byline, or gives "" where the words are no names.
func (s *splitter) authorOf(text string) string {
	if first := fold(firstWord(text), false); first == "our" || first == "a" || first == "special" || first == "staff" {
		if at := strings.LastIndex(text, ", "); at >= 0 && isCapital(text[at+2:]) {
			text = text[at+2:]
		} else {
			return unnamed
		}
	}
	for _, cut := range []string{" in ", " for ", " of "} {
		text, _, _ = strings.Cut(text, cut)
	}
	if head, tail, ok := strings.Cut(text, ", "); ok && (s.words.has("agency", tail) || !isCapital(tail) || s.isRole(tail)) {
		text = head
	}
	parts := strings.FieldsSeq(text)
	for w := range parts {
		if !isCapital(w) && !s.words.has("joiner", w) && w != "&" {
			return ""
		}
	}
	return oneLine(strings.TrimRight(text, " ,"))
}

// isRole tells whether s ends with what journalists are: "Middle East correspondent", "Reuters Staff".
func (s *splitter) isRole(text string) bool {
	folded := fold(text, false)
	last := folded[strings.LastIndexByte(folded, ' ')+1:]
	return s.words["role"][last]
}

// isNameLine tells whether line i, under the title, is an author's name, office or newspaper alone.
func (s *splitter) isNameLine(i int) bool {
	text := s.lines[i].text
	n := countWords(text)
	switch {
	case s.titleLine < 0, i < s.titleLine, i > s.titleLine+headLines, i+1 == len(s.lines):
		return false
	case n < 2, n > 9, strings.ContainsAny(text, ".?!:;\"“”0123456789"):
		return false
	}
	return n <= 6 && s.isRole(text) || s.isHouse(text) || s.isNames(i)
}

// isNames tells whether line i is names of persons, perhaps with their agency. A name that the
// article says again is one of its own.
func (s *splitter) isNames(i int) bool {
	list := strings.NewReplacer(" and ", ",", " & ", ",", "|", ",").Replace(s.lines[i].text)
	names := strings.Split(list, ",")
	for _, name := range names {
		words := strings.Fields(name)
		if len(words) < 2 || len(words) > 3 {
			return s.words.has("agency", name) && len(names) > 1
		}
		for _, w := range words {
			if !isCapital(w) && !s.words.has("joiner", w) {
				return false
			}
		}
		if s.saidElsewhere(fold(words[len(words)-1], false), i) {
			return false
		}
	}
	return true
}

// saidElsewhere tells whether a line other than i holds the folded word.
func (s *splitter) saidElsewhere(word string, i int) bool {
	for j := range s.lines {
		if j != i && strings.Contains(s.lines[j].folded, word) {
			return true
		}
	}
	return false
}

// isHouse tells whether the line is the name of a newspaper or agency with a place: "BBC News,
// Bamako", "The Indian Ocean Courier, Durban".
func (s *splitter) isHouse(text string) bool {
	for w := range strings.FieldsSeq(text) {
		if !isCapital(w) && !s.words.has("joiner", w) && countWords(w) > 0 {
			return false
		}
	}
	for _, sep := range []string{",", " — ", " – ", " | ", " - "} {
		house, place, ok := strings.Cut(text, sep)
		if !ok || countWords(house) > 6 || countWords(place) > 4 {
			continue
		}
		folded := fold(house, false)
		if s.words.has("agency", house) || countWords(house) > 1 && s.words["press"][folded[strings.LastIndexByte(folded, ' ')+1:]] {
			return true
		}
	}
	return false
}

// isSignature tells whether line i ends the article with its author: "Jane Roe in Riga, The Courier".
func (s *splitter) isSignature(i int) bool {
	text := s.lines[i].text
	if i < len(s.lines)-2 || i < s.titleLine+3 || countWords(text) > 10 || !strings.Contains(text, " in ") || endsSentence(text) {
		return false
	}
	name, _, _ := strings.Cut(text, " in ")
	for w := range strings.FieldsSeq(text) {
		if !isCapital(w) && !s.words.has("joiner", w) {
			return false
		}
	}
	return countWords(name) >= 2 && countWords(name) <= 4
}
