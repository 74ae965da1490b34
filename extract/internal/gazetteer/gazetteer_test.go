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
