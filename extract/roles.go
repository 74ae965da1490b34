package extract

import (
	"slices"
	"strings"

	"github.com/newsgraph/newsgraph/schema"
)

// noteRoles notes for each entity the roles that the text gives it, so that "the president" and
// "the company" find whom they mean.
func (r *reading) noteRoles() {
	for i := range r.sentences {
		g := r.in(i)
		for k := range g.tokens {
			if g.tokens[k].mention >= 0 || !g.isNoun(k) {
				continue
			}
			lemma := g.tokens[k].lemma
			if !r.frames.hasRole(lemma) && !lists().has("person nominals", lemma) && !lists().has("organization nominals", lemma) {
				continue
			}
			for _, h := range g.holders(k) {
				for _, c := range g.conjuncts(h) {
					if m := g.tokens[c].mention; m >= 0 && r.mentions[m].entity >= 0 {
						r.entities[r.mentions[m].entity].roles[lemma] = true
					}
				}
			}
		}
	}
	for e := range r.entities {
		for _, i := range r.entities[e].mentions {
			if t := r.mentions[i].title; t != "" {
				words := strings.Fields(strings.ToLower(t))
				r.entities[e].roles[words[len(words)-1]] = true
				r.entities[e].roles[strings.Join(words, " ")] = true
			}
		}
	}
}

// A frameUse is a frame of a relation type.
type frameUse struct {
	typ   *schema.RelationType
	frame *schema.Frame
}

// A frameIndex finds the frames that a word evokes.
type frameIndex struct {
	byTrigger [4]map[string][]frameUse // by schema.Trigger, then lemma
	templates map[string]*schema.RelationType
	vocabulary
}

func indexFrames(s *schema.Schema) *frameIndex {
	x := &frameIndex{templates: map[string]*schema.RelationType{}, vocabulary: vocabulary{}}
	for t := range x.byTrigger {
		x.byTrigger[t] = map[string][]frameUse{}
	}
	for i := range s.Types {
		typ := &s.Types[i]
		for _, name := range typ.Templates {
			x.templates[name] = typ
		}
		for k := range typ.Frames {
			f := &typ.Frames[k]
			for _, word := range f.Words {
				key := strings.ToLower(word)
				x.byTrigger[f.Trigger][key] = append(x.byTrigger[f.Trigger][key], frameUse{typ, f})
				first, _, _ := strings.Cut(key, " ")
				x.vocabulary[first], x.vocabulary[key] = true, true
				if last := key[strings.LastIndexByte(key, ' ')+1:]; f.Trigger != schema.Verb {
					x.vocabulary[last] = true
				}
			}
			for _, c := range f.With {
				for _, word := range c.Words {
					x.vocabulary[word] = true
				}
			}
		}
	}
	for _, list := range lists() {
		for word := range list {
			x.vocabulary[word] = true
		}
	}
	return x
}

// roleTakes reports whether a role may be one in a thing of that label.
func (x *frameIndex) roleTakes(lemma, label string) bool {
	for _, use := range x.byTrigger[schema.Role][lemma] {
		if slices.Contains(use.typ.To, label) {
			return true
		}
	}
	return false
}

func (x *frameIndex) hasRole(lemma string) bool { return len(x.byTrigger[schema.Role][lemma]) > 0 }
