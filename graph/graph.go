// Package graph holds what newsgraph knows: the documents that extraction makes of single articles,
// and the graph that their entities and statements form together.
//
// A Document is one article's graph. Merge joins documents into a Graph, in which the entities of
// many articles are one Node and their statements are one Edge. It is a pure function of the set of
// documents: a Store, which holds the same graph on disk or in a database and keeps it up to date
// article by article, must show what Merge makes of the documents it holds, in whatever order they
// came. Package storetest checks that.
package graph

// A Graph is what a set of documents says together. Each list is in the order of its ids (Mentions
// in the order of article, then node), so equal sets of documents give equal graphs.
type Graph struct {
	Articles   []Article
	Nodes      []Node
	Mentions   []Mentioned
	Statements []Statement
	Edges      []Edge
}

// A Node is one person, organization, country, place, event or work across all articles.
type Node struct {
	ID         string     `json:"id"`
	Label      string     `json:"label"`
	Kind       string     `json:"kind"`     // the most frequent of its entities' kinds
	Name       string     `json:"name"`     // canonical: the name most articles use
	Aliases    []string   `json:"aliases"`  // every other name and spelling, sorted; case alone makes none
	Wikidata   string     `json:"wikidata"` // "Q30", or empty
	Attributes Attributes `json:"attributes"`
	Articles   int        `json:"articles"` // how many articles mention it
}

// A Mentioned tells that an article mentions a node, how often and where.
type Mentioned struct {
	Article string `json:"article"` // id of the article
	Node    string `json:"node"`    // id of the node
	Count   int    `json:"count"`
	Spans   []Span `json:"spans"` // in the order of the text
}

// A Span is a stretch of an article's text in Unicode code points, End exclusive.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// A Statement is one relation said in one place of one article.
type Statement struct {
	ID         string  `json:"id"`
	Type       string  `json:"type"`
	Status     Status  `json:"status"`
	By         string  `json:"by"`
	Time       string  `json:"time"`
	Role       string  `json:"role"`
	Confidence float64 `json:"confidence"`
	Quote      string  `json:"quote"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Subject    string  `json:"subject"` // id of a node
	Object     string  `json:"object"`  // id of a node
	Article    string  `json:"article"` // id of the article
}

// An Edge is what all asserted and claimed statements of one type about two nodes say together.
// The ends of a symmetric type are stored once, the smaller node id in From.
type Edge struct {
	ID            string  `json:"id"`
	Type          string  `json:"type"`
	From          string  `json:"from"`          // id of a node
	To            string  `json:"to"`            // id of a node
	Articles      int     `json:"articles"`      // how many articles say it
	Statements    int     `json:"statements"`    // how many statements say it
	Confidence    float64 `json:"confidence"`    // see NewEdge
	Status        Status  `json:"status"`        // asserted where any statement is
	Role          string  `json:"role"`          // the most frequent role
	TimeFrom      string  `json:"timeFrom"`      // earliest begin of the statements' times ("from" in Neo4j)
	TimeTo        string  `json:"timeTo"`        // latest end of the statements' times ("to" in Neo4j)
	FirstReported string  `json:"firstReported"` // earliest date of an article that says it
	LastReported  string  `json:"lastReported"`  // latest date of an article that says it
	Quote         string  `json:"quote"`         // of the best statement
}
