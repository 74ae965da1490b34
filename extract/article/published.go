package article

import "strings"

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
