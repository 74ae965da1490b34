package quality

import (
	"strings"

	"github.com/newsgraph/newsgraph/graph"
)

// symmetric tells whether relations of the type match either way round.
func symmetric(typ string) bool {
	switch typ {
	case "FOUGHT", "COMPETED_WITH", "MET", "AGREED_WITH", "MARRIED_TO", "RELATED_TO", "MERGED_WITH":
		return true
	}
	return false
}

// A Triple is a relation as shown: the type and the names of its ends.
type Triple struct{ Type, Head, Tail string }

// key gives the triple under which relations between gold entities are compared.
func key(typ, head, tail string) Triple {
	if symmetric(typ) && tail < head {
		head, tail = tail, head
	}
	return Triple{typ, head, tail}
}

// A Miss is a gold relation that was not predicted.
type Miss struct {
	Triple
	Evidence string
}

// A Result is what was counted in one article, and the errors behind it.
type Result struct {
	Name string
	Counts
	Types      map[string]*TypeCounts
	Wrong      []Triple // in the order of the prediction
	Missed     []Miss   // in the order of the gold
	Unmatched  []string // entities that stand for no gold entity
	Duplicates []string // entities whose gold entity another one took
}

// Score counts how well doc, the prediction, says what the gold article says. A nil doc counts as
// empty.
func Score(gold GoldArticle, doc *graph.Document) Result {
	if doc == nil {
		doc = &graph.Document{}
	}
	a := align(gold.Entities, doc)
	r := Result{Name: gold.Name, Types: map[string]*TypeCounts{}, Unmatched: a.unmatched, Duplicates: a.duplicates}
	r.entities(gold, doc, a)
	r.names(gold, doc)
	r.relations(gold, doc, a)
	return r
}

// entities counts entities and their labels.
func (r *Result) entities(gold GoldArticle, doc *graph.Document, a alignment) {
	labels := map[string]string{}
	for _, e := range gold.Entities {
		labels[e.Name] = e.Label
	}
	found := map[string]bool{}
	for _, name := range a.gold {
		found[name] = true
	}
	r.GoldEntities, r.Entities = len(gold.Entities), len(doc.Entities)
	r.Found, r.Aligned, r.Duplicate = len(found), len(a.gold), len(a.duplicates)
	for _, e := range doc.Entities {
		if name, ok := a.gold[e.ID]; ok && e.Label == labels[name] {
			r.LabelsRight++
		}
	}
}

// names counts distinct names in the text, whatever entity they were given to.
func (r *Result) names(gold GoldArticle, doc *graph.Document) {
	want, got := forms{}, forms{}
	for _, e := range gold.Entities {
		for form := range e.forms() {
			want[form]++
		}
	}
	for _, e := range doc.Entities {
		got.add(e.Name, 1)
		for _, a := range e.Aliases {
			got.add(a, 1)
		}
		for _, m := range e.Mentions {
			if m.Type == graph.NameMention || m.Type == graph.DemonymMention {
				got.add(m.Text, 1)
			}
		}
	}
	r.GoldNames, r.Names = len(want), len(got)
	for name := range got {
		if want[name] > 0 {
			r.NamesRight++
		}
	}
}

// A target is the gold relations of an article by key.
type target struct {
	tier1    map[Triple]GoldRelation
	order    []Triple        // of tier1
	any      map[Triple]bool // said, at either tier, planned ones too
	possible map[Triple]bool // right only when predicted as possible
}

func targetOf(gold GoldArticle) target {
	t := target{tier1: map[Triple]GoldRelation{}, any: map[Triple]bool{}, possible: map[Triple]bool{}}
	for _, g := range gold.Relations {
		k := key(g.Type, g.Head, g.Tail)
		if g.Status == graph.Negated {
			continue
		}
		t.any[k] = true
		if g.Status == graph.Possible {
			t.possible[k] = true
			continue
		}
		if g.Tier == 1 {
			if _, ok := t.tier1[k]; !ok {
				t.order = append(t.order, k)
			}
			t.tier1[k] = g
		}
	}
	for k := range t.tier1 {
		delete(t.possible, k)
	}
	return t
}

// relations counts relations: each once, negated predictions left out.
func (r *Result) relations(gold GoldArticle, doc *graph.Document, a alignment) {
	want := targetOf(gold)
	names := map[string]string{}
	for _, e := range doc.Entities {
		names[e.ID] = e.Name
	}
	seen, hit := map[Triple]bool{}, map[Triple]bool{}
	for _, p := range doc.Relations {
		if p.Status == graph.Negated {
			continue
		}
		if p.Evidence.Quote != "" {
			r.Evidences++
		}
		shown := Triple{p.Type, or(names, p.Head), or(names, p.Tail)}
		head, tail := a.gold[p.Head], a.gold[p.Tail]
		known := head != "" && tail != ""
		k := shown
		if known {
			k = key(p.Type, head, tail)
		}
		if seen[k] {
			continue
		}
		seen[k] = true
		if !known || !want.any[k] || want.possible[k] && p.Status != graph.Possible {
			r.Wrong = append(r.Wrong, shown)
			r.count(p.Type).Wrong++
			continue
		}
		r.Counts.Right++
		r.count(p.Type).Right++
		if g, ok := want.tier1[k]; ok {
			hit[k] = true
			r.attributes(g, p)
		}
	}
	r.Counts.Wrong, r.Hit, r.Wanted, r.Relations = len(r.Wrong), len(hit), len(want.tier1), len(doc.Relations)
	for _, k := range want.order {
		g := want.tier1[k]
		r.count(g.Type).Wanted++
		if hit[k] {
			r.count(g.Type).Hit++
			continue
		}
		r.Missed = append(r.Missed, Miss{Triple{g.Type, g.Head, g.Tail}, g.Evidence})
	}
}

// or gives the name of the entity with the id, or the id where no entity has it.
func or(names map[string]string, id string) string {
	if name, ok := names[id]; ok {
		return name
	}
	return id
}

// count gives the counts of a type.
func (r *Result) count(typ string) *TypeCounts {
	if r.Types[typ] == nil {
		r.Types[typ] = &TypeCounts{}
	}
	return r.Types[typ]
}

// attributes compares status, time and role of a relation that was found.
func (r *Result) attributes(g GoldRelation, p graph.Relation) {
	status := p.Status
	if status == "" {
		status = graph.Asserted
	}
	r.Statuses++
	r.StatusesRight += one(status == g.Status)
	if g.Time != "" {
		r.Times++
		r.TimesRight += one(strings.HasPrefix(p.Time, g.Time))
	}
	if g.Role != "" {
		r.Roles++
		r.RolesRight += one(p.Role != "" && strings.Contains(normal(p.Role), normal(g.Role)))
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// nameOf gives the name under which a document is matched with a gold article: the last part of
// its path, or else of its id, without ".txt", ".html" or ".json".
func nameOf(doc *graph.Document) string {
	name := doc.Article.Path
	if name == "" {
		name = doc.Article.ID
	}
	name = name[strings.LastIndexByte(name, '/')+1:]
	for _, ext := range []string{".txt", ".html", ".json"} {
		if rest, ok := strings.CutSuffix(name, ext); ok {
			return rest
		}
	}
	return name
}
