// Who leads which country or body, in which role, as of which article?
MATCH (p:Person)-[r:LED]->(o:Organization|Country)
RETURN p.name AS person, r.role AS role, o.name AS body, r.confidence AS confidence, r.lastReported AS lastReported
ORDER BY confidence DESC, person, body
LIMIT 25;
