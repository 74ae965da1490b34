package sqlitestore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// nameKey hashes what names must share to be found by each other exactly.
func nameKey(name string) string {
	normal := graph.NormalName(name)
	if normal == "" {
		normal = name
	}
	sum := sha256.Sum256([]byte(normal))
	return hex.EncodeToString(sum[:8])
}

// writeNames makes a node be found by these names and no others.
func (b *batch) writeNames(node int64, names []string) error {
	want := map[string]string{} // key -> words
	for _, name := range names {
		want[nameKey(name)] = strings.Join(graph.Words(name), " ")
	}
	type old struct {
		seq   int64
		words string
	}
	var drop []old
	err := b.each(func(row scanner) error {
		var key string
		var o old
		if err := row.Scan(&o.seq, &key, &o.words); err != nil {
			return err
		}
		if _, ok := want[key]; ok {
			delete(want, key)
		} else {
			drop = append(drop, o)
		}
		return nil
	}, `SELECT seq, key, words FROM name WHERE node = ?`, node)
	if err != nil {
		return err
	}
	for _, o := range drop {
		if err := b.exec(`INSERT INTO name_words (name_words, rowid, words) VALUES ('delete', ?, ?)`, o.seq, o.words); err != nil {
			return err
		}
		if err := b.exec(`DELETE FROM name WHERE seq = ?`, o.seq); err != nil {
			return err
		}
	}
	for _, key := range sortedKeys(want) {
		seq, err := b.insert(`INSERT INTO name (node, key, words) VALUES (?, ?, ?)`, node, key, want[key])
		if err != nil {
			return err
		}
		if err := b.exec(`INSERT INTO name_words (rowid, words) VALUES (?, ?)`, seq, want[key]); err != nil {
			return err
		}
	}
	return nil
}

// Find implements graph.Store.
func (s *Store) Find(ctx context.Context, name string, limit int) ([]graph.Node, error) {
	query := graph.NewQuery(name)
	found := map[string]graph.Node{}
	gather := func(n graph.Node) bool {
		if query.Matches(&n) {
			found[n.ID] = n
		}
		return limit <= 0 || len(found) < limit
	}
	err := s.read(ctx, func(r *reader) error {
		err := r.nodes(gather, `SELECT DISTINCT `+nodeColumns+` FROM name AS m JOIN node AS n ON n.seq = m.node
			WHERE m.key = ?`, nameKey(name))
		if err != nil || len(query.Words) == 0 || limit > 0 && len(found) >= limit {
			return err
		}
		return r.nodes(gather, `SELECT `+nodeColumns+` FROM node AS n WHERE n.seq IN (
			SELECT m.node FROM name_words AS w JOIN name AS m ON m.seq = w.rowid WHERE w.words MATCH ?)
			ORDER BY n.articles DESC, n.id`, match(query.Words))
	})
	if err != nil {
		return nil, s.wrap(err)
	}
	return query.Best(slices.Collect(maps.Values(found)), limit), nil
}

// mostWords is how many words the index is asked for; Query.Matches looks at the others.
const mostWords = 16

// match writes a query of FTS5 for names that have all the words, the last perhaps cut short.
func match(words []string) string {
	if len(words) > mostWords {
		words = words[len(words)-mostWords:]
	}
	return `"` + strings.Join(words, `" "`) + `" *`
}
