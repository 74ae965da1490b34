package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
)

// nations counts the names in an article that belong to each country, by the country's name.
type nations map[string]int

// countNations counts names of countries and nationalities, of their places and bodies, and longer
// names with one of them in it ("Salvadoran Congress").
func (r *reading) countNations() nations {
	n := nations{}
	for i := range r.analyses {
		for _, name := range r.analyses[i].Names {
			if country := r.nationOf(r.text(i, name.Start, name.End-1)); country != "" {
				n[country]++
			}
		}
	}
	return n
}

// nationOf returns the name of the country that a name belongs to, or "".
func (r *reading) nationOf(name string) string {
	if c, ok := r.gazetteer.Country(name); ok {
		return c.Name
	}
	if p, ok := r.gazetteer.Place(name); ok && p.Country != "" {
		return p.Country
	}
	if o, ok := r.gazetteer.Organization(name); ok {
		if r.gazetteer.Ambiguous(name) {
			return ""
		}
		return o.Country
	}
	for word := range strings.FieldsSeq(name) {
		if d, ok := r.gazetteer.Demonym(word); ok && d.Country != nil && !d.Ambiguous {
			return d.Country.Name
		}
	}
	return ""
}

// central reports whether an article is about a country as much as about others: it has at least half
// the names that the one with most has.
func (n nations) central(country string) bool {
	most := 0
	for _, count := range n {
		most = max(most, count)
	}
	return 2*n[country] >= most
}

// organization returns the body that the gazetteer has under a name. A name that many countries have
// a body of ("Supreme Court", "Congress") is that of the country it knows only where the article is
// about that.
func (r *reading) organization(name string) (*gazetteer.Organization, bool) {
	o, ok := r.gazetteer.Organization(name)
	if ok && o.Country != "" && r.gazetteer.Ambiguous(name) && !r.nations.central(o.Country) {
		return nil, false
	}
	if ok && isAcronym(name) && r.otherBody(name, o) {
		return nil, false
	}
	return o, ok
}

// otherBody reports whether an acronym shortens the name of a body in the article, and of none that is
// the gazetteer's: "EC" beside an Election Commission.
func (r *reading) otherBody(acronym string, known *gazetteer.Organization) bool {
	names := r.longNames[acronym]
	return len(names) > 0 && !slices.ContainsFunc(names, func(name string) bool {
		o, ok := r.gazetteer.Organization(name)
		return ok && o == known
	})
}

// initialsOf returns the first letters of the capitalised words of a name.
func initialsOf(name string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(name) {
		if c, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// longBodyNames returns the names of several words that the model takes for bodies, by their initials.
func (r *reading) longBodyNames() map[string][]string {
	const most = 10 // of the same initials
	out := map[string][]string{}
	for i := range r.analyses {
		for _, n := range r.analyses[i].Names {
			if n.Type != "ORG" || n.End-n.Start < 2 {
				continue
			}
			name := r.text(i, n.Start, n.End-1)
			initials := initialsOf(name)
			if same := out[initials]; len(same) < most && !slices.Contains(same, name) {
				out[initials] = append(same, name)
			}
		}
	}
	return out
}
