package gazetteer

import (
	"strings"
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
		"The Hindu":          {"The Hindu", "media", "India"},
	} {
		got, ok := g.Organization(name)
		require.True(t, ok, name)
		assert.Equal(t, want, [3]string{got.Name, got.Kind, got.Country}, name)
	}
	for _, name := range []string{"who", "Who", "un", "Un", "ice", "Ice", "Syria", "Hindu", "the Hindu"} {
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

func TestGender(t *testing.T) {
	g := load(t)
	for name, want := range map[string]Gender{
		"Mary": Female, "John": Male, "Fatima": Female, "Ahmed": Male, "Zoë": Female, "José": Male, "Jose": Male,
		"Yulia": Female, "Volodymyr": Male, "Priya": Female, "Narendra": Male, "Yuriko": Female, "Shinzo": Male,
		"Ngozi": Female, "Kofi": Male, "Recep": Male, "Ayşe": Female, "Geun-hye": Female, "Jean-Luc": Male,
		"Taylor": Either, "Andrea": Either, "Jean": Either, "GIORGIA": Female,
	} {
		got, ok := g.Gender(name)
		assert.True(t, ok, name)
		assert.Equal(t, want.String(), got.String(), name)
	}
	for _, name := range []string{"", "mary", "Pentagon", "Syria"} {
		_, ok := g.Gender(name)
		assert.False(t, ok, name)
	}
}

func TestTitle(t *testing.T) {
	g := load(t)
	for words, want := range map[string]Title{
		"President":         {Name: "president", Role: "president", Kind: "government"},
		"prime minister":    {Name: "prime minister", Role: "prime minister", Kind: "government"},
		"Premier":           {Name: "prime minister", Role: "prime minister", Kind: "government"},
		"Mr.":               {Name: "mr", Kind: "honorific", Gender: Male},
		"Mrs":               {Name: "mrs", Kind: "honorific", Gender: Female},
		"Lt. Col.":          {Name: "lieutenant colonel", Role: "lieutenant colonel", Kind: "military"},
		"Gen.":              {Name: "general", Role: "general", Kind: "military"},
		"Sen.":              {Name: "senator", Role: "senator", Kind: "government"},
		"Queen":             {Name: "queen", Role: "queen", Kind: "royal", Gender: Female},
		"Ayatollah":         {Name: "ayatollah", Role: "ayatollah", Kind: "religious", Gender: Male},
		"Sheikh":            {Name: "sheikh", Role: "sheikh", Kind: "religious", Gender: Male, Ambiguous: true},
		"former President":  {Name: "president", Role: "president", Kind: "government", Modifier: "former"},
		"ex-Prime Minister": {Name: "prime minister", Role: "prime minister", Kind: "government", Modifier: "former"},
		"acting Foreign Minister": {
			Name: "foreign minister", Role: "foreign minister", Kind: "government", Modifier: "acting",
		},
		"Vice President":        {Name: "vice president", Role: "vice president", Kind: "government"},
		"Deputy Prime Minister": {Name: "deputy prime minister", Role: "deputy prime minister", Kind: "government"},
		"spokeswoman":           {Name: "spokeswoman", Role: "spokesperson", Kind: "government", Gender: Female},
		"CEO":                   {Name: "CEO", Role: "chief executive", Kind: "business"},
		"Head Coach":            {Name: "coach", Role: "coach", Kind: "sport"},
		"former":                {Name: "former", Role: "former", Kind: "modifier"},
	} {
		got, ok := g.Title(words)
		assert.True(t, ok, words)
		assert.Equal(t, want, got, words)
	}
	for _, words := range []string{"", "pm", "former former", "former", "Syria", "former Syria", " ", "-"} {
		_, ok := g.Title(words)
		assert.Equal(t, words == "former", ok, words)
	}
}

func TestHeadWord(t *testing.T) {
	g := load(t)
	for name, want := range map[string][2]string{
		"Ministry of Defense":                   {"Organization", "government"},
		"Foreign Ministry":                      {"Organization", "government"},
		"Free Syrian Army":                      {"Organization", "military"},
		"Royal Canadian Air Force":              {"Organization", "military"},
		"Incirlik Air Base":                     {"Place", "facility"},
		"Jabhat al-Nusra":                       {"Organization", "armedGroup"},
		"Harakat al-Nujaba":                     {"Organization", "armedGroup"},
		"Liwa Fatemiyoun":                       {"Organization", "armedGroup"},
		"National Liberation Front":             {"Organization", "armedGroup"},
		"Bank of America":                       {"Organization", "bank"},
		"General Motors":                        {"Organization", "company"},
		"Acme Widgets Inc.":                     {"Organization", "company"},
		"University of Michigan":                {"Organization", "university"},
		"Massachusetts Institute of Technology": {"Organization", "university"},
		"Inter-American Court of Human Rights":  {"Organization", "court"},
		"Heathrow Airport":                      {"Place", "facility"},
		"Evin Prison":                           {"Place", "facility"},
		"Zaatari Refugee Camp":                  {"Place", "facility"},
		"Mount Kenya":                           {"Place", "mountain"},
		"Lake Geneva":                           {"Place", "lake"},
		"Jordan Valley":                         {"Place", "region"},
		"Gulf of Finland":                       {"Place", "sea"},
		"Hama Province":                         {"Place", "region"},
		"2024 Summer Olympics":                  {"Event", "sport"},
		"World Cup 2026":                        {"Event", "sport"},
		"Hurricane Katrina":                     {"Event", "disaster"},
		"Battle of Stalingrad":                  {"Event", "war"},
		"Munich Security Conference":            {"Event", "meeting"},
		"Treaty of Lisbon":                      {"Work", "law"},
		"Clean Air Act":                         {"Work", "law"},
		"National Hurricane Center":             {"Organization", "ngo"},
		"Al-Shifa Hospital":                     {"Place", "facility"},
	} {
		got, ok := g.HeadWord(strings.Fields(name))
		assert.True(t, ok, name)
		assert.Equal(t, want, [2]string{got.Label, got.Kind}, name)
	}
	for _, name := range []string{"", "2024", "John Smith", "Jabhat", "of", "of of of"} {
		got, ok := g.HeadWord(strings.Fields(name))
		assert.False(t, ok, "%q is %v", name, got)
	}
	church, ok := g.HeadWord([]string{"Trinity", "Church"})
	assert.True(t, ok && church.Ambiguous)
}
