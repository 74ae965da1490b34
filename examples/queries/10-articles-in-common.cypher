// Which entities tie articles together? Those that several articles mention, and what they are in.
MATCH (e:Entity)<-[m:MENTIONS]-(a:Article)
WITH e, m, a ORDER BY a.published, a.title
WITH e, count(a) AS articles, sum(m.count) AS mentions, collect(a.title) AS titles
WHERE articles > 1
RETURN e.name AS entity, e.label AS label, articles, mentions, titles
ORDER BY articles DESC, mentions DESC, entity
LIMIT 25;
