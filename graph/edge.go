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
	slices.SortFunc(statements, func(a, b Statement) int { return strings.Compare(a.Article, b.Article) })
	var sum EdgeSum
	for begin, end := 0, 0; begin < len(statements); begin = end {
		article := statements[begin].Article
		for end < len(statements) && statements[end].Article == article {
			end++
		}
		sum.Add(statements[begin:end], published(article))
	}
	return sum.Edge(typ, from, to)
}

// An EdgeSum gathers what articles say for an edge, in any order. It stays small however many there
// are, so a store can keep it and add an article without reading the others; to take one away it has
// to gather the others anew. The tags are those of its JSON.
type EdgeSum struct {
	Articles   int            `json:"articles"`
	Statements int            `json:"statements"`
	Asserted   bool           `json:"asserted,omitempty"`
	Doubt      int64          `json:"doubt"` // see doubt
	Roles      map[string]int `json:"roles,omitempty"`
	TimeFrom   string         `json:"timeFrom,omitempty"`
	TimeTo     string         `json:"timeTo,omitempty"`
	First      string         `json:"first,omitempty"`
	Last       string         `json:"last,omitempty"`
	Best       Best           `json:"best"`
}

// Best is what an EdgeSum keeps of its best statement.
type Best struct {
	ID         string  `json:"id"`
	Date       string  `json:"date,omitempty"`
	Status     Status  `json:"status"`
	Confidence float64 `json:"confidence"`
	Quote      string  `json:"quote"`
}

// Add adds the statements of one article, which was published on a date.
func (e *EdgeSum) Add(statements []Statement, published string) {
	surest := 0.0
	for i := range statements {
		s := &statements[i]
		surest = max(surest, s.Confidence)
		count(&e.Roles, s.Role, 1)
		begin, end := timeRange(s.Time)
		e.TimeFrom, e.TimeTo = earlier(e.TimeFrom, begin), max(e.TimeTo, end)
		e.Asserted = e.Asserted || s.Status == Asserted
		candidate := Best{ID: s.ID, Date: published, Status: s.Status, Confidence: s.Confidence, Quote: s.Quote}
		if e.Best.ID == "" || better(&candidate, &e.Best) {
			e.Best = candidate
		}
	}
	e.Articles++
	e.Statements += len(statements)
	e.Doubt += doubt(surest)
	e.First, e.Last = earlier(e.First, published), max(e.Last, published)
}

// Merge adds what another sum gathered from other articles.
func (e *EdgeSum) Merge(other *EdgeSum) {
	if e.Best.ID == "" || other.Best.ID != "" && better(&other.Best, &e.Best) {
		e.Best = other.Best
	}
	for role, n := range other.Roles {
		count(&e.Roles, role, n)
	}
	e.Articles += other.Articles
	e.Statements += other.Statements
	e.Asserted = e.Asserted || other.Asserted
	e.Doubt += other.Doubt
	e.TimeFrom, e.TimeTo = earlier(e.TimeFrom, other.TimeFrom), max(e.TimeTo, other.TimeTo)
	e.First, e.Last = earlier(e.First, other.First), max(e.Last, other.Last)
}

// Edge makes the edge of what was added.
func (e *EdgeSum) Edge(typ, from, to string) Edge {
	status := Claimed
	if e.Asserted {
		status = Asserted
	}
	return Edge{
		ID: EdgeID(typ, from, to), Type: typ, From: from, To: to,
		Articles: e.Articles, Statements: e.Statements, Status: status, Role: mostFrequent(e.Roles),
		Confidence: math.Round((1-math.Exp(-float64(e.Doubt)/doubtUnit))*1e4) / 1e4,
		TimeFrom:   e.TimeFrom, TimeTo: e.TimeTo, FirstReported: e.First, LastReported: e.Last,
		Quote: e.Best.Quote,
	}
}

// doubtUnit is the unit of EdgeSum.Doubt.
const doubtUnit = 1 << 32

// doubt returns -ln(1-confidence) in whole units, so that the sum of many is the same in every
// order. Nothing is surer than one in a billion.
func doubt(confidence float64) int64 {
	return int64(math.Round(-math.Log(max(1-confidence, 1e-9)) * doubtUnit))
}

// better orders statements as NewEdge tells.
func better(a, b *Best) bool {
	switch {
	case a.Status != b.Status:
		return a.Status == Asserted
	case a.Confidence != b.Confidence:
		return a.Confidence > b.Confidence
	case a.Date != b.Date:
		return b.Date == "" || a.Date != "" && a.Date < b.Date
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
