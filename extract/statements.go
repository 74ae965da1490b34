package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/graph"
	"github.com/newsgraph/newsgraph/schema"
)

// A statement is one relation said in one place.
type statement struct {
	typ        *schema.RelationType
	head, tail int // entities
	stance
	time, role string
	confidence float64
	features   []feature // what the confidence was read from
	sentence   int
	pred       int    // the word that says it
	frame      string // what found it: "verbs:withdraw", "place-chain"
}

// findStatements reads every sentence for the frames and templates of the schema.
func (r *reading) findStatements() {
	r.said, r.rejected, r.wants = nil, nil, nil
	for i := range r.sentences {
		from, times := len(r.said), r.timesIn(i)
		g := r.in(i)
		for k := range g.tokens {
			for _, use := range r.evoked(g, k) {
				r.apply(g, k, use, times)
			}
		}
		r.findTemplates(g)
		r.widen(from)
		r.findLearned(g, from, times)
	}
}

// widen adds what a statement about a place says of the larger places that the sentence names behind
// it: "was born in Irving, Texas" is born in Texas too.
func (r *reading) widen(from int) {
	for i := from; i < len(r.said) && i < from+200; i++ {
		s := r.said[i]
		if !s.typ.Contained || s.frame == "widened" {
			continue
		}
		for j, place := i, s.tail; j >= 0; {
			j = r.chainFrom(from, place)
			if j < 0 {
				break
			}
			place = r.said[j].tail
			wide := s
			wide.tail, wide.frame, wide.features = place, "widened", slices.Clone(s.features)
			if place == s.head || slices.ContainsFunc(r.said[from:], func(o statement) bool { return o.typ == s.typ && o.head == s.head && o.tail == place }) {
				break
			}
			r.said = append(r.said, wide)
		}
	}
}

// chainFrom finds the statement of the sentence that says which place a place is in, by a comma.
func (r *reading) chainFrom(from, place int) int {
	for j := from; j < len(r.said); j++ {
		if r.said[j].frame == "place-chain" && r.said[j].head == place {
			return j
		}
	}
	return -1
}

// An evocation is a frame that a token evokes, by the word that did.
type evocation struct {
	frameUse
	word string
}

// evoked returns the frames of a token. Longer words come first: "carry out" before "carry".
func (r *reading) evoked(g grammar, k int) []evocation {
	t := &g.tokens[k]
	if t.mention >= 0 && r.mentions[t.mention].typ != graph.NominalMention {
		return nil
	}
	var out []evocation
	add := func(trigger schema.Trigger, words ...string) {
		for _, w := range words {
			for _, use := range r.frames.byTrigger[trigger][w] {
				out = append(out, evocation{use, w})
			}
		}
	}
	switch {
	case g.isVerb(k):
		add(schema.Verb, r.verbWords(g, k)...)
		if t.tag == "VBN" || t.tag == "VBG" {
			add(schema.Adjective, t.lemma, strings.ToLower(t.word))
		}
	case strings.HasPrefix(t.tag, "JJ"):
		add(schema.Adjective, t.lemma)
	case g.isNoun(k):
		words := nounWords(g, k)
		add(schema.Noun, words...)
		if g.headsPart(k) && r.frames.hasRole(partHead) {
			add(schema.Role, partHead)
			break
		}
		for _, w := range words {
			if r.frames.hasRole(w) {
				add(schema.Role, w)
				break
			}
		}
	}
	return out
}

// verbWords returns the verb as frames may list it: with its particle, a preposition or its object.
func (r *reading) verbWords(g grammar, v int) []string {
	lemma := g.tokens[v].lemma
	words := []string{g.lemmaOf(v)}
	if words[0] != lemma {
		if c := g.child(v, "compound:prt"); g.tokens[c].tag == "IN" {
			words = append(words, lemma) // "called on A", with "on" taken for a particle
		}
	} else {
		for _, c := range g.all(v, "obl", "obj", "advmod", "xcomp") {
			if prep := g.caseOf(c); prep != "" {
				words = append(words, lemma+" "+prep, lemma+" "+prep+" "+g.tokens[c].lemma)
			} else if max(c-v, v-c) <= 3 && g.base(c) != "obj" || g.tokens[c].mention < 0 && g.base(c) == "obj" {
				words = append(words, lemma+" "+g.tokens[c].lemma)
			}
		}
	}
	return words
}

// nounWords returns the noun with the words before it or one behind, longest first: "phone call", "call".
func nounWords(g grammar, n int) []string {
	lemma := g.tokens[n].lemma
	words := []string{lemma}
	phrase := lemma
	for k := n - 1; k >= 0 && n-k <= 2; k-- {
		t := &g.tokens[k]
		if t.tag == "HYPH" && k > 0 && g.tokens[k-1].mention < 0 { // "secretary-general"
			words = append([]string{strings.ToLower(g.tokens[k-1].word) + "-" + phrase}, words...)
			break
		}
		if t.mention >= 0 || !strings.HasPrefix(t.tag, "NN") && !strings.HasPrefix(t.tag, "JJ") {
			break
		}
		phrase = strings.ToLower(t.word) + " " + phrase
		words = append([]string{phrase}, words...)
	}
	if n+1 < len(g.tokens) && g.tokens[n+1].mention < 0 && strings.EqualFold(g.tokens[n+1].word, "general") {
		words = append([]string{lemma + " general"}, words...)
	}
	if n+2 < len(g.tokens) && g.tokens[n+1].word == "of" && g.tokens[n+2].mention < 0 { // "secretary of state"
		words = append([]string{lemma + " of " + strings.ToLower(g.tokens[n+2].word)}, words...)
	}
	return words
}

// apply fills a frame at a token and keeps the statements that it makes.
func (r *reading) apply(g grammar, k int, use evocation, times []timeExpression) {
	if !r.holds(g, k, use.frame.With) {
		return
	}
	from, to := use.typ.From, use.typ.To
	if len(use.frame.From) > 0 {
		from = use.frame.From
	}
	if len(use.frame.To) > 0 {
		to = use.frame.To
	}
	heads, headsFound := r.fill(g, k, use.frame.Head, from, use.typ.Members)
	tails, tailsFound := r.fill(g, k, use.frame.Tail, to, use.typ.Members)
	if use.frame.Trigger != schema.Role {
		switch {
		case len(heads) == 0 && len(tails) > 0 && len(headsFound) == 0:
			heads = r.loose(g, k, use.frame.Head, from, use.typ.Members)
		case len(tails) == 0 && len(heads) > 0 && len(tailsFound) == 0:
			tails = r.loose(g, k, use.frame.Tail, to, use.typ.Members)
		}
	}
	if len(heads) == 0 || len(tails) == 0 {
		if len(heads) > 0 || len(tails) > 0 {
			r.asks(g, k, headsFound, from)
			r.asks(g, k, tailsFound, to)
		}
		if len(headsFound) > 0 && len(tailsFound) > 0 && len(use.frame.From) == 0 && len(use.frame.To) == 0 {
			r.reject(g, use, r.entities[headsFound[0].entity].name, r.entities[tailsFound[0].entity].name)
		}
		return
	}
	if use.frame.Trigger == schema.Role && !lists().has("state offices", use.word) && !lists().has("state offices", g.tokens[k].lemma) {
		heads, tails = r.withoutNationality(g, k, heads), r.withoutNationality(g, k, tails)
	}
	own := g.presupposed(k, use.frame)
	st := statement{typ: use.typ, stance: r.stanceAt(g, k, own), sentence: g.index, pred: k, frame: use.frame.Trigger.String() + ":" + use.word}
	if use.frame.Status != "" && st.status != graph.Negated {
		st.status = graph.Status(use.frame.Status)
		if st.status == graph.Claimed && st.by == "" {
			st.by = r.entities[heads[0].entity].name
		}
	}
	r.date(&st, g, k, own, times)
	if slices.Contains(use.typ.Properties, "role") && use.frame.Trigger == schema.Role {
		st.role = g.roleAt(k)
		if g.tokens[k].lemma == "counterpart" {
			st.role = r.roleOfPossessor(g, k)
		}
	}
	r.pair(st, heads, tails, use.frame.Head.Equal(use.frame.Tail))
}

// roleOfPossessor returns the role of the one whose counterpart is spoken of: "Foreign Minister A and
// his Turkish counterpart" are both foreign ministers.
func (r *reading) roleOfPossessor(g grammar, k int) string {
	for _, p := range g.possessors(k) {
		e := r.entityAt(g, p)
		for i := len(r.said) - 1; i >= 0 && e >= 0; i-- {
			if r.said[i].head == e && r.said[i].role != "" {
				return r.said[i].role
			}
		}
	}
	return ""
}

// scheduled reports whether a verb in the present tense tells of a day to come: "meets the president
// on Friday", written on Wednesday.
func (r *reading) scheduled(g grammar, k int, times []timeExpression) bool {
	if tag := g.tokens[k].tag; tag != "VBZ" && tag != "VBP" || g.child(k, "aux") >= 0 {
		return false
	}
	if g.comingDays(k) {
		return true
	}
	future := r.timeOf(g.index, k, times, true)
	return future != "" && future != r.timeOf(g.index, k, times, false)
}

// comingDays reports whether an adverbial of the verb names days to come that have no date:
// "this week", "next weekend".
func (g grammar) comingDays(v int) bool {
	for _, c := range g.all(v, "obl", "nmod", "advmod") {
		if d := g.child(c, "det", "amod"); d >= 0 {
			switch strings.ToLower(g.tokens[d].word + " " + g.tokens[c].word) {
			case "this week", "next week", "next month", "next year", "this weekend", "next weekend":
				return true
			}
		}
	}
	return false
}

// pair makes a statement of each head with each tail; of one list, each pair once.
func (r *reading) pair(st statement, heads, tails []referent, one bool) {
	for i, h := range heads {
		for k, t := range tails {
			if one && k <= i || h.entity == t.entity {
				continue
			}
			s := st
			s.head, s.tail = h.entity, t.entity
			s.features = r.featuresOf(&s, h, t)
			r.said = append(r.said, s)
		}
	}
}

// withoutNationality drops the nationalities that stand before a role: "the Swedish director A"
// directs no country.
func (r *reading) withoutNationality(g grammar, k int, in []referent) []referent {
	return slices.DeleteFunc(in, func(f referent) bool {
		m := g.tokens[f.token].mention
		return m >= 0 && r.mentions[m].typ == graph.DemonymMention && f.token < k
	})
}

// holds checks the words that a frame demands of the arguments.
func (r *reading) holds(g grammar, k int, conditions []schema.Condition) bool {
	for _, c := range conditions {
		ok := false
		for _, t := range g.at(k, c.Path) {
			if slices.Contains(c.Words, g.tokens[t].lemma) {
				ok = true
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

// fill returns the entities of the labels in the first place of a slot that has any, and those that
// stand there whatever their label, for the report of what was rejected.
func (r *reading) fill(g grammar, k int, slot schema.Slot, labels []string, members bool) (fits, found []referent) {
	for _, path := range slot {
		for _, t := range g.at(k, path) {
			for _, f := range r.referents(g.index, t, members) {
				found = append(found, f)
				if f, ok := r.repair(f, g, labels); ok {
					fits = append(fits, f)
				}
			}
		}
		if fits = unique(fits); len(fits) > 0 {
			return fits, found
		}
	}
	return nil, found
}

// repair keeps a referent of a label that the schema allows. A capital where only an actor fits
// stands for its country.
func (r *reading) repair(f referent, g grammar, labels []string) (referent, bool) {
	e := &r.entities[f.entity]
	if slices.Contains(labels, e.label) {
		return f, true
	}
	if e.label == "Place" && slices.Contains(labels, "Country") && !slices.Contains(labels, "Place") && f.direct {
		if m := g.tokens[f.token].mention; m >= 0 && r.mentions[m].capitalOf != nil && !r.asPlace(g, f.token) {
			f.entity = r.countryOf(m)
			f.score *= 0.8
			return f, true
		}
	}
	return f, false
}

// countryOf gives the mention of a capital to the entity of its country, made where need be.
func (r *reading) countryOf(m int) int {
	country := r.mentions[m].capitalOf
	for e := range r.entities {
		if r.entities[e].label == "Country" && r.entities[e].name == country.Name {
			r.move(m, e)
			return e
		}
	}
	r.entities = append(r.entities, entity{
		label: "Country", kind: "country", name: country.Name, wikidata: country.Wikidata,
		aliases: map[string]int{}, roles: map[string]bool{},
	})
	r.move(m, len(r.entities)-1)
	return len(r.entities) - 1
}

// move gives a mention to another entity.
func (r *reading) move(m, e int) {
	old := &r.entities[r.mentions[m].entity]
	old.mentions = slices.DeleteFunc(old.mentions, func(i int) bool { return i == m })
	r.entities[e].mentions = append(r.entities[e].mentions, m)
	slices.Sort(r.entities[e].mentions)
	r.mentions[m].entity, r.mentions[m].label = e, r.entities[e].label
}

// asPlace reports whether a capital stands in a phrase of place.
func (r *reading) asPlace(g grammar, token int) bool {
	switch g.caseOf(token) {
	case "in", "at", "near", "around", "outside", "inside", "into", "across", "through":
		return true
	}
	return false
}

// presupposed reports whether a role is taken for granted, as a title or an apposition is, and not said
// by the clause.
func (g grammar) presupposed(k int, frame *schema.Frame) bool {
	if frame.Trigger != schema.Role || g.child(k, "cop") >= 0 {
		return false
	}
	switch g.base(k) {
	case "xcomp", "obl", "root", "conj":
		return false
	}
	return true
}

// stanceAt reads the stance of the word that says a statement. A title or an apposition is taken for
// granted whatever its clause says: own is true for these.
func (r *reading) stanceAt(g grammar, k int, own bool) stance {
	if own {
		st := stance{status: graph.Asserted}
		r.ownStance(g, k, &st)
		return st
	}
	return r.stanceOf(g.index, k)
}

// date gives a statement its time, by the word k that says it: of one in a word's own phrase, own, only
// what stands there. What a verb in the present says of a day to come is possible.
func (r *reading) date(s *statement, g grammar, k int, own bool, times []timeExpression) {
	if s.status == graph.Asserted && g.kind == article.Body && r.scheduled(g, k, times) {
		s.status = graph.Possible
	}
	if own {
		s.time = r.ownTime(g, k, times)
	} else {
		s.time = r.timeOf(g.index, k, times, s.status == graph.Possible)
	}
}

func (r *reading) reject(g grammar, use evocation, head, tail string) {
	if head == tail {
		return
	}
	r.rejected = append(r.rejected, Rejected{
		Type: use.typ.Name, Head: head, Tail: tail, Reason: "label of an end not allowed", Evidence: r.evidence(g.index),
	})
}
