package gazetteer

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// withFile returns the embedded data with one file replaced.
func withFile(t *testing.T, name, content string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := fs.ReadDir(data, "data")
	require.NoError(t, err)
	for _, e := range entries {
		text, err := fs.ReadFile(data, "data/"+e.Name())
		require.NoError(t, err)
		files["data/"+e.Name()] = &fstest.MapFile{Data: text}
	}
	files["data/"+name] = &fstest.MapFile{Data: []byte(content)}
	return files
}

func TestReadNamesFileAndLineOfAnError(t *testing.T) {
	const places = "name\taliases\tkind\tcountry\twikidata\n"
	const words = "word\tposition\tlabel\tkind\tambiguous\n"
	for _, c := range []struct{ file, content, want string }{
		{"places.tsv", "# no header\nname\tkind\n", "places.tsv:2: columns"},
		{"places.tsv", places + "Paris\t\tcity\n", "places.tsv:2: not 5 columns"},
		{"places.tsv", places + "Paris\t\tcity\tFrance\t\t\n", "places.tsv:2: not 5 columns"},
		{"places.tsv", places + "Paris\t\tcity\tFrance\t\nParis\t\tcity\tUnited States\t\n", `places.tsv:3: "Paris" belongs`},
		{"places.tsv", places + "?\t\tcity\tFrance\t\n", `places.tsv:2: "?" is no name`},
		{"orgwords.tsv", words + "Bank\tmiddle\tOrganization\tbank\t\n", `orgwords.tsv:2: unknown position "middle"`},
		{"orgwords.tsv", words + "One Two Three Four\tlast\tPlace\tcity\t\n", "orgwords.tsv:2: "},
		{"titles.tsv", "title\taliases\trole\tkind\tgender\nmr\t\t\thonorific\tmasculine\n", `titles.tsv:2: unknown gender "masculine"`},
		{"firstnames.tsv", "gender\torigin\tnames\nf\tEnglish\tMary\n", `firstnames.tsv:2: unknown gender "f"`},
		{
			"countries.tsv", "name\tiso\twikidata\tstatus\tparent\taliases\tadjectives\tpeople\tcapitals\tmetonyms\n" +
				"France\tFR\tQ142\tempire\t\t\t\t\t\t\n",
			`countries.tsv: France: unknown status "empire"`,
		},
		{
			"countries.tsv", "name\tiso\twikidata\tstatus\tparent\taliases\tadjectives\tpeople\tcapitals\tmetonyms\n" +
				"Corsica\t\t\tpart\tFrance\t\t\t\t\t\n",
			`countries.tsv: Corsica: unknown parent "France"`,
		},
	} {
		_, err := read(withFile(t, c.file, c.content))
		assert.ErrorContains(t, err, "gazetteer: "+c.want)
	}
	_, err := read(fstest.MapFS{})
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

func TestUnmarkedNameOwnsAWord(t *testing.T) {
	g, err := read(withFile(t, "places.tsv", "name\taliases\tkind\tcountry\twikidata\n"+
		"Paris?\t\tcity\tUnited States\t\nParis\t\tcity\tFrance\t\n"+
		"Springfield?\t\tcity\tUnited States\t\nSpringfield?\t\tcity\tCanada\t\n"+
		"=AB\t\tprovince\tCanada\t\n"))
	require.NoError(t, err)
	paris, ok := g.Place("Paris")
	require.True(t, ok)
	assert.Equal(t, "France", paris.Country)
	springfield, ok := g.Place("Springfield")
	require.True(t, ok)
	assert.Equal(t, "United States", springfield.Country)
	assert.True(t, g.Ambiguous("Springfield"))
	_, ok = g.Place("Ab")
	assert.False(t, ok)
	_, ok = g.Place("A.B.")
	assert.True(t, ok)
}
