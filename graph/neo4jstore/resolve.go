package neo4jstore

import (
	"fmt"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// resolve gives each variant its node.
func (g *regrouping) resolve() {
	var all []*graph.Variant
	for _, id := range sortedKeys(g.variants) {
		if v := g.variants[id]; v.after != nil {
			all = append(all, v.after)
		}
	}
	for _, group := range graph.Resolve(append(all, g.crowds()...), g.apart) {
		if g.variants[group[0].ID] == nil {
			continue // one of a crowd
		}
		node := graph.NewNode(group)
		for _, v := range group {
			g.variants[v.ID].node = node.ID
		}
	}
}

// crowds returns stand-ins for the variants that claim a crowded key and weren't read: graph.Resolve
// counts, and must find the key as crowded as it is.
func (g *regrouping) crowds() []*graph.Variant {
	claimant := map[string]*graph.Variant{}
	count := map[string]int{}
	for _, id := range sortedKeys(g.variants) {
		for _, key := range g.variants[id].claiming {
			if g.crowded[key] {
				claimant[key] = g.variants[id].after
				count[key]++
			}
		}
	}
	var crowds []*graph.Variant
	for _, key := range sortedKeys(claimant) {
		if count[key] < 2 {
			continue
		}
		for i := range graph.MaxClaims {
			one := standIn(claimant[key], key)
			one.ID = fmt.Sprintf("~%s %d", key, i)
			crowds = append(crowds, &one)
		}
	}
	return crowds
}

// standIn makes a variant whose one claim is a key that another claims.
func standIn(of *graph.Variant, key string) graph.Variant {
	tries := []graph.Variant{{Label: of.Label, Key: of.Key}}
	for alias := range of.Aliases {
		tries = append(tries, graph.Variant{Label: of.Label, Key: graph.NormalName(alias)})
	}
	for id := range of.Wikidata {
		tries = append(tries, graph.Variant{Label: of.Label, Wikidata: map[string]int{id: 1}})
	}
	for _, try := range tries {
		if slices.ContainsFunc(try.Claims(), func(c graph.Claim) bool { return c.Key == key }) {
			return try
		}
	}
	return graph.Variant{Label: of.Label}
}

// apart reports whether an article has both variants.
func (g *regrouping) apart(a, b *graph.Variant) bool {
	key := pair(a.ID, b.ID)
	v, w := g.variants[key[0]], g.variants[key[1]]
	switch {
	case g.together[key]:
		return true
	case v == nil || w == nil || v.before == nil || w.before == nil:
		return false // a stand-in, or new: the database has no article of it
	case v.nodeBefore == w.nodeBefore:
		return false // or they would not be one node
	}
	if w.before.Articles < v.before.Articles {
		v, w = w, v
	}
	answer, asked := g.answers[key]
	if asked || g.err != nil {
		return answer
	}
	remember := len(g.removed) == 0 // for good, until an article goes
	if remember && g.known.together(key) {
		return true
	}
	g.err = g.tx.each(planOnce+mentionsOf("$variant", v.before.ID == v.nodeBefore)+"WITH a WHERE NOT a.id IN $removed "+
		"WITH a "+seek("o", "Entity", "id", "$other")+
		"WITH a, o MATCH (a)-[m:MENTIONS]->(o) WHERE coalesce(m.variant, '') = $mark RETURN 1 LIMIT 1",
		row{"variant": v.before.ID, "other": w.nodeBefore, "mark": mark(w.before.ID, w.nodeBefore), "removed": g.removed},
		func(*neo4j.Record) { answer = true })
	g.answers[key] = answer
	if remember && answer && g.err == nil {
		g.known.noteTogether(key)
	}
	return answer
}

// pair is two ids in their order.
func pair(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }
