package article

import "strings"

// caption tells whether line i is a caption, and adds it: the credit, and a label such as
// "FILE PHOTO:" before it, as Furniture of their own.
func (s *splitter) caption(i int) bool {
	l := s.lines[i]
	n := countWords(l.text)
	if n > 120 || len(l.text) > longestCaption {
		return false
	}
	label := s.label(l.text)
	credit := s.credit(l.text[label:]) + label
	said := strings.TrimRight(strings.TrimSpace(l.text[label:credit]), "|/–—- ")
	words := countWords(said)
	twice := i+1 < len(s.lines) && s.lines[i+1].folded == l.folded && n >= 3
	if label == 0 && credit == len(l.text) && !twice && !s.pictured(l.text) {
		return false
	}
	kind := Caption
	if words > 70 || label == 0 && !twice && i == len(s.lines)-1 && s.bodyWords > 0 && endsSentence(said) && words > 12 {
		kind = Body
	}
	start := l.Start + label
	s.add(Furniture, l.Start, start)
	if words > 0 {
		s.add(kind, start, start+strings.Index(l.text[label:], said)+len(said))
	}
	s.add(Furniture, l.Start+credit, l.End)
	if kind == Body {
		s.bodyWords += words
	}
	return true
}

// label gives the length of the label that starts a caption, or 0: "FILE PHOTO: ", "Image caption, ".
func (s *splitter) label(text string) int {
	at := strings.IndexAny(text, ":,-–—")
	if at <= 0 || at > 30 || !s.words.has("label", text[:at]) {
		return 0
	}
	rest := strings.TrimLeft(text[at:], ":,-–— \u00a0")
	if text[at] != ':' && !isUpper(text[:at]) && !strings.HasSuffix(fold(text[:at], false), "caption") || countWords(rest) < 3 {
		return 0
	}
	return len(text) - len(rest)
}

// credit gives the offset in text where the credit at its end starts, or the length of text.
func (s *splitter) credit(text string) int {
	for _, find := range []func(string) int{s.bracketCredit, s.markedCredit, s.agencyCredit} {
		if at := find(text); at >= 0 {
			return at
		}
	}
	return len(text)
}

// isCreditAlone tells whether the whole line is a credit: "(AFP)", "Image: NASA", "Jane Roe/Reuters".
func (s *splitter) isCreditAlone(text string) bool {
	if len(text) > longestCaption {
		return false
	}
	bare := strings.Trim(text, "()[]©. ")
	if s.words.has("agency", bare) && countWords(bare) <= 4 {
		return true
	}
	return countWords(text) <= 12 && s.credit(text) == 0
}

// bracketCredit finds "(AFP)", "[Jane Roe/Reuters]" and "(Photo by Jane Roe)" at the end.
func (s *splitter) bracketCredit(text string) int {
	body := strings.TrimRight(text, ". ")
	if !strings.HasSuffix(body, ")") && !strings.HasSuffix(body, "]") {
		return -1
	}
	open := strings.LastIndexAny(body, "([")
	if open < 0 {
		return -1
	}
	inner := body[open+1 : len(body)-1]
	if countWords(inner) > 14 || !s.namesCredit(inner) && !s.isByName(body[:open], inner) || spells(body[:open], inner) {
		return -1
	}
	if said := strings.TrimSpace(body[:open]); said != "" && !endsSentence(said) && sentences(said) > 1 {
		return -1
	}
	return open
}

// namesCredit tells whether the words in brackets say where a picture is from.
func (s *splitter) namesCredit(inner string) bool {
	if s.words.has("agency", inner) {
		return true
	}
	folded := fold(inner, true)
	first, rest, _ := strings.Cut(folded, " ")
	if s.words["mark"][first] && (rest != "" || first == "file" || first == "courtesy") {
		return true
	}
	second, _, _ := strings.Cut(rest, " ")
	if s.words["agency"][first+" "+second] || s.words["mark"][first+" "+second] {
		return true
	}
	return s.hasAgencyPart(inner)
}

// isByName tells whether the words in brackets behind a sentence are names and what photographers
// are: "(Jim Petrakis, Courier)", "(Warsama Guelleh, pool photo)".
func (s *splitter) isByName(before, inner string) bool {
	if !endsSentence(strings.TrimSpace(before)) || !strings.ContainsAny(inner, ",/|") {
		return false
	}
	return countWords(inner) <= 8 && s.smallWords(inner) == 0
}

// smallWords counts the words of s without a capital that credits do not have.
func (s *splitter) smallWords(text string) int {
	n := 0
	for w := range strings.FieldsSeq(text) {
		if !isCapital(w) && countWords(w) > 0 && !digitAt(w, 0) && !s.words.has("joiner", w) && !s.words.has("small", w) {
			n++
		}
	}
	return n
}

// hasAgencyPart tells whether one of the parts of "Jane Roe/Reuters", "Handout via AFP" is an agency,
// and the others are names.
func (s *splitter) hasAgencyPart(text string) bool {
	if !strings.ContainsAny(text, "/|") && !strings.Contains(text, " via ") && !strings.Contains(text, " for ") {
		return false
	}
	found := false
	for _, part := range strings.FieldsFunc(strings.NewReplacer(" via ", "/", " for ", "/", ", ", "/").Replace(text), func(r rune) bool { return r == '/' || r == '|' }) {
		if countWords(part) > 5 || lowerStart(part) && !s.words.has("mark", part) {
			return false
		}
		found = found || s.words.has("agency", part)
	}
	return found
}

// spells tells whether short is made of the first letters of the words before it, as in "Korean
// Central News Agency (KCNA)": then it is no credit.
func spells(before, short string) bool {
	if endsSentence(before) {
		return false
	}
	letters := strings.ToLower(short)
	parts := strings.Fields(before)
	if len(parts) < len(letters) || strings.ContainsAny(letters, " /") {
		return false
	}
	for i, w := range parts[len(parts)-len(letters):] {
		if strings.ToLower(w)[0] != letters[i] {
			return false
		}
	}
	return true
}

// markedCredit finds "Image: NASA" and "Photograph by Jane Roe" at the end. The mark has a capital,
// and no more than twelve words follow it.
func (s *splitter) markedCredit(text string) int {
	for at := 0; at < len(text); at++ {
		if text[at] < 'A' || text[at] > 'Z' && text[at] != 0xc2 || at > 0 && !strings.ContainsRune(" |/-.([", rune(text[at-1])) {
			continue
		}
		rest := text[at:]
		if countWords(rest) > 14 {
			if next := strings.IndexByte(rest, ' '); next > 0 {
				at += next
				continue
			}
			return -1
		}
		if !strings.HasPrefix(rest, "©") && !s.isMarked(rest) {
			continue
		}
		if small := s.smallWords(rest); small == 0 || small <= 3 && (at > 0 || strings.Contains(rest, "ourtesy of ")) {
			return at
		}
	}
	return -1
}

// isMarked tells whether s starts with a mark of credits: "Image:", "Photo credit:", "Photo by".
func (s *splitter) isMarked(text string) bool {
	for _, sep := range []string{":", " by ", " of ", ","} {
		mark, rest, ok := strings.Cut(text, sep)
		if !ok || countWords(mark) > 2 || !s.words.has("mark", mark) || !isCapital(rest) && sep != ":" && sep != " of " {
			continue
		}
		if sep == " of " && !strings.HasSuffix(fold(mark, false), "courtesy") {
			continue
		}
		if sep != "," || strings.HasSuffix(fold(mark, false), "source") || strings.HasSuffix(fold(mark, false), "copyright") {
			return true
		}
	}
	return false
}

// agencyCredit finds "Jane Roe/Reuters", "REUTERS/Jane Roe" and "Getty Images" as the last part of
// the line, behind a full stop, a dash or a bar.
func (s *splitter) agencyCredit(text string) int {
	body := strings.TrimRight(text, ". ")
	at, strong := 0, false
	for _, sep := range []string{". ", ".” ", ".\" ", " | ", " – ", " — ", "  "} {
		if i := strings.LastIndex(body, sep); i >= 0 && i+len(sep) > at {
			at, strong = i+len(sep), sep != ". "
		}
	}
	part := body[at:]
	if part == "" || countWords(part) > 9 {
		return -1
	}
	if at == 0 && !strings.ContainsAny(part, "/|") {
		return -1
	}
	byName := at > 0 && strings.Contains(part, "/") && isCapital(part) && s.smallWords(part) == 0 && !endsSentence(text)
	if byName || s.hasAgencyPart(part) || (strong || at > 0 && countWords(part) <= 3) && s.words.has("agency", part) {
		return at
	}
	return -1
}

// pictured tells whether the sentence says that it is under a picture.
func (s *splitter) pictured(text string) bool {
	if countWords(text) > 50 || sentences(text) > 2 {
		return false
	}
	if s.words.startLength("picture", text) > 0 {
		return true
	}
	low := strings.ToLower(text)
	for _, sign := range []string{"(left)", "(right)", "(centre)", "(center)", "(l)", "(r)", "(pictured)", ", left,", ", right,", ", centre,", ", center,"} {
		if strings.Contains(low, sign) {
			return true
		}
	}
	return false
}
