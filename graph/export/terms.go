package export

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/newsgraph/newsgraph/schema"
)

// The name spaces of RDF. Those of newsgraph are URNs, since nothing of it is on the web.
const (
	nsOwn      = "urn:newsgraph:"
	nsRDF      = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsRDFS     = "http://www.w3.org/2000/01/rdf-schema#"
	nsOWL      = "http://www.w3.org/2002/07/owl#"
	nsXSD      = "http://www.w3.org/2001/XMLSchema#"
	nsSKOS     = "http://www.w3.org/2004/02/skos/core#"
	nsSchema   = "https://schema.org/"
	nsWikidata = "http://www.wikidata.org/entity/"
	nsDirect   = "http://www.wikidata.org/prop/direct/"
)

// prefixes are the name spaces by the prefixes that JSON-LD shortens them with.
var prefixes = map[string]string{
	"ng": nsOwn, "rdf": nsRDF, "rdfs": nsRDFS, "owl": nsOWL, "xsd": nsXSD, "skos": nsSKOS,
	"schema": nsSchema, "wd": nsWikidata, "wdt": nsDirect,
}

// expand returns the IRI of a name with a prefix.
func expand(name string) string {
	prefix, rest, _ := strings.Cut(name, ":")
	return prefixes[prefix] + rest
}

// A predicate is what a key of a resource means: its name, and what its values are.
type predicate struct {
	name  string // with a prefix
	value string // "@id", a type of literal with a prefix, or nothing for plain text
}

// predicates are the meanings of keys, with the terms of schema.org where it has them.
var predicates = map[string]predicate{
	"name": {"schema:name", ""}, "alias": {"schema:alternateName", ""}, "sameAs": {"schema:sameAs", "@id"},
	"born": {"schema:birthDate", ""}, "died": {"schema:deathDate", ""}, "founded": {"schema:foundingDate", ""},
	"kind": {"ng:kind", ""}, "articles": {"ng:articles", "xsd:integer"},

	"title": {"schema:headline", ""}, "url": {"schema:url", ""}, "published": {"schema:datePublished", ""},
	"publisher": {"schema:publisher", ""}, "language": {"schema:inLanguage", ""}, "path": {"ng:path", ""},
	"hash": {"ng:hash", ""}, "mentions": {"schema:mentions", "@id"},

	"subject": {"rdf:subject", "@id"}, "predicate": {"rdf:predicate", "@id"}, "object": {"rdf:object", "@id"},
	"status": {"ng:status", ""}, "by": {"ng:by", ""}, "time": {"ng:time", ""}, "role": {"ng:role", ""},
	"confidence": {"ng:confidence", "xsd:double"}, "quote": {"ng:quote", ""},
	"start": {"ng:start", "xsd:integer"}, "end": {"ng:end", "xsd:integer"},
	"article": {"ng:statedIn", "@id"}, "edge": {"ng:supports", "@id"},

	"statements": {"ng:statements", "xsd:integer"}, "from": {"ng:from", ""}, "to": {"ng:to", ""},
	"firstReported": {"ng:firstReported", ""}, "lastReported": {"ng:lastReported", ""},

	"comment": {"rdfs:comment", ""}, "relatedMatch": {"skos:relatedMatch", "@id"},
}

// classes are the terms of schema.org for labels.
var classes = map[string]string{
	"Person": "schema:Person", "Organization": "schema:Organization", "Country": "schema:Country",
	"Place": "schema:Place", "Event": "schema:Event", "Work": "schema:CreativeWork",
}

// An equal is a term outside newsgraph that says what a relation type says, perhaps the other way round.
type equal struct {
	name    string // with a prefix
	inverse bool
}

// equals are the terms for relation types, by type and by the property of Wikidata that says the
// same: they hold only where the schema maps that type to that property. A property that says more
// or less than the type is not here.
var equals = map[string]map[string][]equal{
	"BORN_IN":         {"P19": {{"schema:birthPlace", false}, {"wdt:P19", false}}},
	"CITIZEN_OF":      {"P27": {{"schema:nationality", false}, {"wdt:P27", false}}},
	"DIED_IN":         {"P20": {{"schema:deathPlace", false}, {"wdt:P20", false}}},
	"FOUNDED":         {"P112": {{"schema:founder", true}, {"wdt:P112", true}}},
	"KILLED":          {"P157": {{"wdt:P157", true}}},
	"LIVED_IN":        {"P551": {{"schema:homeLocation", false}, {"wdt:P551", false}}},
	"MARRIED_TO":      {"P26": {{"schema:spouse", false}, {"wdt:P26", false}}},
	"MEMBER_OF":       {"P463": {{"schema:memberOf", false}, {"wdt:P463", false}}},
	"OWNED":           {"P127": {{"wdt:P127", true}}},
	"PARENT_OF":       {"P40": {{"schema:children", false}, {"wdt:P40", false}}},
	"PARTICIPATED_IN": {"P1344": {{"wdt:P1344", false}}},
	"PART_OF":         {"P361": {{"wdt:P361", false}}},
	"RELATED_TO":      {"P1038": {{"schema:relatedTo", false}, {"wdt:P1038", false}}},
	"STUDIED_AT":      {"P69": {{"schema:alumniOf", false}, {"wdt:P69", false}}},
	"SUCCEEDED":       {"P1365": {{"wdt:P1365", false}}},
	"WORKED_FOR":      {"P108": {{"schema:worksFor", false}, {"wdt:P108", false}}},
}

// equalsOf returns the terms that say what a type says.
func equalsOf(s *schema.Schema, typ string) []equal {
	t, ok := s.Type(typ)
	if !ok {
		return nil
	}
	var terms []equal
	for _, property := range t.Mappings["wikidata"] {
		terms = append(terms, equals[typ][property]...)
	}
	return terms
}

// wikidataNumber is how Wikidata names an entity or property.
var wikidataNumber = regexp.MustCompile(`^[QP][1-9][0-9]*$`)

// own returns the name of a thing of ours: its kind and id.
func own(kind, id string) string { return "ng:" + kind + ":" + url.PathEscape(id) }

// vocabulary returns the name of a label or relation type.
func vocabulary(name string) string { return "ng:" + url.PathEscape(name) }
