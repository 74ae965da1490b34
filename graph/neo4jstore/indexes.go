package neo4jstore

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// An index is what the database has under a name: an index, or the constraint that keeps it.
type index struct {
	name       string
	kind       string   // RANGE, FULLTEXT, ...
	entity     string   // NODE or RELATIONSHIP
	on         string   // the label or type, as the server lists it
	properties []string // in their order
	unique     bool     // kept by a constraint
}

// String shows what is indexed as Cypher does.
func (x index) String() string {
	what := fmt.Sprintf("%s {%s}", x.on, strings.Join(x.properties, ", "))
	if x.entity == "RELATIONSHIP" {
		return "()-[:" + what + "]-()"
	}
	return "(:" + what + ")"
}

// dropping is the Cypher that drops it.
func (x index) dropping() string {
	what := "INDEX"
	if x.unique {
		what = "CONSTRAINT"
	}
	return "DROP " + what + " `" + strings.ReplaceAll(x.name, "`", "``") + "`"
}

// alike reports whether both index the same, whatever their names are and whether it is unique.
func (x index) alike(y index) bool {
	return x.kind == y.kind && x.entity == y.entity && x.on == y.on && slices.Equal(x.properties, y.properties)
}

var (
	creation = regexp.MustCompile(`^CREATE (CONSTRAINT|INDEX|FULLTEXT INDEX) (\w+) IF NOT EXISTS FOR (?:\(n:(\w+)\)|\(\)-\[r:(\w+)\]-\(\)) (?:REQUIRE|ON) (.*)$`)
	property = regexp.MustCompile(`\b[nr]\.(\w+)`)
)

// created is what a statement of ownIndexes or of the schema creates.
func created(statement string) index {
	part := creation.FindStringSubmatch(statement)
	x := index{name: part[2], kind: "RANGE", entity: "NODE", on: part[3], unique: part[1] == "CONSTRAINT"}
	if part[1] == "FULLTEXT INDEX" {
		x.kind = "FULLTEXT"
	}
	if part[4] != "" {
		x.entity, x.on = "RELATIONSHIP", part[4]
	}
	for _, p := range property.FindAllStringSubmatch(part[5], -1) {
		x.properties = append(x.properties, p[1])
	}
	return x
}

// A ClashError tells what others keep in the database that keeps the store from its work, and what
// can be done about it. Both are one line.
type ClashError struct{ Problem, Remedy string }

// Error tells the problem.
func (e *ClashError) Error() string { return e.Problem }

// missing returns those of the statements that make what the database doesn't have, or a ClashError
// if it has something else in their place.
func missing(statements []string, have []index) ([]string, error) {
	var out []string
	for _, statement := range statements {
		want := created(statement)
		named := slices.IndexFunc(have, func(x index) bool { return x.name == want.name })
		other := slices.IndexFunc(have, func(x index) bool { return x.alike(want) })
		switch {
		case named >= 0 && have[named].alike(want) && have[named].unique:
		case named >= 0 && have[named].alike(want) && want.unique:
			out = append(out, statement) // another client may be about to make it: the server waits for that
		case named >= 0 && have[named].alike(want):
		case named >= 0:
			return nil, &ClashError{
				fmt.Sprintf("the name %s is taken: it is on %s, and not what is wanted on %s", want.name, have[named], want),
				"drop it, and create it under another name if it is needed: " + have[named].dropping(),
			}
		case other < 0:
			out = append(out, statement)
		case want.kind == "FULLTEXT": // which is asked by its name
			return nil, &ClashError{
				fmt.Sprintf("the full-text index %s on %s stands in the way of %s", have[other].name, want, want.name),
				"drop it, and ask the other one: " + have[other].dropping(),
			}
		case want.unique && !have[other].unique:
			return nil, &ClashError{
				fmt.Sprintf("the index %s on %s stands in the way of the constraint %s", have[other].name, want, want.name),
				"drop it, the constraint has an index too: " + have[other].dropping(),
			}
		}
	}
	return out, nil
}

// indexes lists what the database has.
func (s *Store) indexes(ctx context.Context) ([]index, error) {
	var have []index
	err := s.read(ctx, func(tx *transaction) error {
		have = have[:0]
		return tx.each("SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, owningConstraint", nil,
			func(r *neo4j.Record) {
				have = append(have, index{
					name: text(r, "name"), kind: text(r, "type"), entity: text(r, "entityType"),
					on: strings.Join(texts(r, "labelsOrTypes"), "|"), properties: texts(r, "properties"),
					unique: text(r, "owningConstraint") != "",
				})
			})
	})
	return have, err
}

// index makes the constraints and indexes of statements that the schema package and this one wrote, as
// far as they are missing, and waits until they can be used.
func (s *Store) index(ctx context.Context, statements []string) error {
	have, err := s.indexes(ctx)
	if err != nil {
		return err
	}
	statements, err = missing(statements, have)
	if err != nil || len(statements) == 0 {
		return err
	}
	err = s.write(ctx, func(tx *transaction) error {
		for _, statement := range statements {
			if err := tx.run(statement, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.read(ctx, func(tx *transaction) error { return tx.run("CALL db.awaitIndexes(600)", nil) })
}
