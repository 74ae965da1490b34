package extract

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// checkResult demands what the output contract promises of any document: offsets that give back
// their text, ends that exist and that the schema allows, and nothing said twice.
func checkResult(t require.TestingT, a *article.Article, res Result) {
	runes := []rune(a.Text)
	slice := func(start, end int, what string) string {
		require.GreaterOrEqual(t, start, 0, what)
		require.Less(t, start, end, what)
		require.LessOrEqual(t, end, len(runes), what)
		return string(runes[start:end])
	}
	s, err := schema.Default()
	require.NoError(t, err)
	labels := map[string]string{}
	for _, e := range res.Document.Entities {
		require.NotContains(t, labels, e.ID, "%s: an id twice", e.Name)
		labels[e.ID] = e.Label
		checkEntity(t, s, e, slice)
	}
	type said struct {
		typ, head, tail string
		start           int
	}
	seen := map[said]bool{}
	for _, r := range res.Document.Relations {
		require.Contains(t, labels, r.Head, r.Type)
		require.Contains(t, labels, r.Tail, r.Type)
		require.NotEqual(t, r.Head, r.Tail, r.Type)
		require.NoError(t, s.Check(r.Type, labels[r.Head], labels[r.Tail]), r.Evidence.Quote)
		require.Equal(t, r.Evidence.Quote, slice(r.Evidence.Start, r.Evidence.End, r.Type))
		require.Contains(t, []graph.Status{graph.Asserted, graph.Claimed, graph.Possible, graph.Negated}, r.Status)
		require.True(t, r.Confidence > 0 && r.Confidence <= 1, "%s: confidence %v", r.Type, r.Confidence)
		require.Regexp(t, `^(\d{4}(-\d\d(-\d\d)?)?|\d{4}/\d{4})?$`, r.Time)
		k := said{r.Type, r.Head, r.Tail, r.Evidence.Start}
		require.False(t, seen[k], "said twice: %+v", k)
		seen[k] = true
		if typ, _ := s.Type(r.Type); typ.Symmetric {
			require.False(t, seen[said{r.Type, r.Tail, r.Head, r.Evidence.Start}], "said both ways: %+v", k)
		}
	}
	for _, r := range res.Rejected {
		require.Equal(t, r.Evidence.Quote, slice(r.Evidence.Start, r.Evidence.End, r.Type))
		require.NotEmpty(t, r.Reason)
	}
}

func checkEntity(t require.TestingT, s *schema.Schema, e graph.Entity, slice func(start, end int, what string) string) {
	require.True(t, slices.ContainsFunc(s.Labels, func(l schema.Label) bool { return l.Name == e.Label }), "label %q", e.Label)
	require.NotEmpty(t, e.Name)
	require.NotEmpty(t, e.Mentions, e.Name)
	require.NotNil(t, e.Aliases)
	require.NotContains(t, e.Aliases, e.Name)
	require.True(t, slices.ContainsFunc(e.Mentions, func(m graph.Mention) bool {
		return m.Type == graph.NameMention || m.Type == graph.DemonymMention
	}), "%s is not named", e.Name)
	last := -1
	for _, m := range e.Mentions {
		require.Equal(t, m.Text, slice(m.Start, m.End, e.Name))
		require.Greater(t, m.Start, last, "%s: mentions in order", e.Name)
		last = m.Start
	}
}

// checkMentions demands that mentions of different entities lie apart, but for those of a plural
// ("they"), which is a mention of each of its members.
func checkMentions(t require.TestingT, doc graph.Document) {
	var all []graph.Mention
	for _, e := range doc.Entities {
		all = append(all, e.Mentions...)
	}
	slices.SortFunc(all, func(a, b graph.Mention) int { return a.Start - b.Start })
	for i := 1; i < len(all); i++ {
		if all[i] == all[i-1] && (all[i].Type == graph.PronounMention || all[i].Type == graph.NominalMention) {
			continue
		}
		require.LessOrEqual(t, all[i-1].End, all[i].Start, "%q and %q overlap", all[i-1].Text, all[i].Text)
	}
}

func TestContract(t *testing.T) {
	for _, path := range goldTexts(t) {
		t.Run(path, func(t *testing.T) {
			a := readFile(t, path)
			res := pipeline(t).Extract(a)
			assert.NotEmpty(t, res.Document.Relations)
			assert.Greater(t, res.Words, 100)
			checkResult(t, a, res)
			checkMentions(t, res.Document)
		})
	}
}

// TestCodePoints: the same article behind signs of two, three and four bytes has its offsets moved by
// the number of signs.
func TestCodePoints(t *testing.T) {
	const said = "Russia attacked Ukraine on Friday."
	for prefix, shift := range map[string]int{"": 0, "é": 1, "日本": 2, "👩‍👩‍👧": 5, "e\u0301": 2} {
		text := prefix + said
		a := &article.Article{Text: text, Paragraphs: []article.Paragraph{{Start: len(prefix), End: len(text)}}}
		res := pipeline(t).Extract(a)
		checkResult(t, a, res)
		require.Len(t, res.Document.Relations, 1, prefix)
		assert.Equal(t, graph.Evidence{Start: shift, End: shift + len(said), Quote: said}, res.Document.Relations[0].Evidence)
	}
}

func TestOffsets(t *testing.T) {
	assert.Equal(t, 2, newOffsets("abc").at(2))
	for _, text := range []string{"", "é", "aé日👩b", "\xff\xfe"} {
		o := newOffsets(text)
		for i := 0; i <= len(text); i++ {
			if i == len(text) || utf8.RuneStart(text[i]) {
				assert.Equal(t, utf8.RuneCountInString(text[:i]), o.at(i), "%q at %d", text, i)
			}
		}
	}
}

// TestSameBytes: every run, pipeline and goroutine gives the same bytes.
func TestSameBytes(t *testing.T) {
	other, err := New(Options{})
	require.NoError(t, err)
	var articles []*article.Article
	for _, path := range goldTexts(t)[:6] {
		articles = append(articles, readFile(t, path))
	}
	lines := func(p *Pipeline) string {
		var b bytes.Buffer
		for _, a := range articles {
			if err := json.NewEncoder(&b).Encode(p.Extract(a)); err != nil {
				return err.Error()
			}
		}
		return b.String()
	}
	want := lines(pipeline(t))
	assert.Equal(t, want, lines(other))
	got := make([]string, 8)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { got[i] = lines(pipeline(t)) })
	}
	wg.Wait()
	for i := range got {
		assert.Equal(t, want, got[i])
	}
}

func TestNothingToRead(t *testing.T) {
	res := pipeline(t).Extract(&article.Article{ID: "x", Text: "no paragraphs"})
	out, err := json.Marshal(res.Document)
	require.NoError(t, err)
	assert.JSONEq(t, `{"article":{"id":"x","path":"","title":"","published":"","language":"","hash":""},"entities":[],"relations":[]}`, string(out))
	assert.Zero(t, res.Words)
}

// TestMinConfidence: a floor leaves out statements, and only those below it.
func TestMinConfidence(t *testing.T) {
	a := readFile(t, goldTexts(t)[0])
	all := pipeline(t).Extract(a).Document.Relations
	floor := all[0].Confidence
	for _, r := range all {
		floor = max(floor, r.Confidence)
	}
	p, err := New(Options{MinConfidence: floor})
	require.NoError(t, err)
	sure := p.Extract(a).Document.Relations
	assert.NotEmpty(t, sure)
	assert.Less(t, len(sure), len(all))
	for _, r := range sure {
		assert.GreaterOrEqual(t, r.Confidence, floor)
	}
}

// TestOwnSchema: a type and frame of the user's own need no Go.
func TestOwnSchema(t *testing.T) {
	own, err := schema.Read(strings.NewReader(`
name: own
version: 1
labels: {Person: a human being, Organization: a body, Country: a state, Place: a place, Event: an event, Work: a work}
types:
  - name: PRAISED
    doc: praised
    from: [Person]
    to: [Person]
    frames:
      - verbs: [praise]
        head: subj
        tail: obj
`), "own.yaml")
	require.NoError(t, err)
	p, err := New(Options{Schema: own})
	require.NoError(t, err)
	doc := p.Extract(body("Emmanuel Macron praised Angela Merkel. France attacked Russia.")).Document
	require.Len(t, doc.Relations, 1)
	assert.Equal(t, "PRAISED", doc.Relations[0].Type)
}
