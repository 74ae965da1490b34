// Package neo4jstore keeps a graph in Neo4j 5, Community edition or better, without APOC.
//
//	store, err := neo4jstore.Open(ctx, "neo4j://neo4j@localhost:7687", password, neo4jstore.Options{})
//	outcome, err := store.Upsert(ctx, documents)
//
// # What is in the database
//
// For whoever writes Cypher:
//
//	(:Article {id, path, url, title, published, publisher, language, hash})
//	(:Article)-[:MENTIONS {count, spans}]->(:Entity)
//	(:Entity:Person {id, label, kind, name, aliases, wikidata, born, died, founded, articles})
//	(:Entity)-[:LED {id, articles, statements, confidence, status, role, from, to,
//	                 firstReported, lastReported, quote}]->(:Entity)
//	(:Statement {id, type, status, by, time, role, confidence, quote, start, end})
//	(:Statement)-[:SUBJECT]->(:Entity), -[:OBJECT]->(:Entity), -[:STATED_IN]->(:Article)
//
// spans is the list start, end, start, end, ... of the mentions; a property that would be empty is
// not set. Where the article has the entity as another graph.Variant than that of its id, MENTIONS says
// as which (variant), and a Statement the id of the relationship that it stands behind (edge).
//
// For the store itself, joined to nothing: NewsgraphDocument is an article's document as loaded, but
// for its quotes and mentions, and its stamp, NewsgraphVariant and NewsgraphClaim are what entities
// are merged by, and the one NewsgraphStore counts the changes, names the last and is what writers lock.
//
// # How it is kept up to date
//
// Upsert and Delete work out which variants change, read those that share a claim with them, let
// graph.Resolve group these anew and write the difference; then the edges whose statements changed
// are made anew of their statements. That is one transaction, which locks NewsgraphStore first, so
// writers of any process follow one another and none can deadlock. All other nodes, relationships
// and properties in the database stay as they are, with one exception: relationships that someone
// else attached to a node go with the node.
//
// A store remembers some of the variants and claims that it read or wrote, and which there can't be
// if the database was empty when it began. That holds until the last change is another's. A transaction
// that fails for a reason that may pass is run again, also when nobody can tell whether it was
// committed: documents that are held already change nothing.
package neo4jstore
