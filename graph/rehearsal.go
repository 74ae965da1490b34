package graph

import (
	"context"
	"slices"
)

// A Rehearsal tells what loading documents into a store would do, and writes nothing. It remembers the
// articles it was given, some 500 bytes each, since of one article the last document counts.
type Rehearsal struct {
	store    Store // nil is an empty one
	ledger   ledger
	known    map[string]bool // article ids of which the ledger knows whether they are held
	contents map[string]bool // and contents
}

// NewRehearsal returns the rehearsal of loading into a store, or into an empty one where it is nil.
func NewRehearsal(store Store) *Rehearsal {
	return &Rehearsal{store: store, ledger: newLedger(), known: map[string]bool{}, contents: map[string]bool{}}
}

// Upsert tells what Store.Upsert would after the calls before. A document with the stamp of the one
// held is taken to be equal, so that it may be given without its entities and relations.
func (r *Rehearsal) Upsert(ctx context.Context, docs []Document) (Outcome, error) {
	if err := r.learn(ctx, docs); err != nil {
		return Outcome{}, err
	}
	var outcome Outcome
	for i := range docs {
		clean, _, hash, err := Encode(&docs[i])
		if err != nil {
			return Outcome{}, err
		}
		if old := r.ledger.held[clean.Article.ID]; clean.Stamp != "" && clean.Stamp == old.Stamp {
			hash = old.Document
		}
		r.ledger.put(Holding{clean.Article, hash, clean.Stamp}, &outcome)
	}
	return outcome, nil
}

// learn enters what the store holds of the documents' ids and contents.
func (r *Rehearsal) learn(ctx context.Context, docs []Document) error {
	if r.store == nil {
		return nil
	}
	var ids, contents []string
	for i := range docs {
		ids = append(ids, docs[i].Article.ID)
		if content := docs[i].Article.Hash; !r.contents[content] {
			r.contents[content] = true
			contents = append(contents, content)
		}
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return r.known[id] })
	holdings, err := r.store.Holdings(ctx, ids, contents)
	if err != nil {
		return err
	}
	for _, h := range holdings {
		if id := h.Article.ID; !r.known[id] {
			r.known[id] = true
			r.ledger.hold(h)
		}
	}
	for _, id := range ids {
		r.known[id] = true
	}
	return nil
}
