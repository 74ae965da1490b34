package sqlitestore

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/newsgraph/newsgraph/graph"
)

// finish derives what follows from the documents taken out and put in.
func (b *batch) finish() error {
	seeds, err := b.writeVariants()
	if err != nil {
		return err
	}
	groups, err := b.groups(append(seeds, b.parted()...))
	if err != nil {
		return err
	}
	if err := b.writeNodes(groups); err != nil {
		return err
	}
	return b.writeEdges()
}

// parted returns the variants that are in one node although an article put in has both. That an
// article has two variants of different nodes changes no node: nothing that graph.Resolve joined has
// them together.
func (b *batch) parted() []*variant {
	var parted []*variant
	for _, variants := range b.added {
		first := map[int64]*variant{} // by node
		for _, v := range variants {
			if other := first[v.node]; other != nil {
				parted = append(parted, other, v)
			}
			if v.node != 0 {
				first[v.node] = v
			}
		}
	}
	return parted
}

// groups returns the groups of variants whose nodes are to be made anew: all that seeds are
// connected with, which may be grouped otherwise now, and the nodes of the others that were touched.
func (b *batch) groups(seeds []*variant) ([][]*variant, error) {
	starts := slices.Clone(seeds)
	for _, variants := range b.removed {
		starts = append(starts, variants...) // two of them need no longer be apart
	}
	components, err := b.components(starts)
	if err != nil {
		return nil, err
	}
	component := map[*variant]int{}
	for i, variants := range components {
		for _, v := range variants {
			component[v] = i
		}
	}
	var groups [][]*variant
	for i, changed := range b.changed(components, component, seeds) {
		some := touchedGroups(components[i])
		if changed {
			if some, err = b.resolve(components[i]); err != nil {
				return nil, err
			}
		}
		groups = append(groups, some...)
	}
	seen := map[int64]bool{} // nodes
	for _, v := range b.touched {
		if _, ok := component[v]; ok || v.Articles == 0 || seen[v.node] {
			continue
		}
		group := []*variant{v}
		if v.node != 0 {
			seen[v.node] = true
			if group, err = b.variantsOf(`SELECT seq, node, counts FROM variant WHERE node = ?`, v.node); err != nil {
				return nil, err
			}
		}
		groups = append(groups, group)
	}
	return groups, nil
}

// changed tells of which components the variants may be grouped otherwise now.
func (b *batch) changed(components [][]*variant, component map[*variant]int, seeds []*variant) []bool {
	changed := make([]bool, len(components))
	for _, v := range seeds {
		if i, ok := component[v]; ok {
			changed[i] = true
		}
	}
	for _, variants := range b.removed {
		seen := map[int]bool{}
		for _, v := range variants {
			if i, ok := component[v]; ok {
				changed[i] = changed[i] || seen[i]
				seen[i] = true
			}
		}
	}
	return changed
}

// components returns the variants that chains of shared keys connect with some to start from.
func (b *batch) components(starts []*variant) ([][]*variant, error) {
	seen := map[int64]bool{}
	visited := map[string]bool{} // keys
	var components [][]*variant
	for _, start := range starts {
		if seen[start.seq] || start.Articles == 0 {
			continue
		}
		seen[start.seq] = true
		component := []*variant{start}
		for i := 0; i < len(component); i++ {
			for _, claim := range component[i].claims {
				if visited[claim.Key] {
					continue
				}
				visited[claim.Key] = true
				claimants, err := b.sharing(claim.Key)
				if err != nil {
					return nil, err
				}
				for _, v := range claimants {
					if !seen[v.seq] {
						seen[v.seq] = true
						component = append(component, v)
					}
				}
			}
		}
		components = append(components, component)
	}
	return components, nil
}

// sharing returns the variants that a key connects: none where too many claim it.
func (b *batch) sharing(key string) ([]*variant, error) {
	var seqs []int64
	err := b.each(func(row scanner) error {
		var seq int64
		err := row.Scan(&seq)
		seqs = append(seqs, seq)
		return err
	}, `SELECT variant FROM claim WHERE key = ? LIMIT ?`, key, graph.MaxClaims+1)
	if len(seqs) > graph.MaxClaims {
		b.crowded[key] = true
	}
	if err != nil || len(seqs) < 2 || b.crowded[key] {
		return nil, err
	}
	found := make([]*variant, len(seqs))
	for i, seq := range seqs {
		if found[i] = b.bySeq[seq]; found[i] == nil {
			found[i], err = b.scanVariant(b.row(`SELECT seq, node, counts FROM variant WHERE seq = ?`, seq))
			if err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// resolve groups the variants of a component.
func (b *batch) resolve(variants []*variant) ([][]*variant, error) {
	var failed error
	plain := make([]*graph.Variant, len(variants))
	for i, v := range variants {
		plain[i] = &v.Variant
	}
	var groups [][]*variant
	apart := func(v, w *graph.Variant) bool {
		apart, err := b.apart(b.variants[v.ID], b.variants[w.ID])
		failed = cmp.Or(failed, err)
		return apart
	}
	for _, group := range graph.ResolvePart(plain, apart, func(key string) bool { return b.crowded[key] }) {
		list := make([]*variant, len(group))
		for i, v := range group {
			list[i] = b.variants[v.ID]
		}
		groups = append(groups, list)
	}
	return groups, failed
}

// apart reports whether an article has both variants.
func (b *batch) apart(v, w *variant) (bool, error) {
	if w.Articles < v.Articles {
		v, w = w, v
	}
	var both bool
	err := b.row(`SELECT EXISTS (SELECT 1 FROM mention AS one CROSS JOIN mention AS other
		ON other.variant = ? AND other.article = one.article WHERE one.variant = ?)`, w.seq, v.seq).Scan(&both)
	return both, err
}

// touchedGroups returns the groups that variants are in already, if something in them was touched.
func touchedGroups(variants []*variant) [][]*variant {
	byNode := map[int64][]*variant{}
	touched := map[int64]bool{}
	for _, v := range variants {
		byNode[v.node] = append(byNode[v.node], v)
		touched[v.node] = touched[v.node] || v.touched
	}
	var groups [][]*variant
	for _, node := range slices.Sorted(maps.Keys(byNode)) {
		if touched[node] {
			groups = append(groups, byNode[node])
		}
	}
	return groups
}

// writeNodes writes the nodes of groups, moves variants to them, and drops the nodes they leave.
func (b *batch) writeNodes(groups [][]*variant) error {
	left, sizes := map[int64]bool{}, map[int64]int{}
	for _, v := range b.bySeq {
		sizes[v.node]++
		if v.touched && v.Articles == 0 && v.node != 0 {
			left[v.node] = true
		}
	}
	var kept []int64
	for _, group := range groups {
		if settled(group, sizes) {
			kept = append(kept, group[0].node)
			continue
		}
		seq, err := b.writeNode(group)
		if err != nil {
			return err
		}
		kept = append(kept, seq)
		for _, v := range group {
			if v.node == seq {
				continue
			}
			if v.node != 0 {
				left[v.node] = true
			}
			if err := b.move(v, seq); err != nil {
				return err
			}
		}
	}
	for _, seq := range kept {
		delete(left, seq)
	}
	for _, seq := range sortedKeys(left) {
		if err := b.dropNode(seq); err != nil {
			return err
		}
	}
	return nil
}

// settled tells whether a group is a node already, as it stands: sizes are how many of the variants
// that the batch knows were in each node.
func settled(group []*variant, sizes map[int64]int) bool {
	for _, v := range group {
		if v.touched || v.node == 0 || v.node != group[0].node {
			return false
		}
	}
	return sizes[group[0].node] == len(group)
}

// move gives a variant another node and marks the edges that its statements were for; those they
// are for from now on are marked by writeEdges, when all variants are in their place. A new variant
// has no statements but the fresh ones.
func (b *batch) move(v *variant, node int64) error {
	if v.node != 0 {
		err := b.each(func(row scanner) error {
			var t triple
			var head, tail int64
			if err := row.Scan(&t.typ, &t.head, &t.tail, &head, &tail); err != nil {
				return err
			}
			b.staleEdge(t.typ, head, tail)
			b.moved = append(b.moved, t)
			return nil
		}, `SELECT DISTINCT s.type, s.head, s.tail, coalesce(h.node, 0), coalesce(t.node, 0) FROM (
				SELECT type, head, tail FROM statement WHERE head = ?1
				UNION ALL SELECT type, head, tail FROM statement WHERE tail = ?1) AS s
			CROSS JOIN variant AS h ON h.seq = s.head CROSS JOIN variant AS t ON t.seq = s.tail`, v.seq)
		if err != nil {
			return err
		}
	}
	v.node = node
	return b.exec(`UPDATE variant SET node = ? WHERE seq = ?`, node, v.seq)
}

// dropNode deletes a node that no variant has any more.
func (b *batch) dropNode(seq int64) error {
	if err := b.writeNames(seq, nil); err != nil {
		return err
	}
	for _, text := range []string{
		`DELETE FROM edge WHERE from_node = ?`,
		`DELETE FROM edge WHERE to_node = ?`,
		`DELETE FROM node WHERE seq = ?`,
	} {
		if err := b.exec(text, seq); err != nil {
			return err
		}
	}
	return nil
}

// writeNode writes the node of a group and what it can be found by, and returns its row.
func (b *batch) writeNode(group []*variant) (seq int64, err error) {
	plain := make([]*graph.Variant, len(group))
	for i, v := range group {
		plain[i] = &v.Variant
	}
	n := graph.NewNode(plain)
	aliases, err := json.Marshal(n.Aliases)
	if err != nil {
		return 0, err
	}
	columns := []any{
		n.Label, n.Kind, n.Name, string(aliases), n.Wikidata, n.Attributes.Born, n.Attributes.Died, n.Attributes.Founded, n.Articles,
	}
	var name, held string
	err = b.row(`SELECT seq, name, aliases FROM node WHERE id = ?`, n.ID).Scan(&seq, &name, &held)
	switch {
	case err == nil:
		err = b.exec(`UPDATE node SET label = ?, kind = ?, name = ?, aliases = ?, wikidata = ?, born = ?, died = ?, founded = ?,
			articles = ? WHERE seq = ?`, append(columns, seq)...)
	case errors.Is(err, sql.ErrNoRows):
		seq, err = b.insert(`INSERT INTO node (label, kind, name, aliases, wikidata, born, died, founded, articles, id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, append(columns, n.ID)...)
	}
	if b.nodeIDs[seq] = n.ID; err != nil || name == n.Name && held == string(aliases) {
		return seq, err
	}
	return seq, b.writeNames(seq, append([]string{n.Name}, n.Aliases...))
}
