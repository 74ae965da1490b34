package page

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A kind tells what a block is in the markup.
type kind uint8

const (
	paragraph kind = iota
	heading
	item // of a list
	row  // of a table
)

// A block is text that the page shows as one: a paragraph, a heading, an item of a list.
type block struct {
	kind   kind
	node   *html.Node // the innermost block element around it
	text   string     // white space as single spaces; "\n" where the markup breaks the line
	words  int
	linked int   // words that are links
	boxes  []int // the boxes around it, outermost first
	chosen bool
}

// A box is the elements of one name and class that by them, or by their role, should hold something
// other than the article.
type box struct {
	sure  bool // few would call the article's own text so
	words int  // of the chosen prose within
}

// A collector walks a tree and cuts it into blocks.
type collector struct {
	blocks []block
	boxes  []box
	known  map[string]int // boxes by element and class
	open   []int          // boxes around the current node
	node   *html.Node
	kind   kind
	text   strings.Builder
	space  bool // white space is due before the next word
	words  int
	linked int
	link   int // links around the current node
	pre    int // elements around it whose line breaks are shown
}

// blocksOf cuts the tree under root into blocks, in the order of the page.
func blocksOf(root *html.Node) ([]block, []box) {
	c := &collector{node: root, known: map[string]int{}}
	c.walk(root)
	c.flush()
	return c.blocks, c.boxes
}

// walk visits n and what is under it. The parser nests no deeper than 512 elements.
func (c *collector) walk(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		c.write(n.Data)
		return
	case n.Type == html.CommentNode, n.Type == html.DoctypeNode, silent[n.DataAtom], isCode(n):
		return
	case n.DataAtom == atom.Br:
		c.breakLine()
		return
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		c.cell(n)
		return
	case isBlock[n.DataAtom]:
		c.block(n)
		return
	case n.DataAtom == atom.A:
		c.link++
		defer func() { c.link-- }()
	}
	if sure, _ := isBox(n); sure && isShort(n) {
		return
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child)
	}
}

// isCode tells whether an element shows a program and no text.
func isCode(n *html.Node) bool {
	return n.DataAtom == atom.Pre && n.FirstChild != nil && n.FirstChild == n.LastChild && n.FirstChild.DataAtom == atom.Code
}

// isShort tells whether the text under n is no longer than a label.
func isShort(n *html.Node) bool { return len(strings.Fields(textOf(n))) < longParagraph }

// block visits a block element: what is in it is apart from what is around it.
func (c *collector) block(n *html.Node) {
	c.flush()
	node, kind := c.node, c.kind
	c.node = n
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		c.kind = heading
	case atom.Li:
		c.kind = item
	case atom.Tr:
		c.kind = row
	case atom.Pre:
		c.pre++
		defer func() { c.pre-- }()
	default:
		if c.kind == heading { // one that is not closed
			c.kind = paragraph
		}
	}
	c.boxed(n)
	c.node, c.kind = node, kind
}

// boxed visits the children of n, within a box if n is one. What a block element holds ends with it.
func (c *collector) boxed(n *html.Node) {
	if sure, ok := isBox(n); ok {
		if i := c.boxFor(n, sure); !slices.Contains(c.open, i) {
			c.open = append(c.open, i)
			defer func() { c.open = c.open[:len(c.open)-1] }()
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child)
	}
	if isBlock[n.DataAtom] || n == c.node {
		c.flush()
	}
}

// boxFor gives the box that n is part of. Elements of one name and class are one box: what a page
// calls each of its paragraphs says nothing.
func (c *collector) boxFor(n *html.Node, sure bool) int {
	key := n.Data + "." + attribute(n, "class")
	i, found := c.known[key]
	if !found {
		i = len(c.boxes)
		c.known[key] = i
		c.boxes = append(c.boxes, box{})
	}
	c.boxes[i].sure = c.boxes[i].sure || sure
	return i
}

// cell visits a cell of a table. A cell with paragraphs or lines of its own is no cell but layout.
func (c *collector) cell(n *html.Node) {
	if hasBlocks(n) {
		kind := c.kind
		c.kind = paragraph
		c.block(n)
		c.kind = kind
		return
	}
	if c.text.Len() > 0 {
		c.text.WriteString(" |")
		c.space = true
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child)
	}
}

func hasBlocks(n *html.Node) bool {
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		if child.Type == html.ElementNode && (isBlock[child.DataAtom] || child.DataAtom == atom.Br || child.DataAtom == atom.Font && hasBlocks(child)) {
			return true
		}
	}
	return false
}

// write adds text with its white space made single spaces. Characters that show nothing are dropped.
func (c *collector) write(s string) {
	inWord := c.text.Len() > 0 && !c.space && !strings.HasSuffix(c.text.String(), "\n")
	for _, r := range s {
		switch {
		case r == '\n' && c.pre > 0:
			c.breakLine()
			inWord = false
		case unicode.IsSpace(r):
			c.space = c.space || c.text.Len() > 0
			inWord = false
		case unicode.Is(unicode.Cf, r) && r != '\u200d' || unicode.Is(unicode.Cc, r):
		default:
			if c.space {
				c.text.WriteByte(' ')
				c.space = false
			}
			if !inWord {
				c.words++
				if c.link > 0 {
					c.linked++
				}
				inWord = true
			}
			c.text.WriteRune(r)
		}
	}
}

// breakLine ends the line, and the block if the line is empty.
func (c *collector) breakLine() {
	c.space = false
	switch text := c.text.String(); {
	case text == "":
	case strings.HasSuffix(text, "\n"):
		c.flush()
	default:
		c.text.WriteByte('\n')
	}
}

// flush ends the block.
func (c *collector) flush() {
	if text := strings.TrimSpace(c.text.String()); text != "" {
		c.blocks = append(c.blocks, block{
			kind: c.kind, node: c.node, text: text, words: c.words, linked: c.linked,
			boxes: append([]int(nil), c.open...),
		})
	}
	c.text.Reset()
	c.space, c.words, c.linked = false, 0, 0
}

// isBlock holds the elements that a browser shows apart from what is around them.
var isBlock = set(
	atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Dialog,
	atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2,
	atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main, atom.Menu, atom.Nav,
	atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr, atom.Ul,
)

// silent holds the elements whose text is not shown, or shown by a control.
var silent = set(
	atom.Audio, atom.Button, atom.Canvas, atom.Datalist, atom.Embed, atom.Head, atom.Iframe, atom.Input, atom.Map,
	atom.Math, atom.Meter, atom.Noscript, atom.Object, atom.Option, atom.Progress, atom.Rp, atom.Rt, atom.Script,
	atom.Select, atom.Style, atom.Svg, atom.Template, atom.Textarea, atom.Title, atom.Video,
)

func set(atoms ...atom.Atom) map[atom.Atom]bool {
	out := make(map[atom.Atom]bool, len(atoms))
	for _, a := range atoms {
		out[a] = true
	}
	return out
}
