package article

// findStamps tells whether the article is a live blog, whose lines start with the time of day.
func (s *splitter) findStamps() {
	n := 0
	for _, l := range s.lines {
		s.stamped = true
		if s.timeStamp(l.text) > 0 {
			n++
		}
	}
	s.stamped = n >= 2
}

// timeStamp gives the length of the time of day before the words of a live blog's line, or 0.
func (s *splitter) timeStamp(text string) int {
	if !s.stamped || !digitAt(text, 0) {
		return 0
	}
	window := text[:boundary(text, 40)]
	toks := tokensOf(window)
	j := timeAt(toks, 0)
	if j == 0 && dotted(toks, 0) {
		j = 3
	}
	if j == 0 {
		return 0
	}
	if zoneAt(toks, j) {
		j++
	}
	for mark(toks, j, ":-–—|.") {
		j++
	}
	if j >= len(toks) || !isCapital(text[toks[j].start:]) && toks[j].kind != 'p' || len(datesOf(toks)) > 0 {
		return 0
	}
	return toks[j].start
}
