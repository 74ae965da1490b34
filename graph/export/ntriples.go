package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/graph/formats/rdf"
)

// NTriples is the same triples as JSONLD, one a line.
var NTriples = Format{
	Name:  "ntriples",
	Ext:   ".nt",
	Doc:   "everything as RDF triples, a line each (triple stores, rdflib, Jena)",
	Write: writeNTriples,
}

func writeNTriples(w io.Writer, g Source) error {
	out := newPrinter(w)
	return first(
		func() error { return describe(g, func(r *resource) error { return writeTriples(out, r) }) },
		out.Flush,
	)
}

// writeTriples writes what is said of a resource.
func writeTriples(out printer, r *resource) error {
	subject, err := rdf.NewIRITerm(expand(r.id))
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	write := func(p predicate, value any) error {
		verb, err := rdf.NewIRITerm(expand(p.name))
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		object, err := term(p, value)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		statement := rdf.Statement{Subject: subject, Predicate: verb, Object: object}
		out.print(statement.String(), "\n")
		return nil
	}
	for _, class := range r.types {
		if err := write(predicate{"rdf:type", "@id"}, class); err != nil {
			return err
		}
	}
	for _, property := range r.properties {
		p, ok := predicates[property.key]
		if !ok {
			p = predicate{property.key, "@id"}
		}
		for _, value := range property.values {
			if err := write(p, value); err != nil {
				return err
			}
		}
	}
	return out.fault()
}

// term is a value of a predicate.
func term(p predicate, value any) (rdf.Term, error) {
	switch v := value.(type) {
	case int:
		return rdf.NewLiteralTerm(strconv.Itoa(v), expand(p.value))
	case float64:
		return rdf.NewLiteralTerm(canonical(v), expand(p.value))
	}
	text := strings.ToValidUTF8(fmt.Sprint(value), "\uFFFD")
	if p.value == "@id" {
		return rdf.NewIRITerm(expand(text))
	}
	return rdf.NewLiteralTerm(text, "")
}

// canonical writes a number as XML Schema wants a double, and as JSON-LD makes it of a number in
// JSON: 7.5E-1.
func canonical(f float64) string {
	digits, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', -1, 64), "E")
	if !strings.Contains(digits, ".") {
		digits += ".0"
	}
	n, _ := strconv.Atoi(exponent)
	return digits + "E" + strconv.Itoa(n)
}
