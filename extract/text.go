package extract

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"
	"gopkg.in/neurosnap/sentences.v1"
	"gopkg.in/neurosnap/sentences.v1/english"

	"github.com/newsgraph/newsgraph/extract/article"
)

// A token is one word or sign of a sentence.
type token struct {
	start, end int    // byte offsets in the article's text
	word       string // the text between them
	tag        string // Penn Treebank tag
	head       int    // index of the governing word in the sentence, -1 for the root
	rel        string // Universal Dependencies relation to it
	lemma      string
	quoted     bool // between quotation marks
	mention    int  // index of the mention the token belongs to, or -1
}

// A sentence is a run of tokens of one paragraph with its tree.
type sentence struct {
	kind       article.Kind
	start, end int // byte offsets in the article's text
	paragraph  int
	tokens     []token
	children   [][]int // per token its dependents, in order
}

func (s *sentence) text(a *article.Article) string { return a.Text[s.start:s.end] }

// display tells whether the sentence is a title or a heading, where capitals need not mean a name.
func (s *sentence) display() bool { return s.kind == article.Title || s.kind == article.Heading }

// sentencesOf cuts the paragraphs that are read for statements into sentences and tokens.
//
// Punkt finds sentence ends and prose words, in the paragraphs joined by blank lines; a paragraph's
// end always ends a sentence. prose tells no offsets and drops or rewrites some words: align finds
// each again.
func sentencesOf(a *article.Article) []sentence {
	var joined strings.Builder
	pieces := piecesOf(a)
	if len(pieces) == 0 {
		return nil
	}
	for i := range pieces {
		pieces[i].origin = joined.Len()
		joined.WriteString(a.Text[pieces[i].start:pieces[i].end])
		joined.WriteString("\n\n")
	}
	text := joined.String()
	masked := maskLong(text)
	var ends []int
	var words []span
	if punkt, err := segmenter(); err == nil { // or else a paragraph is a sentence
		ends = sentenceEnds(masked, punkt.Tokenize(masked))
	}
	if doc, err := prose.NewDocument(masked, prose.WithSegmentation(false), prose.WithTagging(false), prose.WithExtraction(false)); err == nil {
		words = align(masked, doc.Tokens())
	} else {
		words = align(masked, nil) // cut at white space
	}
	words = refine(text, words)
	var out []sentence
	for _, p := range pieces {
		from, to := p.origin, p.origin+p.end-p.start
		shift := p.start - from
		for from < to {
			for len(ends) > 0 && ends[0] <= from {
				ends = ends[1:]
			}
			end := to
			if len(ends) > 0 && ends[0] < to {
				end = ends[0]
			}
			n := 0
			for n < len(words) && words[n].start < end {
				n++
			}
			if s, ok := newSentence(a, words[:n], shift); ok {
				s.kind, s.paragraph = a.Paragraphs[p.paragraph].Kind, p.paragraph
				out = append(out, s)
			}
			words, from = words[n:], end
		}
	}
	markQuotes(out)
	return out
}

// segmenter is the sentence model that prose has inside, and that it decodes anew on every call: 12 ms
// and 8 MB. It is only read, so that goroutines share it.
var segmenter = sync.OnceValues(func() (*sentences.DefaultSentenceTokenizer, error) {
	punkt, err := english.NewSentenceTokenizer(nil)
	if err == nil {
		punkt.AbbrevTypes.Add("mt") // as prose does
	}
	return punkt, err
})

// A piece is a run of text of one paragraph that is read for statements.
type piece struct {
	paragraph  int
	start, end int // byte offsets in the article's text
	origin     int // and in the text that prose reads
}

// MaxText is how many bytes of an article's text are read for statements, more than any news has: a
// book of 80,000 words. All that extraction does takes time and memory in proportion to what it reads,
// about 4,500 words a second of CPU time and, at worst, of signs alone, 1,500 a second.
const MaxText = 512 << 10

// piecesOf returns the paragraphs that are read, cut at gaps of white space so wide that they part
// columns: prose takes quadratic time for them.
func piecesOf(a *article.Article) []piece {
	var out []piece
	for i, p := range a.Paragraphs {
		if p.Kind == article.Dateline || p.Kind == article.Furniture {
			continue
		}
		if p.End > MaxText {
			p.End = lastSpace(a.Text, MaxText)
		}
		if p.Start >= p.End {
			break
		}
		start, last := p.Start, p.Start // last: behind the last word
		for at, r := range a.In(p) {
			if unicode.IsSpace(r) {
				continue
			}
			if at += p.Start; at-last > longest {
				out = append(out, piece{paragraph: i, start: start, end: last})
				start = at
			}
			last = at + utf8.RuneLen(r)
		}
		out = append(out, piece{paragraph: i, start: start, end: p.End})
	}
	return out
}

// lastSpace returns the offset of the last white space before one, or that of the last character.
func lastSpace(text string, before int) int {
	if at := strings.LastIndexFunc(text[:before], unicode.IsSpace); at > 0 {
		return at
	}
	for !utf8.RuneStart(text[before]) {
		before--
	}
	return before
}

// longest is the length in bytes of the longest word that is looked into. What is longer, an address
// or a line of signs, is one word: prose takes quadratic time to cut it.
const longest = 200

// maskLong writes letters over the words that are too long to be words.
func maskLong(text string) string {
	var out []byte
	start := 0
	mask := func(end int) {
		if end-start > longest {
			if out == nil {
				out = []byte(text)
			}
			copy(out[start:end], bytes.Repeat([]byte("x"), end-start))
		}
	}
	for i, r := range text {
		if unicode.IsSpace(r) {
			mask(i)
			start = i + utf8.RuneLen(r)
		}
	}
	if mask(len(text)); out == nil {
		return text
	}
	return string(out)
}

// sentenceEnds returns the byte offset in text where each sentence ends. A sentence that ends in
// an initial or an abbreviation that titles a name ("Gen.") is no end.
func sentenceEnds(text string, cut []*sentences.Sentence) []int {
	var ends []int
	at := 0
	for _, s := range cut {
		bare := strings.TrimSpace(s.Text)
		found := strings.Index(text[at:], bare)
		if found < 0 {
			continue
		}
		for _, inner := range plainEnd().FindAllStringIndex(bare, -1) {
			ends = append(ends, at+found+inner[0]+strings.IndexAny(bare[inner[0]:], " "))
		}
		at += found + len(bare)
		lone := !strings.ContainsAny(s.Text, " \n") && strings.HasSuffix(s.Text, ".") && strings.HasPrefix(text[at:], " ")
		if !lone && !endsInside(text[:at], text[at:]) { // a lone "U.S." is no sentence
			ends = append(ends, at)
		}
	}
	return ends
}

// endsInside reports whether the sentence that ends here goes on: with a lower-case word, or
// after an abbreviation that is always followed by a name.
func endsInside(before, after string) bool {
	next := strings.TrimLeft(after, " ")
	if next == "" || strings.HasPrefix(next, "\n") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next)
	last := before[strings.LastIndexAny(before, " \n")+1:]
	if unicode.IsLower(r) && strings.HasSuffix(last, ".") {
		return true
	}
	if lists().has("state abbreviations", last) { // "U.S. Senator"
		word, _, _ := strings.Cut(strings.TrimFunc(next, unicode.IsSpace), " ")
		word = strings.TrimRight(word, ",.;:’'s")
		return isTitle(word) || lists().has("state bodies", word)
	}
	return lists().has("title abbreviations", last)
}

// plainEnd matches a sentence end that Punkt passes over when an abbreviation follows: a long
// lower-case word, a stop and a capital.
var plainEnd = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\p{Ll}{4,}[.!?]["”’)]* +["“‘(]?\p{Lu}`)
})

type span struct{ start, end int }

// align finds the words that prose cut in the text it cut them from. prose writes curly quotes
// straight, and drops words that start like a clitic ('serious'): what lies between two words that
// were found becomes words of its own, cut at white space.
func align(text string, tokens []prose.Token) []span {
	var out []span
	at := 0
	gap := func(to int) {
		for at < to {
			r, n := utf8.DecodeRuneInString(text[at:])
			if unicode.IsSpace(r) {
				at += n
				continue
			}
			end := at + strings.IndexFunc(text[at:to]+" ", unicode.IsSpace)
			out = append(out, span{at, end})
			at = end
		}
	}
	for _, t := range tokens {
		start, end, ok := find(text, at, t.Text)
		if !ok {
			continue
		}
		gap(start)
		out = append(out, span{start, end})
		at = end
	}
	gap(len(text))
	return out
}

// find looks for a word from offset at on, at most 60 bytes behind the white space there: what is
// further would be another.
func find(text string, at int, word string) (start, end int, ok bool) {
	at += len(text[at:]) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
	for start = at; start < len(text) && start-at < 60; {
		if end, ok = matchAt(text, start, word); ok {
			return start, end, true
		}
		_, n := utf8.DecodeRuneInString(text[start:])
		start += n
	}
	return 0, 0, false
}

func matchAt(text string, at int, word string) (end int, ok bool) {
	for _, want := range word {
		if at >= len(text) {
			return 0, false
		}
		r, n := utf8.DecodeRuneInString(text[at:])
		if r != want && straight(r) != want {
			return 0, false
		}
		at += n
	}
	return at, word != ""
}

func straight(r rune) rune {
	switch r {
	case '’', '‘':
		return '\''
	case '“', '”':
		return '"'
	}
	return r
}

func newSentence(a *article.Article, words []span, shift int) (sentence, bool) {
	if len(words) == 0 {
		return sentence{}, false
	}
	s := sentence{start: words[0].start + shift, end: words[len(words)-1].end + shift}
	add := func(start, end int) {
		s.tokens = append(s.tokens, token{start: start, end: end, word: a.Text[start:end], head: -1, mention: -1})
	}
	for _, w := range words[:len(words)-1] {
		add(w.start+shift, w.end+shift)
	}
	last := words[len(words)-1].start + shift
	if shortWordAndStop(a.Text[last:s.end]) {
		add(last, s.end-1)
		last = s.end - 1
	}
	add(last, s.end)
	return s, true
}

// shortWordAndStop reports whether a sentence's last word is a capitalised one of two or three
// letters with the stop that ends the sentence ("Xi.", "Cup."), which prose takes for an abbreviation.
func shortWordAndStop(word string) bool {
	bare, ok := strings.CutSuffix(word, ".")
	if !ok || len(bare) < 2 || len(bare) > 3 || strings.ToLower(bare[1:]) != bare[1:] || !unicode.IsUpper(rune(bare[0])) {
		return false
	}
	if lists().has("abbreviations", word) {
		return false
	}
	switch bare {
	case "Co", "Plc", "Jr", "Sr", "Ave", "Rd", "St", "No", "Ret", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec":
		return false
	}
	return !strings.Contains(bare, ".")
}

// markQuotes finds what stands between quotation marks. A paragraph's end closes a quotation; one
// that goes on in the next paragraph is opened there again, as newspapers do.
func markQuotes(sentences []sentence) {
	open, paragraph := false, -1
	for i := range sentences {
		s := &sentences[i]
		if s.paragraph != paragraph {
			open, paragraph = false, s.paragraph
		}
		for k := range s.tokens {
			t := &s.tokens[k]
			switch t.word {
			case "“":
				open = true
			case "”":
				open = false
			case "\"", "``", "''":
				open = !open
			default:
				t.quoted = open
			}
		}
	}
}
