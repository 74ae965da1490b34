// Whose relatives lead, own or work for another body? A first look for conflicts of interest.
MATCH (p:Person)-[family:MARRIED_TO|PARENT_OF|RELATED_TO*1..2]-(q:Person)
WHERE p.id < q.id
MATCH (p)-[r:LED|OWNED|FOUNDED|WORKED_FOR|CANDIDATE_FOR]->(a:Organization),
      (q)-[s:LED|OWNED|FOUNDED|WORKED_FOR|CANDIDATE_FOR]->(b:Organization)
WHERE a <> b
RETURN DISTINCT p.name AS person, type(r) AS does, a.name AS body, [f IN family | type(f)] AS family,
       q.name AS relative, type(s) AS doesThere, b.name AS otherBody
ORDER BY size(family), person, body, relative, otherBody;
