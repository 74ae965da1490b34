package article

import "strings"

// A splitter tells the kinds of an article's lines, from the first to the last. Its methods are in
// the file of the kind they tell.
type splitter struct {
	a         *Article
	words     lists
	lines     []line
	title     string         // folded
	titleLine int            // the line that is the title, or -1
	seen      map[string]int // folded lines met so far, with their kind
	bodyWords int            // words of the Body paragraphs so far
	placed    bool           // the dateline at the start of the body was met or is past
	links     bool           // within a list of links
	stamps    []stamp        // dates of the date lines
	stamped   bool           // lines start with the time of day, as in live blogs
	out       []Paragraph
}

// headWords is the number of body words within which date lines, bylines and section names are
// looked for: a standfirst and a sentence.
const headWords = 60

// headLines is the number of lines under the title among which authors' names are looked for, and
// the number of dates that are kept.
const headLines = 30

// longestCaption is the length in bytes over which no line is a caption or a credit.
const longestCaption = 1500

// split fills the article's title, paragraphs, author and date.
func split(a *Article) {
	s := &splitter{a: a, words: words(), lines: linesOf(a.Text), seen: map[string]int{}, titleLine: -1}
	s.findTitle()
	s.findStamps()
	for i := range s.lines {
		s.line(i)
		s.seen[s.lines[i].folded]++
	}
	s.pullQuotes()
	s.lists()
	a.Paragraphs = s.out
	if a.Published == "" {
		a.Published = s.published()
	}
}

// add appends the part of the text from start to end, white space aside, as a paragraph.
func (s *splitter) add(kind Kind, start, end int) {
	start, end = trim(s.a.Text, start, end)
	if start < end {
		s.out = append(s.out, Paragraph{Kind: kind, Start: start, End: end})
	}
}

// head tells whether the article's text has hardly begun.
func (s *splitter) head() bool { return s.bodyWords < headWords }

// line tells the kind of line i and adds its paragraphs.
func (s *splitter) line(i int) {
	l := s.lines[i]
	if n := s.timeStamp(l.text); n > 0 && i != s.titleLine {
		s.add(Dateline, l.Start, l.Start+n)
		s.lines[i].cut(s.a.Text, n)
		l = s.lines[i]
	}
	switch {
	case i == s.titleLine || s.isTitle(l):
		s.add(Title, l.Start, l.End)
	case s.isControl(l):
		s.links = s.links || s.words.has("tail", l.text)
		s.add(Furniture, l.Start, l.End)
	case s.isLink(l):
		s.add(Furniture, l.Start, l.End)
	case s.dateLine(i), s.head() && (s.isSection(l.text) || s.isNameLine(i)), s.isSignature(i):
		s.add(Dateline, l.Start, l.End)
	case s.seen[l.folded] > 0 && countWords(l.text) >= 3:
		s.add(Furniture, l.Start, l.End)
	case s.caption(i):
	case s.isHeading(i):
		s.add(Heading, l.Start, l.End)
	default:
		s.body(l)
	}
}

// body adds a line of running text: the dateline before its first sentence apart.
func (s *splitter) body(l line) {
	start := l.Start
	if !s.placed {
		if n, d := s.placeLine(l.text); n > 0 {
			s.add(Dateline, l.Start, l.Start+n)
			s.stamps = append(s.stamps, stamp{date: d, rank: rankPlace})
			start, s.placed = l.Start+n, true
		}
	}
	n := countWords(l.text)
	s.bodyWords += n
	s.placed = s.placed || !s.head()
	s.add(Body, start, l.End)
}

// findTitle looks for the title: the first line that is no control, date or section. Text that
// starts with a running sentence has none.
func (s *splitter) findTitle() {
	given := s.a.Title != ""
	for i, l := range s.lines {
		if s.isControl(l) || s.isSection(l.text) || s.isDateBeforeTitle(l.text) {
			continue
		}
		switch {
		case given:
			s.title = fold(s.a.Title, false)
			if s.isTitle(l) {
				s.titleLine = i
			}
		case !s.runsLikeBody(i):
			s.a.Title, s.title, s.titleLine = oneLine(l.text), l.folded, i
		}
		return
	}
}

// runsLikeBody tells whether line i, the first of the text, is running text and no title.
func (s *splitter) runsLikeBody(i int) bool {
	text := s.lines[i].text
	n := countWords(text)
	if n > 40 {
		return true
	}
	if !endsSentence(text) || strings.HasSuffix(text, "?") || strings.HasSuffix(text, "!") {
		return false
	}
	return n >= 20 || len(s.lines) == 1 || sentences(text) > 1
}

// sentences counts the sentences of s, roughly: ends that a capital follows, short words before the
// full stop (initials, "Mr.", "U.S.") aside.
func sentences(s string) int {
	n, parts := 1, strings.Fields(s)
	for i := 0; i+1 < len(parts); i++ {
		word := strings.TrimRight(parts[i], ".!?\"'”’)")
		if endsSentence(parts[i]) && len(word) > 3 && !strings.Contains(word, ".") && isCapital(parts[i+1]) {
			n++
		}
	}
	return n
}

// isTitle tells whether the line says the title again, perhaps without the name of the site behind
// it.
func (s *splitter) isTitle(l line) bool {
	if s.title == "" || l.folded == "" {
		return false
	}
	if l.folded == s.title {
		return true
	}
	short, long := l.folded, s.title
	whole := s.a.Title
	if len(short) > len(long) {
		short, long, whole = long, short, l.text
	}
	if countWords(short) < 4 || !strings.HasPrefix(long, short+" ") {
		return false
	}
	for _, sep := range []string{" | ", " - ", " – ", " — ", " · "} {
		if at := strings.LastIndex(whole, sep); at >= 0 && fold(whole[:at], false) == short {
			return true
		}
	}
	return false
}

// isHeading tells whether line i is a heading inside the article: a short line that is no sentence.
func (s *splitter) isHeading(i int) bool {
	l := s.lines[i]
	n := countWords(l.text)
	if n == 0 || n > 14 || len(l.text) > 120 || l.Bullet {
		return false
	}
	if i == len(s.lines)-1 && s.bodyWords == 0 {
		return false
	}
	if strings.HasSuffix(l.text, "?") {
		return n <= 10 && isCapital(l.text) && sentences(l.text) == 1
	}
	return !endsSentence(l.text) && !strings.HasSuffix(l.text, ",") && !strings.HasSuffix(l.text, ";") && !lowerStart(l.text) &&
		!strings.ContainsAny(l.text, "\n")
}

// lowerStart tells whether the first letter of s is small.
func lowerStart(s string) bool {
	for _, r := range s {
		if r >= '0' && r <= '9' {
			return false
		}
		if isLetter(r) {
			return !isCapital(string(r))
		}
	}
	return false
}

// lists turns headings into Body where they are none: in a row of three or more, as in a list of
// facts, all but the first; and at the end of the article, where nothing follows.
func (s *splitter) lists() {
	text := len(s.out) - 1 // the last Body or Caption
	for text >= 0 && s.out[text].Kind != Body && s.out[text].Kind != Caption {
		text--
	}
	for i := 0; i < len(s.out); i++ {
		j := i
		for j < len(s.out) && s.out[j].Kind == Heading {
			j++
		}
		last := j > text
		keep := i + 1
		if last && j-i == 1 {
			keep = i
		}
		if last || j-i >= 3 {
			for ; keep < j; keep++ {
				s.out[keep].Kind = Body
			}
		}
		i = max(i, j-1)
	}
}
