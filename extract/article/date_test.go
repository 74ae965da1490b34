package article

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestISODate(t *testing.T) {
	tests := map[string]string{
		"Monday, May 18, 2015":                      "2015-05-18",
		"Middle East 23-02-2026 | 11:02":            "2026-02-23",
		"Published: 3 March 2024 14:05 GMT":         "2024-03-03",
		"2024-03-03":                                "2024-03-03",
		"2024-03-03T23:59:59+02:00":                 "2024-03-03",
		"2024/3/3 7:00":                             "2024-03-03",
		"Updated 3:15 PM EST, Tue February 6, 2024": "2024-02-06",
		"By Jane Roe | Reuters | March 3, 2024":     "2024-03-03",
		"Mon, 02 Jan 2006 15:04:05 GMT":             "2006-01-02",
		"3rd of March, 2024":                        "2024-03-03",
		"Mar. 3rd 2024":                             "2024-03-03",
		"03-Mar-2024":                               "2024-03-03",
		"Sept. 1, 2021":                             "2021-09-01",
		"05/03/2024":                                "2024-03-05",
		"05/03/2024 3:00 p.m. ET":                   "2024-05-03",
		"12/25/2023":                                "2023-12-25",
		"25.12.2023":                                "2023-12-25",
		"25/12/23":                                  "2023-12-25",
		"February 29, 2024":                         "2024-02-29",
		"February 29, 2023":                         "",
		"31 April 2024":                             "",
		"32/13/2024":                                "",
		"March 2024":                                "",
		"3 March":                                   "",
		"1.2.3.4":                                   "",
		"May we ask 2024 times":                     "",
		"":                                          "",
	}
	for in, want := range tests {
		assert.Equal(t, want, isoDate(in), in)
	}
}

func TestDateLines(t *testing.T) {
	body := "\nThe council of Riga said on Tuesday that it would buy forty trams from a maker in Zagreb."
	tests := []struct {
		line, published, author string
		is                      Kind
	}{
		{"Monday, May 18, 2015", "2015-05-18", "", Dateline},
		{"Middle East 23-02-2026 | 11:02", "2026-02-23", "", Dateline},
		{"Published: 3 March 2024 14:05 GMT", "2024-03-03", "", Dateline},
		{"Published 3 March 2024 - Updated 5 March 2024", "2024-03-03", "", Dateline},
		{"Updated 3:15 PM EST, Tue February 6, 2024", "2024-02-06", "", Dateline},
		{"By Jane Roe | Reuters | March 3, 2024", "2024-03-03", "Jane Roe", Dateline},
		{"By JANE ROE and JOHN DOE, Associated Press", "", "JANE ROE and JOHN DOE", Dateline},
		{"by Jane Roe in Beirut", "", "Jane Roe", Dateline},
		{"Riga, 3 March 2024", "2024-03-03", "", Dateline},
		{"Last modified on Sun 3 Mar 2024 14.05 GMT", "2024-03-03", "", Dateline},
		{"4 min read | 2024-03-03", "2024-03-03", "", Dateline},
		{"The accords of March 3, 2024", "", "", Heading},
		{"By the river, a city waits", "", "", Heading},
		{"Jane Roe", "", "", Dateline},
		{"Riga Council", "", "", Heading},
		{"Three weeks that changed the tram market", "", "", Heading},
	}
	for _, tt := range tests {
		a, err := Read(strings.NewReader("Zagreb maker wins order\n"+tt.line+body), "in", Options{})
		require.NoError(t, err)
		require.Len(t, a.Paragraphs, 3, tt.line)
		assert.Equal(t, tt.is.String(), a.Paragraphs[1].Kind.String(), tt.line)
		assert.Equal(t, tt.published, a.Published, tt.line)
		assert.Equal(t, tt.author, a.Author, tt.line)
	}
}

func TestPlaceLines(t *testing.T) {
	rest := "Officials said that the bridge would open soon."
	tests := map[string]int{ // length of the dateline
		"KYIV, March 3 (Reuters) — ":             -1,
		"WASHINGTON (AP) - ":                     -1,
		"LONDON, 3 March 2024 — ":                -1,
		"Beirut, Lebanon – ":                     -1,
		"NAIROBI, Kenya (AP) — ":                 -1,
		"BEIJING/TAIPEI, March 3 (Reuters) -":    -1,
		"RAMALLAH, West Bank/GAZA (Reuters) - ":  -1,
		"ST. LOUIS (AP) — ":                      -1,
		"AL-HOL CAMP, Syria, Feb. 2 (AFP) -- ":   -1,
		"WASHINGTON — ":                          -1,
		"RIYADH: ":                               -1,
		"(CNN) — ":                               -1,
		"CNN — ":                                 -1,
		"March 3 (Reuters) - ":                   -1,
		"BEIJING, March 3 (Xinhua) -- ":          -1,
		"Rio de Janeiro – ":                      -1,
		"RIO DE JANEIRO | AFP — ":                -1,
		"The council – ":                         0,
		"But Paris: ":                            0,
		"The bridge, 40 metres high - ":          0,
		"":                                       0,
		"He said in Kyiv, on March 3 (again) — ": 0,
	}
	for in, want := range tests {
		if want < 0 {
			want = len(in)
		}
		s := &splitter{words: words()}
		got, _ := s.placeLine(in + rest)
		assert.Equal(t, want, got, in)
	}
	s := &splitter{words: words()}
	n, _ := s.placeLine("Mostar – the city on the Neretva – has a new bridge.")
	assert.Zero(t, n, "dashes in pairs are brackets")
}

func TestPublishedFromPlaceLine(t *testing.T) {
	for _, tt := range []struct{ text, url, want string }{
		{"Title here\nLONDON, 3 March 2024 — The bridge opened again on Sunday.", "", "2024-03-03"},
		{"Title here\nLONDON, March 3 (Reuters) - The bridge opened again on Sunday.", "", ""},
		{"Title here\nLONDON, March 3 (Reuters) - The bridge opened again on Sunday.", "https://example.org/news/2024/bridge", "2024-03-03"},
		{"Title here\nMarch 2024\nLONDON, March 3 (Reuters) - The bridge opened again on Sunday.", "", "2024-03-03"},
		{"Title here\nThe bridge opened again on Sunday.", "https://example.org/2024/03/03/bridge", "2024-03-03"},
		{"Title here\n04/03/2024\nLONDON, April 3 (Reuters) - The bridge opened again on Sunday.", "", "2024-04-03"},
	} {
		a := &Article{URL: tt.url, Text: tt.text}
		a.finish()
		assert.Equal(t, tt.want, a.Published, tt.text)
	}
}
