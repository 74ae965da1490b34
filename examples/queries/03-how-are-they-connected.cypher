// How are two people connected? The shortest chain of edges, through entities alone.
MATCH (a:Person {name: "Themba Mkhize"}), (b:Person {name: "Lwazi Zungu"})
MATCH p = shortestPath((a)-[*..6]-(b))
WHERE all(n IN nodes(p) WHERE n:Entity)
UNWIND relationships(p) AS r
RETURN startNode(r).name AS from, type(r) AS type, endNode(r).name AS to, r.quote AS sentence;
