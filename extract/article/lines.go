package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line is one line of the text, or one block of hard-wrapped lines, with what is known of it.
type line struct {
	Start, End int
	After      bool // a blank line, or the start of the text, is before it
	Bullet     bool // a list bullet is before it
	text       string
	folded     string
}

// linesOf splits text at line ends; lines without ink are left out, and bullets are not part of a line.
func linesOf(text string) []line {
	var out []line
	blank := true
	for start := 0; start < len(text); {
		end := start + lineEnd(text[start:])
		s, e := trim(text, start, end)
		if s < e {
			out = append(out, line{Start: s, End: e, After: blank})
		}
		blank = s >= e
		_, n := utf8.DecodeRuneInString(text[end:])
		start = end + max(n, 1)
	}
	out = unwrap(text, out)
	numbered := 0
	for _, l := range out {
		numbered += min(ordinalBullet(text[l.Start:l.End]), 1)
	}
	for i := range out {
		l := &out[i]
		mark := bullet(text[l.Start:l.End])
		if mark == 0 && numbered > 1 {
			mark = ordinalBullet(text[l.Start:l.End])
		}
		l.Bullet = mark > 0
		l.Start, l.End = trim(text, l.Start+mark, l.End)
		l.text = text[l.Start:l.End]
		l.folded = fold(l.text, false)
	}
	return out
}

// cut takes n bytes from the line's start.
func (l *line) cut(text string, n int) {
	l.Start, l.End = trim(text, l.Start+n, l.End)
	l.text = text[l.Start:l.End]
	l.folded = fold(l.text, false)
}

// lineEnd gives the offset of the first line end in s: line feed, vertical tab, form feed, next
// line, line or paragraph separator.
func lineEnd(s string) int {
	i := strings.IndexFunc(s, func(r rune) bool {
		return r == '\n' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
	})
	if i < 0 {
		return len(s)
	}
	return i
}

// trim moves start and end over what leaves no ink.
func trim(text string, start, end int) (int, int) {
	part := text[start:end]
	left := strings.IndexFunc(part, isInk)
	if left < 0 {
		return end, end
	}
	right := strings.LastIndexFunc(part, isInk)
	_, n := utf8.DecodeRuneInString(part[right:])
	return start + left, start + right + n
}

// bullet gives the length of a list bullet before the first word of s.
func bullet(s string) int {
	for _, b := range []string{"•", "▪", "■", "●", "◦", "·", "►", "▶", "* ", "- ", "– ", "— "} {
		if rest, ok := strings.CutPrefix(s, b); ok && strings.IndexFunc(rest, isInk) >= 0 {
			return len(b)
		}
	}
	return 0
}

// ordinalBullet gives the length of "1. " or "2) " before a sentence, or 0.
func ordinalBullet(s string) int {
	n := runLength(s[:min(len(s), 3)], unicode.IsDigit)
	if n == 0 || n > 2 || len(s) < n+3 || s[n] != '.' && s[n] != ')' || s[n+1] != ' ' || !isCapital(s[n+2:]) {
		return 0
	}
	return n + 2
}

// unwrap joins the lines of each block when the text was wrapped at a fixed width, so that sentences
// run over line ends. It is taken to be so when at least three lines and a third of all that do not
// end a block are 40 to 100 characters long and the next one goes on with a small letter.
func unwrap(text string, in []line) []line {
	inner, running := 0, 0
	for i := 1; i < len(in); i++ {
		if in[i].After {
			continue
		}
		inner++
		if runsOn(text, in[i-1], in[i]) {
			running++
		}
	}
	if running < 3 || running*3 < inner {
		return in
	}
	out := in[:0]
	for i, l := range in {
		n := len(out)
		if i > 0 && !l.After && text[l.Start] != '-' && text[l.Start] != '*' && longLine(text[lastLine(text, out[n-1]):out[n-1].End]) {
			out[n-1].End = l.End
			continue
		}
		out = append(out, l)
	}
	return out
}

// runsOn tells whether a sentence of line a goes on in line b.
func runsOn(text string, a, b line) bool {
	r, _ := utf8.DecodeRuneInString(text[b.Start:])
	return longLine(text[a.Start:a.End]) && unicode.IsLower(r) && !endsSentence(text[a.Start:a.End])
}

func longLine(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 40 && n <= 100
}

// lastLine gives where the last line of block l starts.
func lastLine(text string, l line) int {
	return l.Start + strings.LastIndexByte(text[l.Start:l.End], '\n') + 1
}
