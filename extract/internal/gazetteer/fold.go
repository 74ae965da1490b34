package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is the length in bytes past which a text is no name that the data could hold.
const maxName = 160

// latin holds the letters from U+00C0 to U+017F without their accents, ? where it takes more than that.
const latin = "AAAAAA?CEEEEIIIIDNOOOOO?OUUUUY??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y" +
	"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLl?" +
	"?LlNnNnNn?NnOoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"

// special spells what has no decomposition into a letter and accents.
var special = strings.NewReplacer(
	"ß", "ss", "æ", "ae", "Æ", "Ae", "œ", "oe", "Œ", "Oe", "þ", "th", "Þ", "Th", "ə", "e", "Ə", "E",
	"’", "", "‘", "", "ʼ", "", "ʻ", "", "ʿ", "", "ʾ", "", "´", "", "′", "",
	"‐", "-", "‑", "-", "–", "-", "\u00a0", " ",
)

// fold appends to buf what counts of a name: it goes without accents, apostrophes, dots and commas, with
// hyphens as spaces, one space between words and "and" for "&". Case is kept.
func fold(buf []byte, name string) []byte {
	if !isASCII(name) {
		name = unaccent(name)
	}
	start := len(buf)
	space := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch c {
		case '.', ',', '\'', '`':
			continue
		case ' ', '-', '\t', '\n', '\r':
			space = len(buf) > start
			continue
		}
		if space {
			buf = append(buf, ' ')
			space = false
		}
		if c == '&' {
			buf = append(buf, "and"...)
			continue
		}
		buf = append(buf, c)
	}
	return buf
}

// dropThe takes a leading "the " off a folded name.
func dropThe(key []byte) []byte {
	if len(key) > 4 && key[0]|0x20 == 't' && key[1]|0x20 == 'h' && key[2]|0x20 == 'e' && key[3] == ' ' {
		return key[4:]
	}
	return key
}

// unaccent spells a name without diacritics.
func unaccent(name string) string {
	name = strings.Map(plainLatin, name)
	if isASCII(name) {
		return name
	}
	name = special.Replace(name)
	if isASCII(name) {
		return name
	}
	return strings.Map(dropMark, norm.NFD.String(name))
}

// plainLatin returns the letter that latin has for a rune.
func plainLatin(r rune) rune {
	if r < 0xC0 || r >= 0x180 {
		return r
	}
	if plain := latin[r-0xC0]; plain != '?' {
		return rune(plain)
	}
	return r
}

func dropMark(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lower lowers the ASCII letters of b in place and tells whether there was a capital. What is left
// beyond ASCII after unaccent belongs to scripts that the data does not hold.
func lower(b []byte) (capital bool) {
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
			capital = true
		}
	}
	return capital
}
