package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/schema"
)

// loose fills a slot by word order, where the tree left it empty and the other end stands: the subject
// before a verb, the object behind it, a possessor before a noun, a preposition and its name behind.
// Only the nearest name counts, with nothing between that would start another clause.
func (r *reading) loose(g grammar, k int, slot schema.Slot, labels []string, members bool) []referent {
	for _, path := range slot {
		place := path[len(path)-1]
		at := -1
		switch {
		case place == "subj" && len(path) == 1 && g.isVerb(k) && !g.passive(k):
			at = r.nameBefore(g, k)
		case place == "obj" && len(path) == 1 && g.isVerb(k) && !g.passive(k):
			at = r.nameAfter(g, k)
		case place == "poss" && len(path) == 1:
			at = r.possessorBefore(g, k)
		case place == "loc":
			at = r.prepositionAfter(g, k, "in", "at", "near", "on")
		case place != "subj" && place != "obj" && place != "comp" && place != "holder" && place != "owner" && place != "iobj":
			at = r.prepositionAfter(g, k, place)
		}
		if at < 0 {
			continue
		}
		var out []referent
		for _, f := range r.referents(g.index, at, members) {
			if slices.Contains(labels, r.entities[f.entity].label) {
				f.loose = true
				out = append(out, f)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// nameBefore returns the name that stands before a verb as its subject would. A phrase between commas
// right before the verb is stepped over.
func (r *reading) nameBefore(g grammar, v int) int {
	k := v - 1
	for k >= 0 && (strings.HasPrefix(g.tokens[k].tag, "RB") || strings.HasPrefix(g.rel(k), "aux")) {
		k--
	}
	if k >= 0 && g.tokens[k].word == "," {
		for k--; k >= 0 && g.tokens[k].word != ","; k-- {
		}
		k--
	}
	for n := 0; k >= 0 && n < 8; k, n = k-1, n+1 {
		t := &g.tokens[k]
		if t.mention >= 0 {
			return g.topOf(k)
		}
		if strings.HasPrefix(t.tag, "VB") || strings.HasPrefix(t.tag, "W") || t.tag == "IN" || !hasLetterOrDigit(t.word) {
			return -1
		}
	}
	return -1
}

// nameAfter returns the name that stands behind a verb as its object would.
func (r *reading) nameAfter(g grammar, v int) int {
	for k := v + 1; k < len(g.tokens) && k <= v+6; k++ {
		t := &g.tokens[k]
		if t.mention >= 0 {
			return g.topOf(k)
		}
		switch {
		case t.tag == "DT", t.tag == "CD", strings.HasPrefix(t.tag, "JJ"), strings.HasPrefix(t.tag, "NN"), t.tag == "PRP$", t.tag == "RP":
		default:
			return -1
		}
	}
	return -1
}

func (r *reading) possessorBefore(g grammar, n int) int {
	for k := n - 1; k >= 0 && k >= n-4; k-- {
		t := &g.tokens[k]
		if t.mention >= 0 {
			return g.topOf(k)
		}
		if !strings.HasPrefix(t.tag, "NN") && !strings.HasPrefix(t.tag, "JJ") && t.tag != "POS" {
			return -1
		}
	}
	return -1
}

// prepositionAfter returns the name behind the first of the prepositions that follows in the clause.
func (r *reading) prepositionAfter(g grammar, k int, prepositions ...string) int {
	for p := k + 1; p < len(g.tokens) && p <= k+9; p++ {
		t := &g.tokens[p]
		if strings.HasPrefix(t.tag, "VB") || strings.HasPrefix(t.tag, "W") || t.word == ";" || t.word == ":" || t.word == "." || t.word == "," {
			return -1
		}
		if !slices.Contains(prepositions, t.lemma) {
			continue
		}
		for n := p + 1; n < len(g.tokens) && n <= p+4; n++ {
			if g.tokens[n].mention >= 0 {
				return g.topOf(n)
			}
			if tag := g.tokens[n].tag; tag != "DT" && !strings.HasPrefix(tag, "JJ") && !strings.HasPrefix(tag, "NN") && tag != "CD" {
				break
			}
		}
	}
	return -1
}

// topOf returns the nominal that a name at k heads or stands before: "Syrian" in "Syrian forces" gives
// the forces.
func (g grammar) topOf(k int) int {
	m := g.tokens[k].mention
	for g.tokens[k].head >= 0 && g.tokens[g.tokens[k].head].mention == m {
		k = g.tokens[k].head
	}
	switch head := g.tokens[k].head; g.base(k) {
	case "compound", "amod", "nmod":
		if head > k && g.isNoun(head) && head <= k+4 {
			return head
		}
	}
	return k
}
