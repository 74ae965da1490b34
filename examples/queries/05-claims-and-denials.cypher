// What is only claimed, and what is denied? By whom, if the article says so.
MATCH (x:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(y:Entity)
WHERE s.status IN ["claimed", "negated"]
RETURN s.status AS status, s.by AS by, x.name AS subject, s.type AS type, y.name AS object, s.quote AS sentence
ORDER BY status DESC, subject, type, object, sentence;
