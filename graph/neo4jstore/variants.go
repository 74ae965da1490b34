package neo4jstore

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/newsgraph/newsgraph/graph"
)

// A variant is a graph.Variant before and after a change.
type variant struct {
	before, after     *graph.Variant // nil where there is none
	nodeBefore, node  string         // ids of the nodes it is part of
	claimed, claiming []string       // keys of the claims before and after
}

// moved reports whether what the database says of the variant has to go to another node.
func (v *variant) moved() bool { return v.before != nil && v.after != nil && v.nodeBefore != v.node }

// A regrouping is how variants are grouped anew after some of them changed: those, and all that a
// chain of shared claims connects with them.
type regrouping struct {
	tx       *transaction
	known    *known
	variants map[string]*variant // by id
	added    []*stored
	removed  []string           // ids of the articles taken out or replaced
	together map[[2]string]bool // pairs of variants that an added article has both of
	growth   map[string]int     // key -> by how many more variants it is claimed
	crowded  map[string]bool    // keys claimed by too many; false: looked up and not crowded
	owners   map[string]string  // key -> id of the variant whose own name it is, there or not
	answers  map[[2]string]bool // what the database says of pairs
	err      error              // of such a question
}

// regroup reads the variants that documents change, and those they may be one with, and finds the
// node of each.
func (t *transaction) regroup(known *known, removed, added []*stored) (*regrouping, error) {
	g := &regrouping{
		tx: t, known: known, added: added, variants: map[string]*variant{}, together: map[[2]string]bool{},
		growth: map[string]int{}, crowded: map[string]bool{}, owners: map[string]string{}, answers: map[[2]string]bool{},
	}
	touched := map[string]bool{}
	for _, d := range append(slices.Clone(removed), added...) {
		for i := range d.fold().Variants {
			touched[d.folded.Variants[i].ID] = true
		}
	}
	if err := g.load(sortedKeys(touched)); err != nil {
		return nil, err
	}
	if err := g.apply(removed, added); err != nil {
		return nil, err
	}
	if err := g.close(sortedKeys(touched)); err != nil {
		return nil, err
	}
	g.resolve()
	return g, g.err
}

// load reads variants by their ids, and makes place for those that aren't there.
func (g *regrouping) load(ids []string) error {
	var rows []row
	for _, id := range ids {
		g.variants[id] = &variant{}
		if held, ok := g.known.variants.get(id); ok {
			g.hold(id, held)
		} else if !g.known.absent(id) {
			rows = append(rows, row{"id": id})
		}
	}
	var broken error
	err := g.tx.ask(seek("v", "NewsgraphVariant", "id", "row.id")+"RETURN v.id AS id, v.node AS node, v.counts AS counts", rows,
		func(r *neo4j.Record) {
			id := text(r, "id")
			held := knownVariant{new(graph.Variant), marked(text(r, "node"), id)}
			if err := json.Unmarshal([]byte(text(r, "counts")), held.variant); err != nil {
				broken = fmt.Errorf("variant %s: %w", id, err)
				return
			}
			g.known.variants.put(id, held)
			g.hold(id, held)
		})
	return cmp.Or(err, broken)
}

// hold notes how the database has a variant.
func (g *regrouping) hold(id string, held knownVariant) {
	v := g.variants[id]
	v.before, v.after, v.nodeBefore = held.variant, held.variant.Clone(), held.node
	v.claimed = g.claimKeys(v.before)
	v.claiming = v.claimed
}

// apply takes away from the variants what removed documents say and adds what added ones do.
func (g *regrouping) apply(removed, added []*stored) error {
	for _, d := range removed {
		g.removed = append(g.removed, d.id())
		for i := range d.folded.Variants {
			gone := &d.folded.Variants[i]
			v := g.variants[gone.ID]
			if v.after == nil {
				return fmt.Errorf("article %q: the graph has lost its entity %s", d.id(), gone.ID)
			}
			v.after.Remove(gone)
		}
	}
	for _, d := range added {
		for i := range d.folded.Variants {
			come := &d.folded.Variants[i]
			v := g.variants[come.ID]
			if v.after == nil {
				v.after = &graph.Variant{ID: come.ID, Label: come.Label, Key: come.Key}
			}
			v.after.Add(come)
			for j := range i {
				g.together[pair(come.ID, d.folded.Variants[j].ID)] = true
			}
		}
	}
	for _, v := range g.variants {
		if v.after != nil && v.after.Articles <= 0 {
			v.after = nil
		}
		v.claiming = g.claimKeys(v.after)
		for _, key := range v.claimed {
			g.growth[key]--
		}
		for _, key := range v.claiming {
			g.growth[key]++
		}
	}
	return nil
}

func (g *regrouping) claimKeys(v *graph.Variant) []string {
	if v == nil {
		return nil
	}
	claims := v.Claims()
	keys := make([]string, len(claims))
	for i, claim := range claims {
		keys[i] = claim.Key
		g.owners[claim.Key] = claim.Owner
	}
	return keys
}

// close reads the variants that share a claim with those given, and those that share one with
// them, and so on. A key that too many claim, before and after, connects nothing.
func (g *regrouping) close(ids []string) error {
	for len(ids) > 0 {
		keys := map[string]bool{}
		for _, id := range ids {
			for _, key := range slices.Concat(g.variants[id].claimed, g.variants[id].claiming) {
				if _, known := g.crowded[key]; !known {
					keys[key] = true
				}
			}
		}
		next, err := g.claimants(sortedKeys(keys))
		if err != nil {
			return err
		}
		if err := g.load(next); err != nil {
			return err
		}
		ids = next
	}
	return nil
}

// claimants returns the ids of the variants, not loaded yet, that claim one of the keys, and notes
// which keys are crowded.
func (g *regrouping) claimants(keys []string) ([]string, error) {
	limit := graph.MaxClaims + 1
	claimed := map[string][]string{}
	var unknown, owners []row
	for _, key := range keys {
		limit = max(limit, graph.MaxClaims+1-g.growth[key])
		if ids, ok := g.known.claims.get(key); ok {
			claimed[key] = ids
		} else if !g.known.absent(key) {
			unknown = append(unknown, row{"key": key})
			if owner := g.owners[key]; owner != "" {
				owners = append(owners, row{"key": key, "owner": owner})
			}
		}
	}
	add := func(r *neo4j.Record) {
		key, id := text(r, "key"), text(r, "variant")
		if !slices.Contains(claimed[key], id) {
			claimed[key] = append(claimed[key], id)
		}
	}
	err := g.tx.ask("CALL { WITH row MATCH (c:NewsgraphClaim {key: row.key}) USING INDEX SEEK c:NewsgraphClaim(key, variant) WHERE c.variant IS NOT NULL "+
		"RETURN c.variant AS variant LIMIT "+strconv.Itoa(limit)+" } RETURN row.key AS key, variant", unknown, add)
	if err != nil {
		return nil, err
	}
	err = g.tx.ask(seek("v", "NewsgraphVariant", "id", "row.owner")+"RETURN row.key AS key, v.id AS variant", owners, add)
	if err != nil {
		return nil, err
	}
	for _, r := range unknown {
		if key := r["key"].(string); len(claimed[key]) < limit { // these are all
			g.known.claims.put(key, claimed[key])
		}
	}
	next := map[string]bool{}
	for _, key := range keys {
		before := len(claimed[key])
		g.crowded[key] = min(before, before+g.growth[key]) > graph.MaxClaims
		if g.crowded[key] {
			continue
		}
		for _, id := range claimed[key] {
			if g.variants[id] == nil {
				next[id] = true
			}
		}
	}
	return sortedKeys(next), nil
}

// write stores the variants that changed, with their claims.
func (g *regrouping) write() error {
	var created, changed, gone, claims, unclaimed []row
	for _, id := range sortedKeys(g.variants) {
		v := g.variants[id]
		switch {
		case v.after == nil:
			gone = append(gone, row{"id": id})
		case v.node != v.nodeBefore || !reflect.DeepEqual(v.before, v.after):
			counts, err := json.Marshal(v.after)
			if err != nil {
				return err
			}
			record := row{"id": id, "node": set(mark(v.node, id)), "counts": string(counts), "words": words(v.after)}
			if v.before == nil {
				created = append(created, record)
			} else {
				changed = append(changed, record)
			}
		}
		for _, key := range without(v.claimed, v.claiming) {
			unclaimed = append(unclaimed, row{"key": key, "variant": id})
		}
		for _, key := range without(v.claiming, v.claimed) {
			if g.owners[key] != id { // an own name needs no record
				claims = append(claims, row{"key": key, "variant": id})
			}
		}
	}
	return g.tx.sendAll([]batch{
		{"MATCH (c:NewsgraphClaim {key: row.key, variant: row.variant}) USING INDEX SEEK c:NewsgraphClaim(key, variant) DELETE c", unclaimed},
		{seek("v", "NewsgraphVariant", "id", "row.id") + "DELETE v", gone},
		{seek("v", "NewsgraphVariant", "id", "row.id") + "SET v += row", changed},
		{"CREATE (v:NewsgraphVariant) SET v = row", created},
		{"CREATE (c:NewsgraphClaim) SET c = row", claims},
	})
}

// words lists what Find looks a variant up by.
func words(v *graph.Variant) string {
	seen := map[string]bool{}
	for _, names := range []map[string]int{v.Names, v.Aliases} {
		for name := range names {
			for _, word := range graph.Words(name) {
				seen[word] = true
			}
		}
	}
	return strings.Join(sortedKeys(seen), " ")
}

// without returns the elements of a that aren't in b.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}
