"""Reads N-Triples and JSON-LD with rdflib, holds them to be the same triples, and prints the answer
of each SPARQL query that follows, a line of JSON for each row in their order."""
import json
import sys

import rdflib

triples, document, *queries = sys.argv[1:]
g = rdflib.Graph().parse(triples, format="nt")
other = rdflib.Graph().parse(document, format="json-ld")
for a, b, name in ((g, other, triples), (other, g, document)):
    extra = sorted(set(a) - set(b))
    assert not extra, f"only in {name}: {extra[:3]}"
assert not any(isinstance(term, rdflib.BNode) for triple in g for term in triple)
for query in queries:
    rows = [[None if cell is None else cell.toPython() for cell in row] for row in g.query(query)]
    for row in sorted(rows, key=str):
        print(json.dumps([str(c) if isinstance(c, rdflib.URIRef) else c for c in row], ensure_ascii=False))
