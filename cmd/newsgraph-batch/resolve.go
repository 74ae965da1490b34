package main

import (
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/newsgraph/newsgraph/graph"
)

func init() {
	register.Function4x0(fold)
	register.Combiner1[graph.Variant](&sumVariants{})
	register.Function3x0(claim)
	register.Function4x0(link)
	register.Function3x0(connect)
	register.Function8x0(gather)
	register.Function3x0(together)
	register.Function5x0(resolveComponent)
	register.Function4x0(rename)
	register.Emitter2[string, graph.Variant]()
	register.Emitter2[string, member]()
	register.Emitter2[string, sighting]()
	register.Emitter2[string, renaming]()
	register.Emitter2[int, pair]()
	register.Emitter1[graph.Node]()
	register.Iter1[graph.Variant]()
	register.Iter1[pair]()
	register.Iter1[member]()
	register.Iter1[sighting]()
}

// fold emits the variants of a document, and under their ids the article.
func fold(id string, doc graph.Document, variants func(string, graph.Variant), articles func(string, string)) {
	for _, v := range graph.Fold(&doc).Variants {
		variants(v.ID, v)
		articles(v.ID, id)
	}
}

// A sumVariants sums up what all articles say of a variant.
type sumVariants struct{}

func (*sumVariants) CreateAccumulator() graph.Variant { return graph.Variant{} }

func (*sumVariants) AddInput(sum, v graph.Variant) graph.Variant {
	sum.ID, sum.Label, sum.Key = v.ID, v.Label, v.Key
	sum.Add(&v)
	return sum
}

func (c *sumVariants) MergeAccumulators(sum, other graph.Variant) graph.Variant {
	if other.ID == "" {
		return sum
	}
	return c.AddInput(sum, other)
}

// claim emits the keys that a variant claims.
func claim(id string, v graph.Variant, emit func(string, string)) {
	for _, c := range v.Claims() {
		emit(c.Key, id)
	}
}

// link emits the pairs of variants that a key connects, and the key under each of them, unless too
// many claim it.
func link(key string, claimants func(*string) bool, pairs func(int, pair), keys func(string, string)) {
	var ids []string
	var id string
	for len(ids) <= graph.MaxClaims && claimants(&id) {
		ids = append(ids, id)
	}
	if len(ids) < 2 || len(ids) > graph.MaxClaims {
		return
	}
	for _, id := range ids {
		keys(id, key)
	}
	for _, other := range ids[1:] {
		pairs(0, pair{ids[0], other})
	}
}

// connect gives all variants that chains of pairs connect the id of one of them, that of their
// component. A chain may lead anywhere, so this is one worker's work; it holds ids alone, and only of
// variants that share a key with others.
func connect(_ int, pairs func(*pair) bool, emit func(string, string)) {
	parent := map[string]string{}
	var p pair
	for pairs(&p) {
		one, other := root(parent, p.One), root(parent, p.Other)
		parent[max(one, other)] = min(one, other)
	}
	for id := range parent {
		emit(id, root(parent, id))
	}
}

// root returns the smallest id of those connected with id so far.
func root(parent map[string]string, id string) string {
	if _, ok := parent[id]; !ok {
		parent[id] = id
	}
	for parent[id] != id {
		parent[id] = parent[parent[id]]
		id = parent[id]
	}
	return id
}

// gather makes the node of a variant that is connected with no other, and passes the others on to
// their components, with the articles that have them.
func gather(id string, variants func(*graph.Variant) bool, components, keys, articles func(*string) bool,
	nodes func(graph.Node), members func(string, member), seen func(string, string),
) {
	var m member
	if !variants(&m.Variant) {
		return
	}
	var component, key, article string
	if !components(&component) {
		nodes(graph.NewNode([]*graph.Variant{&m.Variant}))
		return
	}
	for keys(&key) {
		m.Keys = append(m.Keys, key)
	}
	members(component, m)
	for articles(&article) {
		seen(component+article, id)
	}
}

// together emits the variants that an article has of a component, if they are several. Its key is
// the ids of both.
func together(key string, variants func(*string) bool, emit func(string, sighting)) {
	component := key[:min(len(key), idLength)]
	s := sighting{Article: key[len(component):]}
	var id string
	for variants(&id) {
		s.Variants = append(s.Variants, id)
	}
	if len(s.Variants) > 1 {
		slices.Sort(s.Variants)
		emit(component, s)
	}
}

// idLength is the length in bytes of the id of a variant.
var idLength = len(graph.EntityID("", "", ""))

// resolveComponent finds which variants of a component are the same, makes their nodes, and emits the ids of
// variants that are not those of their nodes, with these.
func resolveComponent(_ string, members func(*member) bool, sightings func(*sighting) bool,
	nodes func(graph.Node), renamed func(string, string),
) {
	presence, connecting := graph.Presence{}, map[string]bool{}
	var variants []*graph.Variant
	for {
		var m member
		if !members(&m) {
			break
		}
		variants = append(variants, &m.Variant)
		for _, key := range m.Keys {
			connecting[key] = true
		}
	}
	for {
		var s sighting
		if !sightings(&s) {
			break
		}
		for _, id := range s.Variants {
			presence.Add(id, s.Article)
		}
	}
	for _, group := range graph.ResolvePart(variants, presence.Apart, func(key string) bool { return !connecting[key] }) {
		node := graph.NewNode(group)
		nodes(node)
		for _, v := range group {
			if v.ID != node.ID {
				renamed(v.ID, node.ID)
			}
		}
	}
}

// rename tells the articles that have a variant the node that it is part of.
func rename(id string, renamed, articles func(*string) bool, emit func(string, renaming)) {
	var node, article string
	if !renamed(&node) {
		return
	}
	for articles(&article) {
		emit(article, renaming{id, node})
	}
}

// resolve makes the nodes of documents, as graph.Merge does, and tells each article which of its
// variants are part of a node of another id.
func resolve(s beam.Scope, documents beam.PCollection) (nodes, renamings beam.PCollection) {
	s = s.Scope("resolve")
	folded, articles := beam.ParDo2(s, fold, documents)
	variants := beam.CombinePerKey(s, &sumVariants{}, folded)
	pairs, keys := beam.ParDo2(s, link, beam.GroupByKey(s, beam.ParDo(s, claim, variants)))
	components := beam.ParDo(s, connect, beam.GroupByKey(s, pairs))
	single, members, seen := beam.ParDo3(s, gather, beam.CoGroupByKey(s, variants, components, keys, articles))
	sightings := beam.ParDo(s, together, beam.GroupByKey(s, seen))
	merged, renamed := beam.ParDo2(s, resolveComponent, beam.CoGroupByKey(s, members, sightings))
	renamings = beam.ParDo(s, rename, beam.CoGroupByKey(s, renamed, articles))
	return beam.Flatten(s, single, merged), renamings
}
