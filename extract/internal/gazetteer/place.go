package gazetteer

import "io/fs"

// A Place is a place that is no country.
type Place struct {
	Name     string
	Aliases  []string
	Kind     string // continent, region, state, province, city, sea, river, waterway, lake, island, mountain or facility
	Country  string // name of the country it lies in; empty for what lies in several
	Wikidata string // "Q84", or empty
}

// places holds the data of places.tsv and its index.
type places struct {
	all   []Place
	names *index
}

func readPlaces(fsys fs.FS) (*places, error) {
	t, err := readTable(fsys, "places.tsv", "name", "aliases", "kind", "country", "wikidata")
	if err != nil {
		return nil, err
	}
	p := &places{all: make([]Place, len(t.rows)), names: newIndex(len(t.rows) * 3 / 2)}
	for i, f := range t.rows {
		name, _, _ := unmark(f[0])
		aliases := list(f[1])
		if err := p.names.addAll(int32(i), f[:1], aliases); err != nil {
			return nil, t.errorf(i, err)
		}
		p.all[i] = Place{Name: name, Aliases: unmarked(aliases), Kind: f[2], Country: f[3], Wikidata: f[4]}
	}
	return p, nil
}
