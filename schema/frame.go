package schema

import (
	"fmt"
	"slices"
	"strings"
)

// Trigger tells what kind of word evokes a frame.
type Trigger uint8

// The triggers of frames.
const (
	Verb Trigger = iota
	Adjective
	Noun
	Role
)

var triggerNames = []string{"verbs", "adjectives", "nouns", "roles"}

func (t Trigger) String() string { return triggerNames[t] }

// A Frame is one way to word a relation type: the words that evoke it and where in the sentence
// its two arguments stand.
type Frame struct {
	Trigger    Trigger
	Words      []string // lemmas; a particle or preposition may follow a verb ("pull out")
	Head, Tail Slot
	With       []Condition
	From, To   []string // labels narrower than the type's, or empty
	Status     string   // status that the frame itself gives ("possible"), or empty
}

// A Slot lists the places where an argument may stand; the first that is filled counts.
type Slot []Path

// A Path leads from a predicate to an argument, one place after the other: ["obj", "of"] is the
// of-phrase of the object.
type Path []string

// A Condition demands that a place be filled by one of these lemmas.
type Condition struct {
	Path  Path
	Words []string
}

func (p Path) String() string { return strings.Join(p, ".") }

// String gives the slot as it stands in the file.
func (s Slot) String() string {
	parts := make([]string, len(s))
	for i, p := range s {
		parts[i] = p.String()
	}
	return strings.Join(parts, " | ")
}

// Equal reports whether both slots name the same places, as in the frames of symmetric types
// whose two ends are the members of one coordination.
func (s Slot) Equal(other Slot) bool {
	return slices.EqualFunc(s, other, func(a, b Path) bool { return slices.Equal(a, b) })
}

// Places that an argument may stand in, besides prepositions.
var grammaticalPlaces = []string{"subj", "obj", "iobj", "poss", "holder", "owner", "comp", "loc"}

var prepositions = []string{
	"about", "across", "after", "against", "alongside", "among", "around", "as", "at", "before", "behind", "between", "by",
	"during", "for", "from", "in", "inside", "into", "near", "of", "off", "on", "onto", "out of", "outside",
	"over", "through", "throughout", "to", "toward", "towards", "under", "upon", "with", "within", "without",
}

// ParseSlot reads the notation "obj.of | of".
func ParseSlot(text string) (Slot, error) {
	var slot Slot
	for alternative := range strings.SplitSeq(text, "|") {
		path := Path(strings.Split(strings.TrimSpace(alternative), "."))
		for _, place := range path {
			if !slices.Contains(grammaticalPlaces, place) && !slices.Contains(prepositions, place) {
				return nil, fmt.Errorf("no place of grammar %q; known are %s and prepositions", place, strings.Join(grammaticalPlaces, ", "))
			}
		}
		slot = append(slot, path)
	}
	return slot, nil
}

// Templates are the constructions that say a relation with no word of its own.
var Templates = []string{
	"company-nationality", "inner-name", "nationality", "owned-organization", "owned-person", "owned-work",
	"party-label", "person-from", "person-of", "person-of-party", "place-based", "place-chain", "place-in",
}
