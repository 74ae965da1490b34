package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// refine cuts the words of the tokenizer as the treebanks do that the model was trained on: dashes
// are words, and so are the hyphens of common compounds ("long-term") and of pairs of nationalities
// ("Turkish-American"). Names with a hyphen (Al-Tanf, Jong-un, Udvar-Hazy) stay whole.
func refine(text string, words []span) []span {
	out := make([]span, 0, len(words))
	for _, w := range words {
		if w.end-w.start > longest {
			out = append(out, w)
			continue
		}
		out = cut(out, text, w)
	}
	return join(text, out)
}

func cut(out []span, text string, w span) []span {
	word := text[w.start:w.end]
	if i, n := dash(word); i >= 0 && !wholeCompound(word) {
		if i > 0 {
			out = cut(out, text, span{w.start, w.start + i})
		}
		out = append(out, span{w.start + i, w.start + i + n})
		if i+n < len(word) {
			out = cut(out, text, span{w.start + i + n, w.end})
		}
		return out
	}
	// a sign stuck to a word: prose leaves some brackets and quotes on
	if r, n := utf8.DecodeRuneInString(word); n < len(word) && strings.ContainsRune("“”\"([{‘«„", r) {
		out = append(out, span{w.start, w.start + n})
		return cut(out, text, span{w.start + n, w.end})
	}
	if r, n := utf8.DecodeLastRuneInString(word); n < len(word) && strings.ContainsRune("”\")]},;:?!»%", r) {
		out = cut(out, text, span{w.start, w.end - n})
		return append(out, span{w.end - n, w.end})
	}
	if r, n := utf8.DecodeRuneInString(word); (r == '\'' || r == '’') && n < len(word) && !isClitic(word) {
		out = append(out, span{w.start, w.start + n}) // 'serious'
		if bare := strings.TrimSuffix(word, "."); len(bare) < len(word) && len(bare) > n && !strings.Contains(bare, ".") {
			out = cut(out, text, span{w.start + n, w.end - 1}) // prose did not look into it
			return append(out, span{w.end - 1, w.end})
		}
		return cut(out, text, span{w.start + n, w.end})
	}
	if r, n := utf8.DecodeLastRuneInString(word); (r == '\'' || r == '’') && n < len(word) && word != "''" {
		out = cut(out, text, span{w.start, w.end - n})
		return append(out, span{w.end - n, w.end})
	}
	for _, clitic := range []string{"'s", "’s", "'S", "’S"} {
		if len(word) > len(clitic) && strings.HasSuffix(word, clitic) {
			at := w.end - len(clitic)
			return append(cut(out, text, span{w.start, at}), span{at, w.end})
		}
	}
	return append(out, w)
}

// isClitic reports whether a word with an apostrophe before it leans on the word before: 's, 'll. So
// do the short forms of decades ('90s) and of "them" ('em).
func isClitic(word string) bool {
	_, n := utf8.DecodeRuneInString(word)
	switch rest := strings.ToLower(word[n:]); rest {
	case "s", "ll", "re", "ve", "d", "m", "t", "em", "n", "'":
		return true
	default:
		return rest != "" && unicode.IsDigit(rune(rest[0]))
	}
}

// dash returns the place of the first dash or cutting hyphen inside a word, or -1.
func dash(word string) (at, length int) {
	for i, r := range word {
		n := utf8.RuneLen(r)
		switch r {
		case '—', '―', '…':
			if len(word) > n {
				return i, n
			}
		case '–':
			if len(word) > n && !digitsAround(word, i, n) {
				return i, n
			}
		case '-', '‑':
			if i > 0 && i+n < len(word) && cuttingHyphen(word[:i], word[i+n:]) {
				return i, n
			}
		}
	}
	return -1, 0
}

// wholeCompound reports whether the word is one that readers take for one: "brother-in-law".
func wholeCompound(word string) bool {
	_, tail, _ := strings.Cut(word, "-")
	return lists().has("whole compounds", strings.ToLower(tail)) || lists().has("whole compounds", strings.ToLower(word))
}

func digitsAround(word string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(word[:i])
	after, _ := utf8.DecodeRuneInString(word[i+n:])
	return unicode.IsDigit(before) && unicode.IsDigit(after)
}

// cuttingHyphen reports whether a hyphen between these parts makes words of its own.
func cuttingHyphen(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(before)
	rest, _ := utf8.DecodeRuneInString(after)
	switch {
	case unicode.IsLower(rest) && unicode.IsUpper(first):
		head := after
		if i := strings.IndexAny(after, "-–"); i > 0 {
			head = after[:i]
		}
		return lists().has("compound participles", head) // "US-led", but not "Jong-un"
	case unicode.IsLower(first) && unicode.IsLower(rest):
		return !lists().has("joined prefixes", before)
	case unicode.IsDigit(first) && unicode.IsLower(rest):
		return true // 14-year-old
	case unicode.IsUpper(first) && unicode.IsUpper(rest):
		return isDemonym(before) && isDemonym(after) || lists().has("party letters", before)
	}
	return false
}

// join puts together again what the tokenizer tore: runs of stops, the stop of an initial inside
// a name ("John F" ".") and that of an abbreviation ("Calif" ".").
func join(text string, words []span) []span {
	out := words[:0:len(words)]
	for _, w := range words {
		if n := len(out); n > 0 && out[n-1].end == w.start && text[w.start:w.end] == "." &&
			(stops(text, out[n-1]) || initial(text, out, w.end) || lists().has("abbreviations", text[out[n-1].start:w.end])) {
			out[n-1].end = w.end
			continue
		}
		out = append(out, w)
	}
	return out
}

func stops(text string, w span) bool { return strings.Trim(text[w.start:w.end], ".") == "" }

// initial reports whether the last of the words is a capital letter between two capitalised words.
func initial(text string, words []span, end int) bool {
	w := words[len(words)-1]
	letter, n := utf8.DecodeRuneInString(text[w.start:w.end])
	if n != w.end-w.start || !unicode.IsUpper(letter) || len(words) < 2 || !strings.HasPrefix(text[end:], " ") {
		return false
	}
	before, _ := utf8.DecodeRuneInString(text[words[len(words)-2].start:])
	after, _ := utf8.DecodeRuneInString(text[end+1:])
	return unicode.IsUpper(before) && unicode.IsUpper(after)
}
