package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/article"
	"github.com/newsgraph/newsgraph/extract/internal/model"
	"github.com/newsgraph/newsgraph/graph"
)

// findNames makes mentions of the names that the model found, and of those it missed though the
// article has them elsewhere or the gazetteer knows them.
func (r *reading) findNames() {
	trusted := r.trustedNames()
	for i := range r.sentences {
		s := &r.sentences[i]
		display := s.kind == article.Title || s.kind == article.Heading
		works := r.addQuotedWorks(i)
		for _, n := range r.joined(i) {
			for _, part := range r.split(i, n) {
				if slices.ContainsFunc(works, func(w span) bool { return part.Start < w.end && w.start < part.End }) {
					continue
				}
				if display && !r.trust(i, part, trusted) {
					continue
				}
				r.addName(i, part)
			}
		}
		r.addKnown(i)
		r.addStateForces(i)
		r.addDescribed(i)
		r.addLikely(i, display)
	}
	r.addRepeated()
	r.vote()
	r.settle()
	slices.SortStableFunc(r.mentions, func(a, b mention) int {
		if a.sentence != b.sentence {
			return a.sentence - b.sentence
		}
		return a.first - b.first
	})
	r.indexTokens()
}

// indexTokens tells each token which mention it belongs to.
func (r *reading) indexTokens() {
	for i := range r.sentences {
		for k := range r.sentences[i].tokens {
			r.sentences[i].tokens[k].mention = -1
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		for k := m.first; k <= m.last; k++ {
			r.sentences[m.sentence].tokens[k].mention = i
		}
	}
}

// trustedNames returns the words of names in running text: title-case lines make names of any
// word, so there only these count.
func (r *reading) trustedNames() map[string]bool {
	out := map[string]bool{}
	for i := range r.sentences {
		if k := r.sentences[i].kind; k == article.Title || k == article.Heading {
			continue
		}
		for _, n := range r.analyses[i].Names {
			for k := n.Start; k < n.End; k++ {
				out[graph.NormalName(r.sentences[i].tokens[k].word)] = true
			}
		}
	}
	return out
}

func (r *reading) trust(sentence int, n model.Name, trusted map[string]bool) bool {
	if r.known(r.text(sentence, n.Start, n.End-1)) {
		return true
	}
	for k := n.Start; k < n.End; k++ {
		if !trusted[graph.NormalName(r.sentences[sentence].tokens[k].word)] {
			return false
		}
	}
	return true
}

// known reports whether the gazetteer has the name.
func (r *reading) known(name string) bool {
	if _, ok := r.gazetteer.Country(name); ok {
		return true
	}
	if d, ok := r.gazetteer.Demonym(name); ok && d.Country != nil {
		return true
	}
	_, ok := r.gazetteer.Organization(name)
	return ok
}

// split cuts a name of the model into the names it holds: at commas ("Irving, Texas"), at a
// genitive ("NASA's Charles Bolden") and between a nationality and a person.
func (r *reading) split(sentence int, n model.Name) []model.Name {
	tokens := r.sentences[sentence].tokens
	var out []model.Name
	start := n.Start
	flush := func(end int) {
		if end > start {
			part := n
			part.Start, part.End = start, end
			out = append(out, part)
		}
		start = end + 1
	}
	for k := n.Start; k < n.End; k++ {
		switch w := tokens[k].word; {
		case w == "," && k+1 < n.End && lists().has("company suffixes", strings.ToLower(strings.TrimSuffix(tokens[k+1].word, "."))):
		case w == ",", w == "(", w == ")", w == "[", w == "]", w == "\"", w == "“", w == "”", w == "—", w == ";", w == ":", w == "|":
			flush(k)
		case tokens[k].tag == "POS" && k+1 < n.End && (n.Type == "PER" || r.standsAlone(sentence, start, k)):
			flush(k)
		}
	}
	flush(n.End)
	for i := range out {
		r.trim(sentence, &out[i])
	}
	return slices.DeleteFunc(out, func(p model.Name) bool { return p.Start >= p.End })
}

// standsAlone reports whether the words before a genitive are a name of their own ("Goma's Charité
// Hospital") and not part of one ("People's Army").
func (r *reading) standsAlone(sentence, first, end int) bool {
	if end <= first {
		return false
	}
	text := r.text(sentence, first, end-1)
	if _, ok := r.gazetteer.Place(text); ok || r.known(text) {
		return true
	}
	for i := range r.analyses {
		for _, n := range r.analyses[i].Names {
			if n.End-n.Start == end-first && r.text(i, n.Start, n.End-1) == text {
				return true
			}
		}
	}
	return false
}

// trim drops articles, genitives and signs at the ends of a name.
func (r *reading) trim(sentence int, n *model.Name) {
	tokens := r.sentences[sentence].tokens
	for n.Start < n.End {
		w := tokens[n.Start].word
		lower := n.End-n.Start > 1 && !capitalLast(w) && tokens[n.Start].tag == "JJ"
		if lower || lists().has("name prefixes dropped", w) || !hasLetterOrDigit(w) || tokens[n.Start].tag == "POS" ||
			n.End-n.Start > 1 && lists().has("name prefixes dropped", strings.ToLower(w)) && strings.EqualFold(w, "the") {
			n.Start++
			continue
		}
		break
	}
	for n.Start < n.End && (tokens[n.End-1].tag == "POS" || !hasLetterOrDigit(tokens[n.End-1].word)) {
		n.End--
	}
}

func hasLetterOrDigit(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func capitalised(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// addName classifies one name and adds its mention, titles cut off.
func (r *reading) addName(sentence int, n model.Name) {
	tokens := r.sentences[sentence].tokens
	m := mention{sentence: sentence, first: n.Start, last: n.End - 1, score: float64(n.Score), types: n.Types, typ: graph.NameMention, entity: -1}
	if n.Type == "PER" {
		for m.first < m.last {
			if _, ok := r.gazetteer.Title(tokens[m.first].word); !ok && !lists().has("name prefixes dropped", strings.ToLower(tokens[m.first].word)) {
				break
			}
			m.title = strings.TrimSpace(m.title + " " + tokens[m.first].word)
			m.first++
		}
		if k := m.first - 1; m.title == "" && k >= 0 {
			if _, ok := r.gazetteer.Title(tokens[k].word); ok && capitalised(tokens[k].word) {
				m.title = tokens[k].word
			}
		}
	}
	r.extend(&m, n)
	m.name = nameText(r.text(sentence, m.first, m.last))
	if r.vehicle(sentence, &m) {
		return
	}
	r.classify(&m, n)
	if m.label == "" {
		return
	}
	m.head = headOf(&r.sentences[sentence], m.first, m.last)
	r.mentions = append(r.mentions, m)
}

// extend takes a facility's noun behind its name into the name ("Al-Hol camp") and leaves other
// lower-case words at its end out ("Al-Naba newspaper").
func (r *reading) extend(m *mention, n model.Name) {
	tokens := r.sentences[m.sentence].tokens
	for k := m.first + 1; k < m.last; k++ { // "Blown for Good critical of B"
		if w := tokens[k]; !capitalLast(w.word) && hasLetterOrDigit(w.word) && w.tag != "POS" && !lists().has("title words", w.word) && !particles[w.word] && len(w.word) > 3 && (w.tag == "JJ" || strings.HasPrefix(w.tag, "VB") || w.tag == "NN") {
			m.last = k - 1
		}
	}
	for m.last > m.first && !capitalLast(tokens[m.last].word) && !lists().has("facility tails", tokens[m.last].lemma) {
		m.last--
	}
	if m.last+2 < len(tokens) && tokens[m.last+1].tag == "POS" && lists().has("office tails", tokens[m.last+2].lemma) {
		m.last += 2 // "the Los Angeles Sheriff's office"
		return
	}
	if (n.Type == "LOC" || n.Type == "FAC") && m.last+1 < len(tokens) && tokens[m.last+1].tag == "NN" && lists().has("facility tails", tokens[m.last+1].lemma) {
		if m.last+2 >= len(tokens) || !strings.HasPrefix(tokens[m.last+2].tag, "NN") {
			m.last++
		}
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
		if end == k {
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

// vehicle reports whether the name is one of a ship or spacecraft, which are no entities of the
// schema ("Space Shuttle Atlantis"), or the short form of one named so before.
func (r *reading) vehicle(sentence int, m *mention) bool {
	tokens := r.sentences[sentence].tokens
	words := strings.Fields(m.name)
	two := strings.Join(words[:min(2, len(words))], " ")
	if len(words) > 0 && (lists().has("vehicle words", words[0]) || lists().has("vehicle words", two)) {
		r.vehicles = append(r.vehicles, words[len(words)-1])
		return true
	}
	if m.first > 0 && lists().has("vehicle nouns", tokens[m.first-1].lemma) {
		r.vehicles = append(r.vehicles, words[len(words)-1])
		return true
	}
	return len(words) == 1 && slices.Contains(r.vehicles, words[0])
}

// startsBody reports whether a word starts the names of bodies: "Jabhat", "Hay'at", "Ministry".
func (r *reading) startsBody(word string) bool {
	h, ok := r.gazetteer.HeadWord([]string{word, "X"})
	return ok && h.Label == "Organization" && !h.Ambiguous
}

// joined returns the model's names of a sentence, with those put together that start with a word
// for a body and were torn behind it.
func (r *reading) joined(sentence int) []model.Name {
	var out []model.Name
	for _, n := range r.analyses[sentence].Names {
		if k := len(out) - 1; k >= 0 && r.oneName(sentence, out[k], n) {
			out[k].End = n.End
			continue
		}
		if k := len(out) - 1; k >= 0 && out[k].End == n.Start && out[k].End-out[k].Start == 1 && r.startsBody(r.sentences[sentence].tokens[out[k].Start].word) {
			out[k].End, out[k].Type, out[k].Score = n.End, "ORG", max(out[k].Score, n.Score)
			continue
		}
		out = append(out, n)
	}
	return out
}

// oneName reports whether the model tore one name in two: two words of a person side by side, or a
// company and the "Inc." behind its comma.
func (r *reading) oneName(sentence int, a, b model.Name) bool {
	tokens := r.sentences[sentence].tokens
	if a.Type == "PER" && b.Type == "PER" {
		return a.End == b.Start
	}
	return a.Type == "ORG" && b.Start == a.End+1 && tokens[a.End].word == "," && lists().has("company suffixes", strings.ToLower(strings.TrimSuffix(tokens[b.Start].word, ".")))
}

// nameText puts a name on one line and drops quotation marks around it.
func nameText(text string) string {
	return strings.Trim(strings.Join(strings.Fields(text), " "), "\"“”‘'")
}

// headOf returns the token of a span whose governor lies outside it.
func headOf(s *sentence, first, last int) int {
	best := -1
	for k := first; k <= last; k++ {
		if h := s.tokens[k].head; h >= first && h <= last {
			continue
		}
		switch s.tokens[k].tag {
		case "CC", "IN", "DT", "POS":
			continue
		}
		switch s.base(k) {
		case "compound", "flat", "amod", "det", "punct", "nummod", "case":
			if best < 0 {
				best = k
			}
		default:
			return k
		}
	}
	return max(best, first)
}

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
		m.label, m.kind, m.canonical, m.wikidata = "Country", "country", c.Name, c.Wikidata
		return m, true
	}
	if d, ok := r.gazetteer.Demonym(text); ok && d.Country != nil && !d.Ambiguous {
		m.label, m.kind, m.canonical, m.wikidata = "Country", "country", d.Country.Name, d.Country.Wikidata
		m.typ = graph.DemonymMention
		return m, true
	}
	if o, ok := r.gazetteer.Organization(text); ok && (last > first || strings.ToUpper(text) == text) && len(text) > 2 {
		m.label, m.kind, m.canonical, m.wikidata = "Organization", o.Kind, o.Name, o.Wikidata
		return m, true
	}
	return m, false
}

// taken tells which tokens of the sentence belong to a mention already.
func (r *reading) taken(sentence int) []bool {
	out := make([]bool, len(r.sentences[sentence].tokens))
	for i := range r.mentions {
		if m := &r.mentions[i]; m.sentence == sentence {
			for k := m.first; k <= m.last; k++ {
				out[k] = true
			}
		}
	}
	return out
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

// capitalLast reports whether a word may end a name: "al-Sharaa" has its capital inside.
func capitalLast(w string) bool {
	return strings.ContainsFunc(w, unicode.IsUpper) || strings.ContainsFunc(w, unicode.IsDigit)
}

// vote gives mentions of one name one label: the one that the model's scores favour over the whole
// article. A fuller name that ends in it has its say too.
func (r *reading) vote() {
	type ballot map[string]float64
	full := r.fullPersons()
	votes := map[string]ballot{}
	fuller := map[string]float64{} // last names of full names of persons
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.canonical != "" || m.typ != graph.NameMention {
			continue
		}
		key := graph.NormalName(m.name)
		if votes[key] == nil {
			votes[key] = ballot{}
		}
		weight := m.score
		if k := r.sentences[m.sentence].kind; k == article.Title || k == article.Heading {
			weight *= 0.5
		}
		votes[key][m.label] += weight
		for t, label := range typeLabels {
			if label == "" {
				continue
			}
			chance := float64(m.types[t])
			if label == "Person" && m.last == m.first && !full[key] {
				chance *= 0.3 // people are seldom spoken of by one name alone
			}
			votes[key][label] += chance
		}
		if m.label == "Person" && m.last == m.first && !full[key] {
			votes[key]["Person"] -= 0.7 * weight
		}
		if label := r.calledBy(m); label != "" {
			votes[key][label]++
		}
		if words := core(strings.Fields(key)); len(words) > 1 && m.label == "Person" {
			fuller[words[len(words)-1]] += weight
		}
	}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.canonical != "" || m.typ != graph.NameMention {
			continue
		}
		key := graph.NormalName(m.name)
		b := votes[key]
		if words := core(strings.Fields(key)); len(words) == 1 && fuller[words[0]] > 0 {
			b["Person"] += 2 * fuller[words[0]]
			delete(fuller, words[0]) // once
		}
		best := m.label
		for _, label := range []string{"Person", "Organization", "Place", "Event", "Work", "Country"} {
			if b[label] > b[best]+1e-9 {
				best = label
			}
		}
		if best != m.label {
			m.label, m.kind = best, ""
		}
	}
}

// typeLabels are the labels that the model's name types vote for.
var typeLabels = [6]string{"Person", "Organization", "Place", "", "Place", ""}

// fullPersons returns the words that stand in names of persons of two words and more.
func (r *reading) fullPersons() map[string]bool {
	out := map[string]bool{}
	for i := range r.mentions {
		m := &r.mentions[i]
		words := nameWords(m.name)
		if m.label != "Person" || len(words) < 2 {
			continue
		}
		for _, w := range words {
			out[w] = true
		}
		out[strings.Join(words, " ")] = true
		out["al "+words[len(words)-1]] = true
	}
	return out
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

// addQuotedWorks adds titles in quotation marks: two or more words, all that matter capitalised. It
// returns their spans of tokens, in which no other name is looked for.
func (r *reading) addQuotedWorks(sentence int) []span {
	tokens := r.sentences[sentence].tokens
	var out []span
	for k := 0; k < len(tokens); k++ {
		if !strings.Contains("“\"‘", tokens[k].word) {
			continue
		}
		end := k + 1
		for end < len(tokens) && end-k < 12 && !strings.ContainsAny(tokens[end].word, "”\"’") {
			end++
		}
		last := end - 1
		for last > k && !hasLetterOrDigit(tokens[last].word) {
			last--
		}
		if end >= len(tokens) || end-k >= 12 || !r.titleCased(sentence, k+1, last) {
			continue
		}
		m := mention{sentence: sentence, first: k + 1, last: last, label: "Work", typ: graph.NameMention, score: 0.7, entity: -1}
		m.name, m.head = nameText(r.text(sentence, k+1, last)), headOf(&r.sentences[sentence], k+1, last)
		r.mentions = append(r.mentions, m)
		out = append(out, span{k + 1, last + 1})
		k = end
	}
	return out
}

// titleCased reports whether the tokens read as a title: each long word capitalised, and two words
// at least, or one behind a noun for a work.
func (r *reading) titleCased(sentence, first, last int) bool {
	tokens := r.sentences[sentence].tokens
	words := 0
	for k := first; k <= last; k++ {
		w := tokens[k].word
		if !hasLetterOrDigit(w) || tokens[k].tag == "POS" {
			continue
		}
		if !capitalised(w) && (!lists().has("title words", strings.ToLower(w)) || k == first || strings.HasPrefix(tokens[k].tag, "VB") || strings.HasPrefix(tokens[k].tag, "PRP")) {
			return false
		}
		words++
	}
	if words >= 2 {
		return true
	}
	return words == 1 && first >= 2 && lists().has("work nouns", tokens[first-2].lemma)
}

// calledBy returns the label that the common noun right before a name, or in apposition to it,
// gives it: "the company X", "X, a businessman".
func (r *reading) calledBy(m *mention) string {
	g := r.in(m.sentence)
	nouns := g.all(headOf(g.sentence, m.first, m.last), "appos", "nmod:desc")
	if k := m.first - 1; k >= 0 {
		nouns = append(nouns, k)
	}
	for _, k := range nouns {
		t := &g.tokens[k]
		if t.tag != "NN" || k >= m.first && k <= m.last {
			continue
		}
		switch {
		case lists().has("company nouns", t.lemma), lists().has("organization nominals", t.lemma), lists().has("media nouns", t.lemma):
			return "Organization"
		case lists().has("person nominals", t.lemma), lists().has("general person nouns", t.lemma):
			return "Person"
		}
	}
	return ""
}

// settle drops mentions that overlap others, the weaker ones, and those of no label.
func (r *reading) settle() {
	slices.SortStableFunc(r.mentions, func(a, b mention) int {
		switch {
		case a.sentence != b.sentence:
			return a.sentence - b.sentence
		case a.first != b.first:
			return a.first - b.first
		}
		return b.last - a.last
	})
	out := r.mentions[:0]
	for _, m := range r.mentions {
		if n := len(out); n > 0 && out[n-1].sentence == m.sentence && m.first <= out[n-1].last {
			continue
		}
		out = append(out, m)
	}
	r.mentions = out
}
