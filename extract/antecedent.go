package extract

import (
	"slices"

	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
	"github.com/newsgraph/newsgraph/extract/internal/model"
)

// An anaphor is a pronoun or nominal with the entities that it may refer to, the nearest first.
type anaphor struct {
	ref        reference
	kind       int // see anaphorKind
	candidates []candidate
	common     float64 // by rule, of the best unnamed noun
}

// A chooser tells which candidate an anaphor refers to, or -1, and how probable that is.
type chooser func(*reading, *anaphor) (choice int, p float64)

// A candidate is an entity that was spoken of, with its first and its nearest mention.
type candidate struct {
	entity         int
	first, nearest nominal
	features       [model.CandidateFeatures]int
	score          float64 // by rule; 0 where the rules forbid it
}

// rulePrecision is how often the rules are right.
const rulePrecision = 0.75

// byRules chooses the candidate that the rules like best, if they like no unnamed noun better; -1 is none.
func byRules(_ *reading, a *anaphor) (choice int, p float64) {
	best := -1
	for i, c := range a.candidates {
		if c.score > a.common && (best < 0 || c.score > a.candidates[best].score) {
			best = i
		}
	}
	return best, rulePrecision
}

// byModel chooses the candidate that the coreference head finds most probable, or none. Where no vectors
// were kept the rules choose.
func byModel(head *model.CorefHead) chooser {
	return func(r *reading, a *anaphor) (choice int, p float64) {
		x := model.Anaphor{Vector: r.vector(a.ref.sentence, a.ref.token), Kind: a.kind}
		if x.Vector == nil {
			return byRules(r, a)
		}
		for _, c := range a.candidates {
			x.Candidates = append(x.Candidates, model.Candidate{
				First: r.vector(c.first.sentence, c.first.token), Nearest: r.vector(c.nearest.sentence, c.nearest.token),
				Features: c.features,
			})
		}
		best, most, none := 0, 0.0, 1.0
		for i, p := range head.Score(&x) {
			none -= p
			if p > most {
				best, most = i, p
			}
		}
		if none >= most {
			return -1, 0
		}
		return best, most
	}
}

// vector returns what the encoder made of a word, or nil if it wasn't kept.
func (r *reading) vector(sentence, token int) []float32 {
	all := r.analyses[sentence].Vectors
	if all == nil {
		return nil
	}
	width := len(all) / len(r.sentences[sentence].tokens)
	return all[token*width:][:width]
}

// How many sentences back the antecedent of a pronoun and of a nominal may be, and how many candidates
// are looked at, so that time is bounded by the length of the text.
const (
	pronounReach  = 4
	nominalReach  = 12
	maxCandidates = 40
)

// antecedent returns the entity that a reference is to, or -1, and how probable that is.
func (d *discourse) antecedent(ref reference) (entity int, p float64) {
	a := d.anaphor(ref)
	if len(a.candidates) == 0 {
		return -1, 0
	}
	i, p := d.choose(d.reading, a)
	if i < 0 {
		return -1, 0
	}
	return a.candidates[i].entity, p
}

// anaphor collects the candidates for a reference.
func (d *discourse) anaphor(ref reference) *anaphor {
	a := &anaphor{ref: ref, kind: anaphorKind(ref)}
	reach := pronounReach
	if ref.noun != "" {
		reach = nominalReach
	}
	place := map[int]int{}
	for k := len(d.spoken) - 1; k >= 0 && ref.sentence-d.spoken[k].sentence <= reach; k-- {
		n := d.spoken[k]
		score, ok := d.rank(ref, n)
		ok = ok && (ref.noun == "" || !ref.plural)
		if n.entity < 0 {
			if ok {
				a.common = max(a.common, score)
			}
			continue
		}
		if !d.possible(ref, n.entity) {
			continue
		}
		at, seen := place[n.entity]
		if !seen && len(a.candidates) == maxCandidates {
			continue
		}
		if !seen {
			at = len(a.candidates)
			place[n.entity] = at
			a.candidates = append(a.candidates, candidate{entity: n.entity, first: d.first[n.entity], nearest: n})
		}
		if ok {
			a.candidates[at].score = max(a.candidates[at].score, score)
		}
	}
	best := a.common
	for i := range a.candidates {
		best = max(best, a.candidates[i].score)
	}
	for i := range a.candidates {
		a.candidates[i].features = d.candidateFeatures(a, i, best)
	}
	return a
}

// anaphorKind sorts anaphors: he, she, it, they, each of them possessive or not; nominals in the singular
// or the plural.
func anaphorKind(ref reference) int {
	kind := 0
	switch {
	case ref.noun != "" && ref.plural:
		return 9
	case ref.noun != "":
		return 8
	case ref.gender == gazetteer.Male:
	case ref.gender == gazetteer.Female:
		kind = 2
	case ref.plural:
		kind = 6
	default:
		kind = 4
	}
	if ref.possessive {
		kind++
	}
	return kind
}

// possible reports whether the label and gender of an entity allow a reference to it.
func (d *discourse) possible(ref reference, entity int) bool {
	e := &d.entities[entity]
	switch {
	case ref.noun != "":
		return ref.label == "" || e.label == ref.label
	case ref.label == "Person":
		return e.label == "Person" && !clash(ref.gender, d.gender(entity))
	}
	return e.label != "Person"
}

// candidateFeatures gives what the coreference head knows of a candidate beside the vectors, each a
// one-of-n of model.CandidateSizes: label, verdict of the rules, distance in sentences, how many
// candidates are nearer, how often it was spoken of, place of its nearest mention in the sentence, what
// links the noun to it, whether the noun fits it, whether syntax keeps the two apart, whether the nearest mention is a demonym,
// whether the rules prefer an unnamed noun.
func (d *discourse) candidateFeatures(a *anaphor, i int, best float64) [model.CandidateFeatures]int {
	c, ref := &a.candidates[i], &a.ref
	e := &d.entities[c.entity]
	verdict := 0
	switch {
	case c.score == 0:
	case c.score == best:
		verdict = 3
	case c.score >= best-2:
		verdict = 2
	default:
		verdict = 1
	}
	return [model.CandidateFeatures]int{
		labelIndex(e.label), verdict, step(ref.sentence-c.nearest.sentence, 1, 2, 3, 5, 8), min(i, 4),
		step(d.count[c.entity], 2, 3, 5, 9), d.function(c.nearest), link(ref, e), d.fitting(ref, e),
		number(c.nearest.sentence == ref.sentence && d.bound(*ref, c.nearest.token)), number(c.nearest.demonym), number(a.common > c.score),
	}
}

// step returns how many of the limits n has reached.
func step(n int, limits ...int) int {
	k := 0
	for k < len(limits) && n >= limits[k] {
		k++
	}
	return k
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

func labelIndex(label string) int {
	return slices.Index([]string{"Person", "Organization", "Country", "Place", "Event"}, label) + 1
}

// function sorts mentions by what they are in their sentence.
func (d *discourse) function(n nominal) int {
	g := d.in(n.sentence)
	switch g.base(n.token) {
	case "nsubj":
		return 1
	case "obj", "iobj":
		return 2
	case "obl":
		return 3
	case "appos":
		return 4
	case "compound", "flat", "amod":
		return 5
	}
	switch g.tokens[n.token].rel {
	case "nmod:poss":
		return 6
	case "root":
		return 7
	}
	return 0
}

// link tells what links a nominal's noun to an entity: nothing, a role, its kind, its name.
func link(ref *reference, e *entity) int {
	switch {
	case ref.noun == "":
		return 0
	case e.named(ref.noun):
		return 3
	case e.kind == ref.noun:
		return 2
	case e.roles[ref.noun]:
		return 1
	}
	return 0
}

// fitting tells whether a nominal's noun fits what is known of the entity: unknown, it does, it doesn't.
func (d *discourse) fitting(ref *reference, e *entity) int {
	switch {
	case ref.noun == "" || ref.label == "":
		return 0
	case d.nominalFits(*ref, e):
		return 1
	}
	return 2
}

// gender is what the entity's names or the pronouns that referred to it tell.
func (d *discourse) gender(entity int) gazetteer.Gender {
	if g := d.entities[entity].gender; decided(g) {
		return g
	}
	return d.called[entity]
}

// clash reports whether two genders are known and differ.
func clash(a, b gazetteer.Gender) bool { return decided(a) && decided(b) && a != b }
