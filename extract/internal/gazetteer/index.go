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

// An index finds rows by name. Names marked with = in the data are found in their own case alone, and
// with the "The" that they may have; the others without it and in any case that has a capital.
type index struct {
	exact  map[string]entry
	folded map[string]entry
	keys   strings.Builder // holds the text of the maps' keys
}

func newIndex(size int) *index {
	x := &index{exact: make(map[string]entry, size/8), folded: make(map[string]entry, size)}
	x.keys.Grow(12 * size)
	return x
}

// add enters a name with its marks for a row. Of several rows that share a name the one that does
// not mark it with ? owns it, or else the first; two that claim it without a mark contradict.
func (x *index) add(marked string, row int) error {
	name, exact, weak := unmark(marked)
	if len(name) > maxName {
		return fmt.Errorf("%q is longer than %d bytes", name, maxName)
	}
	var space [2 * maxName]byte
	key := fold(space[:0], name)
	if len(key) == 0 {
		return fmt.Errorf("%q is no name", marked)
	}
	entries := x.exact
	if !exact {
		entries = x.folded
		key = dropThe(key)
		lower(key)
	}
	old, shared := entries[string(key)]
	switch {
	case !shared, old.ambiguous && !weak:
		entries[x.keep(key)] = entry{row: int32(row), ambiguous: weak}
	case !weak && old.row != int32(row):
		return fmt.Errorf("%q belongs to an earlier row as well and neither marks it with ?", name)
	}
	return nil
}

// keep returns a key as a string that lives as long as the index.
func (x *index) keep(key []byte) string {
	start := x.keys.Len()
	x.keys.Write(key)
	return x.keys.String()[start:]
}

// addAll enters every name of the fields for a row.
func (x *index) addAll(row int, fields ...string) error {
	for _, field := range fields {
		if field == "" {
			continue
		}
		for marked := range strings.SplitSeq(field, "|") {
			if err := x.add(marked, row); err != nil {
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
	key = dropThe(key)
	if e, ok := x.exact[string(key)]; ok {
		return e, true
	}
	if !lower(key) && needCapital {
		return entry{}, false
	}
	e, ok := x.folded[string(key)]
	return e, ok
}
