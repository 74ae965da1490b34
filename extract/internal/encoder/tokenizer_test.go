package encoder

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

// small is a vocabulary with the special pieces in their places.
func small() *Tokenizer {
	lines := make([]string, endPiece+1)
	lines[unknownPiece], lines[startPiece], lines[endPiece] = "[UNK]", "[CLS]", "[SEP]"
	lines = append(lines, "al", "-", "fur", "##qan", "##q", "a", "##an", "ist", "cafe", "'", "北", `"`)
	return NewTokenizer(strings.Join(lines, "\n") + "\n")
}

// pieces gives the text of the pieces of a word.
func pieces(t *Tokenizer, ids []int32) []string {
	text := map[int32]string{}
	for p, id := range t.initial {
		text[id] = p
	}
	for p, id := range t.continued {
		text[id] = "##" + p
	}
	var out []string
	for _, id := range ids {
		out = append(out, text[id])
	}
	return out
}

func TestLongestPieceFirst(t *testing.T) {
	tok := small()
	for text, want := range map[string]string{
		"Al-Furqan":               "al - fur ##qan",
		"furqa":                   "[UNK]",
		"CAFÉ":                    "cafe",
		"Cafe\u0301":              "cafe",
		"İst":                     "ist",
		"a北a":                     "a 北 a",
		"a\u00a0al\u200b\tal\x00": "a al al",
		"\xffa":                   "a",
		strings.Repeat("a", 101):  "[UNK]",
		"furan furq":              "fur ##an fur ##q",
		"":                        "",
		"\u0301":                  "",
		"''":                      "' '",
	} {
		assert.Equal(t, want, strings.Join(pieces(tok, tok.Append(nil, text, 0)), " "), "%q", text)
	}
}

func TestAppendKeepsToItsLimit(t *testing.T) {
	tok := small()
	assert.Len(t, tok.Append([]int32{7}, "al-Furqan al-Furqan", 5), 6)
	assert.Len(t, tok.Append(nil, "é"+strings.Repeat("a ", 50), 5), 5)
}

func TestSequenceHasOnePieceAWordAtLeast(t *testing.T) {
	s := small().NewSequence([]string{"al", "", "“", "Furqan"})
	assert.Equal(t, []int32{0, 1, 2, 3, 4}, s.First)
	assert.Equal(t, []string{"[CLS]", "al", "[UNK]", `"`, "fur", "##qan", "[SEP]"}, pieces(small(), s.Pieces))
	assert.Equal(t, []uint8{0, 14, 3, 3, 7, 0, 0}, s.Shapes)
	w := s.Part(2, 4)
	assert.Equal(t, []string{"[CLS]", `"`, "fur", "##qan", "[SEP]"}, pieces(small(), w.Pieces))
	assert.Equal(t, []int32{0, 1, 2}, w.First)
	assert.Equal(t, []uint8{0, 3, 7, 0, 0}, w.Shapes)
}

func TestShapes(t *testing.T) {
	for word, want := range map[string]uint8{
		"2026": shapeDigits, "²": shapeDigits, "٣": shapeDigits, "24/7": shapeHasDigit, "F-16": shapeHasDigit,
		"—": shapeNoLetter, "": shapeNoLetter, "town": shapeLower, "don't": shapeLower, "A": shapeOneCapital,
		"U.S.": shapeCapitals, "NATO": shapeCapitals, "Okafor": shapeCapitalised, "Hay'at": shapeCapitalised,
		"Al-Tanf": shapeMixed, "McAdam": shapeMixed, "al-Sham": shapeOther, "北京": shapeOther, "ǅ": shapeOther,
		"Éire": shapeCapitalised, "ª": shapeLower,
	} {
		assert.Equal(t, want, shape(word), word)
	}
}

func TestNormalise(t *testing.T) {
	for word, want := range map[string]string{
		"Hay’at": "Hay'at", "“": `"`, "``": `"`, "''": `"`, "’’": `"`, "2013–2017": "2013-2017", "a—b": "a—b",
	} {
		assert.Equal(t, want, normalise(word), word)
	}
}

func FuzzTokenizer(f *testing.F) {
	f.Add("Al-Furqan’s “cafe\u0301”")
	f.Add("\ufdfa İ\ue000\xff北")
	f.Add(strings.Repeat("é", 120))
	tok := small()
	f.Fuzz(func(t *testing.T, text string) {
		ids := tok.Append(nil, text, 0)
		for _, id := range ids {
			assert.True(t, id >= 0 && int(id) < tok.Size())
		}
		assert.LessOrEqual(t, len(ids), 18*utf8.RuneCountInString(text))
		cut := tok.Append(nil, text, maxWordPieces)
		assert.Equal(t, ids[:min(len(ids), maxWordPieces)], cut)
		s := tok.NewSequence([]string{text, text})
		assert.Len(t, s.Shapes, len(s.Pieces))
		assert.Len(t, s.First, 3)
	})
}
