package gazetteer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func load(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Load()
	require.NoError(t, err)
	return g
}

func TestCountry(t *testing.T) {
	g := load(t)
	for name, want := range map[string]string{
		"United States": "United States", "the United States": "United States", "U.S.": "United States",
		"US": "United States", "USA": "United States", "America": "United States",
		"UK": "United Kingdom", "Britain": "United Kingdom", "Great Britain": "United Kingdom",
		"DPRK": "North Korea", "PRC": "China", "UAE": "United Arab Emirates", "Burma": "Myanmar",
		"Türkiye": "Turkey", "Holland": "Netherlands", "The Gambia": "Gambia", "SYRIA": "Syria",
		"Côte d’Ivoire": "Ivory Coast", "Cote d'Ivoire": "Ivory Coast", "Guinea Bissau": "Guinea-Bissau",
		"DR Congo": "Democratic Republic of the Congo", "Congo": "Democratic Republic of the Congo",
		"Scotland": "Scotland", "Taiwan": "Taiwan", "USSR": "Soviet Union", "Timor-Leste": "East Timor",
	} {
		got, ok := g.Country(name)
		if assert.True(t, ok, name) {
			assert.Equal(t, want, got.Name, name)
		}
	}
	for _, name := range []string{"us", "Us", "uk", "turkey", "jordan", "Car", "", "the", "The", "Atlantis", "."} {
		got, ok := g.Country(name)
		assert.False(t, ok, "%q is %v", name, got)
	}
}

func TestDemonym(t *testing.T) {
	g := load(t)
	for word, want := range map[string]Demonym{
		"Syrian":    {Place: "Syria", Kind: "country"},
		"Syrians":   {Place: "Syria", Kind: "country", People: true},
		"British":   {Place: "United Kingdom", Kind: "country"},
		"Britons":   {Place: "United Kingdom", Kind: "country", People: true},
		"Dutch":     {Place: "Netherlands", Kind: "country"},
		"Iraqis":    {Place: "Iraq", Kind: "country", People: true},
		"Scottish":  {Place: "Scotland", Kind: "country"},
		"Dominican": {Place: "Dominican Republic", Kind: "country", Ambiguous: true},
		"Congolese": {Place: "Democratic Republic of the Congo", Kind: "country", Ambiguous: true},
		"Georgian":  {Place: "Georgia", Kind: "country", Ambiguous: true},
		"European":  {Place: "Europe", Kind: "continent"},
		"Texans":    {Place: "Texas", Kind: "state", People: true},
		"Londoners": {Place: "London", Kind: "city", People: true},
		"Kurds":     {Kind: "people", People: true},
		"Shi’ite":   {Kind: "religion"},
		"Québécois": {Place: "Quebec", Kind: "province"},
	} {
		got, ok := g.Demonym(word)
		require.True(t, ok, word)
		assert.Equal(t, want.Kind == "country", got.Country != nil, word)
		if got.Country != nil {
			assert.Equal(t, want.Place, got.Country.Name, word)
		}
		got.Country = nil
		assert.Equal(t, want, got, word)
	}
	for _, word := range []string{"Syria", "polish", "martian", ""} {
		_, ok := g.Demonym(word)
		assert.False(t, ok, word)
	}
}

func TestCapitalAndMetonym(t *testing.T) {
	g := load(t)
	for name, want := range map[string]string{
		"Damascus": "Syria", "Kyiv": "Ukraine", "Kiev": "Ukraine", "Beijing": "China", "Pyongyang": "North Korea",
		"Islamabad": "Pakistan", "Washington": "United States", "Washington, D.C.": "United States",
		"Reykjavik": "Iceland", "N’Djamena": "Chad", "Bogota": "Colombia", "Naypyitaw": "Myanmar",
	} {
		got, ok := g.Capital(name)
		require.True(t, ok, name)
		assert.Equal(t, want, got.Name, name)
	}
	for name, want := range map[string]string{
		"the Kremlin": "Russia", "Downing Street": "United Kingdom", "Whitehall": "United Kingdom",
		"the Élysée": "France", "Elysee": "France", "Foggy Bottom": "United States", "White House": "United States",
	} {
		got, ok := g.Metonym(name)
		require.True(t, ok, name)
		assert.Equal(t, want, got.Name, name)
	}
	_, ok := g.Capital("New York")
	assert.False(t, ok)
	assert.True(t, g.Ambiguous("Washington"))
	assert.True(t, g.Ambiguous("Georgia"))
	assert.False(t, g.Ambiguous("Kremlin"))
	assert.False(t, g.Ambiguous("Syria"))
}

func TestOrganization(t *testing.T) {
	g := load(t)
	for name, want := range map[string][3]string{
		"UN":                 {"United Nations", "igo", ""},
		"U.N.":               {"United Nations", "igo", ""},
		"the United Nations": {"United Nations", "igo", ""},
		"Nato":               {"North Atlantic Treaty Organization", "igo", ""},
		"NATO":               {"North Atlantic Treaty Organization", "igo", ""},
		"WHO":                {"World Health Organization", "igo", ""},
		"MSF":                {"Doctors Without Borders", "ngo", ""},
		"the Pentagon":       {"United States Department of Defense", "government", "United States"},
		"F.B.I.":             {"Federal Bureau of Investigation", "police", "United States"},
		"Knesset":            {"Knesset", "legislature", "Israel"},
		"Bundestag":          {"Bundestag", "legislature", "Germany"},
		"IRGC":               {"Islamic Revolutionary Guard Corps", "military", "Iran"},
		"Reuters":            {"Reuters", "media", "United Kingdom"},
		"New York Times":     {"The New York Times", "media", "United States"},
	} {
		got, ok := g.Organization(name)
		require.True(t, ok, name)
		assert.Equal(t, want, [3]string{got.Name, got.Kind, got.Country}, name)
	}
	for _, name := range []string{"who", "Who", "un", "Un", "ice", "Ice", "Syria"} {
		got, ok := g.Organization(name)
		assert.False(t, ok, "%s is %v", name, got)
	}
	assert.True(t, g.Ambiguous("Congress"))
}

func TestPlace(t *testing.T) {
	g := load(t)
	for name, want := range map[string][3]string{
		"Middle East":     {"Middle East", "region", ""},
		"West Bank":       {"West Bank", "region", "Palestine"},
		"Crimea":          {"Crimea", "region", "Ukraine"},
		"Bavaria":         {"Bavaria", "state", "Germany"},
		"Calif.":          {"California", "state", "United States"},
		"N.Y.":            {"New York", "state", "United States"},
		"New York":        {"New York City", "city", "United States"},
		"Ontario":         {"Ontario", "province", "Canada"},
		"London":          {"London", "city", "United Kingdom"},
		"Sao Paulo":       {"São Paulo", "city", "Brazil"},
		"Hyderabad":       {"Hyderabad", "city", "India"},
		"Tripoli":         {"Tripoli", "city", "Libya"},
		"the Red Sea":     {"Red Sea", "sea", ""},
		"Euphrates":       {"Euphrates", "river", ""},
		"Deir Ezzor":      {"Deir ez-Zor", "city", "Syria"},
		"Heathrow":        {"Heathrow", "facility", "United Kingdom"},
		"Washington, D.C": {"Washington, D.C.", "city", "United States"},
		"Washington":      {"Washington, D.C.", "city", "United States"},
		"Mount Everest":   {"Mount Everest", "mountain", ""},
	} {
		got, ok := g.Place(name)
		require.True(t, ok, name)
		assert.Equal(t, want, [3]string{got.Name, got.Kind, got.Country}, name)
	}
}
