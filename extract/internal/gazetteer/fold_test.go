package gazetteer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

func TestFold(t *testing.T) {
	for name, want := range map[string]string{
		"U.S.":                  "US",
		"the United States":     "United States",
		"The Hague":             "Hague",
		"The":                   "The",
		"Theodore":              "Theodore",
		"Guinea-Bissau":         "Guinea Bissau",
		"Guinea\u2011Bissau":    "Guinea Bissau",
		"  Trinidad &  Tobago ": "Trinidad and Tobago",
		"Washington, D.C.":      "Washington DC",
		"Hay’at":                "Hayat",
		"Côte d'Ivoire":         "Cote dIvoire",
		"Ţepeş":                 "Tepes",
		"Łódź":                  "Lodz",
		"Bodø":                  "Bodo",
		"Diyarbakır":            "Diyarbakir",
		"Straße":                "Strasse",
		"Huế":                   "Hue",
		"Ḥamā":                  "Hama",
		"Ærø":                   "Aero",
		"":                      "",
		"...":                   "",
	} {
		assert.Equal(t, want, string(dropThe(fold(nil, name))), name)
	}
	assert.Equal(t, "xthe Hague", string(fold([]byte("x"), "the Hague")), "what is before stays")
}

// Whatever is looked up, nothing panics and a name without a capital is no country.
func FuzzLookups(f *testing.F) {
	for _, name := range []string{"U.S.", "the ", "Côte d’Ivoire", "\xff\xfe", "former-former president", strings.Repeat("é", 100)} {
		f.Add(name)
	}
	g := load(f)
	f.Fuzz(func(t *testing.T, name string) {
		if _, ok := g.Country(name); ok && utf8.ValidString(name) {
			assert.NotEqual(t, strings.ToLower(name), name)
		}
		g.Demonym(name)
		g.Capital(name)
		g.Metonym(name)
		g.Organization(name)
		g.Place(name)
		g.Gender(name)
		g.Title(name)
		g.Ambiguous(name)
		g.HeadWord(strings.Fields(name))
		g.HeadWord([]string{name, name})
	})
}
