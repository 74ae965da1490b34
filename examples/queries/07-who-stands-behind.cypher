// Who owns, bought or founded a body, or the body that it is part of?
MATCH path = (body:Organization)-[:PART_OF*0..3]->(parent:Organization)<-[r:OWNED|ACQUIRED|FOUNDED]-(who:Entity)
RETURN body.name AS body, [n IN nodes(path)[1..-1] | n.name] AS partOf, who.name AS who, type(r) AS did, r.from AS time, path
ORDER BY body, size(partOf), who, did;
