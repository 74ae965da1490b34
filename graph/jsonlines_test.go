package graph_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

const oneLine = `{"article":{"id":"a1","path":"<a> & b.txt","title":"T","published":"2026-02-21","language":"en","hash":""},` +
	`"entities":[{"id":"e1","label":"Place","kind":"city","name":"Raqqa","aliases":[],"wikidata":"Q1","attributes":{},` +
	`"mentions":[{"start":0,"end":5,"text":"Raqqa","type":"name"}]},{"id":"e2","label":"Country","kind":"","name":"Syria",` +
	`"aliases":["SYR"],"wikidata":"","attributes":{"founded":"1946"},"mentions":[]}],` +
	`"relations":[{"type":"LOCATED_IN","head":"e1","tail":"e2","status":"asserted","by":"","time":"","role":"",` +
	`"confidence":0.9,"evidence":{"start":0,"end":16,"quote":"Raqqa, in Syria."}}]}`

// readAll gathers what ReadDocuments yields.
func readAll(r io.Reader) (docs []graph.Document, errs []error) {
	for doc, err := range graph.ReadDocuments(r) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		docs = append(docs, doc)
	}
	return docs, errs
}

func TestWriteDocument(t *testing.T) {
	docs, errs := readAll(strings.NewReader(oneLine))
	require.Empty(t, errs)
	require.Len(t, docs, 1)
	var b bytes.Buffer
	require.NoError(t, graph.WriteDocument(&b, docs[0]))
	assert.Equal(t, oneLine+"\n", b.String())
	b.Reset()
	require.NoError(t, graph.WriteDocument(&b, graph.Document{Article: graph.Article{ID: "a", Title: "\xff\x00"}}))
	assert.Equal(t, `{"article":{"id":"a","path":"","title":"��","published":"","language":"","hash":""},"entities":[],"relations":[]}`+"\n", b.String())
}

func TestReadDocuments(t *testing.T) {
	text := oneLine + "\r\n\n{bad\n" + strings.Replace(oneLine, `"head":"e1"`, `"head":"e9"`, 1) + "\n  " + oneLine
	docs, errs := readAll(iotest.OneByteReader(strings.NewReader(text)))
	assert.Len(t, docs, 2)
	require.Len(t, errs, 2)
	var lineError *graph.LineError
	require.ErrorAs(t, errs[0], &lineError)
	assert.Equal(t, 3, lineError.Line)
	assert.EqualError(t, errs[1], `line 4: article "a1": relations[0].head is no entity of the document: "e9"`)

	for _, err := range graph.ReadDocuments(strings.NewReader("{\n{\n")) {
		assert.Error(t, err)
		break // the iterator takes an early end
	}
}

func TestReadDocumentsLongLine(t *testing.T) {
	long := io.MultiReader(
		strings.NewReader(oneLine+"\n"), io.LimitReader(xs{}, graph.MaxLine+10), strings.NewReader("\n"+oneLine+"\n"),
		io.LimitReader(xs{}, graph.MaxLine+10),
	)
	docs, errs := readAll(long)
	assert.Len(t, docs, 2)
	require.Len(t, errs, 2)
	require.ErrorIs(t, errs[0], graph.ErrLineTooLong)
	assert.EqualError(t, errs[1], "line 4: longer than 64 MiB")
}

// xs reads x without end.
type xs struct{}

func (xs) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestReadDocumentsBrokenReader(t *testing.T) {
	broken := errors.New("disk on fire")
	docs, errs := readAll(io.MultiReader(strings.NewReader(oneLine+"\n"+oneLine), iotest.ErrReader(broken)))
	assert.Len(t, docs, 1, "half a line is no document")
	assert.Equal(t, []error{broken}, errs)
}

func TestCheck(t *testing.T) {
	for change, want := range map[string]string{
		`"id":"a1"|"id":""`:                                  `article "": article.id is empty`,
		`"id":"e2"|"id":"e1"`:                                `article "a1": entities[1].id is there twice: "e1"`,
		`"label":"Place"|"label":"Place) DETACH"`:            `article "a1": entities[0].label is no label: "Place) DETACH"`,
		`"name":"Raqqa"|"name":""`:                           `article "a1": entities[0].name is empty`,
		`"type":"LOCATED_IN"|"type":"located_in"`:            `article "a1": relations[0].type is no relation type: "located_in"`,
		`"tail":"e2"|"tail":""`:                              `article "a1": relations[0].tail is no entity of the document: ""`,
		`"status":"asserted"|"status":"sure"`:                `article "a1": relations[0].status is unknown: "sure"`,
		`"confidence":0.9|"confidence":1.1`:                  `article "a1": relations[0].confidence is not between 0 and 1`,
		`"title":"T"|"title":"a title that changes nothing"`: "",
	} {
		from, to, _ := strings.Cut(change, "|")
		require.Contains(t, oneLine, from)
		_, errs := readAll(strings.NewReader(strings.Replace(oneLine, from, to, 1)))
		if want == "" {
			assert.Empty(t, errs)
			continue
		}
		require.Len(t, errs, 1, change)
		assert.EqualError(t, errs[0], "line 1: "+want)
	}
}

func FuzzReadDocuments(f *testing.F) {
	f.Add([]byte(oneLine))
	f.Add([]byte(strings.Replace(oneLine, "Raqqa", "\\u0000\xff", 3)))
	f.Fuzz(func(t *testing.T, text []byte) {
		docs, _ := readAll(bytes.NewReader(text))
		var once bytes.Buffer
		for _, doc := range docs {
			require.NoError(t, graph.WriteDocument(&once, doc))
		}
		again, errs := readAll(&once)
		require.Empty(t, errs)
		require.Len(t, again, len(docs))
		clean := make([]graph.Document, len(docs))
		for i := range docs {
			clean[i] = graph.Clean(&docs[i])
		}
		if len(docs) > 0 {
			require.Equal(t, clean, again)
		}
		none := func(string) bool { return false }
		require.Equal(t, graph.Merge(docs, none), graph.Merge(again, none))
	})
}
