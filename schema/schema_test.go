package schema_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/schema"
)

func TestDefaultHoldsEveryTypeWithAWording(t *testing.T) {
	s, err := schema.Default()
	require.NoError(t, err)
	assert.Len(t, s.Types, 41)
	for _, typ := range s.Types {
		assert.NotEmpty(t, typ.Doc, typ.Name)
		assert.True(t, len(typ.Frames) > 0 || len(typ.Templates) > 0, "%s cannot be said", typ.Name)
		if typ.Symmetric {
			assert.Equal(t, typ.From, typ.To, "%s is symmetric", typ.Name)
		}
	}
}

func TestNoFrameStandsTwice(t *testing.T) {
	s, err := schema.Default()
	require.NoError(t, err)
	for _, typ := range s.Types {
		seen := map[string]bool{}
		for _, f := range typ.Frames {
			for _, word := range f.Words {
				key := strings.Join([]string{f.Trigger.String(), word, f.Head.String(), f.Tail.String()}, "/")
				for _, c := range f.With {
					key += "/" + c.Path.String()
				}
				assert.False(t, seen[key], "%s: %s", typ.Name, key)
				seen[key] = true
			}
		}
	}
}

func TestCheck(t *testing.T) {
	s, err := schema.Default()
	require.NoError(t, err)
	assert.NoError(t, s.Check("LED", "Person", "Country"))
	for _, c := range []struct{ typ, from, to, rule string }{
		{"LED", "Place", "Country", "head"},
		{"LED", "Person", "Work", "tail"},
		{"LIKED", "Person", "Person", "unknown type"},
	} {
		var domain *schema.DomainError
		require.ErrorAs(t, s.Check(c.typ, c.from, c.to), &domain)
		assert.Equal(t, c.rule, domain.Rule)
	}
}

func TestErrorsNameLineAndKey(t *testing.T) {
	cases := []struct {
		name, text, key, message string
		line                     int
	}{
		{"bad type name", "labels: {Person: x}\ntypes:\n  - name: led by\n    from: [Person]\n    to: [Person]\n", "types[0].name", "names match", 3},
		{"cypher in a name", "labels: {Person: x}\ntypes:\n  - name: \"A`]->() DETACH DELETE\"\n    from: [Person]\n    to: [Person]\n", "types[0].name", "names match", 3},
		{"unknown label", "labels: {Person: x}\ntypes:\n  - name: A\n    from: [Person]\n    to:\n      - Robot\n", "types[0].to[0]", `"Robot"`, 6},
		{"unknown place", "labels: {Person: x}\ntypes:\n  - name: A\n    from: [Person]\n    to: [Person]\n    frames:\n      - verbs: [see]\n        head: subj\n        tail: objekt\n", "types[0].frames[0].tail", "objekt", 9},
		{"two triggers", "labels: {Person: x}\ntypes:\n  - name: A\n    from: [Person]\n    to: [Person]\n    frames:\n      - verbs: [see]\n        nouns: [sight]\n        head: subj\n        tail: obj\n", "types[0].frames[0]", "one of", 7},
		{"unknown key", "labels: {Person: x}\ntypes:\n  - name: A\n    form: [Person]\n", "", "form", 4},
		{"twice", "labels: {P: x}\ntypes:\n  - {name: A, from: [P], to: [P]}\n  - {name: A, from: [P], to: [P]}\n", "types[1].name", "twice", 4},
		{"no yaml", "types: [\n", "", "", 0},
		{"empty", "", "", "no relation types", 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := schema.Read(strings.NewReader(c.text), "my.yaml")
			var e *schema.Error
			require.ErrorAs(t, err, &e)
			assert.Equal(t, "my.yaml", e.File)
			assert.Equal(t, c.key, e.Key)
			assert.Contains(t, err.Error(), c.message)
			assert.NotContains(t, err.Error(), "\n")
			if c.line > 0 {
				assert.Equal(t, c.line, e.Line)
			}
		})
	}
}

func TestSlotsReadBack(t *testing.T) {
	s, err := schema.ParseSlot("obj.of | in")
	require.NoError(t, err)
	assert.Equal(t, "obj.of | in", s.String())
	assert.True(t, s.Equal(s))
}

func TestCypherIsSafeToRunAgain(t *testing.T) {
	s, err := schema.Default()
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, s.WriteCypher(&b))
	for line := range strings.Lines(b.String()) {
		assert.Contains(t, line, "IF NOT EXISTS")
		assert.True(t, strings.HasSuffix(line, ";\n"), line)
	}
}

func TestTableShowsMappings(t *testing.T) {
	s, err := schema.Default()
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, s.WriteTable(&b))
	assert.Contains(t, b.String(), "FOUGHT*")
	assert.Contains(t, b.String(), "wikidata: P488, P169, P6, P35")
}

func FuzzRead(f *testing.F) {
	f.Add("labels: {P: x}\ntypes:\n  - {name: A, from: [P], to: [P]}\n")
	f.Add("types: [")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := schema.Read(strings.NewReader(text), "fuzz.yaml")
		var e *schema.Error
		if err != nil {
			require.ErrorAs(t, err, &e)
			return
		}
		require.NotEmpty(t, s.Types)
	})
}
