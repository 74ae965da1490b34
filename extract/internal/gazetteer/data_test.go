package gazetteer

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

var wikidataID = regexp.MustCompile(`^(Q[1-9][0-9]*)?$`)

// ids checks Wikidata ids: well formed, and none given twice.
type ids map[string]string

func (seen ids) check(t *testing.T, id, name string) {
	t.Helper()
	assert.Regexp(t, wikidataID, id, name)
	if id != "" {
		assert.Empty(t, seen[id], "%s is also the id of %s", id, name)
		seen[id] = name
	}
}

func TestCountriesAreConsistent(t *testing.T) {
	g := load(t)
	assert.Greater(t, len(g.countries.all), 250)
	seen, isos := ids{}, ids{}
	for _, c := range g.countries.all {
		seen.check(t, c.Wikidata, c.Name)
		assert.Regexp(t, `^([A-Z]{2})?$`, c.ISO, c.Name)
		if c.ISO != "" {
			assert.Empty(t, isos[c.ISO], "%s: %s is taken", c.Name, c.ISO)
			isos[c.ISO] = c.Name
		}
		if c.Status == State && c.Name != "Vatican City" { // whose adjective is its name
			assert.NotEmpty(t, c.ISO, c.Name)
			assert.NotEmpty(t, c.Wikidata, c.Name)
			assert.NotEmpty(t, append(c.Adjectives, c.People...), c.Name)
		}
		got, ok := g.Country(c.Name)
		if assert.True(t, ok, c.Name) {
			assert.Equal(t, c.Name, got.Name)
		}
	}
}

func TestCapitalsArePlaces(t *testing.T) {
	g := load(t)
	for _, c := range g.countries.all {
		if c.Status == Historical {
			continue
		}
		for _, capital := range c.Capitals {
			_, ok := g.Place(capital)
			assert.True(t, ok, "%s of %s is no place", capital, c.Name)
		}
	}
}

func TestDemonymsHavePlaces(t *testing.T) {
	g := load(t)
	kinds := map[string]bool{
		"country": true, "continent": true, "region": true, "state": true, "province": true, "city": true,
		"sea": true, "mountain": true, "people": true, "religion": true, "politics": true,
	}
	for _, d := range g.demonyms.all {
		assert.True(t, kinds[d.Kind], "%v", d)
		switch d.Kind {
		case "country":
			assert.Equal(t, d.Country.Name, d.Place)
		case "people", "religion", "politics":
			assert.Empty(t, d.Place)
		default:
			if d.Place == "" {
				continue
			}
			var found bool
			for _, p := range g.places.all {
				found = found || p.Name == d.Place
			}
			assert.True(t, found, "%q is no name of places.tsv", d.Place)
		}
	}
}

func TestOrganizationsAreConsistent(t *testing.T) {
	g := load(t)
	kinds := map[string]bool{
		"igo": true, "ngo": true, "government": true, "legislature": true, "court": true, "military": true,
		"police": true, "intelligence": true, "bank": true, "media": true, "party": true, "sport": true,
		"company": true, "union": true, "religious": true,
	}
	seen := ids{}
	for _, o := range g.organizations.all {
		assert.True(t, kinds[o.Kind], "%s: kind %q", o.Name, o.Kind)
		seen.check(t, o.Wikidata, o.Name)
		checkCountry(t, g, o.Country, o.Name)
	}
}

// placeKinds are the kinds of places, whether a name or a head word tells them.
var placeKinds = map[string]bool{
	"continent": true, "region": true, "state": true, "province": true, "city": true, "sea": true, "river": true,
	"waterway": true, "lake": true, "island": true, "mountain": true, "facility": true, "space": true,
}

func TestPlacesAreConsistent(t *testing.T) {
	g := load(t)
	seen := ids{}
	for _, p := range g.places.all {
		assert.True(t, placeKinds[p.Kind], "%s: kind %q", p.Name, p.Kind)
		seen.check(t, p.Wikidata, p.Name)
		checkCountry(t, g, p.Country, p.Name)
	}
}

func TestHeadWordsAreConsistent(t *testing.T) {
	g := load(t)
	labels := map[string]bool{"Organization": true, "Place": true, "Event": true, "Work": true}
	for _, h := range g.headWords.all {
		assert.True(t, labels[h.Label], "%v", h)
		assert.NotEmpty(t, h.Kind, "%v", h)
		if h.Label == "Place" {
			assert.True(t, placeKinds[h.Kind], "%v", h)
		}
	}
}

func TestTitlesAreConsistent(t *testing.T) {
	g := load(t)
	for _, title := range g.persons.titles {
		assert.NotEmpty(t, title.Kind, title.Name)
		if title.Role == "" {
			assert.Contains(t, []string{"honorific", "royal", "religious"}, title.Kind, title.Name)
		}
	}
}

// checkCountry checks that a column holds a country by its canonical name, or nothing.
func checkCountry(t *testing.T, g *Gazetteer, country, of string) {
	t.Helper()
	if country == "" {
		return
	}
	c, ok := g.Country(country)
	if assert.True(t, ok, "%s: no country %q", of, country) {
		assert.Equal(t, country, c.Name, of)
	}
}

// No name of the data may be blank, padded or hold a sign that belongs to its marks.
func TestNamesAreClean(t *testing.T) {
	g := load(t)
	check := func(names ...string) {
		for _, name := range names {
			assert.Equal(t, strings.TrimSpace(name), name)
			assert.NotEmpty(t, name)
			assert.NotContains(t, name, "?")
			assert.NotContains(t, name, "=")
		}
	}
	for _, c := range g.countries.all {
		check(c.Name)
		for _, names := range [][]string{c.Aliases, c.Adjectives, c.People, c.Capitals, c.Metonyms} {
			check(names...)
		}
	}
	for _, o := range g.organizations.all {
		check(append(o.Aliases, o.Name)...)
	}
	for _, p := range g.places.all {
		check(append(p.Aliases, p.Name)...)
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlace(b *testing.B) {
	g := load(b)
	b.ReportAllocs()
	for b.Loop() {
		g.Place("the Deir ez-Zor")
	}
}
