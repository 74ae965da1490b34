package graph

import (
	"slices"
	"strings"
)

// MaxClaims is how many variants may claim a key before it is taken to tell nothing.
const MaxClaims = 16

// Resolve finds which variants are the same and returns them in groups, each in the order of ids
// and the groups in the order of their first ids. Variants are joined by the keys they claim:
//
//   - a Wikidata id joins those that have it;
//   - a name joins the variant of that name with those that have it as a strong alias, and these
//     with each other: "Abu Mohammad al-Julani" of two articles' Ahmad and Ahmed al-Sharaa;
//   - an acronym, or an alias that only shortens the name, does so only where at most one node has
//     it as such: "SDF" is nobody's where both the Syrian Democratic and the Sudanese Defence Forces
//     have it, and so is "Ministry of Defence" of two countries.
//
// Whatever a key says, two variants stay apart that one article has both of (apart tells), or whose
// Wikidata ids differ: a key that would join such two joins nothing, nor does one that more than
// MaxClaims variants claim.
//
// Keys are tried in that order of kinds, then in the order of bytes, so the answer depends on the
// set of variants alone. It is local: variants that no chain of shared keys connects don't matter
// to each other, so that ResolvePart can resolve a graph part by part.
func Resolve(variants []*Variant, apart func(a, b *Variant) bool) [][]*Variant {
	return ResolvePart(variants, apart, func(string) bool { return false })
}

// ResolvePart is Resolve for a part of a graph: all variants that chains of shared keys connect, a key
// that more than MaxClaims variants of the whole graph claim being none. Such a key may have fewer
// claimants in the part, so crowded has to tell it.
func ResolvePart(variants []*Variant, apart func(a, b *Variant) bool, crowded func(key string) bool) [][]*Variant {
	variants = slices.Clone(variants)
	slices.SortFunc(variants, func(a, b *Variant) int { return strings.Compare(a.ID, b.ID) })
	r := resolver{variants: variants, apart: apart, group: make([]int, len(variants)), members: make([][]int, len(variants))}
	for i := range variants {
		r.group[i] = i
		r.members[i] = []int{i}
	}
	for _, key := range sharedKeys(variants) {
		if !crowded(key.key) {
			r.try(key)
		}
	}
	var groups [][]*Variant
	for i := range variants {
		if r.group[i] != i {
			continue
		}
		slices.Sort(r.members[i])
		var group []*Variant
		for _, j := range r.members[i] {
			group = append(group, variants[j])
		}
		groups = append(groups, group)
	}
	return groups
}

// A sharedKey is a key that several variants claim.
type sharedKey struct {
	key    string
	rank   int   // keys of lower rank are tried first
	all    []int // the variants that claim it
	shorts []int // those of them that claim it as an acronym or shortening
}

// sharedKeys returns the keys that can join variants, in the order in which they are to be tried.
func sharedKeys(variants []*Variant) []*sharedKey {
	byKey := map[string]*sharedKey{}
	for i, v := range variants {
		for _, claim := range v.Claims() {
			k := byKey[claim.Key]
			if k == nil {
				k = &sharedKey{key: claim.Key}
				byKey[claim.Key] = k
			}
			k.all = append(k.all, i)
			switch claim.Kind {
			case WikidataClaim:
			case ShortClaim:
				k.shorts = append(k.shorts, i)
				k.rank = max(k.rank, 2)
			default:
				k.rank = max(k.rank, 1)
			}
		}
	}
	var keys []*sharedKey
	for _, k := range byKey {
		if len(k.all) > 1 && len(k.all) <= MaxClaims {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b *sharedKey) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return strings.Compare(a.key, b.key)
	})
	return keys
}

// A resolver joins variants step by step: group[i] is the smallest index of the group that i is
// in, and members of that index are the group.
type resolver struct {
	variants []*Variant
	apart    func(a, b *Variant) bool
	group    []int
	members  [][]int
}

// groupsOf returns the groups that variants are in.
func (r *resolver) groupsOf(indexes []int) []int {
	var groups []int
	for _, i := range indexes {
		groups = append(groups, r.group[i])
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

// try joins the groups that claim a key, unless it is ambiguous.
func (r *resolver) try(key *sharedKey) {
	groups := r.groupsOf(key.all)
	if len(groups) < 2 || len(r.groupsOf(key.shorts)) > 1 {
		return
	}
	for i, a := range groups {
		for _, b := range groups[i+1:] {
			if r.groupsApart(a, b) {
				return
			}
		}
	}
	first := groups[0]
	for _, other := range groups[1:] {
		for _, i := range r.members[other] {
			r.group[i] = first
		}
		r.members[first] = append(r.members[first], r.members[other]...)
		r.members[other] = nil
	}
}

// groupsApart reports whether something keeps two groups apart.
func (r *resolver) groupsApart(a, b int) bool {
	for _, i := range r.members[a] {
		for _, j := range r.members[b] {
			v, w := r.variants[i], r.variants[j]
			one, other := mostFrequent(v.Wikidata), mostFrequent(w.Wikidata)
			if one != "" && other != "" && one != other || r.apart(v, w) {
				return true
			}
		}
	}
	return false
}

// NewNode makes the node of a group of variants. The variant that most articles have gives its id
// and name; ties go to the longest name, then to the smallest, then to the smallest id.
func NewNode(group []*Variant) Node {
	best, name := group[0], group[0].name()
	for _, v := range group[1:] {
		other := v.name()
		if v.Articles > best.Articles || v.Articles == best.Articles && (longer(other, name) ||
			other == name && v.ID < best.ID) {
			best, name = v, other
		}
	}
	var sum Variant
	for _, v := range group {
		sum.Add(v)
	}
	for spelling, n := range sum.Names {
		count(&sum.Aliases, spelling, n)
	}
	return Node{
		ID: best.ID, Label: best.Label, Kind: mostFrequent(sum.Kinds), Name: name, Aliases: aliases(sum.Aliases, name),
		Wikidata: mostFrequent(sum.Wikidata), Articles: sum.Articles,
		Attributes: Attributes{
			Born: mostFrequent(sum.Born), Died: mostFrequent(sum.Died), Founded: mostFrequent(sum.Founded),
		},
	}
}

// aliases returns the aliases that differ from the name, and from each other, in more than case. Of
// those that don't, the one most articles give stays; ties go to the smallest.
func aliases(counts map[string]int, name string) []string {
	spellings := map[string]map[string]int{}
	for alias, n := range counts {
		lower := strings.ToLower(alias)
		if spellings[lower] == nil {
			spellings[lower] = map[string]int{}
		}
		spellings[lower][alias] = n
	}
	delete(spellings, strings.ToLower(name))
	list := make([]string, 0, len(spellings))
	for _, same := range spellings {
		list = append(list, mostFrequent(same))
	}
	slices.Sort(list)
	return list
}
