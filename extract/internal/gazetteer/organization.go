package gazetteer

import "io/fs"

// An Organization is an international body, a national body, a party or a news outlet.
type Organization struct {
	Name     string   // canonical, without "the" except where it is part of the name
	Aliases  []string // acronyms and other names
	Kind     string   // igo, ngo, government, legislature, court, military, police, intelligence, bank, media ...
	Country  string   // name of the country it belongs to; empty for international ones
	Wikidata string   // "Q1065", or empty
}

// organizations holds the data of organizations.tsv and its index.
type organizations struct {
	all   []Organization
	names *index
}

func readOrganizations(fsys fs.FS) (*organizations, error) {
	const size = 1000
	o := &organizations{all: make([]Organization, 0, size), names: newIndex(3 * size)}
	columns := []string{"name", "aliases", "kind", "country", "wikidata"}
	err := readTable(fsys, "organizations.tsv", columns, func(f row) error {
		if err := o.names.addAll(len(o.all), f[0], f[1]); err != nil {
			return err
		}
		name, _, _ := unmark(f[0])
		o.all = append(o.all, Organization{Name: name, Aliases: names(f[1]), Kind: f[2], Country: f[3], Wikidata: f[4]})
		return nil
	})
	return o, err
}
