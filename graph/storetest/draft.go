package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/newsgraph/newsgraph/graph"
)

// ctx returns the test's context, which ends with the test, where it has one.
func ctx(t require.TestingT) context.Context {
	if test, ok := t.(*testing.T); ok {
		return test.Context()
	}
	return context.Background()
}

// A draft is a document in the making.
type draft struct{ graph.Document }

// article starts the document of an article of a date.
func article(id, published string) *draft {
	return &draft{graph.Document{
		Article: graph.Article{
			ID: id, Path: id + ".txt", Title: "Title of " + id, Published: published, Language: "en",
		},
		Entities: []graph.Entity{}, Relations: []graph.Relation{},
	}}
}

// entity adds an entity with one mention.
func (d *draft) entity(label, name string, aliases ...string) *draft {
	n := len(d.Entities)
	d.Entities = append(d.Entities, graph.Entity{
		ID: fmt.Sprintf("e%d", n), Label: label, Name: name,
		Aliases:  append([]string{}, aliases...),
		Mentions: []graph.Mention{{Start: 10 * n, End: 10*n + 5, Text: name, Type: graph.NameMention}},
	})
	return d
}

func (d *draft) person(name string, aliases ...string) *draft {
	return d.entity("Person", name, aliases...)
}

func (d *draft) org(name string, aliases ...string) *draft {
	return d.entity("Organization", name, aliases...)
}

// with changes the entity added last.
func (d *draft) with(change func(*graph.Entity)) *draft {
	change(&d.Entities[len(d.Entities)-1])
	return d
}

// wikidata gives the entity added last its Wikidata id.
func (d *draft) wikidata(id string) *draft {
	return d.with(func(e *graph.Entity) { e.Wikidata = id })
}

// says adds an asserted relation between two entities, by their names.
func (d *draft) says(typ, head, tail string, changes ...func(*graph.Relation)) *draft {
	n := len(d.Relations)
	r := graph.Relation{
		Type: typ, Head: d.id(head), Tail: d.id(tail), Status: graph.Asserted, Confidence: 0.5,
		Evidence: graph.Evidence{
			Start: 100 * n, End: 100*n + 50,
			Quote: fmt.Sprintf("%s %s %s, says %s.", head, typ, tail, d.Article.ID),
		},
	}
	for _, change := range changes {
		change(&r)
	}
	d.Relations = append(d.Relations, r)
	return d
}

// id returns the id of an entity within the document.
func (d *draft) id(name string) string {
	for _, e := range d.Entities {
		if e.Name == name {
			return e.ID
		}
	}
	panic("storetest: the draft has no entity " + name)
}

// content sets the hash of the article's text.
func (d *draft) content(text string) *draft {
	sum := sha256.Sum256([]byte(text))
	d.Article.Hash = hex.EncodeToString(sum[:])
	return d
}

// done returns the document.
func (d *draft) done() graph.Document { return d.Document }

// sharaa is a document as the first tests use it.
func sharaa() graph.Document {
	return article("a1", "2026-02-21").content("sharaa").
		person("Ahmad al-Sharaa", "Abu Mohammad al-Julani", "al-Sharaa").
		with(func(e *graph.Entity) { e.Attributes.Born = "1982" }).
		org("Jabhat al-Nusra").with(func(e *graph.Entity) { e.Kind = "armedGroup" }).
		org("Hay’at Tahrir al-Sham", "HTS").
		entity("Country", "Syria").wikidata("Q858").
		says("LED", "Ahmad al-Sharaa", "Jabhat al-Nusra", role("leader"), when("2012/2016")).
		says("LED", "Ahmad al-Sharaa", "Syria", role("president"), when("2025")).
		says("CONTROLLED", "Hay’at Tahrir al-Sham", "Syria", status(graph.Claimed)).
		done()
}

// trump is another that shares entities with it.
func trump() graph.Document {
	return article("a2", "2025-05-14").content("trump").
		person("Ahmad al-Sharaa").
		person("Donald Trump", "Trump").
		entity("Country", "Syria").wikidata("Q858").
		entity("Country", "United States", "U.S.").wikidata("Q30").
		says("MET", "Donald Trump", "Ahmad al-Sharaa", when("2025-05")).
		says("LED", "Ahmad al-Sharaa", "Syria", role("president")).
		says("SANCTIONED", "United States", "Syria", status(graph.Negated)).
		done()
}

func status(s graph.Status) func(*graph.Relation) {
	return func(r *graph.Relation) { r.Status = s }
}

func role(s string) func(*graph.Relation) {
	return func(r *graph.Relation) { r.Role = s }
}

func when(s string) func(*graph.Relation) {
	return func(r *graph.Relation) { r.Time = s }
}

func sure(confidence float64) func(*graph.Relation) {
	return func(r *graph.Relation) { r.Confidence = confidence }
}
