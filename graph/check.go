package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Labels and types become Cypher and column names, so these are all that they may be.
var (
	labelForm = regexp.MustCompile(`^[A-Z][A-Za-z0-9]{0,63}$`)
	typeForm  = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,63}$`)
)

// A CheckError tells what is wrong with a document.
type CheckError struct {
	Article string // id of the article
	Field   string // as a path of JSON keys: "relations[3].head"
	Reason  string
}

// Error names the article, the field and the reason.
func (e *CheckError) Error() string {
	return fmt.Sprintf("article %q: %s %s", e.Article, e.Field, e.Reason)
}

// Check reports the first thing in a document that keeps it from being merged: an article without
// id, a label or type that isn't a name of a schema, an entity without id or name or twice, a
// relation whose ends are no entities of the document, an unknown status, a confidence outside 0 to 1.
func Check(doc *Document) error {
	refuse := func(field, reason string) error {
		return &CheckError{Article: doc.Article.ID, Field: field, Reason: reason}
	}
	if doc.Article.ID == "" {
		return refuse("article.id", "is empty")
	}
	known := make(map[string]bool, len(doc.Entities))
	for i := range doc.Entities {
		e := &doc.Entities[i]
		field := func(key string) string { return fmt.Sprintf("entities[%d].%s", i, key) }
		switch {
		case e.ID == "":
			return refuse(field("id"), "is empty")
		case known[e.ID]:
			return refuse(field("id"), "is there twice: "+shorten(e.ID))
		case e.Name == "":
			return refuse(field("name"), "is empty")
		case !labelForm.MatchString(e.Label):
			return refuse(field("label"), "is no label: "+shorten(e.Label))
		}
		known[e.ID] = true
	}
	for i := range doc.Relations {
		if key, reason := checkRelation(&doc.Relations[i], known); key != "" {
			return refuse(fmt.Sprintf("relations[%d].%s", i, key), reason)
		}
	}
	return nil
}

// checkRelation returns the key at fault and why, or two empty strings.
func checkRelation(r *Relation, known map[string]bool) (key, reason string) {
	switch {
	case !typeForm.MatchString(r.Type):
		return "type", "is no relation type: " + shorten(r.Type)
	case !known[r.Head]:
		return "head", "is no entity of the document: " + shorten(r.Head)
	case !known[r.Tail]:
		return "tail", "is no entity of the document: " + shorten(r.Tail)
	case !(r.Confidence >= 0 && r.Confidence <= 1):
		return "confidence", "is not between 0 and 1"
	}
	switch r.Status {
	case Asserted, Claimed, Possible, Negated:
		return "", ""
	}
	return "status", "is unknown: " + shorten(string(r.Status))
}

// shorten quotes a value for an error of one line.
func shorten(s string) string {
	if len(s) > 60 {
		s = s[:60] + "…"
	}
	return fmt.Sprintf("%q", s)
}

// Clean returns a copy of a document in which each byte that is no UTF-8 and each null byte is
// U+FFFD, and no list is nil: what can be written to any store or format and read back the same.
func Clean(doc *Document) Document {
	c := Document{Article: doc.Article, Stamp: doc.Stamp}
	cleanAll(&c.Article.ID, &c.Article.Path, &c.Article.Title, &c.Article.Published,
		&c.Article.Language, &c.Article.URL, &c.Article.Publisher, &c.Article.Hash, &c.Stamp)
	c.Entities = make([]Entity, len(doc.Entities))
	for i, e := range doc.Entities {
		cleanAll(&e.ID, &e.Label, &e.Kind, &e.Name, &e.Wikidata,
			&e.Attributes.Born, &e.Attributes.Died, &e.Attributes.Founded)
		e.Aliases = append(make([]string, 0, len(e.Aliases)), e.Aliases...)
		for j := range e.Aliases {
			cleanAll(&e.Aliases[j])
		}
		e.Mentions = append(make([]Mention, 0, len(e.Mentions)), e.Mentions...)
		for j := range e.Mentions {
			cleanAll(&e.Mentions[j].Text, (*string)(&e.Mentions[j].Type))
		}
		c.Entities[i] = e
	}
	c.Relations = append(make([]Relation, 0, len(doc.Relations)), doc.Relations...)
	for i := range c.Relations {
		r := &c.Relations[i]
		cleanAll(&r.Type, &r.Head, &r.Tail, (*string)(&r.Status), &r.By, &r.Time, &r.Role, &r.Evidence.Quote)
	}
	return c
}

func cleanAll(fields ...*string) {
	for _, s := range fields {
		if !utf8.ValidString(*s) {
			*s = string([]rune(*s))
		}
		if strings.IndexByte(*s, 0) >= 0 {
			*s = strings.ReplaceAll(*s, "\x00", "\uFFFD")
		}
	}
}

// Encode checks and cleans a document and returns it with its line of JSON, as WriteDocument writes
// it but without the line break, and the DocumentHash of that. Stores keep the line.
func Encode(doc *Document) (clean Document, line []byte, hash string, err error) {
	if err := Check(doc); err != nil {
		return Document{}, nil, "", err
	}
	clean = Clean(doc)
	line, err = marshal(&clean)
	if err != nil {
		return Document{}, nil, "", err
	}
	sum := sha256.Sum256(line)
	return clean, line, hex.EncodeToString(sum[:]), nil
}

// DocumentHash returns the SHA-256, in hex, of a document's line of JSON: unlike Article.Hash it
// differs too where another version of the program made something else of the same text.
func DocumentHash(doc *Document) (string, error) {
	_, _, hash, err := Encode(doc)
	return hash, err
}
