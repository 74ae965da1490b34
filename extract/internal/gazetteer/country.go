package gazetteer

import (
	"fmt"
	"io/fs"
)

// Status tells what sort of country a Country is.
type Status string

// The statuses of countries.
const (
	State      Status = "state"      // a member of the United Nations, or the Vatican
	DeFacto    Status = "defacto"    // governs itself, not recognised by all
	Territory  Status = "territory"  // belongs to Parent, or is disputed
	Part       Status = "part"       // a country or self-governing part of Parent, such as Scotland
	Historical Status = "historical" // exists no more
)

// A Country is a state, territory, de facto state or state of history.
type Country struct {
	Name       string // canonical, as English news writes it
	ISO        string // ISO 3166-1 alpha-2, or empty
	Wikidata   string // "Q30", or empty
	Status     Status
	Parent     string   // name of the country a territory or part is counted to, or empty
	Aliases    []string // other names and abbreviations
	Adjectives []string // "British"; the first is the usual one
	People     []string // "Briton", "Britons"; adjectives that are nouns too are not repeated
	Capitals   []string // the first is the usual one
	Metonyms   []string // what stands for its government: "Downing Street"
}

// countries holds the data of countries.tsv and its indexes.
type countries struct {
	all      []*Country
	names    *index
	capitals *index
	metonyms *index
}

// countryColumns are the columns of countries.tsv.
var countryColumns = []string{
	"name", "iso", "wikidata", "status", "parent", "aliases", "adjectives", "people", "capitals", "metonyms",
}

// readCountries reads the countries, and their demonyms into d.
func readCountries(fsys fs.FS, d *demonyms) (*countries, error) {
	const size = 300
	c := &countries{
		all:   make([]*Country, 0, size),
		names: newIndex(3 * size), capitals: newIndex(size), metonyms: newIndex(size / 2),
	}
	if err := readTable(fsys, "countries.tsv", countryColumns, func(f row) error { return c.add(f, d) }); err != nil {
		return nil, err
	}
	for _, country := range c.all {
		if err := c.check(country); err != nil {
			return nil, fmt.Errorf("gazetteer: countries.tsv: %s: %w", country.Name, err)
		}
	}
	return c, nil
}

// add enters the country of one row.
func (c *countries) add(f row, d *demonyms) error {
	name, _, _ := unmark(f[0])
	country := &Country{
		Name: name, ISO: f[1], Wikidata: f[2], Status: Status(f[3]), Parent: f[4],
		Aliases: names(f[5]), Adjectives: names(f[6]), People: names(f[7]), Capitals: names(f[8]), Metonyms: names(f[9]),
	}
	if err := c.names.addAll(len(c.all), f[0], f[5]); err != nil {
		return err
	}
	if err := c.capitals.addAll(len(c.all), f[8]); err != nil {
		return err
	}
	if err := c.metonyms.addAll(len(c.all), f[9]); err != nil {
		return err
	}
	c.all = append(c.all, country)
	return d.add(Demonym{Country: country, Place: name, Kind: "country"}, f[6], f[7])
}

// check tells what is wrong with a country that could not be known before all were read.
func (c *countries) check(country *Country) error {
	switch country.Status {
	case State, DeFacto, Territory, Part, Historical:
	default:
		return fmt.Errorf("unknown status %q", country.Status)
	}
	if country.Parent == "" {
		return nil
	}
	if e, ok := c.names.find(country.Parent); !ok || c.all[e.row].Name != country.Parent {
		return fmt.Errorf("unknown parent %q", country.Parent)
	}
	return nil
}

// find returns the country that an index has under a name.
func (c *countries) find(x *index, name string) (*Country, bool) {
	e, ok := x.find(name)
	if !ok {
		return nil, false
	}
	return c.all[e.row], true
}
