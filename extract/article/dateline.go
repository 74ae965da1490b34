package article

import (
	"strings"
)

// How much the date of a date line says about the day of publication.
const (
	rankPlace     = iota // "KYIV, March 3 (Reuters) —"
	rankUpdated          // "Updated ..."
	rankPlain            // a date and no more
	rankPublished        // "Published ..."
)

// A stamp is a date that the page gives for the article.
type stamp struct {
	date       date
	rank       int
	monthFirst bool
}

// A dated is what a line says when it is read as a date line.
type dated struct {
	stamps  []stamp
	times   int
	author  string
	unknown int  // words that no date line needs
	small   bool // one of them is not capitalised, or a number
	apart   bool // a separator stands outside the dates
	ago     bool // "2 hours ago", "5 min read"
}

// isDateBeforeTitle tells whether a line before the title gives the date.
func (s *splitter) isDateBeforeTitle(text string) bool {
	d, ok := s.readDates(text)
	if !ok || d.small || len(d.stamps)+d.times == 0 {
		return false
	}
	return d.unknown == 0 && d.author == "" || d.unknown <= 4 && d.times > 0 && len(d.stamps) > 0
}

// dateLine tells whether line i gives date, time or author and no more, and keeps them. Before the
// body has begun, names of sections and places may stand beside them.
func (s *splitter) dateLine(i int) bool {
	text := s.lines[i].text
	d, ok := s.readDates(text)
	if !ok || d.small {
		return false
	}
	full, bare := false, d.author == "" && d.times == 0
	for _, st := range d.stamps {
		full = full || st.date.year > 0 && st.date.day > 0
	}
	edge := s.head() || i >= len(s.lines)-3
	switch {
	case d.unknown == 0 && len(d.stamps)+d.times > 0:
	case d.unknown == 0 && d.author != "" && edge, d.unknown == 0 && d.ago && bare && edge:
	case s.head() && d.unknown <= 6 && !endsSentence(text) && (full && (d.apart || d.times > 0) || d.author != "" && len(d.stamps) > 0):
	default:
		return false
	}
	s.keep(i, d)
	return true
}

// keep notes the dates and the author of date line i.
func (s *splitter) keep(i int, d dated) {
	if s.a.Author == "" && d.author != "" && s.head() {
		s.a.Author = d.author
	}
	before := ""
	if i > 0 {
		before = s.lines[i-1].folded
	}
	for _, st := range d.stamps {
		if st.rank == rankPlain && (before == "published" || before == "posted") {
			st.rank = rankPublished
		}
		if st.rank == rankPlain && (before == "updated" || before == "last updated") {
			st.rank = rankUpdated
		}
		if len(s.stamps) < headLines && (s.head() || st.rank == rankPublished || st.rank == rankUpdated) {
			s.stamps = append(s.stamps, st)
		}
	}
}

// readDates reads a line as a date line; ok is false where it is too long for one.
func (s *splitter) readDates(text string) (d dated, ok bool) {
	if len(text) > 200 || countWords(text) > 25 {
		return d, false
	}
	toks := tokensOf(text)
	known := s.knownParts(text, toks)
	dates := datesOf(toks)
	rank := rankPlain
	for i := 0; i < len(toks); {
		if len(dates) > 0 && dates[0].from == i {
			d.stamps = append(d.stamps, stamp{date: dates[0], rank: rank, monthFirst: monthFirst(toks)})
			i, dates = dates[0].to, dates[1:]
			continue
		}
		if j := timeAt(toks, i); j > i {
			d.times++
			i = j
			continue
		}
		if toks[i].text == "by" && (i == 0 || toks[i-1].kind == 'p' || len(d.stamps) > 0) && d.author == "" {
			if j := s.byline(toks, i+1, dates); j > i+1 {
				d.author = s.authorOf(text[toks[i+1].start:toks[j-1].end])
				i = j
				continue
			}
		}
		switch toks[i].text {
		case "published", "posted", "created", "issued", "first", "originally":
			rank = rankPublished
		case "updated", "modified", "edited", "update":
			rank = rankUpdated
		}
		d.count(s, toks, i, known[i], text)
		i++
	}
	return d, true
}

// count adds token i, which is part of no date, time or byline.
func (d *dated) count(s *splitter, toks []token, i int, known bool, text string) {
	t := toks[i]
	switch {
	case t.kind == 'p':
		d.apart = d.apart || strings.Contains("|•·–—-/,:>", t.text)
	case known || t.kind == 'w' && (isWeekday(t.text) || s.words["date"][t.text]):
		d.ago = d.ago || t.text == "ago" || t.text == "read"
	case t.kind == 'n' && i+1 < len(toks) && s.words["date"][toks[i+1].text], t.kind == 'n' && i > 0 && mark(toks, i-1, "+"):
	case t.kind == 'n':
		d.small = true
		d.unknown++
	default:
		d.unknown++
		d.small = d.small || !isCapital(text[t.start:t.end])
	}
}

// knownParts marks the tokens of the parts between separators that are names of agencies or sections.
func (s *splitter) knownParts(text string, toks []token) []bool {
	known := make([]bool, len(toks))
	for from := 0; from < len(toks); {
		to := from
		for to < len(toks) && !mark(toks, to, "|•·–—/>,()") {
			to++
		}
		if to > from {
			part := text[toks[from].start:toks[to-1].end]
			if s.words.has("agency", part) || s.words.has("section", part) {
				for i := from; i < to; i++ {
					known[i] = true
				}
			}
		}
		from = to + 1
	}
	return known
}

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

// isNameLine tells whether line i, before the body, is an author's name or office alone. A name that
// the article says again is none.
func (s *splitter) isNameLine(i int) bool {
	l := s.lines[i]
	n := countWords(l.text)
	if n < 2 || n > 9 || s.titleLine < 0 || i < s.titleLine || i > s.titleLine+headLines || strings.ContainsAny(l.text, ".?!:;\"“”0123456789") || i+1 == len(s.lines) {
		return false
	}
	if s.isRole(l.text) && n <= 6 {
		return true
	}
	if house, place, ok := strings.Cut(l.text, ","); ok && s.words.has("agency", house) && countWords(place) <= 4 && isCapital(place) {
		return true
	}
	names := strings.FieldsFunc(strings.NewReplacer(" and ", ",", " & ", ",").Replace(l.text), func(r rune) bool { return r == ',' || r == '|' })
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
		for j := range s.lines {
			if j != i && strings.Contains(s.lines[j].folded, fold(words[len(words)-1], false)) {
				return false
			}
		}
	}
	return len(names) > 0
}

// published chooses the day of publication: a date said to be that one, then one alone, then that of
// an update, then the dateline's. What says day and month alone takes its year from the others.
func (s *splitter) published() string {
	best, rank, year := "", -1, yearOfURL(s.a.URL)
	for _, st := range s.stamps {
		if st.date.year > 0 && year == 0 {
			year = st.date.year
		}
	}
	for _, st := range s.stamps {
		d := s.settle(st)
		if d.year == 0 {
			d.year = year
		}
		if iso := d.iso(); iso != "" && st.rank > rank {
			best, rank = iso, st.rank
		}
	}
	if best == "" {
		best = isoDate(strings.ReplaceAll(dayOfURL(s.a.URL), "/", "-"))
	}
	return best
}

// settle decides the order of day and month: as another date of the page has it, or else as the
// line is written.
func (s *splitter) settle(st stamp) date {
	if st.date.swap {
		other := st.date
		other.day, other.month, other.swap = other.month, other.day, false
		for _, o := range s.stamps {
			if !o.date.swap && o.date.month == other.month && o.date.day == other.day {
				return other
			}
		}
	}
	return st.date.settle(st.monthFirst)
}

// dayOfURL gives the "2024/03/03" of a web address, or "".
func dayOfURL(url string) string {
	parts := strings.Split(url, "/")
	for i := 0; i+2 < len(parts); i++ {
		day := strings.Join(parts[i:i+3], "/")
		if toks := tokensOf(day); len(toks) == 5 && yearFirst(toks, 0).to == 5 {
			return day
		}
	}
	return ""
}

// yearOfURL gives the year in the path of a web address, or 0.
func yearOfURL(url string) int {
	for part := range strings.SplitSeq(url, "/") {
		if toks := tokensOf(part); len(toks) == 1 && year(toks, 0) > 1990 {
			return toks[0].number
		}
	}
	return 0
}
