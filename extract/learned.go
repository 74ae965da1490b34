package extract

import (
	"slices"

	"github.com/newsgraph/newsgraph/extract/internal/model"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// minLearned is the least that the relation head must believe in a relation for it to become a
// statement of its own; the confidence then decides.
const minLearned = 0.2

// The confidence below which a statement is left out, about the best F1 on annotated articles: one of a
// frame, which the relation head has then as good as denied; one of the head alone; and one of the head
// where its ends are related by a frame already, which has most often said it all.
const (
	frameFloor   = 0.25
	learnedFloor = 0.5
	secondFloor  = 0.65
)

// The head reads sentences of at most maxScored words, and of each mention the maxApart mentions before
// and after it, so that its time is bounded by the length of the text.
const (
	maxScored = 200
	maxApart  = 12
)

// A chance is what the relation head says of two entities in a sentence, from the pair of mentions
// that it is surest of.
type chance struct {
	p    float64
	pair *model.Pair
}

// A relationKey names a relation between two entities.
type relationKey struct {
	typ        *schema.RelationType
	head, tail int
}

// A relationScorer is the relation head over the types of a schema.
type relationScorer struct {
	head   *model.RelationHead
	types  []*schema.RelationType // of the schema, in the order of the head's; nil for one it lacks
	joins  map[[2]string]bool     // labels of head and tail that any of the types allows
	floors floors
}

// floors are the least confidences of statements, by how they were found.
type floors struct{ frame, learned, second float64 }

func newRelationScorer(head *model.RelationHead, s *schema.Schema) *relationScorer {
	x := &relationScorer{head: head, floors: floors{frameFloor, learnedFloor, secondFloor}, joins: map[[2]string]bool{}}
	for _, name := range head.Types() {
		typ, ok := s.Type(name)
		x.types = append(x.types, typ)
		if !ok {
			continue
		}
		for _, from := range typ.From {
			for _, to := range typ.To {
				x.joins[[2]string{from, to}] = true
			}
		}
	}
	return x
}

// findLearned asks the relation head about the entities of a sentence. What frames and templates found
// there, from index from on, gets the head's opinion and goes if it is too unsure then, and what the head
// is sure enough of beside that becomes a statement.
func (r *reading) findLearned(g grammar, from int, times []timeExpression) {
	mentions, chances, order := r.chancesIn(g)
	said, related := map[relationKey]bool{}, map[[2]int]bool{}
	for i := from; i < len(r.said); i++ {
		s := &r.said[i]
		s.hear(chances)
		said[relationKey{s.typ, s.head, s.tail}] = true
		said[relationKey{s.typ, s.tail, s.head}] = true // what was said one way round is seldom true the other
		related[[2]int{s.head, s.tail}], related[[2]int{s.tail, s.head}] = true, true
	}
	for _, key := range order {
		c := chances[key]
		if said[key] || c.p < minLearned {
			continue
		}
		floor := r.scorer.floors.learned
		if related[[2]int{key.head, key.tail}] {
			floor = r.scorer.floors.second
		}
		r.learn(g, key, c, mentions, times, floor)
	}
	r.keepSure(from, r.scorer.floors.frame)
}

// hear adds what the head thinks of a statement to its features.
func (s *statement) hear(chances map[relationKey]chance) {
	c, known := chances[relationKey{s.typ, s.head, s.tail}]
	if o, ok := chances[relationKey{s.typ, s.tail, s.head}]; ok && s.typ.Symmetric {
		known, c.p = true, max(c.p, o.p)
	}
	if known {
		s.features = append(s.features, feature{"head", logit(c.p)})
	} else {
		s.features = append(s.features, feature{"head silent", 1})
	}
	s.rate()
}

// chancesIn scores all pairs of a sentence whose labels fit a type; order lists the relations as they
// were met.
func (r *reading) chancesIn(g grammar) (at []int, chances map[relationKey]chance, order []relationKey) {
	vectors := r.analyses[g.index].Vectors
	var mentions []model.Mention
	for k := 0; k < len(g.tokens) && vectors != nil && len(g.tokens) <= maxScored; k++ {
		i := g.tokens[k].mention
		if i < 0 || r.mentions[i].first != k || r.mentions[i].entity < 0 {
			continue
		}
		m := &r.mentions[i]
		at = append(at, i)
		mentions = append(mentions, model.Mention{First: m.first, Last: m.last, Head: m.head, Label: r.entities[m.entity].label, Type: string(m.typ)})
	}
	if len(mentions) < 2 {
		return nil, nil, nil
	}
	heads, relations := make([]int, len(g.tokens)), make([]string, len(g.tokens))
	for k := range g.tokens {
		heads[k], relations[k] = g.tokens[k].head, g.tokens[k].rel
	}
	chances = map[relationKey]chance{}
	pairs := r.scorer.head.Score(vectors, heads, relations, mentions, func(a, b int) bool {
		return max(a-b, b-a) <= maxApart && r.mentions[at[a]].entity != r.mentions[at[b]].entity && r.scorer.joins[[2]string{mentions[a].Label, mentions[b].Label}]
	})
	for n := range pairs {
		p := &pairs[n]
		for i, typ := range r.scorer.types {
			if typ == nil || !slices.Contains(typ.From, mentions[p.A].Label) || !slices.Contains(typ.To, mentions[p.B].Label) {
				continue
			}
			key := relationKey{typ, r.mentions[at[p.A]].entity, r.mentions[at[p.B]].entity}
			c, ok := chances[key]
			if !ok {
				order = append(order, key)
			}
			if v := float64(p.Probs[i]); !ok || v > c.p {
				chances[key] = chance{v, p}
			}
		}
	}
	return at, chances, order
}

// learn makes a statement of what the relation head alone found.
func (r *reading) learn(g grammar, key relationKey, c chance, at []int, times []timeExpression, floor float64) {
	a, b := &r.mentions[at[c.pair.A]], &r.mentions[at[c.pair.B]]
	s := statement{typ: key.typ, head: key.head, tail: key.tail, sentence: g.index, pred: -1, frame: "learned", stance: stance{status: graph.Asserted}}
	if k, own := g.sayingWord(c.pair, a, b); k >= 0 {
		s.pred, s.stance = k, r.stanceAt(g, k, own)
		r.date(&s, g, k, own, times)
	}
	h := referent{entity: key.head, token: a.head, score: a.score, direct: true}
	t := referent{entity: key.tail, token: b.head, score: b.score, direct: true}
	s.features = append(r.featuresOf(&s, h, t), feature{"head", logit(c.p)}, feature{"head alone", logit(c.p)})
	if s.rate(); s.confidence < floor {
		return
	}
	if slices.Contains(key.typ.Properties, "role") {
		s.role = r.roleOn(g, c.pair.Path, a)
	}
	r.said = append(r.said, s)
}

// roleOn returns the role that the path between two mentions goes through, or else one that the sentence
// gives the first of them: "A, a former vice president, left the company".
func (r *reading) roleOn(g grammar, path []int, a *mention) string {
	role := func(k int) bool {
		return g.tokens[k].mention < 0 && g.isNoun(k) && r.frames.hasRole(g.tokens[k].lemma)
	}
	for _, k := range path {
		if role(k) {
			return g.roleAt(k)
		}
	}
	for k := range g.tokens {
		if role(k) && slices.Contains(g.holders(k), a.head) {
			return g.roleAt(k)
		}
	}
	return ""
}

// sayingWord gives the word on the path between two mentions that says how they are related: the
// governor of the path, or where that is one of the mentions the next word on the way to the other.
// own reports that the word is a title or an apposition, taken for granted whatever the clause says.
func (g grammar) sayingWord(p *model.Pair, a, b *mention) (k int, own bool) {
	outside := func(k int) bool {
		return (k < a.first || k > a.last) && (k < b.first || k > b.last)
	}
	k = p.Path[p.Turn]
	if outside(k) {
		return k, g.isNoun(k) && g.child(k, "cop") < 0 && g.base(k) == "appos"
	}
	step := 1
	if k >= b.first && k <= b.last {
		step = -1
	}
	for i := p.Turn + step; i >= 0 && i < len(p.Path); i += step {
		if k := p.Path[i]; outside(k) {
			return k, !g.isVerb(k)
		}
	}
	return -1, true
}
