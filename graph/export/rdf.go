package export

import (
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// A resource is something that RDF says things of. Names are shortened with prefixes.
type resource struct {
	id         string
	types      []string
	properties []property
}

// A property is a key of predicates, or the name of a predicate whose values are names, with its
// values: string, int or float64.
type property struct {
	key    string
	values []any
}

// text adds a property of texts, of which empty ones are left out.
func (r *resource) text(key string, values ...string) *resource {
	p := property{key: key}
	for _, value := range values {
		if value != "" {
			p.values = append(p.values, value)
		}
	}
	if len(p.values) > 0 {
		r.properties = append(r.properties, p)
	}
	return r
}

func (r *resource) number(key string, value any) *resource {
	r.properties = append(r.properties, property{key, []any{value}})
	return r
}

// describe calls emit with all that RDF says of a graph: the relation types, the nodes, each edge as a
// resource and as a bare triple, each article and its statements. Edges and statements are
// rdf:Statement, which asserts nothing by itself: a negated statement stays one that somebody denies.
// An asserted edge is said in the terms of schema.org and Wikidata too, where they have one.
func describe(g Source, emit func(*resource) error) error {
	for i := range g.Schema.Types {
		if err := emit(typeResource(&g.Schema.Types[i])); err != nil {
			return err
		}
	}
	if err := g.Nodes(func(n *graph.Node) error { return emit(nodeResource(n)) }); err != nil {
		return err
	}
	err := g.Edges(func(e *graph.Edge) error {
		if err := emit(edgeResource(e)); err != nil {
			return err
		}
		return describeLink(g.Schema, e, emit)
	})
	if err != nil {
		return err
	}
	return g.Accounts(func(a *graph.Account) error {
		if err := emit(articleResource(a)); err != nil {
			return err
		}
		for i := range a.Statements {
			if err := emit(statementResource(&a.Statements[i], g.Schema)); err != nil {
				return err
			}
		}
		return nil
	})
}

// typeResource is a relation type, with the properties of Wikidata that the schema relates it to.
func typeResource(t *schema.RelationType) *resource {
	r := &resource{id: vocabulary(t.Name), types: []string{"rdf:Property"}}
	if t.Symmetric {
		r.types = append(r.types, "owl:SymmetricProperty")
	}
	r.text("comment", t.Doc)
	var related []string
	for _, property := range t.Mappings["wikidata"] {
		if wikidataNumber.MatchString(property) {
			related = append(related, "wd:"+property)
		}
	}
	return r.text("relatedMatch", related...)
}

func nodeResource(n *graph.Node) *resource {
	r := &resource{id: own("entity", n.ID), types: []string{"ng:Entity", vocabulary(n.Label)}}
	if class := classes[n.Label]; class != "" {
		r.types = append(r.types, class)
	}
	r.text("name", n.Name).text("alias", n.Aliases...).text("kind", n.Kind)
	if wikidataNumber.MatchString(n.Wikidata) {
		r.text("sameAs", "wd:"+n.Wikidata)
	}
	return r.text("born", n.Attributes.Born).text("died", n.Attributes.Died).text("founded", n.Attributes.Founded).
		number("articles", n.Articles)
}

// edgeResource is an edge as a thing of its own, which its properties are said of.
func edgeResource(e *graph.Edge) *resource {
	r := &resource{id: own("edge", e.ID), types: []string{"ng:Edge", "rdf:Statement"}}
	return r.text("subject", own("entity", e.From)).text("predicate", vocabulary(e.Type)).text("object", own("entity", e.To)).
		text("status", string(e.Status)).text("role", e.Role).text("from", e.TimeFrom).text("to", e.TimeTo).
		number("confidence", e.Confidence).number("articles", e.Articles).number("statements", e.Statements).
		text("firstReported", e.FirstReported).text("lastReported", e.LastReported).text("quote", e.Quote)
}

// describeLink emits an edge as triples between the nodes themselves.
func describeLink(s *schema.Schema, e *graph.Edge, emit func(*resource) error) error {
	from, to := own("entity", e.From), own("entity", e.To)
	forth := (&resource{id: from}).text(vocabulary(e.Type), to)
	back := &resource{id: to}
	if e.Status == graph.Asserted {
		for _, term := range equalsOf(s, e.Type) {
			if term.inverse {
				back.text(term.name, from)
			} else {
				forth.text(term.name, to)
			}
		}
	}
	if err := emit(forth); err != nil || len(back.properties) == 0 {
		return err
	}
	return emit(back)
}

func articleResource(account *graph.Account) *resource {
	a := &account.Article
	r := &resource{id: own("article", a.ID), types: []string{"schema:NewsArticle"}}
	var mentions []string
	for _, m := range account.Mentions {
		mentions = append(mentions, own("entity", m.Node))
	}
	return r.text("title", a.Title).text("url", a.URL).text("path", a.Path).text("published", a.Published).
		text("publisher", a.Publisher).text("language", a.Language).text("hash", a.Hash).text("mentions", mentions...)
}

// statementResource is a statement with its evidence.
func statementResource(s *graph.Statement, types *schema.Schema) *resource {
	r := &resource{id: own("statement", s.ID), types: []string{"ng:Statement", "rdf:Statement"}}
	r.text("subject", own("entity", s.Subject)).text("predicate", vocabulary(s.Type)).text("object", own("entity", s.Object)).
		text("status", string(s.Status)).text("by", s.By).text("time", s.Time).text("role", s.Role).
		number("confidence", s.Confidence).text("quote", s.Quote).number("start", s.Start).number("end", s.End).
		text("article", own("article", s.Article))
	if from, to, ok := graph.EdgeOf(s, types.Symmetric); ok {
		r.text("edge", own("edge", graph.EdgeID(s.Type, from, to)))
	}
	return r
}
