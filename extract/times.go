package extract

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A timeExpression is a run of tokens that says when, with its ISO 8601 value: a day, a month, a
// year or a range from/to.
type timeExpression struct {
	first, last int // tokens, last inclusive
	value       string
	future      string // value if the statement lies ahead ("on Friday"), or ""
}

// timesIn finds the time expressions of a sentence. Relative ones count from the article's date
// and are left out where it has none.
func (r *reading) timesIn(sentence int) []timeExpression {
	tokens := r.sentences[sentence].tokens
	today, err := time.Parse(time.DateOnly, r.article.Published)
	c := calendar{tokens: tokens, today: today, dated: err == nil}
	var out []timeExpression
	for k := 0; k < len(tokens); {
		if tokens[k].mention < 0 || isMonth(tokens[k].word) {
			if t, ok := c.at(k); ok {
				out = append(out, t)
				k = t.last + 1
				continue
			}
		}
		k++
	}
	return out
}

// A calendar reads time expressions off the tokens of a sentence.
type calendar struct {
	tokens []token
	today  time.Time // the article's date
	dated  bool
}

func (c calendar) word(k int) string {
	if k < 0 || k >= len(c.tokens) {
		return ""
	}
	return strings.ToLower(c.tokens[k].word)
}

// at reads the expression that starts at token k.
func (c calendar) at(k int) (timeExpression, bool) {
	for _, form := range []func(int) (timeExpression, bool){c.monthFirst, c.dayFirst, c.isoDate, c.years, c.weekday, c.nearDay, c.deictic, c.ago} {
		if t, ok := form(k); ok {
			return t, true
		}
	}
	return timeExpression{}, false
}

var monthNumbers = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}

func monthOf(word string) (time.Month, bool) {
	w := strings.ToLower(strings.TrimSuffix(word, "."))
	if len(w) < 3 || !lists().has("months", w) {
		return 0, false
	}
	return monthNumbers[w[:3]], true
}

func isMonth(word string) bool {
	_, ok := monthOf(word)
	return ok && capitalised(word)
}

func dayOf(word string) (int, bool) {
	word = strings.TrimRight(strings.ToLower(word), "stndrh")
	d, err := strconv.Atoi(word)
	return d, err == nil && d >= 1 && d <= 31
}

func yearOf(word string) (int, bool) {
	if len(word) != 4 {
		return 0, false
	}
	y, err := strconv.Atoi(word)
	return y, err == nil && y >= 1000 && y <= 2100
}

// monthFirst: "May 18, 2015", "May 18", "May 2025", "May" after a preposition.
func (c calendar) monthFirst(k int) (timeExpression, bool) {
	if !isMonth(c.at0(k)) {
		return timeExpression{}, false
	}
	month, _ := monthOf(c.word(k))
	if d, ok := dayOf(c.word(k + 1)); ok {
		if y, ok := yearOf(c.word(k + 3)); ok && c.word(k+2) == "," {
			return timeExpression{first: k, last: k + 3, value: day(y, month, d)}, true
		}
		if y, ok := yearOf(c.word(k + 2)); ok {
			return timeExpression{first: k, last: k + 2, value: day(y, month, d)}, true
		}
		return c.nearest(k, k+1, month, d)
	}
	if y, ok := yearOf(c.word(k + 1)); ok {
		return timeExpression{first: k, last: k + 1, value: fmt.Sprintf("%04d-%02d", y, month)}, true
	}
	if y, ok := yearOf(c.word(k + 2)); ok && (c.word(k+1) == "of" || c.word(k+1) == ",") {
		return timeExpression{first: k, last: k + 2, value: fmt.Sprintf("%04d-%02d", y, month)}, true
	}
	switch c.word(k - 1) {
	case "in", "since", "last", "until", "by", "early", "late", "mid", "during", "from", "this", "next", "of":
		return c.nearest(k, k, month, 0)
	}
	return timeExpression{}, false
}

func (c calendar) at0(k int) string { return c.tokens[k].word }

// dayFirst: "18 May 2015", "18 May".
func (c calendar) dayFirst(k int) (timeExpression, bool) {
	d, ok := dayOf(c.word(k))
	if !ok || k+1 >= len(c.tokens) || !isMonth(c.tokens[k+1].word) {
		return timeExpression{}, false
	}
	month, _ := monthOf(c.word(k + 1))
	if y, ok := yearOf(c.word(k + 2)); ok {
		return timeExpression{first: k, last: k + 2, value: day(y, month, d)}, true
	}
	return c.nearest(k, k+1, month, d)
}

// nearest dates a day or month without a year: the last one before the article, or the coming one
// if the statement lies ahead.
func (c calendar) nearest(first, last int, month time.Month, d int) (timeExpression, bool) {
	if !c.dated {
		return timeExpression{}, false
	}
	y := c.today.Year()
	if month > c.today.Month() || month == c.today.Month() && d > c.today.Day() {
		y--
	}
	t := timeExpression{first: first, last: last}
	format := func(y int) string {
		if d == 0 {
			return fmt.Sprintf("%04d-%02d", y, month)
		}
		return day(y, month, d)
	}
	t.value, t.future = format(y), format(y+1)
	if month == c.today.Month() && (d == 0 || d == c.today.Day()) {
		t.future = t.value
	}
	return t, true
}

func day(y int, m time.Month, d int) string { return fmt.Sprintf("%04d-%02d-%02d", y, m, d) }

func (c calendar) isoDate(k int) (timeExpression, bool) {
	t, err := time.Parse(time.DateOnly, c.word(k))
	return timeExpression{first: k, last: k, value: t.Format(time.DateOnly)}, err == nil
}

// years: "in 2017", "2013–2014", "from 2013 to 2017", "since 2013", "the 2011 war".
func (c calendar) years(k int) (timeExpression, bool) {
	w := c.word(k)
	if from, to, ok := strings.Cut(strings.ReplaceAll(w, "–", "-"), "-"); ok {
		a, okA := yearOf(from)
		if b, okB := yearOf(to); okA && okB && a < b {
			return timeExpression{first: k, last: k, value: fmt.Sprintf("%d/%d", a, b)}, true
		}
		return timeExpression{}, false
	}
	y, ok := yearOf(w)
	if !ok || y < 1400 {
		return timeExpression{}, false
	}
	before, after := c.word(k-1), c.word(k+1)
	if b, ok := yearOf(c.word(k + 2)); ok && b > y {
		if before == "from" && (after == "to" || after == "until") || before == "between" && after == "and" || after == "–" || after == "-" {
			return timeExpression{first: k, last: k + 2, value: fmt.Sprintf("%d/%d", y, b)}, true
		}
	}
	switch before {
	case "in", "since", "from", "by", "during", "early", "late", "mid", "of", "the", "to", "before", "after", "(", "around", "its", "his", "her", "summer", "spring", "winter", "autumn", "year", "and":
		return timeExpression{first: k, last: k, value: strconv.Itoa(y)}, true
	}
	return timeExpression{}, false
}

var weekdays = map[string]time.Weekday{"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6}

// weekday: the last such day up to the article's date, or the coming one.
func (c calendar) weekday(k int) (timeExpression, bool) {
	w, ok := weekdays[c.word(k)]
	if !ok || !c.dated || !capitalised(c.tokens[k].word) {
		return timeExpression{}, false
	}
	back := (int(c.today.Weekday()) - int(w) + 7) % 7
	if c.word(k-1) == "last" && back == 0 {
		back = 7
	}
	value := c.today.AddDate(0, 0, -back)
	ahead := c.today.AddDate(0, 0, (7-back)%7)
	t := timeExpression{first: k, last: k, value: value.Format(time.DateOnly), future: ahead.Format(time.DateOnly)}
	if c.word(k-1) == "next" {
		t.value = t.future
	}
	return t, true
}

func (c calendar) nearDay(k int) (timeExpression, bool) {
	if !c.dated {
		return timeExpression{}, false
	}
	days := map[string]int{"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
	n, ok := days[c.word(k)]
	return timeExpression{first: k, last: k, value: c.today.AddDate(0, 0, n).Format(time.DateOnly)}, ok
}

// deictic: "last month", "this year", "next year". A week has no value of its own.
func (c calendar) deictic(k int) (timeExpression, bool) {
	if !c.dated {
		return timeExpression{}, false
	}
	steps := map[string]int{"last": -1, "this": 0, "next": 1, "previous": -1, "earlier": 0, "later": 0, "past": -1}
	n, ok := steps[c.word(k)]
	if !ok {
		return timeExpression{}, false
	}
	last := k + 1
	if c.word(last) == "this" { // "earlier this year"
		last++
	} else if c.word(k) == "earlier" || c.word(k) == "later" {
		return timeExpression{}, false
	}
	first := time.Date(c.today.Year(), c.today.Month(), 1, 0, 0, 0, 0, time.UTC)
	switch c.word(last) {
	case "month":
		return timeExpression{first: k, last: last, value: first.AddDate(0, n, 0).Format("2006-01")}, true
	case "year":
		return timeExpression{first: k, last: last, value: strconv.Itoa(c.today.Year() + n)}, true
	}
	return timeExpression{}, false
}

var numberWords = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

// ago: "three days ago", "two years earlier" (counted from the article), "a month ago".
func (c calendar) ago(k int) (timeExpression, bool) {
	n, ok := numberWords[c.word(k)]
	if !ok {
		var err error
		if n, err = strconv.Atoi(c.word(k)); err != nil || n > 200 {
			return timeExpression{}, false
		}
	}
	if !c.dated || c.word(k+2) != "ago" {
		return timeExpression{}, false
	}
	t := timeExpression{first: k, last: k + 2}
	switch strings.TrimSuffix(c.word(k+1), "s") {
	case "day":
		t.value = c.today.AddDate(0, 0, -n).Format(time.DateOnly)
	case "month":
		first := time.Date(c.today.Year(), c.today.Month(), 1, 0, 0, 0, 0, time.UTC)
		t.value = first.AddDate(0, -n, 0).Format("2006-01")
	case "year":
		t.value = strconv.Itoa(c.today.Year() - n)
	default:
		return timeExpression{}, false
	}
	return t, true
}

// timeOf returns when, as the sentence tells it of a predicate: the expression that depends on the
// predicate, or on what it depends on inside its clause.
func (r *reading) timeOf(sentence, p int, times []timeExpression, ahead bool) string {
	if len(times) == 0 {
		return ""
	}
	g := r.in(sentence)
	best, bestSteps := -1, 0
	for i, t := range times {
		steps, ok := g.timeSteps(p, headOf(g.sentence, t.first, t.last))
		if !ok && g.inWhenClause(p, t) {
			steps, ok = stepsOfWhen, true
		}
		if ok && (best < 0 || steps < bestSteps) {
			best, bestSteps = i, steps
		}
	}
	if best < 0 {
		return ""
	}
	if t := times[best]; ahead && t.future != "" {
		return t.future
	}
	return times[best].value
}

// stepsOfWhen is how far the time before a "when" is from what its clause tells: any that stands in
// the clause itself is nearer.
const stepsOfWhen = 20

// inWhenClause reports whether a predicate stands in a clause that begins with "when" behind a time:
// "in 2013, when A fought B and took C".
func (g grammar) inWhenClause(p int, t timeExpression) bool {
	when := t.last + 1
	if when < len(g.tokens) && g.tokens[when].word == "," {
		when++
	}
	if when >= p || !strings.EqualFold(g.tokens[when].word, "when") || g.tokens[when].head < 0 {
		return false
	}
	verb := g.tokens[when].head
	return p == verb || g.governs(verb, p)
}

// ownTime returns the time that stands in the phrase of a noun itself: "president from 2013 to 2017".
func (r *reading) ownTime(g grammar, n int, times []timeExpression) string {
	for _, t := range times {
		if _, ok := g.below(n, headOf(g.sentence, t.first, t.last)); ok {
			return t.value
		}
	}
	return ""
}

// timeSteps counts the steps in the tree from a predicate to a time expression that may date it:
// down to its own adverbials, or up to those of the clause that it belongs to.
func (g grammar) timeSteps(p, at int) (steps int, ok bool) {
	for up := 0; up < 6; up++ {
		if down, ok := g.below(p, at); ok {
			return 3*up + down, true
		}
		for _, c := range g.children[p] { // "took A and founded B in 2017"
			if g.rel(c) == "conj" && g.isVerb(c) && c > p && at > c && g.child(c, "nsubj") < 0 {
				if down, ok := g.below(c, at); ok {
					return 3*up + down + 2, true
				}
			}
		}
		head := g.tokens[p].head
		if head < 0 {
			return 0, false
		}
		switch g.base(p) {
		case "ccomp", "acl", "parataxis", "appos":
			if g.rel(p) != "acl" {
				return 0, false
			}
		case "advcl":
			if g.child(p, "mark") >= 0 && g.tokens[p].tag != "VB" {
				return 0, false
			}
		}
		if g.base(p) == "conj" && at > head && at < p {
			return 0, false // it dates the verb before: "was born in 1951 and studied"
		}
		p = head
	}
	return 0, false
}

// below counts the steps from a predicate down to a token without entering another clause.
func (g grammar) below(p, at int) (steps int, ok bool) {
	for steps = 0; steps < 6; steps++ {
		if at == p {
			return steps, true
		}
		switch g.base(at) {
		case "ccomp", "acl", "advcl", "parataxis", "conj", "xcomp":
			if steps > 0 || g.isVerb(at) {
				return 0, false
			}
		}
		if at = g.tokens[at].head; at < 0 {
			return 0, false
		}
	}
	return 0, false
}
