package gazetteer

import (
	"fmt"
	"io/fs"
	"strings"
)

// A HeadWord is what a word such as "Ministry" or "Airport" tells of the names that it heads.
type HeadWord struct {
	Label     string // Organization, Place, Event or Work
	Kind      string // of places as Place.Kind; government, election and the like of others
	Ambiguous bool   // names with the word are often something else
}

// phraseWords is the number of words that the longest head has: "Prime Minister's Office".
const phraseWords = 3

// headWords holds the data of orgwords.tsv.
type headWords struct {
	all   []HeadWord
	first *index
	last  *index
}

func readHeadWords(fsys fs.FS) (*headWords, error) {
	const size = 1300
	h := &headWords{all: make([]HeadWord, 0, size), first: newIndex(size / 4), last: newIndex(size)}
	columns := []string{"word", "position", "label", "kind", "ambiguous"}
	return h, readTable(fsys, "orgwords.tsv", columns, h.add)
}

// add enters the head word of one row.
func (h *headWords) add(f row) error {
	x := h.last
	switch f[1] {
	case "first":
		x = h.first
	case "last":
	default:
		return fmt.Errorf("unknown position %q", f[1])
	}
	if strings.Count(f[0], " ") >= phraseWords {
		return fmt.Errorf("%q has more than %d words", f[0], phraseWords)
	}
	if err := x.add(f[0], len(h.all)); err != nil {
		return err
	}
	h.all = append(h.all, HeadWord{Label: f[2], Kind: f[3], Ambiguous: f[4] == "yes"})
	return nil
}

// find returns what a name's words tell of it. The word before the first "of", "for" or the like heads
// the name, or else its last word, or else its first; the longest phrase that ends or begins there counts.
func (h *headWords) find(words []string) (HeadWord, bool) {
	words = trimNumbers(words)
	end := headEnd(words)
	if end < len(words) { // "Institute of Technology"
		if e, ok := findWords(h.last, words[end-1:]); ok {
			return h.all[e.row], true
		}
	}
	for _, part := range [][]string{words[:end], words} {
		for start := max(0, len(part)-phraseWords); start < len(part); start++ {
			if e, ok := findWords(h.last, part[start:]); ok {
				return h.all[e.row], true
			}
		}
	}
	for n := min(phraseWords, len(words)-1); n > 0; n-- {
		if e, ok := findWords(h.first, words[:n]); ok {
			return h.all[e.row], true
		}
	}
	return HeadWord{}, false
}

// findWords looks a phrase up.
func findWords(x *index, phrase []string) (entry, bool) {
	if len(phrase) == 1 {
		return x.findWord(phrase[0])
	}
	return x.findWord(strings.Join(phrase, " "))
}

// headEnd returns how many words there are before the first preposition.
func headEnd(words []string) int {
	for i, word := range words {
		if i == 0 {
			continue
		}
		switch word {
		case "of", "for", "in", "on", "at", "to", "against", "from", "with", "without", "de", "du", "des",
			"di", "del", "della", "dei", "da", "do", "dos", "der", "für", "pour", "para":
			return i
		}
	}
	return len(words)
}

// trimNumbers drops years and other numbers from both ends: "2024 Paris Olympics", "World Cup 2026".
func trimNumbers(words []string) []string {
	for len(words) > 0 && isNumber(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && isNumber(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

func isNumber(word string) bool {
	return strings.Trim(word, "0123456789") == ""
}
