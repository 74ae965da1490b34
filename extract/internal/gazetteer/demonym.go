package gazetteer

import "io/fs"

// A Demonym is a word for those who belong to a country, place, people or religion.
type Demonym struct {
	Country   *Country // nil when it is no country's
	Place     string   // the country's or place's name; empty for peoples, religions and camps
	Kind      string   // country, continent, region, state, city, people, religion or politics
	People    bool     // a noun for people alone ("Syrians"), not an adjective ("Syrian")
	Ambiguous bool     // often means something else as well: "Georgian", "Dominican"
}

// demonyms holds the words for those who belong somewhere, the countries' own included.
type demonyms struct {
	all   []Demonym
	words *index
}

// add enters the adjectives and the nouns of one place or people.
func (d *demonyms) add(place Demonym, adjectives, people string) error {
	for _, words := range [2]string{adjectives, people} {
		if err := d.words.addAll(len(d.all), words); err != nil {
			return err
		}
		d.all = append(d.all, place)
		place.People = true
	}
	return nil
}

// readDemonyms reads the demonyms of everything that is no country, after the countries' own.
func readDemonyms(fsys fs.FS, d *demonyms) error {
	return readTable(fsys, "demonyms.tsv", []string{"adjectives", "people", "place", "kind"}, func(f row) error {
		return d.add(Demonym{Place: f[2], Kind: f[3]}, f[0], f[1])
	})
}
