package quality

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

func TestNormal(t *testing.T) {
	tests := map[string]string{
		"The United Nations": "united nations",
		"U.N.":               "un",
		"Hay’at Tahrir":      "hayat tahrir",
		"Hay'at-Tahrir":      "hayat tahrir",
		"São  Paulo's":       "sao paulos",
		"ISIS s":             "isis",
		"Łódź":               "odz",
		"Москва":             "",
		"An\u00a0Apple":      "apple",
		"an\u2014apple":      "anapple",
		"the the x":          "the x",
		"Ⅳ Corps":            "iv corps",
		"x\x1cy\v z":         "x y z",
		"  ":                 "",
		"The":                "the",
	}
	for in, want := range tests {
		assert.Equal(t, want, normal(in), in)
	}
}

// goldJSON is an article that the test's author annotated: four entities, six relations.
const goldJSON = `{"id":"harbour","title":"Harbour","date":"2024-03-05",
"entities":[
 {"name":"Ana Kos","label":"Person","aliases":["Kos"]},
 {"name":"Vagonka","label":"Organization","aliases":[]},
 {"name":"Riga","label":"Place","aliases":null},
 {"name":"Latvia","label":"Country","aliases":["Latvian"]}],
"relations":[
 {"type":"LED","head":"Ana Kos","tail":"Vagonka","status":"asserted","by":null,"time":null,"role":"chief executive","tier":1,"evidence":"Vagonka's chief executive, Ana Kos, said"},
 {"type":"MET","head":"Ana Kos","tail":"Latvia","status":"claimed","by":"Vagonka","time":"2024-03","role":null,"tier":1,"evidence":"Kos met Latvian officials in March"},
 {"type":"LOCATED_IN","head":"Riga","tail":"Latvia","status":"asserted","by":null,"time":null,"role":null,"tier":2,"evidence":"Riga"},
 {"type":"VISITED","head":"Ana Kos","tail":"Riga","status":"possible","by":null,"time":null,"role":null,"tier":1,"evidence":"Kos will visit Riga"},
 {"type":"OPPOSED","head":"Latvia","tail":"Vagonka","status":"negated","by":null,"time":null,"role":null,"tier":1,"evidence":"Latvia does not oppose Vagonka"},
 {"type":"AGREED_WITH","head":"Vagonka","tail":"Latvia","status":"asserted","by":null,"time":"2024-03-05","role":null,"tier":1,"evidence":"Vagonka and Latvia signed a contract on Tuesday"}]}`

// prediction finds all four entities (Latvia twice), one that is none, and relations of every sort.
func prediction() *graph.Document {
	entity := func(id, label, name string, mentions ...string) graph.Entity {
		e := graph.Entity{ID: id, Label: label, Name: name}
		for _, m := range mentions {
			e.Mentions = append(e.Mentions, graph.Mention{Text: m, Type: graph.NameMention})
		}
		return e
	}
	relation := func(typ, head, tail string, status graph.Status, time, role string) graph.Relation {
		return graph.Relation{Type: typ, Head: head, Tail: tail, Status: status, Time: time, Role: role, Evidence: graph.Evidence{Quote: "..."}}
	}
	return &graph.Document{
		Article: graph.Article{Path: "news/harbour.txt"},
		Entities: []graph.Entity{
			entity("k", "Person", "Kos", "Kos", "Ana Kos"),
			entity("v", "Organization", "Vagonka"),
			entity("r", "Country", "Riga"), // wrong label
			entity("l", "Country", "Latvia", "Latvia", "Latvian"),
			entity("l2", "Place", "Latvian"), // duplicate, wrong label
			entity("z", "Person", "Tuesday"), // none
		},
		Relations: []graph.Relation{
			relation("LED", "k", "v", graph.Asserted, "", "its chief executive"), // right, role right
			relation("LED", "k", "v", graph.Asserted, "", ""),                    // said again
			relation("MET", "l", "k", graph.Asserted, "2024", ""),                // right the other way round; status and time wrong
			relation("LOCATED_IN", "r", "l", graph.Asserted, "", ""),             // right, tier 2
			relation("VISITED", "k", "r", graph.Asserted, "", ""),                // wrong: only possible
			relation("OPPOSED", "l", "v", graph.Claimed, "", ""),                 // wrong: denied
			relation("LED", "z", "v", graph.Asserted, "", ""),                    // wrong: no such entity
			relation("OWNED", "k", "v", graph.Negated, "", ""),                   // left out
		},
	}
}

func readGold(t *testing.T) []GoldArticle {
	t.Helper()
	gold, err := ReadGold(fstest.MapFS{
		"harbour.json":  {Data: []byte(goldJSON)},
		"absent.json":   {Data: []byte(`{"id":"absent","entities":[{"name":"Oslo","label":"Place"}],"relations":[]}`)},
		".hidden.json":  {Data: []byte(`?`)},
		"harbour.txt":   {Data: []byte("Harbour")},
		"sub/more.json": {Data: []byte(`?`)},
	})
	require.NoError(t, err)
	require.Len(t, gold, 2)
	return gold
}

func TestScoreByHand(t *testing.T) {
	gold := readGold(t)
	r := Score(gold[1], prediction())
	want := Counts{
		GoldEntities: 4, Entities: 6, Found: 4, Aligned: 5, Duplicate: 1, LabelsRight: 3,
		GoldNames: 6, Names: 7, NamesRight: 6,
		Wanted: 3, Hit: 2, Right: 3, Wrong: 3,
		Statuses: 2, StatusesRight: 1, Times: 1, TimesRight: 0, Roles: 1, RolesRight: 1,
		Relations: 8, Evidences: 7,
	}
	assert.Equal(t, want, r.Counts)
	assert.Equal(t, []Triple{{"VISITED", "Kos", "Riga"}, {"OPPOSED", "Latvia", "Vagonka"}, {"LED", "Tuesday", "Vagonka"}}, r.Wrong)
	assert.Equal(t, []Miss{{Triple{"AGREED_WITH", "Vagonka", "Latvia"}, "Vagonka and Latvia signed a contract on Tuesday"}}, r.Missed)
	assert.Equal(t, []string{"Tuesday"}, r.Unmatched)
	assert.Equal(t, []string{"Latvian"}, r.Duplicates)
	assert.Equal(t, TypeCounts{Wanted: 1, Hit: 1, Right: 1, Wrong: 1}, *r.Types["LED"])
	assert.Equal(t, TypeCounts{Wanted: 1}, *r.Types["AGREED_WITH"])
	assert.InDelta(t, 0.5, r.RelationFigure().P, 1e-9)
	assert.InDelta(t, 2.0/3, r.RelationFigure().R, 1e-9)
	assert.InDelta(t, 4.0/7, r.RelationFigure().F1, 1e-9)
	assert.InDelta(t, 4.0/6, r.EntityFigure().P, 1e-9)
	assert.InDelta(t, 0.6, r.LabelAccuracy(), 1e-9)
}

func TestPossibleIsRightWhenPredictedPossible(t *testing.T) {
	gold, doc := readGold(t)[1], prediction()
	doc.Relations = doc.Relations[4:5]
	doc.Relations[0].Status = graph.Possible
	r := Score(gold, doc)
	assert.Equal(t, 1, r.Counts.Right)
	assert.Zero(t, r.Hit, "a planned visit is not asked for")
}

func TestMostSharedFormsWin(t *testing.T) {
	gold := GoldArticle{Entities: []GoldEntity{
		{Name: "Bashar al-Assad", Label: "Person", Aliases: []string{"Assad"}},
		{Name: "Hafez al-Assad", Label: "Person", Aliases: []string{"Assad"}},
	}}
	doc := &graph.Document{Entities: []graph.Entity{
		{ID: "1", Name: "Assad", Label: "Person"},
		{ID: "2", Name: "Hafez al-Assad", Label: "Person", Mentions: []graph.Mention{{Text: "Assad"}}},
	}}
	a := align(gold.Entities, doc)
	assert.Equal(t, map[string]string{"1": "Bashar al-Assad", "2": "Hafez al-Assad"}, a.gold)
	assert.Empty(t, a.duplicates)
}

func TestTables(t *testing.T) {
	rep := ScoreAll(readGold(t), []*graph.Document{{Article: graph.Article{ID: "harbour"}}, prediction()})
	assert.Equal(t, []string{"absent"}, rep.Absent)
	var out bytes.Buffer
	require.NoError(t, rep.WriteTable(&out, TableOptions{Errors: true}))
	assert.Equal(t, `absent                   relations P 0.00 R 0.00 F1 0.00 (0/0 found, 0 wrong)  entities P 0.00 R 0.00 dup 0
   not entities: 
   duplicates: 
harbour                  relations P 0.50 R 0.67 F1 0.57 (2/3 found, 3 wrong)  entities P 0.67 R 1.00 dup 1
   wrong  | VISITED | Kos | Riga
   wrong  | OPPOSED | Latvia | Vagonka
   wrong  | LED | Tuesday | Vagonka
   missed | AGREED_WITH | Vagonka | Latvia | Vagonka and Latvia signed a contract on Tuesday
   not entities: Tuesday
   duplicates: Latvian
articles 2  relations P 0.500 R 0.667 F1 0.571 macro-F1 0.286  entities P 0.667 R 0.800 F1 0.727 duplicates 1 labels 0.600  status 0.500 time 0.000 role 1.000 evidence 0.875
`, out.String())

	out.Reset()
	require.NoError(t, WriteQuality(&out, Set{"dev", rep}))
	assert.Equal(t, `# dev: 2 articles
stage                         P      R     F1
names                     0.857  0.857  0.857
entities                  0.667  0.800  0.727
relations                 0.500  0.667  0.571
relations, macro                        0.286
accuracy                  share  right     of
labels                    0.600      3      5
status                    0.500      1      2
time                      0.000      0      1
role                      1.000      1      1
evidence                  0.875      7      8
duplicates                0.167      1      6
type                          P      R     F1  right  wrong  found wanted
AGREED_WITH               0.000  0.000  0.000      0      0      0      1
LED                       0.500  1.000  0.667      1      1      1      1
LOCATED_IN                1.000  0.000  0.000      1      0      0      0
MET                       1.000  1.000  1.000      1      0      1      1
OPPOSED                   0.000  0.000  0.000      0      1      0      0
VISITED                   0.000  0.000  0.000      0      1      0      0
article                       P      R     F1  right  wrong  found wanted  entF1
absent                    0.000  0.000  0.000      0      0      0      0  0.000
harbour                   0.500  0.667  0.571      3      3      2      3  0.800
`, out.String())
}

func TestReadGoldErrors(t *testing.T) {
	for in, want := range map[string]string{
		`[]`:                          "quality: a.json: json: cannot unmarshal array into Go value of type quality.GoldArticle",
		`{"entities":[{"name":"A"}]}`: "quality: a.json: entity 1 has no name or no label",
		`{"relations":[{"type":"MET","head":"A"}]}`:                                             "quality: a.json: relation 1: no type, head or tail",
		`{"relations":[{"type":"MET","head":"A","tail":"B","tier":3,"status":"asserted"}]}`:     "quality: a.json: relation 1: tier 3 is neither 1 nor 2",
		`{"relations":[{"type":"MET","head":"A","tail":"B","tier":2,"status":"hypothetical"}]}`: `quality: a.json: relation 1: unknown status "hypothetical"`,
	} {
		_, err := ReadGold(fstest.MapFS{"a.json": {Data: []byte(in)}})
		assert.EqualError(t, err, want)
	}
	_, err := ReadGold(fstest.MapFS{"a.txt": {}})
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, err = ReadGold(os.DirFS(filepath.Join(t.TempDir(), "none")))
	assert.Error(t, err)
}

func TestCheck(t *testing.T) {
	gold := readGold(t)[1]
	require.NoError(t, gold.Check())
	unknown := gold
	unknown.Relations = append([]GoldRelation{{Type: "MET", Head: "Ana Kos", Tail: "Oslo"}}, gold.Relations...)
	assert.EqualError(t, unknown.Check(), `quality: harbour: MET has an end that is no entity: "Oslo"`)
	twice := gold
	twice.Relations = append([]GoldRelation{{Type: "MET", Head: "Latvia", Tail: "Ana Kos"}}, gold.Relations...)
	assert.EqualError(t, twice.Check(), `quality: harbour: MET of "Ana Kos" and "Latvia" twice`)
}

// TestCommittedGold checks the project's own annotated articles.
func TestCommittedGold(t *testing.T) {
	sets, err := filepath.Glob("../testdata/gold/*")
	require.NoError(t, err)
	require.NotEmpty(t, sets)
	for _, dir := range sets {
		gold, err := ReadGold(os.DirFS(dir))
		require.NoError(t, err, dir)
		for _, g := range gold {
			assert.NoError(t, g.Check())
		}
	}
}
