package sqlitestore

import (
	"context"
	"encoding/json"

	"github.com/newsgraph/newsgraph/graph"
)

// stamp writes the stamp of an article, if it is one and another than there is.
func (b *batch) stamp(article int64, stamp string) error {
	if stamp == "" {
		return nil
	}
	return b.exec(`INSERT INTO stamp (article, stamp) VALUES (?, ?)
		ON CONFLICT (article) DO UPDATE SET stamp = excluded.stamp WHERE stamp <> excluded.stamp`, article, stamp)
}

// Holdings implements graph.Store.
func (s *Store) Holdings(ctx context.Context, ids, contents []string) (found []graph.Holding, err error) {
	err = s.read(ctx, func(r *reader) error {
		for where, keys := range map[string][]string{`a.id = k.value`: ids, `a.hash = k.value AND a.hash <> ''`: contents} {
			list, err := json.Marshal(keys)
			if err != nil {
				return err
			}
			some, err := all(r, scanHolding, `SELECT a.document_hash, coalesce(p.stamp, ''), `+articleColumns+`
				FROM json_each(?) AS k CROSS JOIN article AS a ON `+where+` LEFT JOIN stamp AS p ON p.article = a.seq`, string(list))
			if err != nil {
				return err
			}
			found = append(found, some...)
		}
		return nil
	})
	return graph.SortHoldings(found), s.wrap(err)
}

func scanHolding(row scanner) (h graph.Holding, err error) {
	h.Article, err = scanArticle(behind{behind{row, &h.Document}, &h.Stamp})
	return h, err
}
