package graph

// A Document is the graph of one article as extraction made it: the unit that stores upsert,
// replace and delete, and one line of the JSON Lines that `newsgraph extract` prints.
// The order of fields is the order of keys in the output and part of its contract.
type Document struct {
	Article   Article    `json:"article"`
	Entities  []Entity   `json:"entities"`
	Relations []Relation `json:"relations"`

	// Stamp tells what the document was made of and by which program, or is empty where nobody knows.
	// Stores keep it beside the document (Holding), whose line of JSON and hash don't have it.
	Stamp string `json:"-"`
}

// An Article tells where a document came from.
type Article struct {
	ID        string `json:"id"`                  // stable hash of the URL, or else of the path
	Path      string `json:"path"`                // the input file's path as given
	Title     string `json:"title"`               //
	Published string `json:"published"`           // ISO 8601 date, or empty when the text tells none
	Language  string `json:"language"`            // ISO 639-1 code
	URL       string `json:"url,omitempty"`       //
	Publisher string `json:"publisher,omitempty"` //
	Hash      string `json:"hash"`                // SHA-256 of title and text, in hex: equal hashes are equal content
}

// An Entity is what the mentions of one article refer to.
type Entity struct {
	ID         string     `json:"id"`
	Label      string     `json:"label"`
	Kind       string     `json:"kind"`
	Name       string     `json:"name"` // canonical: the fullest name in the text
	Aliases    []string   `json:"aliases"`
	Wikidata   string     `json:"wikidata"`
	Attributes Attributes `json:"attributes"`
	Mentions   []Mention  `json:"mentions"`
}

// Attributes are ISO 8601 dates of an entity that the text states.
type Attributes struct {
	Born    string `json:"born,omitempty"`
	Died    string `json:"died,omitempty"`
	Founded string `json:"founded,omitempty"`
}

// MentionType tells how a mention refers to its entity.
type MentionType string

// The types of mention.
const (
	NameMention    MentionType = "name"
	DemonymMention MentionType = "demonym"
	NominalMention MentionType = "nominal"
	PronounMention MentionType = "pronoun"
)

// A Mention is one place of the article's text that refers to an entity. Start and End count
// Unicode code points in the text as read, End exclusive.
type Mention struct {
	Start int         `json:"start"`
	End   int         `json:"end"`
	Text  string      `json:"text"`
	Type  MentionType `json:"type"`
}

// Status tells how far the text vouches for a relation.
type Status string

// The statuses a relation can have.
const (
	Asserted Status = "asserted" // the article says so itself
	Claimed  Status = "claimed"  // a source says so; Relation.By names it where it is named
	Possible Status = "possible" // planned, feared, called for, conditional
	Negated  Status = "negated"  // the text says that it is not so
)

// A Relation is one typed relation said in one place of the article. Head and Tail are ids of
// Entities of the same document.
type Relation struct {
	Type       string   `json:"type"`
	Head       string   `json:"head"`
	Tail       string   `json:"tail"`
	Status     Status   `json:"status"`
	By         string   `json:"by"`         // name of the source of a claimed relation, or empty
	Time       string   `json:"time"`       // ISO 8601 date, month, year or range from/to, or empty
	Role       string   `json:"role"`       // "president", "spokesperson"
	Confidence float64  `json:"confidence"` // 0 to 1
	Evidence   Evidence `json:"evidence"`
}

// Evidence is the sentence behind a relation. Start and End count as in Mention.
type Evidence struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Quote string `json:"quote"`
}
