"""Reads GraphML or GEXF with networkx and prints what it found as JSON, a line each."""
import json
import sys

import networkx

path = sys.argv[1]
if path.endswith(".graphml"):
    g = networkx.read_graphml(path, force_multigraph=True)
else:
    g = networkx.read_gexf(path)  # no multigraph where no two edges join the same nodes
assert g.is_directed()
g = networkx.MultiDiGraph(g)
for node, attributes in sorted(g.nodes(data=True)):
    print(json.dumps({"node": node, **attributes}, sort_keys=True, ensure_ascii=False))
for source, target, key, attributes in sorted(g.edges(data=True, keys=True), key=lambda e: (e[0], e[2])):
    edge = {"edge": attributes.pop("id", key), "source": source, "target": target, **attributes}
    print(json.dumps(edge, sort_keys=True, ensure_ascii=False))
