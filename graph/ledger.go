package graph

// A ledger is what some articles are held as: what Upsert goes by.
type ledger struct {
	held      map[string]Holding // by article id
	byContent map[string]string  // Article.Hash -> article id
}

func newLedger() ledger {
	return ledger{held: map[string]Holding{}, byContent: map[string]string{}}
}

// put takes a document in, as Store.Upsert tells, and counts what that does. It reports whether the
// document is now held in place of another or of none.
func (l *ledger) put(doc Holding, outcome *Outcome) bool {
	id, content := doc.Article.ID, doc.Article.Hash
	if old, ok := l.held[id]; ok && old.Document == doc.Document {
		if doc.Stamp != "" {
			l.held[id] = doc
		}
		outcome.Unchanged++
		return false
	}
	had := l.drop(id)
	if same, ok := l.byContent[content]; ok && content != "" {
		outcome.Duplicates = append(outcome.Duplicates, Duplicate{Article: doc.Article, SameAs: l.held[same].Article})
		return false
	}
	if had {
		outcome.Replaced++
	} else {
		outcome.Added++
	}
	l.hold(doc)
	return true
}

// hold enters a document.
func (l *ledger) hold(doc Holding) {
	l.held[doc.Article.ID] = doc
	if doc.Article.Hash != "" {
		l.byContent[doc.Article.Hash] = doc.Article.ID
	}
}

// drop strikes an article out and reports whether there was such an article.
func (l *ledger) drop(id string) bool {
	old, ok := l.held[id]
	if ok {
		delete(l.held, id)
		delete(l.byContent, old.Article.Hash)
	}
	return ok
}
