package extract

import (
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// addQuotedWorks adds titles in quotation marks: two or more words, all that matter capitalised. It
// returns their spans of tokens, in which no other name is looked for.
func (r *reading) addQuotedWorks(sentence int) []span {
	tokens := r.sentences[sentence].tokens
	var out []span
	for k := 0; k < len(tokens); k++ {
		if !strings.Contains("“\"‘", tokens[k].word) {
			continue
		}
		end := k + 1
		for end < len(tokens) && end-k < 12 && !strings.ContainsAny(tokens[end].word, "”\"’") {
			end++
		}
		last := end - 1
		for last > k && !hasLetterOrDigit(tokens[last].word) {
			last--
		}
		if end >= len(tokens) || end-k >= 12 || !r.titleCased(sentence, k+1, last) {
			continue
		}
		m := mention{sentence: sentence, first: k + 1, last: last, label: "Work", typ: graph.NameMention, score: 0.7, entity: -1}
		m.name, m.head = nameText(r.text(sentence, k+1, last)), headOf(&r.sentences[sentence], k+1, last)
		r.mentions = append(r.mentions, m)
		out = append(out, span{k + 1, last + 1})
		k = end
	}
	return out
}

// titleCased reports whether the tokens read as a title: each long word capitalised, and two words
// at least, or one behind a noun for a work.
func (r *reading) titleCased(sentence, first, last int) bool {
	tokens := r.sentences[sentence].tokens
	words := 0
	for k := first; k <= last; k++ {
		w := tokens[k].word
		if !hasLetterOrDigit(w) || tokens[k].tag == "POS" {
			continue
		}
		if !capitalised(w) && (!lists().has("title words", strings.ToLower(w)) || k == first || strings.HasPrefix(tokens[k].tag, "VB") || strings.HasPrefix(tokens[k].tag, "PRP")) {
			return false
		}
		words++
	}
	if words >= 2 {
		return true
	}
	return words == 1 && first >= 2 && lists().has("work nouns", tokens[first-2].lemma)
}
