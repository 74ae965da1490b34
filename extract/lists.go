package extract

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed words.txt
var wordsText string

// wordLists are the word classes of words.txt, by name.
type wordLists map[string]map[string]bool

// lists reads words.txt once: lines "name: word, word, ...", a line that starts with white space
// goes on with the list before it, "#" starts a comment.
var lists = sync.OnceValue(func() wordLists {
	out := wordLists{}
	var current map[string]bool
	for line := range strings.Lines(wordsText) {
		line, _, _ = strings.Cut(line, "#")
		words := line
		if !strings.HasPrefix(line, " ") {
			name, rest, ok := strings.Cut(line, ":")
			if !ok {
				continue
			}
			current = map[string]bool{}
			out[strings.TrimSpace(name)] = current
			words = rest
		}
		for word := range strings.SplitSeq(words, ",") {
			if word = strings.TrimSpace(word); word != "" {
				current[word] = true
			}
		}
	}
	return out
})

func (l wordLists) has(list, word string) bool { return l[list][word] }
