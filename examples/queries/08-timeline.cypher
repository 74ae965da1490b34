// Who went where and met whom, day by day? Deployments and withdrawals too.
MATCH (x:Entity)-[r:VISITED|MET|AGREED_WITH|DEPLOYED_TO|WITHDREW_FROM|CONTROLLED]->(y:Entity)
WHERE r.from IS NOT NULL
RETURN r.from AS time, x.name AS actor, type(r) AS type, y.name AS with, r.quote AS sentence
ORDER BY time, actor, type, with;
