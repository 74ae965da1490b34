-- What version 2 adds: Document.Stamp, of the articles that have one.

CREATE TABLE stamp (
  article INTEGER PRIMARY KEY,
  stamp TEXT NOT NULL
) STRICT;
