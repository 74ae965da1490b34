// Package gazetteer knows the names that English news takes for granted: countries with their other
// names, demonyms, capitals and the metonyms of their governments; the great
// organizations; places; given names with their gender; titles; and the words that head names of
// organizations, places, events and works.
//
//	g, err := gazetteer.Load()
//	country, ok := g.Country("U.S.")
//	demonym, ok := g.Demonym("Syrians")
//
// The facts are tab-separated files under data/, each with a head that explains its columns. Lookups
// ignore accents, apostrophes, dots, hyphens, a leading "the", and case as far as a name has a capital;
// abbreviations that are words as well ("US", "WHO") count in their own case alone. A Gazetteer is
// read-only and safe to share.
package gazetteer

import (
	"embed"
	"io/fs"
	"sync"
)

//go:embed data
var data embed.FS

// A Gazetteer is the data, loaded.
type Gazetteer struct {
	countries     *countries
	demonyms      *demonyms
	organizations *organizations
	places        *places
	persons       *persons
	headWords     *headWords
}

var loaded = sync.OnceValues(func() (*Gazetteer, error) { return read(data) })

// Load returns the embedded gazetteer. It is read at the first call.
func Load() (*Gazetteer, error) { return loaded() }

// read reads the data files under data/ of a file system.
func read(fsys fs.FS) (*Gazetteer, error) {
	g := &Gazetteer{demonyms: &demonyms{words: newIndex(1024)}}
	var err error
	if g.countries, err = readCountries(fsys, g.demonyms); err != nil {
		return nil, err
	}
	if err = readDemonyms(fsys, g.demonyms); err != nil {
		return nil, err
	}
	if g.organizations, err = readOrganizations(fsys); err != nil {
		return nil, err
	}
	if g.places, err = readPlaces(fsys); err != nil {
		return nil, err
	}
	if g.persons, err = readPersons(fsys); err != nil {
		return nil, err
	}
	if g.headWords, err = readHeadWords(fsys); err != nil {
		return nil, err
	}
	return g, nil
}

// Country returns the country with a canonical or other name or abbreviation.
func (g *Gazetteer) Country(name string) (*Country, bool) {
	return g.countries.find(g.countries.names, name)
}

// Capital returns the country whose capital has the name.
func (g *Gazetteer) Capital(name string) (*Country, bool) {
	return g.countries.find(g.countries.capitals, name)
}

// Metonym returns the country whose government is called by the name: "Downing Street".
func (g *Gazetteer) Metonym(name string) (*Country, bool) {
	return g.countries.find(g.countries.metonyms, name)
}

// Demonym returns what an adjective or noun such as "Syrian" or "Syrians" belongs to.
func (g *Gazetteer) Demonym(word string) (Demonym, bool) {
	e, ok := g.demonyms.words.find(word)
	if !ok {
		return Demonym{}, false
	}
	d := g.demonyms.all[e.row]
	d.Ambiguous = e.ambiguous
	return d, true
}

// Organization returns the organization with a canonical or other name or acronym.
func (g *Gazetteer) Organization(name string) (*Organization, bool) {
	e, ok := g.organizations.names.find(name)
	if !ok {
		return nil, false
	}
	return &g.organizations.all[e.row], true
}

// Place returns the place with a name; of several with one name, the one that news means by it alone.
func (g *Gazetteer) Place(name string) (*Place, bool) {
	e, ok := g.places.names.find(name)
	if !ok {
		return nil, false
	}
	return &g.places.all[e.row], true
}

// Gender returns the gender that a given name usually tells. It is Either for a known name that both
// women and men bear; ok tells whether the name is known at all.
func (g *Gazetteer) Gender(firstName string) (gender Gender, ok bool) {
	return g.persons.gender(firstName)
}

// Title returns the title that words before a name are: "Lt. Col.", "Prime Minister", "former President".
func (g *Gazetteer) Title(words string) (Title, bool) { return g.persons.title(words) }

// HeadWord returns what a name's words tell of what it names: "Ministry of Defense", "Heathrow Airport".
func (g *Gazetteer) HeadWord(nameWords []string) (HeadWord, bool) { return g.headWords.find(nameWords) }

// Ambiguous tells whether a name that the gazetteer holds as a country, capital, metonym, organization
// or place often means something else as well, as "Georgia", "Washington" and "Congress" do.
func (g *Gazetteer) Ambiguous(name string) bool {
	for _, x := range []*index{
		g.countries.names, g.countries.capitals, g.countries.metonyms, g.organizations.names, g.places.names,
	} {
		if e, ok := x.find(name); ok && e.ambiguous {
			return true
		}
	}
	return false
}
