// What is planned, feared or expected? Dated statements first.
MATCH (x:Entity)<-[:SUBJECT]-(s:Statement {status: "possible"})-[:OBJECT]->(y:Entity),
      (s)-[:STATED_IN]->(a:Article)
RETURN s.time AS time, x.name AS subject, s.type AS type, y.name AS object, a.published AS published, s.quote AS sentence
ORDER BY time, subject, type, object, sentence;
