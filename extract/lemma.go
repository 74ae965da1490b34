package extract

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed irregular.txt
var irregularText string

var irregular = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(irregularText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		forms := strings.Fields(line)
		for _, form := range forms {
			if _, ok := out[form]; !ok {
				out[form] = forms[0]
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
	if base, ok := irregular()[w]; ok && (strings.HasPrefix(tag, "V") || tag == "NNS") {
		return base
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
	}
	return out
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
