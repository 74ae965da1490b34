package encoder

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Ids of the special pieces in the vocabulary.
const (
	unknownPiece = 100
	startPiece   = 101
	endPiece     = 102
)

// maxWordRunes is the length above which a word is not looked up at all.
const maxWordRunes = 100

// Tokenizer cuts text into word pieces by greedy longest match, after the
// cleaning the vocabulary was made with: lower case, no accents, punctuation
// and CJK characters apart. It is read-only and safe to share.
type Tokenizer struct {
	initial      map[string]int32 // pieces that begin a word
	continued    map[string]int32 // pieces written "##x", stored as "x"
	maxInitial   int              // bytes of the longest initial piece
	maxContinued int              // bytes of the longest continued piece
	size         int
}

// NewTokenizer reads a vocabulary, one piece a line; the line number is the id.
func NewTokenizer(vocabulary string) *Tokenizer {
	n := strings.Count(vocabulary, "\n")
	t := &Tokenizer{initial: make(map[string]int32, n*4/5), continued: make(map[string]int32, n/5)}
	for line := range strings.Lines(vocabulary) {
		t.add(strings.TrimSuffix(line, "\n"))
	}
	return t
}

func (t *Tokenizer) add(piece string) {
	id := int32(t.size)
	t.size++
	if rest, ok := strings.CutPrefix(piece, "##"); ok && rest != "" {
		t.continued[rest] = id
		t.maxContinued = max(t.maxContinued, len(rest))
		return
	}
	t.initial[piece] = id
	t.maxInitial = max(t.maxInitial, len(piece))
}

// Size is the number of pieces in the vocabulary.
func (t *Tokenizer) Size() int { return t.size }

// Append adds the ids of the pieces of text to ids, at most limit of them
// (limit <= 0: all). Bad UTF-8 is dropped.
func (t *Tokenizer) Append(ids []int32, text string, limit int) []int32 {
	c := cutter{t: t, ids: ids, start: len(ids), limit: limit}
	if isASCII(text) {
		c.ascii(text)
	} else {
		c.unicode(text)
	}
	c.flush()
	if limit > 0 && len(c.ids) > c.start+limit {
		c.ids = c.ids[:c.start+limit]
	}
	return c.ids
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// cutter collects the letters of one word and cuts it when it ends.
type cutter struct {
	t     *Tokenizer
	ids   []int32
	start int
	limit int
	word  []byte
	store [64]byte
}

func (c *cutter) full() bool { return c.limit > 0 && len(c.ids) >= c.start+c.limit }

func (c *cutter) ascii(text string) {
	c.word = c.store[:0]
	for i := 0; i < len(text) && !c.full(); i++ {
		b := text[i]
		switch {
		case b >= 'a' && b <= 'z' || b >= '0' && b <= '9':
			c.word = append(c.word, b)
		case b >= 'A' && b <= 'Z':
			c.word = append(c.word, b+'a'-'A')
		case b == ' ' || b == '\t' || b == '\n' || b == '\r':
			c.flush()
		case b < ' ' || b == 0x7f:
		default:
			c.alone(rune(b))
		}
	}
}

// unicode cleans, decomposes, drops marks and lowers the text, in that order:
// the order decides what becomes of letters such as a dotted capital I.
func (c *cutter) unicode(text string) {
	c.word = c.store[:0]
	for _, r := range norm.NFD.String(clean(text)) {
		if c.full() {
			return
		}
		if r >= 0x300 && unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		switch {
		case unicode.IsSpace(r):
			c.flush()
		case isPunctuation(r):
			c.alone(r)
		default:
			c.word = utf8.AppendRune(c.word, r)
		}
	}
}

// clean drops control characters, makes all space plain and sets CJK
// characters apart.
func clean(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 8)
	for _, r := range text {
		switch {
		case r == 0 || r == utf8.RuneError:
		case r == '\t' || r == '\n' || r == '\r':
			b.WriteByte(' ')
		case isControl(r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case isCJK(r):
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (c *cutter) alone(r rune) {
	c.flush()
	c.word = utf8.AppendRune(c.word, r)
	c.flush()
}

// flush cuts the collected word: the longest known piece first, then the
// longest known continuation, and so on; one gap makes the whole word unknown.
func (c *cutter) flush() {
	word := c.word
	c.word = c.word[:0]
	if len(word) == 0 || c.full() {
		return
	}
	if utf8.RuneCount(word) > maxWordRunes {
		c.ids = append(c.ids, unknownPiece)
		return
	}
	before := len(c.ids)
	pieces, longest := c.t.initial, c.t.maxInitial
	for len(word) > 0 {
		id, n := longestPiece(pieces, word, longest)
		if n == 0 {
			c.ids = append(c.ids[:before], unknownPiece)
			return
		}
		c.ids = append(c.ids, id)
		word = word[n:]
		pieces, longest = c.t.continued, c.t.maxContinued
	}
}

func longestPiece(pieces map[string]int32, word []byte, longest int) (id int32, n int) {
	for n = min(len(word), longest); n > 0; n-- {
		if n < len(word) && !utf8.RuneStart(word[n]) {
			continue
		}
		if id, ok := pieces[string(word[:n])]; ok {
			return id, n
		}
	}
	return 0, 0
}

// isControl tells what is dropped. Unassigned code points stay, though
// unicode.C holds them since Go 1.25.
func isControl(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '!' && r <= '/' || r >= ':' && r <= '@' || r >= '[' && r <= '`' || r >= '{' && r <= '~'
	}
	return unicode.IsPunct(r)
}

// cjk holds the blocks of Chinese characters that stand as words of their own.
var cjk = &unicode.RangeTable{
	R16: []unicode.Range16{{0x3400, 0x4dbf, 1}, {0x4e00, 0x9fff, 1}, {0xf900, 0xfaff, 1}},
	R32: []unicode.Range32{
		{0x20000, 0x2a6df, 1},
		{0x2a700, 0x2b73f, 1},
		{0x2b740, 0x2b81f, 1},
		{0x2b920, 0x2ceaf, 1},
		{0x2f800, 0x2fa1f, 1},
	},
}

func isCJK(r rune) bool { return r >= 0x3400 && unicode.Is(cjk, r) }
