package graph_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/newsgraph/newsgraph/graph"
)

func TestNormalName(t *testing.T) {
	for name, want := range map[string]string{
		"Hay’at Tahrir al-Sham":         "hayat tahrir al sham",
		"Hayat Tahrir al Sham":          "hayat tahrir al sham",
		"Ha'yat  Tahrir\u00a0Al–Sham":   "hayat tahrir al sham",
		"The United Nations":            "united nations",
		"The":                           "the",
		"Theatre Royal":                 "theatre royal",
		"U.S.":                          "us",
		"Emmanuel Macrón":               "emmanuel macron",
		"Emmanuel Macro\u0301n":         "emmanuel macron",
		"“Acme, Inc.”":                  "acme inc",
		"STRASSE Straße":                "strasse strasse",
		"ʿAbd al-Raḥmān":                "abd al rahman",
		"\u202eAl\u200b-Watan\u202c":    "al watan",
		"null\x00 \xff":                 "null",
		"ﬁnance № ５":                    "finance no 5",
		"İstanbul":                      "istanbul",
		"Ελλάς ΕΛΛΑΣ":                   "ελλασ ελλασ",
		"وزارة الدفاع":                  "وزارة الدفاع",
		"":                              "",
		"'’\"":                          "",
		"Boko Haram / ISWAP (AT&T) +1%": "boko haram / iswap (at&t) +1%",
	} {
		assert.Equal(t, want, graph.NormalName(name), "%q", name)
	}
}

// TestNormalNameOfEveryRune checks that the normal name of any one rune is its own normal name,
// and that of its capital too. The capital of the dotless i is the I of most other languages.
func TestNormalNameOfEveryRune(t *testing.T) {
	for r := range unicode.MaxRune + 1 {
		normal := graph.NormalName("a" + string(r) + "b")
		if again := graph.NormalName(normal); again != normal {
			t.Errorf("%U: %q became %q", r, normal, again)
		}
		if capital := graph.NormalName("a" + string(unicode.ToUpper(r)) + "b"); capital != normal && r != 'ı' {
			t.Errorf("%U: %q, its capital %q", r, normal, capital)
		}
	}
}

func TestNormalNameIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		normal := graph.NormalName(rapid.String().Draw(t, "name"))
		if strings.HasPrefix(normal, "the ") {
			t.Skip("the the")
		}
		if again := graph.NormalName(normal); again != normal {
			t.Fatalf("%q became %q", normal, again)
		}
	})
}

func TestEntityID(t *testing.T) {
	id := graph.EntityID("Person", "Ahmad al-Sharaa", "a1")
	assert.Regexp(t, `^[0-9a-f]{20}$`, id)
	assert.Equal(t, id, graph.EntityID("Person", "AHMAD AL SHARAA", "a2"))
	assert.NotEqual(t, id, graph.EntityID("Organization", "Ahmad al-Sharaa", "a1"))
	assert.NotEqual(t, graph.EntityID("Person", "Sharaa", "a1"), graph.EntityID("Person", "Sharaa", "a2"))
	assert.Equal(t, graph.EntityID("Place", "Raqqa", "a1"), graph.EntityID("Place", "Raqqa", "a2"))
	assert.NotEqual(t, graph.EntityID("Place", "'", ""), graph.EntityID("Place", "’", ""))
}

// TestIDsAreFixed checks the very ids, since stores hold them: change them and every store is void.
func TestIDsAreFixed(t *testing.T) {
	assert.Equal(t, "1b9a5bc01b4107abc3ad aeb1554684aa559a61b9 068e02e0561d38b803d1 367a88d87df0a0db86c8 e7e506ac0a2a5b76c217", strings.Join([]string{
		graph.ArticleID("https://example.org/a", "a.html"),
		graph.ArticleID("", "a.html"),
		graph.EntityID("Place", "Raqqa", "a1"),
		graph.StatementID("a1", "LED", "e1", "e2", 3, 14),
		graph.EdgeID("LED", "e1", "e2"),
	}, " "))
	assert.NotEqual(t, graph.EdgeID("LED", "ab", "c"), graph.EdgeID("LED", "a", "bc"))
}
