CREATE CONSTRAINT newsgraph_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_statement_id IF NOT EXISTS FOR (n:Statement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_led_id IF NOT EXISTS FOR ()-[r:LED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_worked_for_id IF NOT EXISTS FOR ()-[r:WORKED_FOR]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_member_of_id IF NOT EXISTS FOR ()-[r:MEMBER_OF]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_candidate_for_id IF NOT EXISTS FOR ()-[r:CANDIDATE_FOR]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_part_of_id IF NOT EXISTS FOR ()-[r:PART_OF]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_founded_id IF NOT EXISTS FOR ()-[r:FOUNDED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_joined_id IF NOT EXISTS FOR ()-[r:JOINED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_left_id IF NOT EXISTS FOR ()-[r:LEFT]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_succeeded_id IF NOT EXISTS FOR ()-[r:SUCCEEDED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_owned_id IF NOT EXISTS FOR ()-[r:OWNED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_acquired_id IF NOT EXISTS FOR ()-[r:ACQUIRED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_merged_with_id IF NOT EXISTS FOR ()-[r:MERGED_WITH]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_located_in_id IF NOT EXISTS FOR ()-[r:LOCATED_IN]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_operated_in_id IF NOT EXISTS FOR ()-[r:OPERATED_IN]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_lived_in_id IF NOT EXISTS FOR ()-[r:LIVED_IN]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_born_in_id IF NOT EXISTS FOR ()-[r:BORN_IN]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_died_in_id IF NOT EXISTS FOR ()-[r:DIED_IN]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_citizen_of_id IF NOT EXISTS FOR ()-[r:CITIZEN_OF]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_studied_at_id IF NOT EXISTS FOR ()-[r:STUDIED_AT]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_visited_id IF NOT EXISTS FOR ()-[r:VISITED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_controlled_id IF NOT EXISTS FOR ()-[r:CONTROLLED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_withdrew_from_id IF NOT EXISTS FOR ()-[r:WITHDREW_FROM]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_deployed_to_id IF NOT EXISTS FOR ()-[r:DEPLOYED_TO]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_attacked_id IF NOT EXISTS FOR ()-[r:ATTACKED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_killed_id IF NOT EXISTS FOR ()-[r:KILLED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_arrested_id IF NOT EXISTS FOR ()-[r:ARRESTED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_threatened_id IF NOT EXISTS FOR ()-[r:THREATENED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_fought_id IF NOT EXISTS FOR ()-[r:FOUGHT]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_competed_with_id IF NOT EXISTS FOR ()-[r:COMPETED_WITH]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_opposed_id IF NOT EXISTS FOR ()-[r:OPPOSED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_sanctioned_id IF NOT EXISTS FOR ()-[r:SANCTIONED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_supported_id IF NOT EXISTS FOR ()-[r:SUPPORTED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_met_id IF NOT EXISTS FOR ()-[r:MET]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_agreed_with_id IF NOT EXISTS FOR ()-[r:AGREED_WITH]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_requested_id IF NOT EXISTS FOR ()-[r:REQUESTED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_transferred_to_id IF NOT EXISTS FOR ()-[r:TRANSFERRED_TO]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_participated_in_id IF NOT EXISTS FOR ()-[r:PARTICIPATED_IN]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_published_id IF NOT EXISTS FOR ()-[r:PUBLISHED]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_married_to_id IF NOT EXISTS FOR ()-[r:MARRIED_TO]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_parent_of_id IF NOT EXISTS FOR ()-[r:PARENT_OF]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT newsgraph_related_to_id IF NOT EXISTS FOR ()-[r:RELATED_TO]-() REQUIRE r.id IS UNIQUE;
CREATE FULLTEXT INDEX newsgraph_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases];
CALL db.awaitIndexes(600);
UNWIND [
{id: "e61c435df278cbdc78ad", label: "Country", name: "South Africa", wikidata: "Q258", articles: 1}
] AS row MERGE (n:Entity {id: row.id}) SET n:Country, n.label = row.label, n.kind = row.kind, n.name = row.name, n.aliases = row.aliases, n.wikidata = row.wikidata, n.born = row.born, n.died = row.died, n.founded = row.founded, n.articles = row.articles;
UNWIND [
{id: "e5169291553a6ed9300e", label: "Organization", kind: "government", name: "KwaMashu Ports Authority", aliases: ["KPA"], articles: 3}
] AS row MERGE (n:Entity {id: row.id}) SET n:Organization, n.label = row.label, n.kind = row.kind, n.name = row.name, n.aliases = row.aliases, n.wikidata = row.wikidata, n.born = row.born, n.died = row.died, n.founded = row.founded, n.articles = row.articles;
UNWIND [
{id: "ae3d9990588c90f5379c", label: "Person", name: "Lwazi Zungu", articles: 3},
{id: "f2f406953ba8dbfc65d0", label: "Person", name: "Themba Mkhize", aliases: ["Mkhize", "the “boss”; retired"], born: "1961", articles: 2}
] AS row MERGE (n:Entity {id: row.id}) SET n:Person, n.label = row.label, n.kind = row.kind, n.name = row.name, n.aliases = row.aliases, n.wikidata = row.wikidata, n.born = row.born, n.died = row.died, n.founded = row.founded, n.articles = row.articles;
UNWIND [
{id: "ebcf35fc41648b6c4b8a", head: "f2f406953ba8dbfc65d0", tail: "e61c435df278cbdc78ad", articles: 1, statements: 1, confidence: 1.0, status: "asserted", firstReported: "2026-02-21", lastReported: "2026-02-21", quote: "The South African was fined."}
] AS row MATCH (x:Entity {id: row.head}) MATCH (y:Entity {id: row.tail}) MERGE (x)-[e:CITIZEN_OF {id: row.id}]->(y) SET e.articles = row.articles, e.statements = row.statements, e.confidence = row.confidence, e.status = row.status, e.role = row.role, e.from = row.from, e.to = row.to, e.firstReported = row.firstReported, e.lastReported = row.lastReported, e.quote = row.quote;
UNWIND [
{id: "b59a09ed0033bf4d9f43", head: "ae3d9990588c90f5379c", tail: "e5169291553a6ed9300e", articles: 1, statements: 1, confidence: 0.75, status: "asserted", quote: "Zungu founded the authority,\u000Along ago."}
] AS row MATCH (x:Entity {id: row.head}) MATCH (y:Entity {id: row.tail}) MERGE (x)-[e:FOUNDED {id: row.id}]->(y) SET e.articles = row.articles, e.statements = row.statements, e.confidence = row.confidence, e.status = row.status, e.role = row.role, e.from = row.from, e.to = row.to, e.firstReported = row.firstReported, e.lastReported = row.lastReported, e.quote = row.quote;
UNWIND [
{id: "6d91ca46322eac355f47", head: "f2f406953ba8dbfc65d0", tail: "e5169291553a6ed9300e", articles: 2, statements: 2, confidence: 0.95, status: "asserted", role: "director", from: "2015", to: "2022", firstReported: "2026-02-21", lastReported: "2026-03-01", quote: "Mkhize led the authority from 2015 to 2022."}
] AS row MATCH (x:Entity {id: row.head}) MATCH (y:Entity {id: row.tail}) MERGE (x)-[e:LED {id: row.id}]->(y) SET e.articles = row.articles, e.statements = row.statements, e.confidence = row.confidence, e.status = row.status, e.role = row.role, e.from = row.from, e.to = row.to, e.firstReported = row.firstReported, e.lastReported = row.lastReported, e.quote = row.quote;
UNWIND [
{id: "b4c715d70a5ada889884", head: "ae3d9990588c90f5379c", tail: "f2f406953ba8dbfc65d0", articles: 1, statements: 1, confidence: 0.8, status: "claimed", firstReported: "2026-02-21", lastReported: "2026-02-21", quote: "Zungu had met Mkhize, an aide said."}
] AS row MATCH (x:Entity {id: row.head}) MATCH (y:Entity {id: row.tail}) MERGE (x)-[e:MET {id: row.id}]->(y) SET e.articles = row.articles, e.statements = row.statements, e.confidence = row.confidence, e.status = row.status, e.role = row.role, e.from = row.from, e.to = row.to, e.firstReported = row.firstReported, e.lastReported = row.lastReported, e.quote = row.quote;
UNWIND [
{id: "a1", title: "Port boss jailed", url: "https://example.com/1?a=b&c", published: "2026-02-21", publisher: "Kharif Times", language: "en", hash: "h1"},
{id: "a2", title: "\"Never met\" & other <claims>", path: "news/two.txt", published: "2026-03-01", publisher: "Daily"},
{id: "a3", path: "three.txt"}
] AS row MERGE (a:Article {id: row.id}) SET a.title = row.title, a.path = row.path, a.url = row.url, a.published = row.published, a.publisher = row.publisher, a.language = row.language, a.hash = row.hash;
UNWIND [
{id: "766847bac8d6d39fd6cd", article: "a1", subject: "f2f406953ba8dbfc65d0", object: "e61c435df278cbdc78ad", type: "CITIZEN_OF", status: "asserted", confidence: 1.0, quote: "The South African was fined.", start: 28, end: 56},
{id: "ca3be4280b2bcd06447b", article: "a1", subject: "f2f406953ba8dbfc65d0", object: "e5169291553a6ed9300e", type: "LED", status: "asserted", time: "2015/2022", role: "director", confidence: 0.9, quote: "Mkhize led the authority from 2015 to 2022.", start: 43, end: 86},
{id: "f0453e58e7fe76c2d789", article: "a1", subject: "ae3d9990588c90f5379c", object: "f2f406953ba8dbfc65d0", type: "MET", status: "claimed", by: "an aide", confidence: 0.8, quote: "Zungu had met Mkhize, an aide said.", start: 35, end: 70},
{id: "bde0467b4e18715ec840", article: "a2", subject: "f2f406953ba8dbfc65d0", object: "e5169291553a6ed9300e", type: "LED", status: "asserted", confidence: 0.5, quote: "As its head, Mkhize signed.", start: 27, end: 54},
{id: "ce6d90ca100a92541c3f", article: "a2", subject: "ae3d9990588c90f5379c", object: "e5169291553a6ed9300e", type: "FOUNDED", status: "possible", confidence: 0.6, quote: "Zungu may have founded it.", start: 26, end: 52},
{id: "dfec0d0672b6c5e4cd42", article: "a2", subject: "f2f406953ba8dbfc65d0", object: "ae3d9990588c90f5379c", type: "MET", status: "negated", confidence: 0.7, quote: "He never met Zungu.", start: 19, end: 38},
{id: "55d7477224d607bab18e", article: "a3", subject: "ae3d9990588c90f5379c", object: "e5169291553a6ed9300e", type: "FOUNDED", status: "asserted", confidence: 0.75, quote: "Zungu founded the authority,\u000Along ago.", start: 38, end: 76}
] AS row MATCH (a:Article {id: row.article}) MATCH (x:Entity {id: row.subject}) MATCH (y:Entity {id: row.object}) MERGE (s:Statement {id: row.id}) MERGE (s)-[:SUBJECT]->(x) MERGE (s)-[:OBJECT]->(y) MERGE (s)-[:STATED_IN]->(a) SET s.type = row.type, s.status = row.status, s.by = row.by, s.time = row.time, s.role = row.role, s.confidence = row.confidence, s.quote = row.quote, s.start = row.start, s.end = row.end;
UNWIND [
{id: "a1", node: "ae3d9990588c90f5379c", count: 2, spans: [0, 4, 10, 14]},
{id: "a1", node: "e5169291553a6ed9300e", count: 2, spans: [0, 4, 10, 14]},
{id: "a1", node: "e61c435df278cbdc78ad", count: 2, spans: [0, 4, 10, 14]},
{id: "a1", node: "f2f406953ba8dbfc65d0", count: 2, spans: [0, 4, 10, 14]},
{id: "a2", node: "ae3d9990588c90f5379c", count: 2, spans: [0, 4, 10, 14]},
{id: "a2", node: "e5169291553a6ed9300e", count: 2, spans: [0, 4, 10, 14]},
{id: "a2", node: "f2f406953ba8dbfc65d0", count: 2, spans: [0, 4, 10, 14]},
{id: "a3", node: "ae3d9990588c90f5379c", count: 2, spans: [0, 4, 10, 14]},
{id: "a3", node: "e5169291553a6ed9300e", count: 2, spans: [0, 4, 10, 14]}
] AS row MATCH (a:Article {id: row.id}) MATCH (n:Entity {id: row.node}) MERGE (a)-[m:MENTIONS]->(n) SET m.count = row.count, m.spans = row.spans;
