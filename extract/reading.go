package extract

import (
	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
	"github.com/newsgraph/newsgraph/extract/internal/model"
	"github.com/newsgraph/newsgraph/graph"
)

// A reading is what the stages know of one article: each stage adds its layer and changes none of
// those before it. Layers refer to each other by index.
type reading struct {
	article   *article.Article
	gazetteer *gazetteer.Gazetteer
	frames    *frameIndex
	scorer    *relationScorer
	choose    chooser
	offsets   offsets

	sentences   []sentence
	analyses    []model.Analysis    // per sentence, as the model gave it
	personParts map[string]bool     // see lastParts
	longNames   map[string][]string // of bodies, by their initials
	nations     nations             // what countries the article's names belong to
	vehicles    []string            // names of ships and spacecraft, which are no entities
	mentions    []mention           // in order of the text
	entities    []entity
	said        []statement
	attributes  map[int]*graph.Attributes // by entity
	wants       []want                    // labels that refused statements would need
	rejected    []Rejected
}

// A mention is a run of tokens that refers, or may refer, to an entity.
type mention struct {
	sentence    int
	first, last int // tokens, last inclusive
	head        int // the token that governs the others
	typ         graph.MentionType
	label, kind string
	name        string // as the text has it, without titles and articles
	canonical   string // the gazetteer's name for it, or ""
	wikidata    string
	title       string // title before a person's name ("President"), or ""
	score       float64
	types       [6]float32 // the model's probability of each name type, in the order of model.NameTypes
	capitalOf   *gazetteer.Country
	entity      int   // index, or -1 while it is not resolved
	others      []int // further entities of a plural ("they")
}

// setCountry makes the mention one of a country that the gazetteer knows.
func (m *mention) setCountry(c *gazetteer.Country) {
	m.label, m.kind, m.canonical, m.wikidata = "Country", "country", c.Name, c.Wikidata
}

// An entity is what mentions of one article refer to.
type entity struct {
	label, kind string
	name        string
	wikidata    string
	aliases     map[string]int // surface forms by how often they stand in the text
	mentions    []int
	gender      gazetteer.Gender
	roles       map[string]bool // lemmas of roles that the text gives it: "president"
}

func (r *reading) in(sentence int) grammar { return grammar{&r.sentences[sentence], sentence} }

// text returns the article's text between two tokens of a sentence.
func (r *reading) text(sentence, first, last int) string {
	t := r.sentences[sentence].tokens
	return r.article.Text[t[first].start:t[last].end]
}
