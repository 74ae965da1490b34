package graph

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Variant is the entities of one label and one normalised name in all articles that have one,
// with how many articles say what of it. A Node is one Variant or several that Resolve finds to be
// the same. All of it can be added and taken away article by article, which is how stores keep up
// to date; the tags are those of its JSON.
type Variant struct {
	ID       string         `json:"id"` // as EntityID makes it; see Fold for the exception
	Label    string         `json:"label"`
	Key      string         `json:"key"`               // the normalised name, empty where that merges nothing
	Articles int            `json:"articles"`          // how many articles have it
	Names    map[string]int `json:"names,omitempty"`   // spellings of the name
	Aliases  map[string]int `json:"alias,omitempty"`   // other names
	Kinds    map[string]int `json:"kinds,omitempty"`   //
	Wikidata map[string]int `json:"wiki,omitempty"`    //
	Born     map[string]int `json:"born,omitempty"`    //
	Died     map[string]int `json:"died,omitempty"`    //
	Founded  map[string]int `json:"founded,omitempty"` //
}

// counts lists the tables of counts of a variant, always in the same order.
func (v *Variant) counts() []*map[string]int {
	return []*map[string]int{&v.Names, &v.Aliases, &v.Kinds, &v.Wikidata, &v.Born, &v.Died, &v.Founded}
}

// Add adds the counts of another variant of the same ID.
func (v *Variant) Add(other *Variant) { v.change(other, 1) }

// Remove takes the counts of another variant of the same ID away. When Articles is 0 nothing is left.
func (v *Variant) Remove(other *Variant) { v.change(other, -1) }

// Clone returns a copy that shares nothing with the variant.
func (v *Variant) Clone() *Variant {
	c := *v
	for _, counts := range c.counts() {
		*counts = maps.Clone(*counts)
	}
	return &c
}

func (v *Variant) change(other *Variant, sign int) {
	v.Articles += sign * other.Articles
	mine, theirs := v.counts(), other.counts()
	for i := range mine {
		for value, n := range *theirs[i] {
			count(mine[i], value, sign*n)
		}
	}
}

// count adds n to a value's count, and drops the value at 0.
func count(counts *map[string]int, value string, n int) {
	if value == "" {
		return
	}
	if *counts == nil {
		*counts = map[string]int{}
	}
	if (*counts)[value] += n; (*counts)[value] == 0 {
		delete(*counts, value)
	}
}

// mostFrequent returns the value counted most; ties go to the smallest.
func mostFrequent(counts map[string]int) string {
	best := ""
	for value, n := range counts {
		if m := counts[best]; n > m || n == m && (best == "" || value < best) {
			best = value
		}
	}
	return best
}

// name returns the spelling most articles use; ties go to the longest, then to the smallest.
func (v *Variant) name() string {
	best := ""
	for value, n := range v.Names {
		m := v.Names[best]
		if n > m || n == m && longer(value, best) {
			best = value
		}
	}
	return best
}

// longer orders names: more characters first, then by value.
func longer(a, b string) bool {
	if n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b); n != m {
		return n > m
	}
	return a < b
}

// A Claim is a key under which a variant can be found to be the same as others: its own name, a
// strong alias or its Wikidata id, hashed. Keys of different labels differ.
type Claim struct {
	Key   string
	Kind  ClaimKind
	Owner string // of a name: the id of the variant whose own it is, if there is one
}

// ClaimKind tells what a claim rests on.
type ClaimKind int

// The kinds of claim.
const (
	WikidataClaim ClaimKind = iota // the Wikidata id most articles give
	NameClaim                      // the variant's own name
	AliasClaim                     // an alias with words of its own: "Jabhat al-Nusra" of Hay'at Tahrir al-Sham
	ShortClaim                     // an acronym, or an alias with no word that the name has not
)

// rareAlias is how many articles must have a variant for one of its aliases to be taken for an error
// that a single one of them gives: names that are in every third article collect a few.
const rareAlias = 100

// Claims returns the claims of a variant in the order of their keys, each key once. An alias that
// fewer than one in rareAlias of its articles give is no claim, nor is one that most countries have a
// body of.
func (v *Variant) Claims() []Claim {
	byKey := map[string]Claim{}
	add := func(of, value string, kind ClaimKind) {
		claim := Claim{Key: claimKey(of, v.Label, value), Kind: kind}
		if of == "name" {
			claim.Owner = hashID("entity", v.Label, value)
		}
		if old, ok := byKey[claim.Key]; !ok || kind < old.Kind {
			byKey[claim.Key] = claim
		}
	}
	if id := mostFrequent(v.Wikidata); id != "" {
		add("wikidata", id, WikidataClaim)
	}
	if v.Key != "" {
		add("name", v.Key, NameClaim)
	}
	words := strings.Fields(v.Key)
	for alias, n := range v.Aliases {
		if n*rareAlias < v.Articles {
			continue
		}
		key := NormalName(alias)
		switch multi := strings.Contains(key, " "); {
		case generic(v.Label, key):
		case multi && !within(strings.Fields(key), words):
			add("name", key, AliasClaim)
		case multi, acts(v.Label) && isAcronym(alias):
			add("name", key, ShortClaim)
		}
	}
	return slices.SortedFunc(maps.Values(byKey), func(a, b Claim) int { return strings.Compare(a.Key, b.Key) })
}

// claimKey hashes a key, since names may be longer than an index takes.
func claimKey(of, label, value string) string { return hashID("claim", of, label, value) }

// acts reports whether acronyms of a label are strong aliases.
func acts(label string) bool { return label == "Organization" || label == "Country" }

// within reports whether each of some words is among others.
func within(some, others []string) bool {
	for _, word := range some {
		if !slices.Contains(others, word) {
			return false
		}
	}
	return true
}

// isAcronym reports whether an alias is one word of up to 10 characters with two capitals or more
// and no more small letters than capitals: "SDF", "U.S.", "AfD".
func isAcronym(alias string) bool {
	if utf8.RuneCountInString(alias) > 10 {
		return false
	}
	capitals, small := 0, 0
	for _, r := range alias {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case unicode.IsLower(r):
			small++
		case unicode.IsSpace(r):
			return false
		}
	}
	return capitals >= 2 && small <= capitals
}
