package graph_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/newsgraph/newsgraph/graph"
)

// TestFoldGeneric checks by which name a body goes that says what it is and not whose.
func TestFoldGeneric(t *testing.T) {
	relation := func(typ string, status graph.Status, country string) graph.Relation {
		return graph.Relation{Type: typ, Head: "body", Tail: country, Status: status, Confidence: 1}
	}
	kenyan := relation("PART_OF", graph.Asserted, "ke")
	for _, test := range []struct {
		body      graph.Entity
		relations []graph.Relation
		want      string // the name that its id is made of
	}{
		{graph.Entity{Name: "The Supreme Court"}, []graph.Relation{kenyan}, "supreme court of kenya"},
		{graph.Entity{Name: "Ministry of Health"}, []graph.Relation{relation("LOCATED_IN", graph.Asserted, "ke"), kenyan}, "Ministry of Health of Kenya"},
		{graph.Entity{Name: "Supreme Court"}, nil, "Supreme Court"},
		{graph.Entity{Name: "Supreme Court"}, []graph.Relation{relation("PART_OF", graph.Negated, "ke")}, "Supreme Court"},
		{graph.Entity{Name: "Supreme Court"}, []graph.Relation{relation("CRITICIZED", graph.Asserted, "ke")}, "Supreme Court"},
		{graph.Entity{Name: "Supreme Court"}, []graph.Relation{kenyan, relation("PART_OF", graph.Asserted, "ug")}, "Supreme Court"},
		{graph.Entity{Name: "Supreme Court", Wikidata: "Q1"}, []graph.Relation{kenyan}, "Supreme Court"},
		{graph.Entity{Name: "Harvest Court"}, []graph.Relation{kenyan}, "Harvest Court"},
	} {
		test.body.ID, test.body.Label = "body", "Organization"
		folded := graph.Fold(&graph.Document{
			Article: graph.Article{ID: "a"},
			Entities: []graph.Entity{
				test.body, {ID: "ke", Label: "Country", Name: "Kenya"}, {ID: "ug", Label: "Country", Name: "Uganda"},
			},
			Relations: test.relations,
		})
		assert.Equal(t, graph.EntityID("Organization", test.want, "a"), folded.Variants[0].ID, "%v", test)
		assert.Equal(t, map[string]int{test.body.Name: 1}, folded.Variants[0].Names)
	}
}
