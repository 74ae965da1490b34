package neo4jstore

import (
	"context"
	"fmt"
	"regexp"
	"strings"
)

// Labels and relation types are the only texts from outside that become part of a Cypher text.
// Every other value is a parameter.
var (
	labelName = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	typeName  = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)
)

// safeLabel reports whether an entity may have a label: one that is only a name, and that says
// nothing else in this database.
func safeLabel(label string) bool {
	switch label {
	case "Entity", "Article", "Statement":
		return false
	}
	return labelName.MatchString(label) && !strings.HasPrefix(label, "Newsgraph")
}

// safeType is safeLabel for a type of relation.
func safeType(typ string) bool {
	switch typ {
	case "MENTIONS", "SUBJECT", "OBJECT", "STATED_IN":
		return false
	}
	return typeName.MatchString(typ)
}

// admit refuses documents with labels or types that can't be written, and makes the constraints of
// types that the schema doesn't have.
func (s *Store) admit(ctx context.Context, given []*stored) error {
	for _, d := range given {
		for i := range d.doc.Entities {
			if label := d.doc.Entities[i].Label; !safeLabel(label) {
				return fmt.Errorf("article %q: no entity can have the label %s", d.id(), label)
			}
		}
		for i := range d.doc.Relations {
			typ := d.doc.Relations[i].Type
			if !safeType(typ) {
				return fmt.Errorf("article %q: no relation can have the type %s", d.id(), typ)
			}
			if err := s.constrain(ctx, typ); err != nil {
				return err
			}
		}
	}
	return nil
}

// constrain makes the constraint of a type that has none yet.
func (s *Store) constrain(ctx context.Context, typ string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.types[typ] {
		return nil
	}
	err := s.index(ctx, []string{fmt.Sprintf(
		"CREATE CONSTRAINT newsgraph_%s_id IF NOT EXISTS FOR ()-[r:%s]-() REQUIRE r.id IS UNIQUE",
		strings.ToLower(typ), typ)})
	s.types[typ] = err == nil
	return err
}
