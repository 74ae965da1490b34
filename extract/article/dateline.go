package article

import (
	"strings"
)

// How much the date of a date line says about the day of publication.
const (
	rankPlace     = iota // "KYIV, March 3 (Reuters) —"
	rankLate             // a date alone, below the first sentences
	rankUpdated          // "Updated ..."
	rankPlain            // a date and no more
	rankPublished        // "Published ..."
)

// unnamed stands for the author of "By a staff reporter".
const unnamed = "-"

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
	full    bool // day and year are given
	leads   bool // a full date starts the line and a dash or bar follows it
	atEnd   bool // a date or time ends the line
}

// isDateBeforeTitle tells whether a line before the title gives the date.
func (s *splitter) isDateBeforeTitle(text string) bool {
	d, ok := s.readDates(text)
	if !ok || d.small || len(d.stamps)+d.times == 0 {
		return false
	}
	return d.unknown == 0 && d.author == "" || d.unknown <= 4 && d.times > 0 && len(d.stamps) > 0
}

// dateLine tells whether line i gives date, time or author and no more, and keeps them.
func (s *splitter) dateLine(i int) bool {
	text := s.lines[i].text
	d, ok := s.readDates(text)
	if !ok {
		return false
	}
	end := endsSentence(text)
	if s.head() && (d.leads && !end || d.isHead() && (d.atEnd || !end)) || d.isBare(s.head() || i >= len(s.lines)-3) {
		s.keep(i, d)
		return true
	}
	return false
}

// isBare tells whether nothing stands beside date, time and author. An author alone, and "2 hours
// ago", count at the edge of the article only.
func (d dated) isBare(edge bool) bool {
	if d.unknown > 0 {
		return false
	}
	return len(d.stamps)+d.times > 0 || edge && (d.author != "" || d.ago)
}

// isHead tells whether names of sections and places stand beside the date, as they do before the
// body has begun.
func (d dated) isHead() bool {
	if d.small || d.unknown > 8 {
		return false
	}
	return d.full && (d.apart || d.times > 0) || d.author != "" && len(d.stamps) > 0
}

// keep notes the dates and the author of date line i.
func (s *splitter) keep(i int, d dated) {
	if s.a.Author == "" && d.author != "" && d.author != unnamed && s.head() {
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
		if st.rank == rankPlain && !s.head() {
			st.rank = rankLate
		}
		if len(s.stamps) < headLines && (st.rank > rankLate || i <= s.titleLine+headLines/3) {
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
			full := d.stamps[len(d.stamps)-1].date.iso() != ""
			d.full = d.full || full
			d.leads = d.leads || d.unknown == 0 && len(d.stamps) == 1 && full && mark(toks, i, "|•·–—-")
			d.atEnd = i == len(toks)
			continue
		}
		if j := s.timeOf(toks, i); j > i {
			d.times++
			i = j
			d.atEnd = i == len(toks)
			continue
		}
		if toks[i].text == "by" && (i == 0 || toks[i-1].kind == 'p' || len(d.stamps) > 0 || d.unknown == 0) && d.author == "" {
			if j := s.byline(toks, i+1, dates); j > i+1 {
				d.author = s.authorOf(text[toks[i+1].start:toks[j-1].end])
				if d.author == "" {
					d.small = true
					d.unknown++
				}
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

// timeOf is timeAt, which also takes "21.35" for a time behind a word of date lines.
func (s *splitter) timeOf(toks []token, i int) int {
	if j := timeAt(toks, i); j > i {
		return j
	}
	if i > 0 && s.words["date"][toks[i-1].text] && dotted(toks, i) {
		return i + 3
	}
	return i
}

// count adds token i, which is part of no date, time or byline.
func (d *dated) count(s *splitter, toks []token, i int, known bool, text string) {
	t := toks[i]
	switch {
	case t.kind == 'p':
		d.apart = d.apart || strings.Contains("|•·–—-/,:>(", t.text)
	case known || s.words["role"][t.text] || s.words["joiner"][t.text] && i > 0 && i+1 < len(toks) || t.kind == 'w' && (isWeekday(t.text) || s.words["date"][t.text]):
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
