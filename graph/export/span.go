package export

import (
	"time"

	"github.com/newsgraph/newsgraph/graph"
)

// span returns the first and the last day of the time that an edge is stated for or, where none is
// stated, in which articles reported it. Either may be empty.
func span(e *graph.Edge) (start, end string) {
	start, end = firstDay(e.TimeFrom), lastDay(e.TimeTo)
	if start == "" && end == "" {
		start, end = firstDay(e.FirstReported), lastDay(e.LastReported)
	}
	if start != "" && end != "" && end < start {
		end = lastDay(start)
	}
	return start, end
}

// firstDay returns the first day of an ISO 8601 date, month or year, or nothing if it is none.
func firstDay(date string) string {
	day, _, ok := parseDate(date)
	if !ok {
		return ""
	}
	return day.Format(time.DateOnly)
}

// lastDay is firstDay for the last day.
func lastDay(date string) string {
	day, next, ok := parseDate(date)
	if !ok {
		return ""
	}
	return next(day).AddDate(0, 0, -1).Format(time.DateOnly)
}

// parseDate returns the first day of a date, month or year, and what leads to the day after it.
func parseDate(date string) (day time.Time, next func(time.Time) time.Time, ok bool) {
	for _, form := range []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {time.DateOnly, 0, 0, 1}} {
		if day, err := time.Parse(form.layout, date); err == nil {
			return day, func(t time.Time) time.Time { return t.AddDate(form.years, form.months, form.days) }, true
		}
	}
	return time.Time{}, nil, false
}
