package model

import "github.com/newsgraph/newsgraph/extract/internal/encoder"

// part is a range of the words of a sentence.
type part struct{ from, to int }

// parts cuts a sentence where it is too long for the encoder: at the last
// strong punctuation in the second half of what fits, else the last weak one,
// else where it must.
func parts(s encoder.Sequence, words []string) []part {
	const room = encoder.MaxPieces - 2
	var out []part
	for from := 0; from < len(words); {
		to := from
		for to < len(words) && s.End(to)-s.Start(from) <= room {
			to++
		}
		if to < len(words) {
			to = cut(words, from+(to-from)/2, to)
		}
		out = append(out, part{from, to})
		from = to
	}
	return out
}

// cut gives the end of a part that has its last word in [half, to).
func cut(words []string, half, to int) int {
	weak := to
	for i := to - 1; i >= half; i-- {
		switch words[i] {
		case ".", "!", "?", ";", ":", "…":
			return i + 1
		case ",", "-", "–", "—", ")":
			if weak == to {
				weak = i + 1
			}
		}
	}
	return weak
}

// joinTrees makes one tree of the trees of the parts: the roots after the
// first hang on it.
func (a *Analysis) joinTrees() {
	first := -1
	for i, h := range a.Heads {
		switch {
		case h >= 0:
		case first < 0:
			first = i
		default:
			a.Heads[i], a.Relations[i] = first, "parataxis"
		}
	}
}
