// Who attacked, fought, threatened, sanctioned, arrested or criticised whom?
MATCH (x:Entity)-[r:ATTACKED|FOUGHT|KILLED|THREATENED|SANCTIONED|ARRESTED|OPPOSED]->(y:Entity)
RETURN x.name AS actor, type(r) AS type, y.name AS target, r.from AS time, r.status AS status, r.quote AS sentence
ORDER BY type, actor, target;
