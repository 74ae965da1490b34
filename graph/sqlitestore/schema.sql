-- The tables of a newsgraph database. "article" holds the documents, from which all
-- else is derived; seq is a row's number within this file, id is the id that the graph shows.
-- Rows that are long stand in the order in which they came, and only short keys in an order of their
-- own: of a large store a batch then touches few pages.

CREATE TABLE article (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  language TEXT NOT NULL,
  url TEXT NOT NULL,
  publisher TEXT NOT NULL,
  hash TEXT NOT NULL,          -- of title and text
  document_hash TEXT NOT NULL, -- of the line of JSON
  document TEXT NOT NULL       -- the line of JSON
) STRICT;
CREATE INDEX article_hash ON article (hash) WHERE hash <> '';

-- Entities of one label and name, with the counts of graph.Variant as JSON.
CREATE TABLE variant (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  node INTEGER, -- null only while a batch is loaded
  counts TEXT NOT NULL
) STRICT;
CREATE INDEX variant_node ON variant (node);

-- What variants can be found to be the same by: graph.Claim.
CREATE TABLE claim (
  key TEXT NOT NULL,
  variant INTEGER NOT NULL,
  PRIMARY KEY (key, variant)
) STRICT, WITHOUT ROWID;

CREATE TABLE mention (
  variant INTEGER NOT NULL,
  article INTEGER NOT NULL,
  count INTEGER NOT NULL,
  spans TEXT NOT NULL, -- [[start,end],...]
  PRIMARY KEY (variant, article)
) STRICT;
CREATE INDEX mention_article ON mention (article);

CREATE TABLE statement (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  article INTEGER NOT NULL,
  type TEXT NOT NULL,
  head INTEGER NOT NULL, -- variant
  tail INTEGER NOT NULL, -- variant
  status TEXT NOT NULL,
  said_by TEXT NOT NULL,
  time TEXT NOT NULL,
  role TEXT NOT NULL,
  confidence REAL NOT NULL,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL
) STRICT;
CREATE INDEX statement_ends ON statement (head, tail, type);
CREATE INDEX statement_tail ON statement (tail);
CREATE INDEX statement_article ON statement (article);

CREATE TABLE node (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  aliases TEXT NOT NULL, -- a JSON list
  wikidata TEXT NOT NULL,
  born TEXT NOT NULL,
  died TEXT NOT NULL,
  founded TEXT NOT NULL,
  articles INTEGER NOT NULL
) STRICT;

CREATE TABLE edge (
  from_node INTEGER NOT NULL,
  to_node INTEGER NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  articles INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  confidence REAL NOT NULL,
  status TEXT NOT NULL,
  role TEXT NOT NULL,
  time_from TEXT NOT NULL,
  time_to TEXT NOT NULL,
  first_reported TEXT NOT NULL,
  last_reported TEXT NOT NULL,
  quote TEXT NOT NULL,
  sum TEXT NOT NULL, -- graph.EdgeSum as JSON
  PRIMARY KEY (from_node, to_node, type)
) STRICT;
CREATE INDEX edge_to ON edge (to_node);

-- The names and aliases of nodes, for finding them.
CREATE TABLE name (
  seq INTEGER PRIMARY KEY,
  node INTEGER NOT NULL,
  key TEXT NOT NULL,  -- a hash of the normal form
  words TEXT NOT NULL -- the words of the normal form
) STRICT;
CREATE INDEX name_node ON name (node);
CREATE INDEX name_key ON name (key);
CREATE VIRTUAL TABLE name_words USING fts5 (
  words, content = 'name', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 0'
);

-- Document.Stamp, of the articles that have one.
CREATE TABLE stamp (
  article INTEGER PRIMARY KEY,
  stamp TEXT NOT NULL
) STRICT;
