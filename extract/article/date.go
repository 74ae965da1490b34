package article

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a number, a word or one other character of a line.
type token struct {
	kind       byte // 'n' number, 'w' word, 'p' anything else but white space
	start, end int
	text       string // lower case
	number     int    // value of a number of up to four digits, else -1
}

// tokensOf splits s. A word is a run of letters; "3rd" is a number and a word that touch.
func tokensOf(s string) []token {
	var out []token
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		kind, end := byte('p'), i+n
		switch {
		case !isInk(r):
			i = end
			continue
		case r >= '0' && r <= '9':
			kind, end = 'n', i+runLength(s[i:], func(r rune) bool { return r >= '0' && r <= '9' })
		case unicode.IsLetter(r):
			kind, end = 'w', i+runLength(s[i:], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || r == '’' || r == '\'' })
		}
		t := token{kind: kind, start: i, end: end, text: strings.ToLower(s[i:end]), number: -1}
		if kind == 'n' && end-i <= 4 {
			t.number = 0
			for _, c := range t.text {
				t.number = t.number*10 + int(c-'0')
			}
		}
		out = append(out, t)
		i = end
	}
	return out
}

func runLength(s string, in func(rune) bool) int {
	if i := strings.IndexFunc(s, func(r rune) bool { return !in(r) }); i >= 0 {
		return i
	}
	return len(s)
}

// A date is a calendar date in tokens [from, to). Parts that are not said are 0; swap is set where
// day and month could also be the other way round ("03/04/2024").
type date struct {
	from, to         int
	year, month, day int
	swap             bool
}

// iso gives the date as YYYY-MM-DD, or "" when a part is missing.
func (d date) iso() string {
	if d.year == 0 || d.month == 0 || d.day == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// isoDate gives the day of the first full date in s as YYYY-MM-DD, or "". American writing of
// numbers (month first) is told by a twelve-hour clock or an American time zone in s.
func isoDate(s string) string {
	toks := tokensOf(s)
	for _, d := range datesOf(toks) {
		if day := d.settle(monthFirst(toks)).iso(); day != "" {
			return day
		}
	}
	return ""
}

// settle decides an open order of day and month.
func (d date) settle(monthFirst bool) date {
	if d.swap && monthFirst {
		d.day, d.month = d.month, d.day
	}
	d.swap = false
	return d
}

// monthFirst tells whether the words of a line are those of an American date line.
func monthFirst(toks []token) bool {
	for i, t := range toks {
		switch t.text {
		case "est", "edt", "et", "cst", "cdt", "ct", "mst", "mdt", "mt", "pst", "pdt", "pt":
			return t.kind == 'w'
		case "am", "pm":
			if i > 0 && toks[i-1].kind == 'n' {
				return true
			}
		}
	}
	return false
}

// datesOf finds the dates of a line, from left to right, none within another.
func datesOf(toks []token) []date {
	var out []date
	for i := 0; i < len(toks); {
		d, ok := dateAt(toks, i)
		if !ok {
			i++
			continue
		}
		out = append(out, d)
		i = d.to
	}
	return out
}

// dateAt reads the longest date that starts at token i.
func dateAt(toks []token, i int) (date, bool) {
	best := date{}
	for _, read := range []func([]token, int) date{yearFirst, dayFirstNumbers, dayMonth, monthDay} {
		if d := read(toks, i); d.to > best.to && d.valid() {
			best = d
		}
	}
	return best, best.to > i
}

// valid checks the calendar.
func (d date) valid() bool {
	if d.month < 1 || d.month > 12 || d.day < 0 || d.year != 0 && (d.year < 1800 || d.year > 2199) {
		return false
	}
	last := [...]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[d.month-1]
	if d.month == 2 && d.year != 0 && (d.year%4 != 0 || d.year%100 == 0 && d.year%400 != 0) {
		last = 28
	}
	return d.day <= last && (d.day > 0 || d.year > 0)
}

// number gives the value of the number of at most width digits at token i, or -1.
func number(toks []token, i, width int) int {
	if i < len(toks) && toks[i].kind == 'n' && toks[i].end-toks[i].start <= width {
		return toks[i].number
	}
	return -1
}

// year gives the four-digit number at token i if it can be a year, or 0.
func year(toks []token, i int) int {
	if i < len(toks) && toks[i].end-toks[i].start == 4 {
		if n := number(toks, i, 4); n >= 1800 && n < 2200 {
			return n
		}
	}
	return 0
}

// mark tells whether token i is one of the characters of set.
func mark(toks []token, i int, set string) bool {
	return i < len(toks) && toks[i].kind == 'p' && strings.Contains(set, toks[i].text)
}

// touch tells whether nothing stands between the tokens from i to j.
func touch(toks []token, i, j int) bool {
	for ; i < j; i++ {
		if toks[i].end != toks[i+1].start {
			return false
		}
	}
	return true
}

// yearFirst reads 2024-03-03, 2024/3/3 and 2024.03.03.
func yearFirst(toks []token, i int) date {
	y := year(toks, i)
	if y == 0 || !mark(toks, i+1, "-/.") || !mark(toks, i+3, toks[i+1].text) {
		return date{}
	}
	m, d := number(toks, i+2, 2), number(toks, i+4, 2)
	if m < 1 || d < 1 || !touch(toks, i, i+4) {
		return date{}
	}
	return date{from: i, to: i + 5, year: y, month: m, day: d}
}

// dayFirstNumbers reads 23-02-2026, 23/02/2026, 23.2.2026, 2/23/2026 and 23/02/26. The order is open
// where both could be months and the sign is a slash; with hyphens and dots the day is first.
func dayFirstNumbers(toks []token, i int) date {
	d, m := number(toks, i, 2), number(toks, i+2, 2)
	if d < 1 || m < 1 || !mark(toks, i+1, "-/.") || !mark(toks, i+3, toks[i+1].text) || i+4 >= len(toks) || !touch(toks, i, i+4) {
		return date{}
	}
	y := year(toks, i+4)
	if y == 0 && toks[i+4].end-toks[i+4].start == 2 && toks[i+1].text != "-" {
		y = 2000 + max(number(toks, i+4, 2), 0)
	}
	if y == 0 {
		return date{}
	}
	out := date{from: i, to: i + 5, year: y, month: m, day: d, swap: toks[i+1].text == "/" && d <= 12 && m <= 12 && d != m}
	if m > 12 {
		out.day, out.month = m, d
	}
	return out
}

// dayMonth reads 3 March 2024, 3rd of March, 2024, 03-Mar-2024 and 3 March.
func dayMonth(toks []token, i int) date {
	d := number(toks, i, 2)
	if d < 1 {
		return date{}
	}
	j := ordinal(toks, i)
	if j < len(toks) && toks[j].text == "of" || mark(toks, j, "-/") {
		j++
	}
	m := monthAt(toks, j)
	if m == 0 {
		return date{}
	}
	j = afterMonth(toks, j)
	out := date{from: i, to: j, month: m, day: d}
	if mark(toks, j, ",-/") {
		j++
	}
	if y := year(toks, j); y > 0 {
		out.year, out.to = y, j+1
	}
	return out
}

// monthDay reads March 3, 2024, Mar. 3rd 2024, March 2024 and March 3.
func monthDay(toks []token, i int) date {
	m := monthAt(toks, i)
	if m == 0 {
		return date{}
	}
	j := afterMonth(toks, i)
	if y := year(toks, j); y > 0 {
		return date{from: i, to: j + 1, year: y, month: m}
	}
	d := number(toks, j, 2)
	if d < 1 {
		return date{}
	}
	j = ordinal(toks, j)
	out := date{from: i, to: j, month: m, day: d}
	if mark(toks, j, ",") {
		j++
	}
	if y := year(toks, j); y > 0 {
		out.year, out.to = y, j+1
	}
	return out
}

// ordinal gives the token after the number at i and the "st", "nd", "rd" or "th" that touches it.
func ordinal(toks []token, i int) int {
	if i+1 < len(toks) && toks[i].end == toks[i+1].start {
		switch toks[i+1].text {
		case "st", "nd", "rd", "th":
			return i + 2
		}
	}
	return i + 1
}

// afterMonth gives the token after the name of a month at i and the full stop of its short form.
func afterMonth(toks []token, i int) int {
	if mark(toks, i+1, ".") {
		return i + 2
	}
	return i + 1
}

// monthAt gives the month, 1 to 12, that token i names, or 0.
func monthAt(toks []token, i int) int {
	if i >= len(toks) || toks[i].kind != 'w' {
		return 0
	}
	w := toks[i].text
	names := [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	for m, name := range names {
		if w == name || len(w) == 3 && w == name[:3] || m == 8 && w == "sept" {
			return m + 1
		}
	}
	return 0
}

// isWeekday tells whether w names a day of the week, in full or short.
func isWeekday(w string) bool {
	for _, name := range [...]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		if w == name || len(w) >= 3 && len(w) <= 5 && strings.HasPrefix(name, w) {
			return true
		}
	}
	return false
}

// timeAt reads a time of day at token i and gives the token after it, or i: 11:02, 14:05:33.120,
// 10.05am, 3 p.m., 1405 GMT. Zone names are left to the caller.
func timeAt(toks []token, i int) int {
	h := number(toks, i, 4)
	if h < 0 {
		return i
	}
	j := i + 1
	switch {
	case h < 24 && mark(toks, j, ":.h") && number(toks, j+1, 2) >= 0 && number(toks, j+1, 2) < 60 && toks[j+1].end-toks[j+1].start == 2 && touch(toks, i, j+1):
		colon := toks[j].text == ":"
		for mark(toks, j, ":.") && number(toks, j+1, 4) >= 0 && touch(toks, j-1, j+1) {
			j += 2
		}
		if k := halfDay(toks, j); k > j {
			return k
		}
		if colon || zoneAt(toks, j) {
			return j
		}
	case h >= 1 && h <= 12 && halfDay(toks, j) > j:
		return halfDay(toks, j)
	case h < 2400 && toks[i].end-toks[i].start == 4 && zoneAt(toks, j):
		return j
	}
	return i
}

// dotted tells whether tokens i to i+2 are hours and minutes with a full stop: "21.35".
func dotted(toks []token, i int) bool {
	h, m := number(toks, i, 2), number(toks, i+2, 2)
	return h >= 0 && h < 24 && mark(toks, i+1, ".") && m >= 0 && m < 60 && toks[i+2].end-toks[i+2].start == 2 && touch(toks, i, i+2)
}

// halfDay gives the token after "am", "p.m." and the like at token i, or i.
func halfDay(toks []token, i int) int {
	if i >= len(toks) {
		return i
	}
	if toks[i].text == "am" || toks[i].text == "pm" {
		return i + 1
	}
	if (toks[i].text == "a" || toks[i].text == "p") && mark(toks, i+1, ".") && i+2 < len(toks) && toks[i+2].text == "m" {
		if mark(toks, i+3, ".") {
			return i + 4
		}
		return i + 3
	}
	return i
}

// zoneAt tells whether token i names a time zone that stands after clock times.
func zoneAt(toks []token, i int) bool {
	if i >= len(toks) {
		return false
	}
	switch toks[i].text {
	case "gmt", "utc", "bst", "cet", "cest", "eet", "est", "edt", "et", "cst", "cdt", "mst", "pst", "pdt", "ist", "msk", "hrs", "hours", "local":
		return true
	}
	return false
}
