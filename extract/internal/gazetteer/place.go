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
	const size = 3600
	p := &places{all: make([]Place, 0, size), names: newIndex(size * 5 / 4)}
	columns := []string{"name", "aliases", "kind", "country", "wikidata"}
	err := readTable(fsys, "places.tsv", columns, func(f row) error {
		if err := p.names.addAll(len(p.all), f[0], f[1]); err != nil {
			return err
		}
		name, _, _ := unmark(f[0])
		p.all = append(p.all, Place{Name: name, Aliases: names(f[1]), Kind: f[2], Country: f[3], Wikidata: f[4]})
		return nil
	})
	return p, err
}
