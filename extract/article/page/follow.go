package page

import (
	"strings"

	"golang.org/x/net/html"
)

// What must hold for the article's text in the metadata to be followed.
const (
	shingle   = 5       // words compared at a time
	bodyWords = 80      // it has as many
	longest   = 1 << 20 // and no more bytes
	covered   = 0.8     // so much of it is on the page
	repeated  = 0.5     // so much of a block is in it
)

// follow mends the choice by the article's text as metadata has it: prose of that text is chosen
// wherever it stands, and other prose before, behind or in boxes is not. Where the page itself lacks
// most of that text, as pages do that scripts fill in, follow gives it as the article.
func (d *document) follow(body string) ([]block, bool) {
	whole := blocksOfText(body)
	wanted := map[string]bool{}
	words := 0
	for _, b := range whole {
		words += b.words
		for _, s := range shingles(b.text) {
			wanted[s] = true
		}
	}
	if words < bodyWords || len(body) > longest {
		return nil, false
	}
	met := map[string]bool{}
	said := make([]bool, len(d.blocks))
	first, last := -1, -1
	for i := range d.blocks {
		if said[i] = isSaid(&d.blocks[i], wanted, met); said[i] {
			last = i
			if first < 0 {
				first = i
			}
		}
	}
	switch share := float64(len(met)) / float64(len(wanted)); {
	case share >= covered && 2*words >= d.prose:
		d.keepSaid(said, first, last)
	case share < repeated && words > d.prose+d.prose/2:
		return tidy(whole), true
	}
	return nil, false
}

// isSaid tells whether a block is part of the wanted text, and notes what of it was met.
func isSaid(b *block, wanted, met map[string]bool) bool {
	all := shingles(b.text)
	hits := 0
	for _, s := range all {
		if wanted[s] {
			hits++
		}
	}
	if hits == 0 || float64(hits) < repeated*float64(len(all)) {
		return false
	}
	for _, s := range all {
		if wanted[s] {
			met[s] = true
		}
	}
	return true
}

// keepSaid chooses the blocks that are said, and of the others those between them that no box holds.
func (d *document) keepSaid(said []bool, first, last int) {
	for i := range d.blocks {
		b := &d.blocks[i]
		switch {
		case said[i]:
			b.chosen = true
			b.boxes = nil
		case i < first || i > last:
			b.chosen = false
		default:
			b.chosen = b.chosen && !d.clutter(b)
		}
	}
}

// shingles gives each run of words of s, or s whole if it is shorter.
func shingles(s string) []string {
	words := strings.Fields(fold(s))
	if len(words) <= shingle {
		return []string{strings.Join(words, " ")}
	}
	out := make([]string, 0, len(words)-shingle+1)
	for i := range len(words) - shingle + 1 {
		out = append(out, strings.Join(words[i:i+shingle], " "))
	}
	return out
}

// blocksOfText cuts a text that may be markup into blocks; a line is one.
func blocksOfText(body string) []block {
	if body == "" || len(body) > longest {
		return nil
	}
	if strings.Contains(body, "</") || strings.Contains(body, "<br") {
		root, err := html.Parse(strings.NewReader(body))
		if err != nil {
			return nil
		}
		blocks, _ := blocksOf(root)
		return blocks
	}
	var out []block
	for line := range strings.Lines(html.UnescapeString(body)) {
		if text := strings.Join(strings.Fields(line), " "); text != "" {
			out = append(out, block{text: text, words: len(strings.Fields(text))})
		}
	}
	return out
}
