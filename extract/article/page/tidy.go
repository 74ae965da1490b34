package page

// tidy leaves out what is no running text among the chosen blocks: links to other pages that stand
// alone, lists of them, and headings that then have nothing under them.
func tidy(in []block) []block {
	drop := make([]bool, len(in))
	for i := range in {
		drop[i] = in[i].isLink()
	}
	dropLists(in, drop)
	for i := len(in) - 1; i >= 0; i-- {
		if in[i].kind == heading && !drop[i] {
			drop[i] = endsEmpty(in, drop, i)
		}
	}
	var out []block
	for i, b := range in {
		if !drop[i] {
			out = append(out, b)
		}
	}
	return out
}

// isLink tells whether a block is a link to another page and no sentence of the article: nearly all
// of it is linked.
func (b *block) isLink() bool {
	unlinked := b.words - b.linked
	switch {
	case b.linked == 0:
		return false
	case b.kind == heading:
		return unlinked == 0 && b.words > 3
	case b.kind == item:
		return unlinked*4 < b.words && (b.words < longParagraph || !endsSentence(b.text))
	}
	return unlinked <= 3 && unlinked*2 < b.words && !(endsSentence(b.text) && b.words >= longParagraph)
}

// dropLists drops lists of which most items are links, and those at the end of the page whose items
// are a few words each, as tags are.
func dropLists(in []block, drop []bool) {
	for i := 0; i < len(in); {
		j, links, short := i, 0, 0
		for j < len(in) && in[j].kind == item && sameList(in[i], in[j]) {
			if drop[j] {
				links++
			}
			if in[j].words <= 4 && !endsSentence(in[j].text) {
				short++
			}
			j++
		}
		if n := j - i; n > 0 && (2*links > n || short == n && !proseAfter(in, j)) {
			for k := i; k < j; k++ {
				drop[k] = true
			}
		}
		i = max(j, i+1)
	}
}

func sameList(a, b block) bool {
	return a.node == nil || b.node == nil || a.node.Parent == b.node.Parent
}

func proseAfter(in []block, i int) bool {
	for ; i < len(in); i++ {
		if in[i].isProse() {
			return true
		}
	}
	return false
}

// endsEmpty tells whether all that stood under heading i is dropped, or nothing follows it.
func endsEmpty(in []block, drop []bool, i int) bool {
	for j := i + 1; j < len(in); j++ {
		if !drop[j] {
			return in[j].kind == heading && j > i+1
		}
	}
	return true
}
