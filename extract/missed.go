package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/internal/model"
	"github.com/newsgraph/newsgraph/graph"
)

// addKnown adds the countries and nationalities that the model passed over.
func (r *reading) addKnown(sentence int) {
	tokens := r.sentences[sentence].tokens
	taken := r.taken(sentence)
	for k := range tokens {
		if taken[k] || !capitalised(tokens[k].word) || strings.HasPrefix(tokens[k].tag, "VB") {
			continue
		}
		end := k
		for end < len(tokens)-1 && end-k < 5 && !taken[end+1] {
			end++
		}
		for ; end >= k; end-- {
			if m, ok := r.knownMention(sentence, k, end); ok {
				r.mentions = append(r.mentions, m)
				for j := k; j <= end; j++ {
					taken[j] = true
				}
				break
			}
		}
	}
}

func (r *reading) knownMention(sentence, first, last int) (mention, bool) {
	if last > first && !capitalised(r.sentences[sentence].tokens[last].word) {
		return mention{}, false
	}
	text := r.text(sentence, first, last)
	m := mention{sentence: sentence, first: first, last: last, name: nameText(text), typ: graph.NameMention, score: 0.7, entity: -1}
	m.head = headOf(&r.sentences[sentence], first, last)
	if c, ok := r.gazetteer.Country(text); ok && !r.gazetteer.Ambiguous(text) {
		m.setCountry(c)
		return m, true
	}
	if d, ok := r.gazetteer.Demonym(text); ok && d.Country != nil && !d.Ambiguous {
		m.setCountry(d.Country)
		m.typ = graph.DemonymMention
		return m, true
	}
	if o, ok := r.organization(text); ok && (last > first || strings.ToUpper(text) == text) && len(text) > 2 {
		m.label, m.kind, m.canonical, m.wikidata = "Organization", o.Kind, o.Name, o.Wikidata
		return m, true
	}
	return m, false
}

// addDescribed adds capitalised names that stand behind a noun for what they are and that the
// model passed over: "the media outlet Al-Furqan", "a group called the Sea Org".
func (r *reading) addDescribed(sentence int) {
	tokens := r.sentences[sentence].tokens
	taken := r.taken(sentence)
	for k := 1; k < len(tokens); k++ {
		if taken[k] || taken[k-1] || !strings.HasPrefix(tokens[k].tag, "NNP") || !capitalised(tokens[k].word) {
			continue
		}
		lemma := tokens[k-1].lemma
		if !lists().has("media nouns", lemma) || !strings.HasPrefix(tokens[k-1].tag, "NN") || capitalised(tokens[k-1].word) {
			continue
		}
		last := k
		for last+1 < len(tokens) && !taken[last+1] && strings.HasPrefix(tokens[last+1].tag, "NNP") && capitalised(tokens[last+1].word) {
			last++
		}
		r.mentions = append(r.mentions, mention{
			sentence: sentence, first: k, last: last, head: headOf(&r.sentences[sentence], k, last),
			name: nameText(r.text(sentence, k, last)), typ: graph.NameMention, label: "Organization", kind: "media", score: 0.6, entity: -1,
		})
	}
}

// addLikely adds names that the model half saw: runs of proper nouns that it gives some chance to
// be a name, and those that start with a word for a body ("Jabhat al-Nusra").
func (r *reading) addLikely(sentence int, display bool) {
	if display {
		return
	}
	tokens := r.sentences[sentence].tokens
	taken := r.taken(sentence)
	for k := 0; k < len(tokens); k++ {
		end := k
		for end < len(tokens) && !taken[end] && strings.HasPrefix(tokens[end].tag, "NNP") && capitalLast(tokens[end].word) {
			end++
		}
		if end == k || partyLetter(tokens, k) || officeWord(tokens, k) {
			continue
		}
		n := model.Name{Start: k, End: end}
		best := 0.0
		for t := range model.NameTypes {
			sum := 0.0
			for j := k; j < end; j++ {
				sum += float64(r.analyses[sentence].NameProbs[j][t])
			}
			if mean := sum / float64(end-k); mean > best {
				best, n.Type = mean, model.NameTypes[t]
			}
		}
		n.Score = float32(best)
		if end-k > 1 && r.startsBody(tokens[k].word) {
			n.Type, n.Score = "ORG", max(n.Score, 0.6)
		}
		if n.Score >= 0.35 && (k > 0 || end-k > 1) {
			r.addName(sentence, n)
		}
		k = end
	}
}

// startsBody reports whether a word starts the names of bodies: "Jabhat", "Hay'at", "Ministry".
func (r *reading) startsBody(word string) bool {
	h, ok := r.gazetteer.HeadWord([]string{word, "X"})
	return ok && h.Label == "Organization" && !h.Ambiguous
}

// addRepeated adds further places of names that were found elsewhere: the model sees one sentence
// at a time and may miss a name in a short one.
func (r *reading) addRepeated() {
	known := map[string]int{} // normalised name -> mention
	longest := 1
	for i := range r.mentions {
		m := &r.mentions[i]
		key := graph.NormalName(m.name)
		if m.typ != graph.NameMention || m.score < 0.5 || utf8.RuneCountInString(key) < 3 {
			continue
		}
		if j, ok := known[key]; !ok || r.mentions[j].score < m.score {
			known[key] = i
		}
		longest = max(longest, m.last-m.first+1)
		if m.label == "Person" && m.last > m.first {
			if last := graph.NormalName(r.sentences[m.sentence].tokens[m.last].word); utf8.RuneCountInString(last) > 3 {
				if _, ok := known[last]; !ok {
					known[last] = i
				}
			}
		}
	}
	for i := range r.sentences {
		r.repeatedIn(i, known, min(longest, 8))
	}
}

func (r *reading) repeatedIn(sentence int, known map[string]int, longest int) {
	tokens := r.sentences[sentence].tokens
	taken := r.taken(sentence)
	for k := 0; k < len(tokens); k++ {
		if taken[k] || !hasLetterOrDigit(tokens[k].word) {
			continue
		}
		for n := min(longest, len(tokens)-k); n > 0; n-- {
			if slices.Contains(taken[k:k+n], true) || !capitalised(tokens[k].word) && !strings.Contains(tokens[k].word, "-") || !capitalLast(tokens[k+n-1].word) {
				continue
			}
			text := r.text(sentence, k, k+n-1)
			i, ok := known[graph.NormalName(text)]
			if !ok || k == 0 && n == 1 && tokens[k].tag != "NNP" && tokens[k].tag != "NNPS" {
				continue
			}
			m := r.mentions[i]
			m.sentence, m.first, m.last = sentence, k, k+n-1
			m.head, m.name, m.title = headOf(&r.sentences[sentence], k, k+n-1), nameText(text), ""
			m.score *= 0.9
			r.mentions = append(r.mentions, m)
			k += n - 1
			break
		}
	}
}

// addStateForces adds the police, army or parliament of a state as bodies: "the Moroccan police".
func (r *reading) addStateForces(sentence int) {
	tokens := r.sentences[sentence].tokens
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.sentence != sentence || m.label != "Country" && m.label != "Place" {
			continue
		}
		last := m.last + 1
		if last < len(tokens) && tokens[last].tag == "POS" || last >= len(tokens) {
			continue
		}
		text := tokens[last].lemma
		if last+1 < len(tokens) && lists().has("state forces", strings.ToLower(tokens[last].word+" "+tokens[last+1].word)) {
			last++
			text = strings.ToLower(r.text(sentence, m.last+1, last))
		}
		if !lists().has("state forces", text) || capitalised(tokens[last].word) || last+1 < len(tokens) && strings.HasPrefix(tokens[last+1].tag, "NN") {
			continue
		}
		kind := "military"
		switch text {
		case "police", "parliament":
			kind = text
		}
		m.last, m.typ, m.label, m.kind, m.canonical, m.wikidata, m.capitalOf = last, graph.NameMention, "Organization", kind, "", "", nil
		m.name = nameText(r.text(sentence, m.first, m.last))
	}
}

// taken tells which tokens of the sentence belong to a mention already.
func (r *reading) taken(sentence int) []bool {
	out := make([]bool, len(r.sentences[sentence].tokens))
	for i := range r.mentions {
		if m := &r.mentions[i]; m.sentence == sentence {
			for k := max(0, m.first-len(strings.Fields(m.title))); k <= m.last; k++ {
				out[k] = true
			}
		}
	}
	return out
}
