// How are two people connected? The shortest chains of edges, through entities alone.
MATCH (a:Person {name: "Themba Mkhize"})
MATCH (b:Person {name: "Lwazi Zungu"})
MATCH path = allShortestPaths((a)-[*..6]-(b))
WHERE all(n IN nodes(path) WHERE n:Entity)
RETURN [r IN relationships(path) | startNode(r).name + " " + type(r) + " " + endNode(r).name] AS chain,
       [r IN relationships(path) | r.quote] AS sentences, path
ORDER BY chain;
