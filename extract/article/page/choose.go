package page

import (
	"strconv"
	"strings"
	"unicode"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Words of a block or page.
const (
	fewWords      = 60 // an article has more, or the choice is doubted
	prosePart     = 8  // a paragraph of running text has as many
	longParagraph = 25 // a paragraph so long is hardly a label, date or name
)

// stamp is the attribute by which elements are known again in what go-readability makes of them.
const stamp = "data-newsgraph-node"

// A document is a page cut into blocks, of which some are chosen.
type document struct {
	root   *html.Node
	title  string // folded
	blocks []block
	boxes  []box
	prose  int // words of the chosen prose
}

func newDocument(root *html.Node, title string) *document {
	d := &document{root: root, title: fold(title)}
	d.blocks, d.boxes = blocksOf(root)
	d.mendLinks()
	return d
}

// mendLinks takes nothing for a link on a page where nearly all long blocks are: a link was not closed.
func (d *document) mendLinks() {
	words, linked := 0, 0
	for _, b := range d.blocks {
		if b.words >= prosePart {
			words, linked = words+b.words, linked+b.linked
		}
	}
	if linked*5 < words*4 {
		return
	}
	for i := range d.blocks {
		d.blocks[i].linked = 0
	}
}

// choose gives the blocks of the article. body is the article's text as metadata has it, or empty.
func (d *document) choose(body string) []block {
	d.chooseReadable()
	if d.count(); d.prose < fewWords {
		d.chooseDensest()
	}
	d.fill()
	d.widen()
	if text, found := d.follow(body); found {
		return text
	}
	d.count()
	var out []block
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.chosen && !d.clutter(b) && !d.isTitle(b) {
			b.text = d.withoutTitle(b.text)
			out = append(out, *b)
		}
	}
	return tidy(out)
}

// chooseReadable chooses the blocks that go-readability keeps.
func (d *document) chooseReadable() {
	number := 0
	var mark func(n *html.Node)
	mark = func(n *html.Node) {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: stamp, Val: strconv.Itoa(number)})
			number++
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			mark(child)
		}
	}
	mark(d.root)
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	found, err := parser.ParseDocument(d.root, nil)
	if err != nil || found.Node == nil {
		return
	}
	kept := map[string]bool{}
	blocks, _ := blocksOf(found.Node)
	for _, b := range blocks {
		kept[stampOf(b.node)] = true
	}
	delete(kept, "")
	for i := range d.blocks {
		b := &d.blocks[i]
		b.chosen = kept[stampOf(b.node)]
	}
}

// stampOf gives the stamp of an element or, where it is new, that of the one around it.
func stampOf(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		for _, a := range n.Attr {
			if a.Key == stamp {
				return a.Val
			}
		}
	}
	return ""
}

// chooseDensest chooses the prose of the element that holds most of it, or all of the page if there
// is none.
func (d *document) chooseDensest() {
	score := map[*html.Node]int{}
	var best *html.Node
	for i := range d.blocks {
		b := &d.blocks[i]
		if !b.isProse() || d.clutter(b) {
			continue
		}
		weight := 4 * b.words
		for n, up := b.node.Parent, 0; n != nil && up < 3; n, up = n.Parent, up+1 {
			if score[n] += weight; best == nil || score[n] > score[best] {
				best = n
			}
			weight = weight * 3 / 4
		}
	}
	if best != nil && score[best] < 4*d.prose {
		return
	}
	for i := range d.blocks {
		b := &d.blocks[i]
		b.chosen = best == nil || within(b.node, best)
	}
}

func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// count sums up the chosen prose, as a whole and by box.
func (d *document) count() {
	d.prose = 0
	for i := range d.boxes {
		d.boxes[i].words = 0
	}
	for i := range d.blocks {
		b := &d.blocks[i]
		if !b.chosen || !b.isProse() {
			continue
		}
		d.prose += b.words
		for _, x := range b.boxes {
			d.boxes[x].words += b.words
		}
	}
}

// fill chooses what was passed over between chosen blocks, or beside them: prose and headings that
// stand in the markup as chosen prose does.
func (d *document) fill() {
	places := map[string]int{}
	first, last := -1, -1
	for i := range d.blocks {
		b := &d.blocks[i]
		if !b.chosen || !b.isProse() {
			continue
		}
		places[placeOf(b)]++
		places[parentOf(b)]++
		if first < 0 {
			first = i
		}
		last = i
	}
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.chosen || first < 0 || d.clutter(b) {
			continue
		}
		between := i > first && i < last
		switch {
		case b.isProse():
			b.chosen = places[parentOf(b)] > 0 || between && places[placeOf(b)] > 0
		case b.kind == heading && b.linked == 0 && between && d.blocks[i+1].chosen && d.blocks[i+1].isProse():
			b.chosen = true
		case b.kind == heading || b.kind == item && b.linked*2 < b.words || b.kind == paragraph && b.linked == 0:
			b.chosen = between && places[parentOf(b)] > 0
		}
	}
}

// widen chooses what stands beside the element that holds the chosen prose, in an article or main
// element around it: paragraphs, quotes and lists in sections of their own, without a link.
func (d *document) widen() {
	var holder *html.Node
	for i := range d.blocks {
		if b := &d.blocks[i]; b.chosen && b.isProse() {
			holder = common(holder, b.node)
		}
	}
	if holder == nil || holder.Parent == nil || holder.Parent.DataAtom != atom.Article && holder.Parent.DataAtom != atom.Main {
		return
	}
	last := -1
	for i := range d.blocks {
		b := &d.blocks[i]
		if !b.chosen && b.isProse() && b.linked == 0 && !d.clutter(b) && under(b.node, holder.Parent) {
			b.chosen = true
			last = i
		}
	}
	for i := 1; i <= last+1 && i < len(d.blocks); i++ {
		b, before := &d.blocks[i], &d.blocks[i-1]
		if (i < last || b.kind == item && before.kind == item) && before.chosen && b.linked == 0 && !d.clutter(b) && under(b.node, holder.Parent) {
			b.chosen = true
			last = max(last, i)
		}
	}
}

// common gives the innermost element around both a and b; a may be nil.
func common(a, b *html.Node) *html.Node {
	if a == nil {
		return b.Parent
	}
	for ; a != nil; a = a.Parent {
		if within(b, a) {
			return a
		}
	}
	return nil
}

// under tells whether an element is a child of outer, quotes and lists between them aside.
func under(n, outer *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		switch {
		case n == outer:
			return true
		case n.DataAtom != atom.Blockquote && n.DataAtom != atom.Ul && n.DataAtom != atom.Ol && n.DataAtom != atom.Li:
			return false
		}
	}
	return false
}

// parentOf names the element around a block's own.
func parentOf(b *block) string {
	n := b.node
	if b.kind == item && n.Parent != nil {
		n = n.Parent // a list is beside paragraphs
	}
	return "in " + stampOf(n.Parent)
}

// placeOf names how a block stands in the markup: its element and the two around it, with classes.
func placeOf(b *block) string {
	var out strings.Builder
	for n, up := b.node, 0; n != nil && up < 3; n, up = n.Parent, up+1 {
		out.WriteString(n.Data + "." + attribute(n, "class") + " ")
	}
	return out.String()
}

// isTitle tells whether a block is the page's title again.
func (d *document) isTitle(b *block) bool {
	if b.node.DataAtom == atom.H1 {
		return true
	}
	text := fold(b.text)
	return text == d.title || b.words > 3 && strings.Contains(d.title, text)
}

// withoutTitle drops the first line of a block where it is the title.
func (d *document) withoutTitle(text string) string {
	line, rest, found := strings.Cut(text, "\n")
	if folded := fold(line); found && strings.Count(folded, " ") > 2 && strings.Contains(d.title, folded) {
		return rest
	}
	return text
}

// isProse tells whether a block is running text: words enough, most of them no links, and a
// sentence's end somewhere.
func (b *block) isProse() bool {
	return b.words >= prosePart && b.linked*2 < b.words && b.kind != heading &&
		(endsSentence(b.text) || b.words >= longParagraph && strings.ContainsAny(b.text, ".!?,"))
}

// endsSentence tells whether s ends with a full stop or its like, closing quotes and brackets aside.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}

// fold makes texts comparable: words in lower case with single spaces, nothing else.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
