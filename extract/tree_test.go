package extract

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
)

// tree reads a sentence from "word/TAG/relation:head ..." with heads counted from 1 and 0 for the root.
func tree(tb testing.TB, text string) *sentence {
	tb.Helper()
	s := &sentence{}
	for field := range strings.FieldsSeq(text) {
		parts := strings.Split(field, "/")
		require.Len(tb, parts, 3, field)
		cut := strings.LastIndex(parts[2], ":")
		head, err := strconv.Atoi(parts[2][cut+1:])
		require.NoError(tb, err, field)
		s.tokens = append(s.tokens, token{
			word: parts[0], tag: parts[1], rel: parts[2][:cut], head: head - 1, mention: -1,
			lemma: vocabulary{"ask": true}.lemma(parts[0], parts[1]),
		})
	}
	s.link()
	return s
}

// arcs writes a tree as "word<head" and its relation where it is not obvious.
func arcs(s *sentence) string {
	var out []string
	for _, t := range s.tokens {
		head := "ROOT"
		if t.head >= 0 {
			head = s.tokens[t.head].word
		}
		out = append(out, t.word+"<"+head+":"+t.rel)
	}
	return strings.Join(out, " ")
}

// isTree reports whether every token climbs to a root.
func isTree(s *sentence) bool {
	for i := range s.tokens {
		at, n := i, 0
		for ; at >= 0; at, n = s.tokens[at].head, n+1 {
			if n > len(s.tokens) {
				return false
			}
		}
	}
	return true
}

const ledSentence = "Kos/NNP/nsubj:2 led/VBD/root:0 Vagonka/NNP/obj:2 ,/,/punct:5 Tram/NNP/conj:3 and/CC/cc:7 Rail/NNP/conj:3 out/IN/case:10 of/IN/fixed:8 Riga/NNP/obl:2 that/WDT/nsubj:12 fell/VBD/acl:relcl:10"

func TestTree(t *testing.T) {
	s := tree(t, ledSentence)
	assert.Equal(t, [][]int{nil, {0, 2, 9}, {4, 6}, nil, {3}, nil, {5}, {8}, nil, {7, 11}, nil, {10}}, s.children)
	assert.Equal(t, 0, s.child(1, "nsubj"))
	assert.Equal(t, -1, s.child(1, "xcomp"))
	assert.Equal(t, []int{4, 6}, s.all(2, "conj"))
	assert.Equal(t, []int{11}, s.all(9, "acl"), "a relation without its subtype")
	assert.Equal(t, "acl", s.base(11))
	assert.Equal(t, "out of", s.caseOf(9))
	assert.Empty(t, s.caseOf(2))
	assert.Equal(t, []int{2, 4, 6}, s.conjuncts(2))
	assert.Equal(t, []int{6}, s.conjuncts(6))
	assert.Equal(t, 2, s.firstConjunct(6))
	first, last := s.reach(9)
	assert.Equal(t, [2]int{7, 11}, [2]int{first, last})
	assert.True(t, s.governs(1, 8))
	assert.False(t, s.governs(8, 1))
	assert.False(t, s.governs(1, 1))
	assert.Equal(t, 1, s.clause(8))
	assert.Equal(t, 11, s.clause(10))
	assert.True(t, s.relativePronoun(10))
	assert.True(t, s.isPredicate(1))
	assert.False(t, s.isPredicate(2))
}

// TestCycles: what no parser should give ends all the same.
func TestCycles(t *testing.T) {
	s := tree(t, "a/NN/conj:2 b/NN/conj:1 c/NN/case:3")
	assert.Equal(t, []int{0, 1}, s.conjuncts(0))
	assert.NotPanics(t, func() { s.firstConjunct(0); s.clause(1); s.clause(2) })
	assert.False(t, s.governs(2, 0))
}

// TestRepair holds each rule with the trees that it mends and some that it must leave alone.
func TestRepair(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		rule     func(*sentence)
	}{
		"a coordinated verb joins the nearest of its form": {
			"He/PRP/nsubj:2 spoke/VBD/root:0 since/IN/mark:5 rebels/NNS/nsubj:5 took/VBD/advcl:2 Riga/NNP/obj:5 and/CC/cc:8 formed/VBD/conj:2 cells/NNS/obj:8",
			"formed<took:conj", func(s *sentence) { s.joinNearestVerb(7) },
		},
		"but one of another form stays": {
			"He/PRP/nsubj:2 spoke/VBD/root:0 since/IN/mark:5 rebels/NNS/nsubj:5 take/VBP/advcl:2 Riga/NNP/obj:5 and/CC/cc:8 formed/VBD/conj:2 cells/NNS/obj:8",
			"formed<spoke:conj", func(s *sentence) { s.joinNearestVerb(7) },
		},
		"the second subject of said is that of what is said": {
			"Kos/NNP/nsubj:2 said/VBD/root:0 Ana/NNP/nsubj:2 ,/,/punct:3 left/VBD/ccomp:2",
			"Ana<left:nsubj", func(s *sentence) { s.giveSubjectToComplement(1) },
		},
		"a subject behind its verb is the object": {
			"Kos/NNP/nsubj:3 has/VBZ/aux:3 attacked/VBN/root:0 Ana/NNP/nsubj:3",
			"Ana<attacked:obj", func(s *sentence) { s.turnLateSubject(3) },
		},
		"asked somebody to do something": {
			"Yesterday/NN/obl:2 asked/VBD/root:0 Ana/NNP/nsubj:2 to/TO/mark:5 leave/VB/xcomp:2",
			"Ana<asked:obj", func(s *sentence) { s.turnLateSubject(2) },
		},
		"said Kos": {
			"Yes/UH/ccomp:2 said/VBD/root:0 Kos/NNP/nsubj:2",
			"Kos<said:nsubj", func(s *sentence) { s.turnLateSubject(2) },
		},
		"an of-phrase belongs to the noun before it": {
			"The/DT/det:2 head/NN/nsubj:5 of/IN/case:4 Vagonka/NNP/obl:5 left/VBD/root:0",
			"Vagonka<head:nmod", func(s *sentence) { s.keepOfLeft(3) },
		},
		"a verb takes the nominal before it": {
			"Kos/NNP/nsubj:4 attacked/VBD/advcl:4 Riga/NNP/obj:2 left/VBD/root:0",
			"Kos<attacked:nsubj", func(s *sentence) { s.takeSubjectBefore(1) },
		},
		"after A met": {
			"He/PRP/nsubj:2 left/VBD/root:0 after/IN/case:4 Kos/NNP/obl:2 met/VBD/advcl:2 Ana/NNP/obj:5",
			"Kos<met:nsubj", func(s *sentence) { s.takeSubjectBefore(4) },
		},
	} {
		s := tree(t, c.in)
		c.rule(s)
		s.link()
		assert.True(t, isTree(s), name)
		assert.Contains(t, strings.Fields(arcs(s)), c.want, name)
	}
}

func TestAttachClosesNoCycle(t *testing.T) {
	s := tree(t, ledSentence)
	before := arcs(s)
	s.attach(1, 2, "obj")
	s.attach(9, 8, "obl")
	s.attach(4, 4, "conj")
	assert.Equal(t, before, arcs(s))
	s.attach(9, 6, "nmod")
	assert.Contains(t, arcs(s), "Riga<Rail:nmod")
}

// TestRepairRelative: a relative clause belongs to the name before its pronoun, of its kind.
func TestRepairRelative(t *testing.T) {
	text := "the/DT/det:2 head/NN/root:0 of/IN/case:4 Vagonka/NNP/nmod:2 who/WP/nsubj:6 fell/VBD/acl:relcl:2"
	for label, want := range map[string]string{"Person": "fell<Vagonka:acl:relcl", "Organization": "fell<head:acl:relcl"} {
		s := tree(t, text)
		s.tokens[3].mention = 0
		r := &reading{sentences: []sentence{*s}, mentions: []mention{{first: 3, last: 3, label: label}}}
		r.attachRelative(&r.sentences[0], 4)
		assert.Contains(t, arcs(&r.sentences[0]), want, label)
	}
}

// TestRepairName: the words of a name hang on each other, and all else on their head.
func TestRepairName(t *testing.T) {
	s := tree(t, "Ana/NNP/compound:3 Maria/NNP/nsubj:4 Kos/NNP/nsubj:4 left/VBD/root:0 quietly/RB/advmod:1")
	r := &reading{article: &article.Article{}, gazetteer: &gazetteer.Gazetteer{}, frames: &frameIndex{}, sentences: []sentence{*s}, mentions: []mention{{first: 0, last: 2, label: "Person"}}}
	r.repairTrees()
	assert.Equal(t, "Ana<Kos:compound Maria<left:nsubj Kos<Maria:flat left<ROOT:root quietly<Maria:advmod", arcs(&r.sentences[0]))
	assert.Equal(t, 1, r.mentions[0].head)
}

// TestRepairKeepsTrees: whatever tree the model gives and wherever the names lie, a tree comes out.
func TestRepairKeepsTrees(t *testing.T) {
	words := []string{"Kos/NNP", "Vagonka/NNP", "said/VBD", "asked/VBD", "took/VBD", "led/VBN", "take/VB", "head/NN", "of/IN", "who/WP", "which/WDT", "after/IN", "that/WDT", ",/,", "and/CC", "it/PRP", "not/RB"}
	relations := []string{"nsubj", "obj", "nsubj:pass", "ccomp", "xcomp", "acl:relcl", "acl", "advcl", "conj", "case", "nmod", "obl", "flat", "compound", "punct", "parataxis", "appos"}
	rapid.Check(t, func(t *rapid.T) {
		r := &reading{article: &article.Article{}, gazetteer: &gazetteer.Gazetteer{}, frames: &frameIndex{}, sentences: []sentence{{}}}
		s := &r.sentences[0]
		n := rapid.IntRange(1, 14).Draw(t, "words")
		order := rapid.Permutation(indices(n)).Draw(t, "order")
		heads := make([]int, n)
		heads[order[0]] = -1
		for k := 1; k < n; k++ {
			heads[order[k]] = order[rapid.IntRange(0, k-1).Draw(t, "head")]
		}
		for k := range n {
			word, tag, _ := strings.Cut(rapid.SampledFrom(words).Draw(t, "word"), "/")
			rel := "root"
			if heads[k] >= 0 {
				rel = rapid.SampledFrom(relations).Draw(t, "relation")
			}
			s.tokens = append(s.tokens, token{word: word, tag: tag, lemma: vocabulary{"ask": true}.lemma(word, tag), head: heads[k], rel: rel, mention: -1})
		}
		s.link()
		for at := 0; at < n; {
			last := min(n-1, at+rapid.IntRange(0, 3).Draw(t, "length"))
			if rapid.Bool().Draw(t, "name") {
				r.mentions = append(r.mentions, mention{first: at, last: last, label: rapid.SampledFrom([]string{"Person", "Organization"}).Draw(t, "label")})
			}
			at = last + 1
		}
		r.indexTokens()
		r.repairTrees()
		require.True(t, isTree(s), arcs(s))
		for _, m := range r.mentions {
			require.GreaterOrEqual(t, m.head, m.first)
			require.LessOrEqual(t, m.head, m.last)
		}
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
