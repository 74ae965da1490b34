package extract

import (
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article"
)

// FuzzExtract demands of any bytes that they are read without a panic and give a sound document.
// Run it with -fuzzminimizetime 1x: each input takes milliseconds.
func FuzzExtract(f *testing.F) {
	for _, file := range goldenFiles(f) {
		archive, err := txtar.ParseFile(file)
		require.NoError(f, err)
		for _, c := range archive.Files {
			if !strings.HasSuffix(c.Name, ".want") {
				f.Add(c.Data)
			}
		}
	}
	for _, odd := range []string{
		"", "\x00", "\xff\xfe", "’s", "'ll said.", "— — —", "“”“”", "((((", "\u202eRussia attacked Ukraine.", "Ру́сский attacked İstanbul.",
		"(SDF) (SDF) SDF", "His his him.", "A, A and A met A of A in A.", "“I,” said he, “am he.”", "Al-Al-Al-Al attacked al-.", "May May May 2015 to 2014",
	} {
		f.Add([]byte(odd))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := article.Read(strings.NewReader(string(data)), "fuzz", article.Options{MaxBytes: 1 << 12})
		if err != nil {
			return
		}
		checkTokens(t, a, sentencesOf(a))
		res := pipeline(t).Extract(a)
		checkResult(t, a, res)
		assert.LessOrEqual(t, res.Words, len(data)*3)
	})
}

// TestPathological bounds the time that texts take on which naive rules are quadratic.
func TestPathological(t *testing.T) {
	for name, text := range map[string]string{
		"commas":       strings.Repeat(",", 100_000),
		"spaced":       strings.Repeat(", ", 2000),
		"no stop":      strings.Repeat("rebels attacked the town and ", 4000),
		"brackets":     strings.Repeat("(", 2000) + "Russia" + strings.Repeat(")", 2000),
		"deep":         strings.Repeat("( ", 1000) + "Russia" + strings.Repeat(" )", 1000),
		"one word":     strings.Repeat("a", 100_000),
		"hyphens":      strings.Repeat("a-", 50_000) + "a",
		"compounds":    strings.Repeat("long-term ", 1000),
		"dashes":       strings.Repeat("—", 20_000),
		"apostrophes":  strings.Repeat("'", 20_000),
		"quotes":       strings.Repeat("“ \" ", 1000),
		"stops":        strings.Repeat(". ", 2000),
		"names":        strings.Repeat("Ana Kos, Petr Novak, ", 300) + "met.",
		"sentences":    strings.Repeat("Russia attacked Ukraine. ", 500),
		"pronouns":     strings.Repeat("He met him. ", 500),
		"acronyms":     strings.Repeat("The Free Army (FA) left. ", 300),
		"paragraphs":   strings.Repeat("Russia attacked Ukraine.\n\n", 300),
		"months":       strings.Repeat("May 2015 ", 500),
		"possessives":  strings.Repeat("Kos's ", 500),
		"marks":        "e" + strings.Repeat("\u0301", 50_000),
		"nuls":         strings.Repeat("\x00", 50_000),
		"white spaces": "a" + strings.Repeat(" \u00a0\t", 50_000) + "b",
	} {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name == "no stop" {
				t.Skip("long")
			}
			a := body(text)
			if name == "paragraphs" {
				a = read(t, text)
			}
			start := time.Now()
			checkResult(t, a, pipeline(t).Extract(a))
			took := time.Since(start)
			t.Log(took.Round(time.Millisecond))
			assert.Less(t, took, 90*time.Second)
		})
	}
}
