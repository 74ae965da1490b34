// Whose relatives lead, own or work for another body? A first look for conflicts of interest.
MATCH path = (a:Organization)<-[r:LED|OWNED|FOUNDED|WORKED_FOR|CANDIDATE_FOR]-(p:Person)
             -[family:MARRIED_TO|PARENT_OF|RELATED_TO*1..2]-(q:Person)
             -[s:LED|OWNED|FOUNDED|WORKED_FOR|CANDIDATE_FOR]->(b:Organization)
WHERE p.id < q.id AND a <> b
RETURN p.name AS person, type(r) AS does, a.name AS body, [f IN family | type(f)] AS family,
       q.name AS relative, type(s) AS doesThere, b.name AS otherBody, path
ORDER BY size(family), person, body, does, relative, otherBody, doesThere;
