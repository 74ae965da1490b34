package gazetteer

import (
	"fmt"
	"strings"
)

// An entry is what an index holds under one name: the row it belongs to and how far to trust it.
type entry struct {
	row       int32
	ambiguous bool // the row marks the name as one that often means something else
}

// An index finds rows by name. Names marked with = in the data are found in their own case alone,
// the others in any that has a capital.
type index struct {
	exact  map[string]entry
	folded map[string]entry
}

func newIndex(size int) *index {
	return &index{exact: make(map[string]entry, size/8), folded: make(map[string]entry, size)}
}

// add enters a name with its marks for a row. Of several rows that share a name the one that does
// not mark it with ? owns it, or else the first; two that claim it without a mark contradict.
func (x *index) add(marked string, row int32) error {
	name, exact, weak := unmark(marked)
	var space [maxName]byte
	key := fold(space[:0], name)
	if len(key) == 0 {
		return fmt.Errorf("empty name %q", marked)
	}
	names := x.exact
	if !exact {
		names = x.folded
		lower(key)
	}
	old, shared := names[string(key)]
	switch {
	case !shared, old.ambiguous && !weak:
		names[string(key)] = entry{row: row, ambiguous: weak}
	case !weak && old.row != row:
		return fmt.Errorf("%q belongs to two rows and neither marks it with ?", name)
	}
	return nil
}

// addAll enters every name of the lists for a row.
func (x *index) addAll(row int32, lists ...[]string) error {
	for _, list := range lists {
		for _, name := range list {
			if err := x.add(name, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// find looks a name up. A name with no capital letter is none.
func (x *index) find(name string) (entry, bool) { return x.lookup(name, true) }

// findWord looks up a word that may be written without a capital.
func (x *index) findWord(word string) (entry, bool) { return x.lookup(word, false) }

func (x *index) lookup(name string, needCapital bool) (entry, bool) {
	if len(name) > maxName {
		return entry{}, false
	}
	var space [2 * maxName]byte
	key := fold(space[:0], name)
	if e, ok := x.exact[string(key)]; ok {
		return e, true
	}
	if !lower(key) && needCapital {
		return entry{}, false
	}
	e, ok := x.folded[string(key)]
	return e, ok
}

// unmark splits a name of the data from its marks.
func unmark(marked string) (name string, exact, weak bool) {
	name, exact = strings.CutPrefix(marked, "=")
	name, weak = strings.CutSuffix(name, "?")
	return name, exact, weak
}

// unmarked returns the names of a list without their marks.
func unmarked(list []string) []string {
	var names []string
	for _, marked := range list {
		name, _, _ := unmark(marked)
		names = append(names, name)
	}
	return names
}
