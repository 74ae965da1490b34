package gazetteer

import (
	"fmt"
	"io/fs"
	"strings"
)

// Gender is what a given name or title tells of its bearer's gender.
type Gender uint8

// The genders. Either marks a known name that women and men bear.
const (
	Unknown Gender = iota
	Female
	Male
	Either
)

// String returns the gender in lower case.
func (g Gender) String() string {
	return [...]string{"unknown", "female", "male", "either"}[g&3]
}

func parseGender(s string) (Gender, error) {
	switch s {
	case "":
		return Unknown, nil
	case "female":
		return Female, nil
	case "male":
		return Male, nil
	case "either":
		return Either, nil
	}
	return Unknown, fmt.Errorf("unknown gender %q", s)
}

// A Title is what stands before a person's name.
type Title struct {
	Name      string // the usual form, in lower case: "lieutenant colonel" for "Lt. Col."
	Role      string // the office as a role: "prime minister" for "Premier"; empty for honorifics
	Kind      string // honorific, government, military, police, royal, religious, judicial, business, academic, sport, media, civil or modifier
	Gender    Gender // what it tells of the bearer, or Unknown
	Modifier  string // "former", "acting" or the like, when one stands before the title
	Ambiguous bool   // often a plain word or part of a name as well: "Private", "Sheikh"
}

// persons holds the data of firstnames.tsv and titles.tsv.
type persons struct {
	genders map[string]Gender
	titles  []Title
	words   *index
}

func readPersons(fsys fs.FS) (*persons, error) {
	p := &persons{genders: make(map[string]Gender, 6500), words: newIndex(900)}
	if err := readTable(fsys, "firstnames.tsv", []string{"gender", "origin", "names"}, p.addNames); err != nil {
		return nil, err
	}
	columns := []string{"title", "aliases", "role", "kind", "gender"}
	if err := readTable(fsys, "titles.tsv", columns, p.addTitle); err != nil {
		return nil, err
	}
	return p, nil
}

// addNames enters the given names of one row. Names that two rows disagree on tell no gender.
func (p *persons) addNames(f row) error {
	gender, err := parseGender(f[0])
	if err != nil {
		return err
	}
	var keys strings.Builder
	keys.Grow(len(f[2]))
	for name := range strings.SplitSeq(f[2], "|") {
		var space [2 * maxName]byte
		key := fold(space[:0], name)
		lower(key)
		if old, ok := p.genders[string(key)]; ok {
			if old != gender {
				p.genders[string(key)] = Either
			}
			continue
		}
		start := keys.Len()
		keys.Write(key)
		p.genders[keys.String()[start:]] = gender
	}
	return nil
}

// addTitle enters the title of one row.
func (p *persons) addTitle(f row) error {
	gender, err := parseGender(f[4])
	if err != nil {
		return err
	}
	if err := p.words.addAll(len(p.titles), f[0], f[1]); err != nil {
		return err
	}
	name, _, _ := unmark(f[0])
	p.titles = append(p.titles, Title{Name: name, Role: f[2], Kind: f[3], Gender: gender})
	return nil
}

// gender returns the gender of a given name.
func (p *persons) gender(name string) (Gender, bool) {
	if len(name) > maxName {
		return Unknown, false
	}
	var space [2 * maxName]byte
	key := fold(space[:0], name)
	if !lower(key) {
		return Unknown, false
	}
	g, ok := p.genders[string(key)]
	return g, ok
}

// title returns the title that words are, with a modifier before it if there is one.
func (p *persons) title(words string) (Title, bool) {
	if e, ok := p.words.findWord(words); ok {
		t := p.titles[e.row]
		t.Ambiguous = e.ambiguous
		return t, true
	}
	for i, c := range words {
		if c != ' ' && c != '-' {
			continue
		}
		e, ok := p.words.findWord(words[:i])
		if !ok || p.titles[e.row].Kind != "modifier" {
			return Title{}, false
		}
		t, ok := p.title(words[i+1:])
		if ok && t.Kind != "modifier" {
			t.Modifier = p.titles[e.row].Name
			return t, true
		}
		return Title{}, false
	}
	return Title{}, false
}
