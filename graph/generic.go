package graph

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed generic.txt
var genericText string

// genericWords are the words of generic.txt.
var genericWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(genericText) {
		line, _, _ = strings.Cut(line, "#")
		for word := range strings.FieldsSeq(line) {
			words[word] = true
		}
	}
	return words
})

// generic reports whether an organization's normalised name says only what it is, and not whose:
// "supreme court", "ministry of health".
func generic(label, key string) bool {
	if label != "Organization" {
		return false
	}
	for word := range strings.FieldsSeq(key) {
		if !genericWords()[word] {
			return false
		}
	}
	return true
}

// fullNames returns the names by which a document's entities are told from those of other articles, in
// the order of its entities. It is the name that the document gives, save for a body with a generic one
// that is asserted to be a part of a single country or to be in it: Kenya's "Supreme Court" is the
// "Supreme Court of Kenya".
func fullNames(d *Document) []string {
	countries := make(map[string]string)
	for i := range d.Entities {
		if d.Entities[i].Label == "Country" {
			countries[d.Entities[i].ID] = d.Entities[i].Name
		}
	}
	of := make(map[string]string) // country by entity id; empty where there are several
	for i := range d.Relations {
		r := &d.Relations[i]
		country, ok := countries[r.Tail]
		if !ok || r.Status != Asserted || r.Type != "PART_OF" && r.Type != "LOCATED_IN" {
			continue
		}
		if old, again := of[r.Head]; again && old != country {
			country = ""
		}
		of[r.Head] = country
	}
	names := make([]string, len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		names[i] = e.Name
		if country := of[e.ID]; country != "" && e.Wikidata == "" && generic(e.Label, NormalName(e.Name)) {
			names[i] += " of " + country
		}
	}
	return names
}
