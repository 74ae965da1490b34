package sqlitestore

import (
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/newsgraph/newsgraph/graph"
)

// prepared returns the statement of a text, prepared once in the batch.
func (b *batch) prepared(text string) (*sql.Stmt, error) {
	if stmt := b.statements[text]; stmt != nil {
		return stmt, nil
	}
	stmt, err := b.tx.PrepareContext(b.ctx, text)
	if err == nil {
		b.statements[text] = stmt
	}
	return stmt, err
}

func (b *batch) exec(text string, args ...any) error {
	stmt, err := b.prepared(text)
	if err == nil {
		_, err = stmt.ExecContext(b.ctx, args...)
	}
	return err
}

// insert is exec for a single new row, whose seq it returns.
func (b *batch) insert(text string, args ...any) (int64, error) {
	stmt, err := b.prepared(text)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(b.ctx, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// each calls visit with each row of a query.
func (b *batch) each(visit func(scanner) error, text string, args ...any) error {
	stmt, err := b.prepared(text)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(b.ctx, args...)
	return eachRow(rows, err, visit)
}

// row returns the only row of a query.
func (b *batch) row(text string, args ...any) scanner {
	stmt, err := b.prepared(text)
	if err != nil {
		return failed{err}
	}
	return stmt.QueryRowContext(b.ctx, args...)
}

// failed is a row that could not be asked for.
type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// variant returns the stored variant of the same id, or makes an empty one.
func (b *batch) variant(like *graph.Variant) (*variant, error) {
	if v := b.variants[like.ID]; v != nil {
		return v, nil
	}
	v, err := b.scanVariant(b.row(`SELECT seq, node, counts FROM variant WHERE id = ?`, like.ID))
	if !errors.Is(err, sql.ErrNoRows) {
		return v, err
	}
	v = &variant{Variant: graph.Variant{ID: like.ID, Label: like.Label, Key: like.Key}}
	v.seq, err = b.insert(`INSERT INTO variant (id, counts) VALUES (?, '')`, v.ID)
	b.keep(v)
	return v, err
}

// variantsOf returns the stored variants that a query for "seq, node, counts" finds.
func (b *batch) variantsOf(text string, args ...any) ([]*variant, error) {
	var found []*variant
	err := b.each(func(row scanner) error {
		v, err := b.scanVariant(row)
		found = append(found, v)
		return err
	}, text, args...)
	return found, err
}

// scanVariant reads a row of "seq, node, counts", unless the batch has that variant already.
func (b *batch) scanVariant(row scanner) (*variant, error) {
	var v variant
	var node sql.NullInt64
	var counts []byte
	if err := row.Scan(&v.seq, &node, &counts); err != nil {
		return nil, err
	}
	if known := b.bySeq[v.seq]; known != nil {
		return known, nil
	}
	if err := json.Unmarshal(counts, &v.Variant); err != nil {
		return nil, err
	}
	v.node = node.Int64
	v.claims = v.Claims()
	b.keep(&v)
	return &v, nil
}

func (b *batch) keep(v *variant) {
	b.variants[v.ID] = v
	b.bySeq[v.seq] = v
}

// writeVariants writes the touched variants and their claims, and returns those whose place among
// the nodes may change by that: variants whose claims did, and those that claim the same.
func (b *batch) writeVariants() (seeds []*variant, err error) {
	changed := map[string]int{} // key -> how many more variants claim it
	for _, v := range b.touched {
		if err := b.writeVariant(v); err != nil {
			return nil, err
		}
		any, err := b.writeClaims(v, changed)
		if err != nil {
			return nil, err
		}
		if any && v.Articles > 0 {
			seeds = append(seeds, v)
		}
	}
	for _, key := range sortedKeys(changed) {
		var now int // as far as it matters: thousands may claim a key
		err := b.row(`SELECT count(*) FROM (SELECT 1 FROM claim WHERE key = ? LIMIT ?)`, key,
			graph.MaxClaims+1+max(0, changed[key])).Scan(&now)
		if err != nil {
			return nil, err
		}
		if before := now - changed[key]; before > graph.MaxClaims && now > graph.MaxClaims {
			continue // it joined nothing and joins nothing
		}
		claimants, err := b.claimants(key)
		if err != nil {
			return nil, err
		}
		seeds = append(seeds, claimants...)
	}
	return seeds, nil
}

// writeVariant writes the row of a variant, or deletes it where no article has it.
func (b *batch) writeVariant(v *variant) error {
	if v.Articles == 0 {
		return b.exec(`DELETE FROM variant WHERE seq = ?`, v.seq)
	}
	counts, err := json.Marshal(&v.Variant)
	if err != nil {
		return err
	}
	return b.exec(`UPDATE variant SET counts = ? WHERE seq = ?`, string(counts), v.seq)
}

// writeClaims writes what changed in the claims of a variant, tells whether anything did, and adds
// that to changed.
func (b *batch) writeClaims(v *variant, changed map[string]int) (any bool, err error) {
	var now []graph.Claim
	if v.Articles > 0 {
		now = v.Claims()
	}
	before := claimKinds(v.claims)
	for _, claim := range now {
		kind, ok := before[claim.Key]
		if !ok {
			changed[claim.Key]++
			err = b.exec(`INSERT INTO claim (key, variant) VALUES (?, ?)`, claim.Key, v.seq)
		} else if kind != claim.Kind {
			changed[claim.Key] += 0 // of another kind, which counts as a change too
		} else {
			delete(before, claim.Key)
			continue
		}
		delete(before, claim.Key)
		if any = true; err != nil {
			return any, err
		}
	}
	for _, key := range sortedKeys(before) {
		any = true
		changed[key]--
		if err := b.exec(`DELETE FROM claim WHERE key = ? AND variant = ?`, key, v.seq); err != nil {
			return any, err
		}
	}
	v.claims = now
	return any, nil
}

func claimKinds(claims []graph.Claim) map[string]graph.ClaimKind {
	kinds := make(map[string]graph.ClaimKind, len(claims))
	for _, claim := range claims {
		kinds[claim.Key] = claim.Kind
	}
	return kinds
}

// claimants returns the variants that claim a key.
func (b *batch) claimants(key string) ([]*variant, error) {
	return b.variantsOf(`SELECT v.seq, v.node, v.counts FROM claim AS c CROSS JOIN variant AS v ON v.seq = c.variant
		WHERE c.key = ?`, key)
}
