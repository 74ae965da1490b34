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
	all      []Country
	names    *index
	capitals *index
	metonyms *index
}

// readCountries reads the countries, and their demonyms into d.
func readCountries(fsys fs.FS, d *demonyms) (*countries, error) {
	t, err := readTable(fsys, "countries.tsv", "name", "iso", "wikidata", "status", "parent", "aliases",
		"adjectives", "people", "capitals", "metonyms")
	if err != nil {
		return nil, err
	}
	c := &countries{
		all:   make([]Country, len(t.rows)),
		names: newIndex(4 * len(t.rows)), capitals: newIndex(2 * len(t.rows)), metonyms: newIndex(len(t.rows)),
	}
	for i, f := range t.rows {
		name, _, _ := unmark(f[0])
		c.all[i] = Country{
			Name: name, ISO: f[1], Wikidata: f[2], Status: Status(f[3]), Parent: f[4],
			Aliases: unmarked(list(f[5])), Adjectives: unmarked(list(f[6])), People: unmarked(list(f[7])),
			Capitals: unmarked(list(f[8])), Metonyms: unmarked(list(f[9])),
		}
		if err := c.index(int32(i), f); err != nil {
			return nil, t.errorf(i, err)
		}
		place := Demonym{Country: &c.all[i], Place: name, Kind: "country"}
		if err := d.add(place, list(f[6]), list(f[7])); err != nil {
			return nil, t.errorf(i, err)
		}
	}
	for i := range c.all {
		if err := c.check(&c.all[i]); err != nil {
			return nil, t.errorf(i, err)
		}
	}
	return c, nil
}

func (c *countries) index(row int32, f []string) error {
	if err := c.names.addAll(row, f[:1], list(f[5])); err != nil {
		return err
	}
	if err := c.capitals.addAll(row, list(f[8])); err != nil {
		return err
	}
	return c.metonyms.addAll(row, list(f[9]))
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
	return &c.all[e.row], true
}
