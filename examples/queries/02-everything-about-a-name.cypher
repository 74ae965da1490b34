// What do the articles say about a name or alias? Every statement, with its sentence and article.
CALL db.index.fulltext.queryNodes("newsgraph_names", "Markova") YIELD node AS e
MATCH (e)<-[:SUBJECT|OBJECT]-(s:Statement)
WITH DISTINCT s
MATCH (x:Entity)<-[:SUBJECT]-(s)-[:OBJECT]->(y:Entity), (s)-[:STATED_IN]->(a:Article)
RETURN x.name AS subject, s.type AS type, y.name AS object, s.status AS status, s.time AS time,
       s.quote AS sentence, a.path AS article, s.start AS start
ORDER BY article, start, type, object;
