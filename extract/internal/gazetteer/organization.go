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
	t, err := readTable(fsys, "organizations.tsv", "name", "aliases", "kind", "country", "wikidata")
	if err != nil {
		return nil, err
	}
	o := &organizations{all: make([]Organization, len(t.rows)), names: newIndex(3 * len(t.rows))}
	for i, f := range t.rows {
		name, _, _ := unmark(f[0])
		aliases := list(f[1])
		if err := o.names.addAll(int32(i), f[:1], aliases); err != nil {
			return nil, t.errorf(i, err)
		}
		o.all[i] = Organization{Name: name, Aliases: unmarked(aliases), Kind: f[2], Country: f[3], Wikidata: f[4]}
	}
	return o, nil
}
