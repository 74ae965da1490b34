package quality_test

import (
	"fmt"
	"os"
	"testing/fstest"

	"github.com/newsgraph/newsgraph/extract/quality"
	"github.com/newsgraph/newsgraph/graph"
)

func ExampleScoreAll() {
	gold, err := quality.ReadGold(fstest.MapFS{"tram.json": {Data: []byte(`{
		"entities": [{"name": "Vagonka", "label": "Organization"}, {"name": "Zagreb", "label": "Place"}],
		"relations": [{"type": "LOCATED_IN", "head": "Vagonka", "tail": "Zagreb", "status": "asserted", "tier": 1, "evidence": "Zagreb's Vagonka"}]}`)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	doc := &graph.Document{
		Article:   graph.Article{Path: "news/tram.txt"},
		Entities:  []graph.Entity{{ID: "1", Label: "Organization", Name: "Vagonka"}, {ID: "2", Label: "Place", Name: "Zagreb"}},
		Relations: []graph.Relation{{Type: "LOCATED_IN", Head: "1", Tail: "2", Status: graph.Asserted}},
	}
	report := quality.ScoreAll(gold, []*graph.Document{doc})
	fmt.Printf("F1 %.2f\n", report.Total.RelationFigure().F1)
	if err := report.WriteTable(os.Stdout, quality.TableOptions{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// F1 1.00
	// articles 1  relations P 1.000 R 1.000 F1 1.000 macro-F1 1.000  entities P 1.000 R 1.000 F1 1.000 duplicates 0 labels 1.000  status 1.000 time 0.000 role 0.000 evidence 0.000
}
