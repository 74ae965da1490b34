package extract

import (
	"strings"
	"testing"
	"testing/quick"

	"github.com/stretchr/testify/assert"

	"github.com/newsgraph/newsgraph/extract/article"
)

// timesOf reads the time expressions of a text whose words are parted by blanks.
func timesOf(published, text string) []timeExpression {
	r := &reading{article: &article.Article{Published: published}, sentences: []sentence{{}}}
	for word := range strings.FieldsSeq(text) {
		r.sentences[0].tokens = append(r.sentences[0].tokens, token{word: word, head: -1, mention: -1})
	}
	return r.timesIn(0)
}

// TestTimes: every form, in an article of Saturday, 21 February 2026, and in one without a date.
func TestTimes(t *testing.T) {
	for _, c := range []struct{ text, value, future, undated string }{
		// complete dates
		{"on May 18 , 2015", "2015-05-18", "", "2015-05-18"},
		{"on May 18 2015", "2015-05-18", "", "2015-05-18"},
		{"on Sept. 3rd , 2015", "2015-09-03", "", "2015-09-03"},
		{"on 18 May 2015", "2015-05-18", "", "2015-05-18"},
		{"the 1st January 2020", "2020-01-01", "", "2020-01-01"},
		{"on 2015-05-18 it", "2015-05-18", "", "2015-05-18"},
		// months and years
		{"in May 2015", "2015-05", "", "2015-05"},
		{"in May of 2015", "2015-05", "", "2015-05"},
		{"in May , 2015", "2015-05", "", "2015-05"},
		{"in 2015", "2015", "", "2015"},
		{"since 2015", "2015", "", "2015"},
		{"the 2011 war", "2011", "", "2011"},
		{"from 2013 to 2017", "2013/2017", "", "2013/2017"},
		{"between 2013 and 2017", "2013/2017", "", "2013/2017"},
		{"2013 – 2017", "2013/2017", "", "2013/2017"},
		{"2013–2017", "2013/2017", "", "2013/2017"},
		{"2013-2017", "2013/2017", "", "2013/2017"},
		// without a year: the last one, or the next if it lies ahead
		{"on May 18", "2025-05-18", "2026-05-18", ""},
		{"on February 3", "2026-02-03", "2027-02-03", ""},
		{"on 18 May", "2025-05-18", "2026-05-18", ""},
		{"on February 21", "2026-02-21", "2026-02-21", ""},
		{"in May", "2025-05", "2026-05", ""},
		{"in January", "2026-01", "2027-01", ""},
		{"this February", "2026-02", "2026-02", ""},
		// counted from the article
		{"on Saturday", "2026-02-21", "2026-02-21", ""},
		{"on Friday", "2026-02-20", "2026-02-27", ""},
		{"on Sunday", "2026-02-15", "2026-02-22", ""},
		{"last Saturday", "2026-02-14", "2026-02-21", ""},
		{"next Friday", "2026-02-27", "2026-02-27", ""},
		{"he left yesterday", "2026-02-20", "", ""},
		{"he leaves today", "2026-02-21", "", ""},
		{"he leaves tonight", "2026-02-21", "", ""},
		{"he leaves tomorrow", "2026-02-22", "", ""},
		{"last month", "2026-01", "", ""},
		{"this month", "2026-02", "", ""},
		{"next month", "2026-03", "", ""},
		{"last year", "2025", "", ""},
		{"earlier this year", "2026", "", ""},
		{"later this month", "2026-02", "", ""},
		{"next year", "2027", "", ""},
		{"three days ago", "2026-02-18", "", ""},
		{"21 days ago", "2026-01-31", "", ""},
		{"a month ago", "2026-01", "", ""},
		{"fourteen 2 months ago", "2025-12", "", ""},
		{"two years ago", "2024", "", ""},
		// no times
		{"it may rain", "", "", ""},
		{"May it rain", "", "", ""},
		{"march on Rome", "", "", ""},
		{"he may in 1300", "", "", ""},
		{"2015 people died", "", "", ""},
		{"2017-2013", "", "", ""},
		{"room 1234-5678", "", "", ""},
		{"last week", "", "", ""},
		{"three weeks ago", "", "", ""},
		{"300 years ago", "", "", ""},
		{"earlier on", "", "", ""},
		{"the week of 9/11", "", "", ""},
		{"", "", "", ""},
	} {
		var want, undated []string
		if c.value != "" {
			want = []string{c.value, c.future}
		}
		if c.undated != "" {
			undated = []string{c.undated, ""}
		}
		assert.Equal(t, want, flat(timesOf("2026-02-21", c.text)), c.text)
		assert.Equal(t, undated, flat(timesOf("", c.text)), "undated: %s", c.text)
	}
}

func flat(times []timeExpression) []string {
	var out []string
	for _, t := range times {
		out = append(out, t.value, t.future)
	}
	return out
}

func TestTimesInPlace(t *testing.T) {
	assert.Equal(t, []timeExpression{
		{first: 1, last: 4, value: "2015-05-18"},
		{first: 6, last: 7, value: "2016-06"},
		{first: 8, last: 8, value: "2026-02-20", future: "2026-02-27"},
	}, timesOf("2026-02-21", "on May 18 , 2015 and June 2016 Friday"))
}

// TestTimesInNames: what belongs to a name is no time, unless it starts with a month.
func TestTimesInNames(t *testing.T) {
	r := &reading{article: &article.Article{Published: "2026-02-21"}, sentences: []sentence{{tokens: []token{
		{word: "in", mention: -1}, {word: "2017", mention: 0}, {word: "in", mention: -1}, {word: "May", mention: 1}, {word: "2015", mention: 1},
	}}}}
	assert.Equal(t, []string{"2015-05", ""}, flat(r.timesIn(0)))
}

// TestTimesAreISO: whatever the words are, values are dates, months, years or ranges.
func TestTimesAreISO(t *testing.T) {
	words := strings.Fields("May may Sept. 18 31 32nd 2015 9999 0 , of last next this earlier Friday yesterday three a 21 days months years ago from 2013 to 2017 – 2013-2017 2026-02-30 in on 日 -1")
	form := `^(\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}|\d{4}/\d{4})?$`
	check := func(picks []uint8) bool {
		var text []string
		for _, p := range picks {
			text = append(text, words[int(p)%len(words)])
		}
		last := -1
		for _, e := range timesOf("2024-02-29", strings.Join(text, " ")) {
			assert.Greater(t, e.first, last)
			assert.LessOrEqual(t, e.first, e.last)
			assert.Less(t, e.last, len(text))
			assert.NotEmpty(t, e.value)
			assert.Regexp(t, form, e.value)
			assert.Regexp(t, form, e.future)
			last = e.last
		}
		return !t.Failed()
	}
	assert.NoError(t, quick.Check(check, &quick.Config{MaxCount: 3000}))
}
