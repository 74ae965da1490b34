package neo4jstore

import (
	"hash/fnv"
	"io"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
)

// known is what a store remembers of the variants and claims in the database, so as not to read them
// again for each change, and of which documents there can't be. It is of bounded size, and true while the last change of the graph is the
// one that it names: another writer makes it void.
type known struct {
	last     string // change
	whole    bool   // all variants, claims and documents of the database are in seen: it was empty at the begin
	seen     filter
	variants recent[knownVariant]
	claims   recent[[]string] // ids of all variants that claim a key
	pairs    recent[struct{}] // ids, joined, of two variants that an article has both of
}

// A knownVariant is a variant in the database, of which nothing may be changed, and its node.
type knownVariant struct {
	variant *graph.Variant
	node    string
}

// claimsOfVariant is how many claims are remembered for each variant: they are small, and asked for again
// by every variant that makes them.
const claimsOfVariant = 10

// newKnown knows nothing yet of a graph but its last change and whether it is empty.
func newKnown(last string, empty bool, most int) *known {
	k := &known{
		last: last, whole: empty, variants: recent[knownVariant]{most: most},
		claims: recent[[]string]{most: claimsOfVariant * most}, pairs: recent[struct{}]{most: most},
	}
	if empty {
		k.seen = newFilter()
	}
	return k
}

// absent reports whether the database has no variant or document of an id, and no claim of a key or
// document of a content, for sure.
func (k *known) absent(idOrKey string) bool { return k.whole && !k.seen.has(idOrKey) }

// change takes in what a change made of variants, and the documents that it added.
func (k *known) change(g *regrouping, last string) {
	k.last = last
	for _, doc := range g.added {
		k.note(doc.id())
		k.note(contentKey(doc.content()))
	}
	if len(g.removed) > 0 {
		k.pairs = recent[struct{}]{most: k.pairs.most}
	}
	for id, v := range g.variants {
		if v.after == nil {
			k.variants.drop(id)
		} else {
			k.variants.put(id, knownVariant{v.after, v.node})
			k.note(id)
		}
		for _, key := range without(v.claimed, v.claiming) {
			if ids, ok := k.claims.get(key); ok {
				k.claims.put(key, without(ids, []string{id}))
			}
		}
		for _, key := range without(v.claiming, v.claimed) {
			k.claim(key, id)
		}
	}
}

// together reports whether some article is known to have both variants of a pair.
func (k *known) together(pair [2]string) bool {
	_, ok := k.pairs.get(pair[0] + pair[1])
	return ok
}

// noteTogether takes in that an article has both variants of a pair.
func (k *known) noteTogether(pair [2]string) { k.pairs.put(pair[0]+pair[1], struct{}{}) }

// claim takes in that a variant claims a key.
func (k *known) claim(key, id string) {
	ids, ok := k.claims.get(key)
	switch {
	case !ok && !k.absent(key):
	case len(ids) > 2*graph.MaxClaims: // it tells nothing, however many more there are
		k.claims.drop(key)
	default:
		k.claims.put(key, append(slices.Clone(ids), id))
	}
	k.note(key)
}

func (k *known) note(idOrKey string) {
	if k.whole {
		k.seen.add(idOrKey)
	}
}

// recent is a map that forgets what was not asked for lately: when its fresh part has most entries it
// becomes the old part, and what was in that and nobody asked for goes.
type recent[V any] struct {
	most       int
	fresh, old map[string]V
}

func (r *recent[V]) get(key string) (V, bool) {
	if v, ok := r.fresh[key]; ok {
		return v, true
	}
	v, ok := r.old[key]
	if ok {
		r.put(key, v)
	}
	return v, ok
}

func (r *recent[V]) put(key string, v V) {
	if r.fresh == nil || len(r.fresh) >= r.most {
		r.fresh, r.old = map[string]V{}, r.fresh
	}
	r.fresh[key] = v
}

func (r *recent[V]) drop(key string) {
	delete(r.fresh, key)
	delete(r.old, key)
}

// A filter is a set of texts that may say of a few others that it has them too (a Bloom filter).
type filter []uint64

// filterBits is the size of a filter. A million variants and their claims fill a tenth of it.
const filterBits = 1 << 26

func newFilter() filter { return make(filter, filterBits/64) }

func (f filter) add(s string) {
	for _, bit := range bitsOf(s) {
		f[bit/64] |= 1 << (bit % 64)
	}
}

func (f filter) has(s string) bool {
	for _, bit := range bitsOf(s) {
		if f[bit/64]&(1<<(bit%64)) == 0 {
			return false
		}
	}
	return true
}

// bitsOf returns the bits that stand for a text.
func bitsOf(s string) [3]uint64 {
	hash := fnv.New64a()
	_, _ = io.WriteString(hash, s)
	h := hash.Sum64()
	h ^= h >> 29 // the low bits of h are the least mixed
	return [3]uint64{h % filterBits, h >> 20 % filterBits, h >> 38 % filterBits}
}
