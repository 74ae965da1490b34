package extract

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed irregular.txt
var irregularText string

// irregularForms lead from a form to its lemma.
type irregularForms struct{ verbs, nouns map[string]string }

// irregular reads irregular.txt once: the verbs, and from the line "# Plurals" on the nouns.
var irregular = sync.OnceValue(func() irregularForms {
	out := irregularForms{map[string]string{}, map[string]string{}}
	current := out.verbs
	for line := range strings.Lines(irregularText) {
		if strings.HasPrefix(line, "#") {
			if strings.HasPrefix(line, "# Plurals") {
				current = out.nouns
			}
			continue
		}
		forms := strings.Fields(line)
		for _, form := range forms {
			if _, ok := current[form]; !ok {
				current[form] = forms[0]
			}
		}
	}
	return out
})

// A vocabulary is the set of lemmas that frames and word lists know. The endings of English leave
// open what was cut ("hoped": hope or hop), so of the possible lemmas the known one counts.
type vocabulary map[string]bool

// lemma returns the base form of a word of that tag, in lower case.
func (v vocabulary) lemma(word, tag string) string {
	w := strings.ReplaceAll(strings.ToLower(word), "’", "'")
	if !strings.HasPrefix(tag, "V") && !strings.HasPrefix(tag, "N") && tag != "MD" {
		return w
	}
	switch base := irregular(); {
	case tag == "VB":
		return w // "to found", "to wound"
	case strings.HasPrefix(tag, "V") && base.verbs[w] != "":
		return base.verbs[w]
	case tag == "NNS" && base.nouns[w] != "":
		return base.nouns[w]
	}
	var candidates []string
	switch tag {
	case "VBD", "VBN":
		candidates = past(w)
	case "VBG":
		candidates = gerund(w)
	case "VBZ", "NNS", "NNPS":
		candidates = plural(w)
	default:
		return w
	}
	for _, c := range candidates {
		if v[c] {
			return c
		}
	}
	if len(candidates) > 0 {
		return candidates[0]
	}
	return w
}

func past(w string) []string {
	switch {
	case strings.HasSuffix(w, "ied"):
		return []string{w[:len(w)-3] + "y"}
	case strings.HasSuffix(w, "ed") && len(w) > 3:
		return stems(w[:len(w)-2])
	}
	return []string{w}
}

func gerund(w string) []string {
	if strings.HasSuffix(w, "ing") && len(w) > 4 {
		return stems(w[:len(w)-3])
	}
	return []string{w}
}

// stems returns what may stand before "-ed" and "-ing": the stem, with an "e", with one consonant less.
func stems(stem string) []string {
	out := []string{stem, stem + "e"}
	n := len(stem)
	switch {
	case n > 2 && stem[n-1] == stem[n-2] && !strings.ContainsRune("lsz", rune(stem[n-1])):
		return []string{stem[:n-1], stem, stem + "e"}
	case n > 2 && stem[n-1] == stem[n-2]:
		return append(out, stem[:n-1])
	case strings.HasSuffix(stem, "at"), strings.HasSuffix(stem, "iz"), strings.HasSuffix(stem, "is"), strings.HasSuffix(stem, "v"),
		strings.HasSuffix(stem, "c"), strings.HasSuffix(stem, "u"), strings.HasSuffix(stem, "rg"), strings.HasSuffix(stem, "dg"):
		return []string{stem + "e", stem}
	case doubles(stem):
		return []string{stem + "e", stem} // "hoped": that of "hop" is "hopped"
	}
	return out
}

// doubles reports whether a stem of one syllable would double its last consonant before an ending.
func doubles(stem string) bool {
	n := len(stem)
	isVowel := func(i int) bool { return strings.IndexByte("aeiou", stem[i]) >= 0 }
	if n < 2 || n > 5 || isVowel(n-1) || strings.IndexByte("wxy", stem[n-1]) >= 0 || !isVowel(n-2) {
		return false
	}
	for i := range n - 2 {
		if isVowel(i) && !(i > 0 && stem[i-1] == 'q') {
			return false
		}
	}
	return true
}

func plural(w string) []string {
	n := utf8.RuneCountInString(w)
	switch {
	case strings.HasSuffix(w, "ies") && n > 4:
		return []string{w[:len(w)-3] + "y", w[:len(w)-1]}
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "shes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "zes"):
		return []string{w[:len(w)-2], w[:len(w)-1]}
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return []string{w}
	case strings.HasSuffix(w, "s") && n > 2:
		return []string{w[:len(w)-1], strings.TrimSuffix(w, "es"), w}
	}
	return []string{w}
}
