package export

import (
	"encoding/json"
	"io"
)

// JSONLD is the whole graph as JSON-LD, mention offsets apart: one document whose @graph has a resource a line.
// describe tells what is in it.
var JSONLD = Format{
	Name:  "jsonld",
	Ext:   ".jsonld",
	Doc:   "everything as JSON-LD in terms of schema.org and Wikidata (rdflib, Jena, triple stores)",
	Write: writeJSONLD,
}

// jsonldContext tells what the keys mean.
func jsonldContext() map[string]any {
	context := map[string]any{}
	for prefix, space := range prefixes {
		context[prefix] = space
	}
	for key, p := range predicates {
		definition := map[string]string{"@id": p.name}
		if p.value != "" {
			definition["@type"] = p.value
		}
		context[key] = definition
	}
	return context
}

func writeJSONLD(w io.Writer, g Source) error {
	out := newPrinter(w)
	context, err := json.Marshal(jsonldContext())
	if err != nil {
		return err
	}
	out.print(`{"@context":`, string(context), ",\n\"@graph\":[")
	graph := newElements(out)
	return first(
		func() error { return describe(g, func(r *resource) error { return graph.write(r) }) },
		func() error {
			out.print("\n]}\n")
			return out.Flush()
		},
	)
}

// MarshalJSON writes a resource as a node object of JSON-LD, its keys in their order.
func (r *resource) MarshalJSON() ([]byte, error) {
	line := appendKey([]byte{'{'}, "@id", r.id)
	if len(r.types) > 0 {
		line = appendKey(append(line, ','), "@type", r.types)
	}
	for _, p := range r.properties {
		values := make([]any, len(p.values))
		for i, value := range p.values {
			values[i] = p.jsonld(value)
		}
		line = append(line, ',')
		if len(values) == 1 {
			line = appendKey(line, p.key, values[0])
		} else {
			line = appendKey(line, p.key, values)
		}
	}
	return append(line, '}'), nil
}

// jsonld is a value as JSON-LD has it.
func (p property) jsonld(value any) any {
	if f, ok := value.(float64); ok {
		return json.RawMessage(decimal(f))
	}
	if _, ok := predicates[p.key]; !ok { // no key of the context tells that these are names
		return map[string]any{"@id": value}
	}
	return value
}

// appendKey appends a key and its value, which can't fail to be encoded.
func appendKey(line []byte, key string, value any) []byte {
	encoded, _ := json.Marshal(value)
	return append(append(line, `"`+key+`":`...), encoded...)
}
