package article

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// What must hold for a text to be told foreign.
const (
	enoughLetters = 120  // shorter texts are taken for English
	sampleLength  = 6000 // bytes that are looked at
	commonWords   = 0.08 // of its words are in the list "english": of English a fifth are, of others hardly any
)

// foreign gives the ISO 639 code of the article's language if that is plainly another than English.
// The detector compares trigrams, and takes an English list of Spanish names for Spanish: so the
// text must also lack the small words of English.
func (a *Article) foreign() string {
	sample := a.sample()
	small := words()["english"]
	letters, common, all := 0, 0, 0
	for _, r := range sample {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < enoughLetters {
		return ""
	}
	for w := range strings.FieldsSeq(fold(sample, false)) {
		all++
		if small[w] {
			common++
		}
	}
	if float64(common) >= commonWords*float64(all) {
		return ""
	}
	found := whatlanggo.Detect(sample)
	if found.Lang == whatlanggo.Eng || found.Lang < 0 {
		return ""
	}
	if code := found.Lang.Iso6391(); code != "" {
		return code
	}
	return found.Lang.Iso6393()
}

// sample gives the start of the body, or of the text if there is none.
func (a *Article) sample() string {
	var b strings.Builder
	for _, p := range a.Paragraphs {
		if p.Kind == Body && b.Len() < sampleLength {
			b.WriteString(a.In(p) + "\n")
		}
	}
	s := b.String()
	if s == "" {
		s = a.Text
	}
	return s[:boundary(s, sampleLength)]
}
