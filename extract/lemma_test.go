package extract

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLemma(t *testing.T) {
	known := vocabulary{"hope": true, "hop": true, "found": true, "establish": true, "ally": true, "stop": true, "tell": true, "rule": true, "bus": true, "base": true, "accuse": true, "ban": true}
	for _, c := range []struct{ words, tag, want string }{
		{"withdrew", "VBD", "withdraw"},
		{"withdrawn", "VBN", "withdraw"},
		{"WITHDREW", "VBD", "withdraw"},
		{"led", "VBD", "lead"},
		{"left", "VBD", "leave"},
		{"left", "JJ", "left"},
		{"'s ’s is was", "VBZ", "be"},
		{"’ve had", "VBP", "have"},
		{"die", "VB", "die"},
		{"dying", "VBG", "die"},
		{"overthrew", "VBD", "overthrow"},
		{"met", "VBN", "meet"},
		{"found", "VBD", "find"},
		{"found", "VB", "found"},
		{"founded", "VBD", "found"},
		{"leaves", "VBZ", "leave"},
		{"leaves", "NNS", "leaf"},
		{"lives", "VBZ", "live"},
		{"lives", "NNS", "life"},
		// regular past and participle
		{"attacked", "VBD", "attack"},
		{"accused", "VBD", "accuse"},
		{"backed", "VBN", "back"},
		{"denied", "VBD", "deny"},
		{"stopped", "VBD", "stop"},
		{"hoped", "VBD", "hope"},
		{"ruled", "VBD", "rule"},
		{"banned", "VBD", "ban"},
		{"voted", "VBD", "vote"},
		{"quoted", "VBD", "quote"},
		{"signed", "VBD", "sign"},
		{"joined", "VBD", "join"},
		{"killed", "VBN", "kill"},
		{"controlled", "VBN", "controll"}, // not in this vocabulary
		{"operated", "VBD", "operate"},
		{"seized", "VBD", "seize"},
		{"received", "VBD", "receive"},
		{"based", "VBN", "base"},
		{"established", "VBN", "establish"},
		{"merged", "VBD", "merge"},
		{"agreed", "VBD", "agre"}, // not in this vocabulary
		{"wed", "VBD", "wed"},
		// gerunds
		{"attacking", "VBG", "attack"},
		{"hoping", "VBG", "hope"},
		{"leaving", "VBG", "leave"},
		{"putting", "VBG", "put"},
		{"ring", "VBG", "ring"},
		// third person and plural
		{"attacks", "VBZ", "attack"},
		{"denies", "VBZ", "deny"},
		{"watches", "VBZ", "watch"},
		{"passes", "VBZ", "pass"},
		{"forces", "NNS", "force"},
		{"allies", "NNS", "ally"},
		{"cities", "NNS", "city"},
		{"boxes", "NNS", "box"},
		{"women", "NNS", "woman"},
		{"spokesmen", "NNS", "spokesman"},
		{"buses", "NNS", "bus"},
		{"crises", "NNS", "crisis"},
		{"headquarters series", "NNS", ""},
		// all else stays
		{"Forces", "NN", "forces"},
		{"minister", "NN", "minister"},
		{"Syria", "NNP", "syria"},
		{"quickly", "RB", "quickly"},
		{"n’t", "RB", "n't"},
		{"’ll", "MD", "'ll"},
		{"would", "MD", "would"},
		{"", "NNS", ""},
		{"İ", "NNS", strings.ToLower("İ")},
	} {
		for word := range strings.FieldsSeq(c.words) {
			want := c.want
			if want == "" {
				want = word
			}
			assert.Equal(t, want, known.lemma(word, c.tag), "%s/%s", word, c.tag)
		}
	}
}

// TestLemmaKnowsTheSchema: every regular form of every verb of the built-in frames leads back to it.
func TestLemmaKnowsTheSchema(t *testing.T) {
	frames := pipeline(t).frames
	for _, typ := range pipeline(t).schema.Types {
		for _, f := range typ.Frames {
			if f.Trigger.String() != "verbs" {
				continue
			}
			for _, word := range f.Words {
				verb, _, _ := strings.Cut(word, " ")
				if _, ok := irregular().verbs[verb]; ok || strings.Contains(verb, "-") {
					continue
				}
				for form, tag := range regularForms(verb) {
					got := frames.lemma(form, tag)
					assert.True(t, got == verb || slices.Contains(f.Words, got), "%s of %s: %s", form, typ.Name, got)
				}
			}
		}
	}
}

// regularForms spells the forms of a regular verb as English does when nothing is doubled.
func regularForms(verb string) map[string]string {
	stem, last := strings.TrimSuffix(verb, "e"), verb[len(verb)-1]
	third := verb + "s"
	switch {
	case last == 'y' && !strings.ContainsRune("aeou", rune(verb[len(verb)-2])):
		return map[string]string{verb[:len(verb)-1] + "ied": "VBD", verb[:len(verb)-1] + "ies": "VBZ", verb + "ing": "VBG"}
	case strings.HasSuffix(verb, "ss"), strings.HasSuffix(verb, "sh"), strings.HasSuffix(verb, "ch"), last == 'x', last == 'z':
		third = verb + "es"
	case strings.HasSuffix(verb, "ee"), strings.HasSuffix(verb, "oe"):
		return map[string]string{verb + "d": "VBD", verb + "ing": "VBG", third: "VBZ"}
	}
	return map[string]string{stem + "ed": "VBD", stem + "ing": "VBG", third: "VBZ"}
}
