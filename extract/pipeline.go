package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
	"github.com/newsgraph/newsgraph/extract/internal/model"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// Options tune a Pipeline. The zero value is right for news in English.
type Options struct {
	Schema        *schema.Schema // nil: the built-in one
	MinConfidence float64        // statements below are left out, 0 to 1
}

// A Pipeline turns articles into documents. It holds no state of any article: it may be shared by
// any number of goroutines, and the same article gives the same bytes on every run.
type Pipeline struct {
	schema        *schema.Schema
	minConfidence float64
	model         *model.Model
	gazetteer     *gazetteer.Gazetteer
	frames        *frameIndex
	scorer        *relationScorer
	choose        chooser
}

// A Result is what one article says.
type Result struct {
	Document graph.Document
	Rejected []Rejected
	Words    int // words of the sentences that were read
}

// A Rejected statement is one that a frame found but the schema forbids.
type Rejected struct {
	Type     string         `json:"type"`
	Head     string         `json:"head"` // names of the ends
	Tail     string         `json:"tail"`
	Reason   string         `json:"reason"`
	Evidence graph.Evidence `json:"evidence"`
}

// New returns a Pipeline over the embedded model and gazetteer, which are decoded once a process.
func New(opt Options) (*Pipeline, error) {
	p := &Pipeline{schema: opt.Schema, minConfidence: opt.MinConfidence}
	var err error
	if p.schema == nil {
		if p.schema, err = schema.Default(); err != nil {
			return nil, err
		}
	}
	if p.model, err = model.Embedded(); err != nil {
		return nil, fmt.Errorf("extract: %w", err)
	}
	if p.gazetteer, err = gazetteer.Load(); err != nil {
		return nil, fmt.Errorf("extract: %w", err)
	}
	head, err := model.EmbeddedRelations()
	if err != nil {
		return nil, fmt.Errorf("extract: %w", err)
	}
	coref, err := model.EmbeddedCoref()
	if err != nil {
		return nil, fmt.Errorf("extract: %w", err)
	}
	p.frames, p.scorer, p.choose = indexFrames(p.schema), newRelationScorer(head, p.schema), byModel(coref)
	return p, nil
}

// Extract reads one article. Any article is safe to read, however odd its text; one without
// sentences gives a document without entities.
func (p *Pipeline) Extract(a *article.Article) Result {
	r := p.run(a)
	return Result{Document: r.document(), Rejected: r.rejected, Words: r.words()}
}

// run is the flow of the stages.
func (p *Pipeline) run(a *article.Article) *reading {
	r := &reading{article: a, gazetteer: p.gazetteer, frames: p.frames, scorer: p.scorer, choose: p.choose, offsets: newOffsets(a.Text)}
	r.sentences = sentencesOf(a)
	r.analyse(p.model)
	r.findNames()
	r.repairTrees()
	r.resolveMetonyms()
	r.resolveNames()
	r.noteRoles()
	r.resolveAnaphora()
	r.findStatements()
	if r.relabel() {
		r.findStatements()
	}
	r.readAttributes()
	if p.minConfidence > 0 {
		r.keepSure(0, p.minConfidence)
	}
	return r
}

// analyse runs the model over all sentences at once and writes tags, trees and lemmas.
func (r *reading) analyse(m *model.Model) {
	words := make([][]string, len(r.sentences))
	for i := range r.sentences {
		for _, t := range r.sentences[i].tokens {
			words[i] = append(words[i], t.word)
		}
	}
	r.analyses = m.Analyze(words)
	for i := range r.sentences {
		s, a := &r.sentences[i], &r.analyses[i]
		for k := range s.tokens {
			t := &s.tokens[k]
			t.tag, t.head, t.rel = a.Tags[k], a.Heads[k], a.Relations[k]
			if k > 0 && s.tokens[k-1].word == "-" && lists().has("compound participles", t.word) && (strings.HasSuffix(t.word, "ed") || t.word == "born") {
				t.tag = "VBN" // "US-backed", which taggers take for an adjective
			}
			s.keepPronoun(k)
			t.lemma = r.frames.lemma(t.word, t.tag)
		}
		s.link()
	}
}

// keepSure drops the statements from index from on that are less sure than a floor.
func (r *reading) keepSure(from int, floor float64) {
	sure := slices.DeleteFunc(r.said[from:], func(s statement) bool { return s.confidence < floor })
	r.said = r.said[:from+len(sure)]
}

func (r *reading) words() int {
	n := 0
	for i := range r.sentences {
		n += len(r.sentences[i].tokens)
	}
	return n
}
