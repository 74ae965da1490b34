package encoder

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The shape classes of words. The vocabulary has no capitals, so case reaches
// the encoder through a learned vector for each class.
const (
	shapeNone        = iota // a piece that does not begin a word
	shapeDigits             // all digits
	shapeHasDigit           // a digit somewhere
	shapeNoLetter           // no letter at all
	shapeLower              // lower case
	shapeOneCapital         // one capital letter
	shapeCapitals           // all capitals
	shapeCapitalised        // a capital, then lower case
	shapeMixed              // a capital, then mixed
	shapeOther
	shapeFirst = 10 // added for the first word of a sentence
	shapeCount = 20
)

// shape gives the class of a word.
func shape(word string) uint8 {
	var k kinds
	for _, r := range word {
		k.note(r)
	}
	first, n := utf8.DecodeRuneInString(word)
	switch {
	case k.digits > 0 && k.digits == k.runes:
		return shapeDigits
	case k.digits > 0:
		return shapeHasDigit
	case k.letters == 0:
		return shapeNoLetter
	case k.lower > 0 && k.upper == 0:
		return shapeLower
	case k.upper > k.title && k.lower == 0 && k.title == 0:
		if k.runes == 1 {
			return shapeOneCapital
		}
		return shapeCapitals
	case isUpper(first) && isLowerCase(word[n:]):
		return shapeCapitalised
	case isUpper(first):
		return shapeMixed
	}
	return shapeOther
}

// kinds counts the runes of a word by kind. Title case letters count as
// upper too, since they keep a word from being lower case.
type kinds struct{ runes, digits, letters, lower, upper, title int }

func (k *kinds) note(r rune) {
	k.runes++
	switch {
	case isDigit(r):
		k.digits++
	case unicode.IsLetter(r):
		k.letters++
	}
	switch {
	case unicode.IsTitle(r):
		k.title++
		k.upper++
	case isUpper(r):
		k.upper++
	case isLower(r):
		k.lower++
	}
}

// isLowerCase tells whether s has a lower-case letter and no other case.
func isLowerCase(s string) bool {
	var k kinds
	for _, r := range s {
		k.note(r)
	}
	return k.lower > 0 && k.upper == 0
}

func isUpper(r rune) bool {
	return unicode.IsUpper(r) || r > unicode.MaxLatin1 && unicode.Is(unicode.Other_Uppercase, r)
}

func isLower(r rune) bool {
	return unicode.IsLower(r) || r > 0x7f && unicode.Is(unicode.Other_Lowercase, r)
}

// digits are the code points that stand for a digit and are not of class Nd:
// superscripts, subscripts, circled and bracketed digits.
var digits = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0xb2, 0xb3, 1},
		{0xb9, 0xb9, 1},
		{0x1369, 0x1371, 1},
		{0x19da, 0x19da, 1},
		{0x2070, 0x2070, 1},
		{0x2074, 0x2079, 1},
		{0x2080, 0x2089, 1},
		{0x2460, 0x2468, 1},
		{0x2474, 0x247c, 1},
		{0x2488, 0x2490, 1},
		{0x24ea, 0x24ea, 1},
		{0x24f5, 0x24fd, 1},
		{0x24ff, 0x24ff, 1},
		{0x2776, 0x277e, 1},
		{0x2780, 0x2788, 1},
		{0x278a, 0x2792, 1},
	},
	LatinOffset: 2,
}

func isDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9'
	}
	return unicode.IsDigit(r) || unicode.Is(digits, r)
}

// normalise makes the quotation marks and dashes of a word those of the
// training text. The order matters: two single quotes become a double one.
func normalise(word string) string {
	if !strings.ContainsAny(word, "’‘“”`'–") {
		return word
	}
	for _, r := range replacements {
		word = strings.ReplaceAll(word, r[0], r[1])
	}
	return word
}

var replacements = [...][2]string{
	{"’", "'"}, {"‘", "'"}, {"“", `"`}, {"”", `"`}, {"``", `"`}, {"''", `"`}, {"–", "-"},
}
