package graph

import (
	"math"
	"slices"
	"strings"
)

// EdgeOf returns the type's ends of the edge that a statement is for, or false where it makes none:
// a possible or negated statement, or one of a node about itself.
func EdgeOf(s *Statement, symmetric func(typ string) bool) (from, to string, ok bool) {
	if s.Status != Asserted && s.Status != Claimed || s.Subject == s.Object {
		return "", "", false
	}
	if s.Object < s.Subject && symmetric(s.Type) {
		return s.Object, s.Subject, true
	}
	return s.Subject, s.Object, true
}

// NewEdge makes an edge of all statements that EdgeOf gives these ends, of which there must be one;
// published tells the date of an article by its id.
//
// The confidence is that of at least one article being right: 1 - (1-a)(1-b)..., a and b the
// confidence of each article's surest statement, rounded to four places. The best statement, whose
// quote the edge has, is an asserted one before a claimed one, then the surest, then the one of the
// earliest dated article, then the one of the smallest id.
func NewEdge(typ, from, to string, statements []Statement, published func(articleID string) string) Edge {
	statements = slices.Clone(statements)
	slices.SortFunc(statements, func(a, b Statement) int {
		if c := strings.Compare(a.Article, b.Article); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	e := Edge{
		ID: EdgeID(typ, from, to), Type: typ, From: from, To: to,
		Statements: len(statements), Status: Claimed,
	}
	var roles map[string]int
	best, bestDate := -1, ""
	doubt, surest := 1.0, 0.0
	for i := range statements {
		s := &statements[i]
		date := published(s.Article)
		if i == 0 || s.Article != statements[i-1].Article {
			e.Articles++
			doubt *= 1 - surest
			surest = 0
			e.FirstReported = earlier(e.FirstReported, date)
			e.LastReported = max(e.LastReported, date)
		}
		surest = max(surest, s.Confidence)
		count(&roles, s.Role, 1)
		begin, end := timeRange(s.Time)
		e.TimeFrom, e.TimeTo = earlier(e.TimeFrom, begin), max(e.TimeTo, end)
		if s.Status == Asserted {
			e.Status = Asserted
		}
		if best < 0 || better(s, date, &statements[best], bestDate) {
			best, bestDate = i, date
		}
	}
	e.Confidence = math.Round((1-doubt*(1-surest))*1e4) / 1e4
	e.Role = mostFrequent(roles)
	e.Quote = statements[best].Quote
	return e
}

// better orders statements as NewEdge tells.
func better(a *Statement, aDate string, b *Statement, bDate string) bool {
	switch {
	case a.Status != b.Status:
		return a.Status == Asserted
	case a.Confidence != b.Confidence:
		return a.Confidence > b.Confidence
	case aDate != bDate:
		return bDate == "" || aDate != "" && aDate < bDate
	}
	return a.ID < b.ID
}

// earlier returns the smaller of two dates, an empty one being none.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// timeRange returns the begin and end of a statement's time, which are the same where it is no range.
func timeRange(time string) (begin, end string) {
	begin, end, isRange := strings.Cut(time, "/")
	if !isRange {
		return time, time
	}
	return begin, end
}
