package article_test

import (
	"fmt"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article"
)

func ExampleRead() {
	text := `Kestrel Air suspends flights to Tbilisi

By Lena Marsh | 14 November 2023

A Kestrel Air jet in Tbilisi. Image: Levan Gelashvili

TBILISI, Nov. 14 (Reuters) - Kestrel Air suspended its flights on Tuesday.`
	a, err := article.Read(strings.NewReader(text), "kestrel.txt", article.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Published, a.Author)
	for _, p := range a.Paragraphs {
		fmt.Printf("%s: %s\n", p.Kind, a.In(p))
	}
	// Output:
	// 2023-11-14 Lena Marsh
	// title: Kestrel Air suspends flights to Tbilisi
	// dateline: By Lena Marsh | 14 November 2023
	// caption: A Kestrel Air jet in Tbilisi.
	// furniture: Image: Levan Gelashvili
	// dateline: TBILISI, Nov. 14 (Reuters) -
	// body: Kestrel Air suspended its flights on Tuesday.
}

func ExampleReadJSONLines() {
	in := `{"url":"https://example.org/2023/11/14/kestrel","text":"Kestrel Air suspends flights\nIt will not fly until Friday."}
{"headline":"no text"}`
	for a, err := range article.ReadJSONLines(strings.NewReader(in), "in.jsonl", article.Options{}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(a.Title, a.Published)
	}
	// Output:
	// Kestrel Air suspends flights 2023-11-14
	// article: in.jsonl:2: no text in it
}
