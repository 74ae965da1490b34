package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/newsgraph/newsgraph/extract/internal/model"
	"github.com/newsgraph/newsgraph/graph"
)

// findNames makes mentions of the names that the model found, and of those it missed though the
// article has them elsewhere or the gazetteer knows them.
func (r *reading) findNames() {
	trusted := r.trustedNames()
	r.personParts, r.nations, r.longNames = r.lastParts(), r.countNations(), r.longBodyNames()
	for i := range r.sentences {
		s := &r.sentences[i]
		display := s.display()
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
		if r.sentences[i].display() {
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
	_, ok := r.organization(name)
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
		case w == "," && k+1 < n.End && companySuffix(tokens[k+1].word):
		case w == ",", w == "(", w == ")", w == "[", w == "]", w == "\"", w == "“", w == "”", w == "—", w == ";", w == ":", w == "|":
			flush(k)
		case w == "and" && k > start && k+1 < n.End && r.isCountry(sentence, k+1, n.End-1): // "North and South Korea"
			flush(k)
		case tokens[k].tag == "POS" && k+1 < n.End && (n.Type == "PER" || r.standsAlone(sentence, start, k)):
			flush(k)
		}
	}
	flush(n.End)
	for i := range out {
		r.trim(sentence, &out[i])
		r.trimParty(sentence, &out[i])
	}
	return slices.DeleteFunc(out, func(p model.Name) bool { return p.Start >= p.End })
}

func (r *reading) isCountry(sentence, first, last int) bool {
	_, ok := r.gazetteer.Country(r.text(sentence, first, last))
	return ok
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
		if p, ok := r.gazetteer.Place(r.text(sentence, n.Start, n.End-1)); ok && strings.HasPrefix(p.Name, "The ") {
			break // "The Hague"
		}
		lower := n.End-n.Start > 1 && !capitalLast(w) && tokens[n.Start].tag == "JJ"
		if lower || lists().has("name prefixes dropped", w) || !hasLetterOrDigit(w) || tokens[n.Start].tag == "POS" ||
			strings.EqualFold(w, "the") {
			n.Start++
			continue
		}
		break
	}
	if k := n.End - 1; n.Start < n.End && n.Type == "ORG" && officeWord(tokens, k) { // "US Treasury Secretary"
		n.End = k
		if n.Start == k-1 {
			n.Type = "LOC"
		}
	}
	for n.Start < n.End && (tokens[n.End-1].tag == "POS" || !hasLetterOrDigit(tokens[n.End-1].word)) {
		n.End--
	}
}

// trimParty drops the party before a state: of "R-Ohio" a place is left.
func (r *reading) trimParty(sentence int, n *model.Name) {
	tokens := r.sentences[sentence].tokens
	if partyLetter(tokens, n.Start) {
		n.Start += 2
	}
	if partyLetter(tokens, n.Start-2) {
		n.Type = "LOC"
	}
}

// officeWord reports whether a word between a nationality and "Secretary" or "Minister" tells the office:
// "US Treasury Secretary".
func officeWord(tokens []token, k int) bool {
	return k > 0 && k+1 < len(tokens) && (tokens[k+1].word == "Secretary" || tokens[k+1].word == "Minister") && isDemonym(tokens[k-1].word)
}

// partyLetter reports whether a token is the letter of a party before a state.
func partyLetter(tokens []token, k int) bool {
	return k >= 0 && k+1 < len(tokens) && tokens[k+1].word == "-" && lists().has("party letters", tokens[k].word)
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
	if n.Type == "PER" && !r.personParts[r.text(sentence, n.Start, n.End-1)] {
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

// lastParts returns the names that persons' longer names end in: "Amir Rahbani" has no title where
// "Hossein Amir Rahbani" is.
func (r *reading) lastParts() map[string]bool {
	const longest = 6 // words
	out := map[string]bool{}
	for i := range r.analyses {
		for _, n := range r.analyses[i].Names {
			if n.Type != "PER" || n.End-n.Start > longest {
				continue
			}
			for k := n.Start + 1; k < n.End; k++ {
				if _, title := r.gazetteer.Title(r.sentences[i].tokens[k-1].word); !title {
					out[r.text(i, k, n.End-1)] = true
				}
			}
		}
	}
	return out
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

// joined returns the model's names of a sentence, with those put together that start with a word
// for a body and were torn behind it.
func (r *reading) joined(sentence int) []model.Name {
	var out []model.Name
	for _, n := range r.analyses[sentence].Names {
		if strings.HasPrefix(r.sentences[sentence].tokens[n.Start].tag, "PRP") {
			continue // "Its" at the start of a sentence
		}
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

// oneName reports whether the model tore one name in two: two words of a person or of a place side by
// side, or a company and the "Inc." behind its comma.
func (r *reading) oneName(sentence int, a, b model.Name) bool {
	tokens := r.sentences[sentence].tokens
	if a.Type == "PER" && b.Type == "PER" {
		return a.End == b.Start
	}
	if a.Type == "LOC" && b.Type == "LOC" && a.End == b.Start && b.End-a.Start == 2 {
		_, place := r.gazetteer.Place(tokens[b.Start].word)
		_, country := r.gazetteer.Country(tokens[b.Start].word)
		return !place && !country // "London Ontario"
	}
	return a.Type == "ORG" && b.Start == a.End+1 && tokens[a.End].word == "," && companySuffix(tokens[b.Start].word)
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

// capitalLast reports whether a word may end a name: "al-Sharaa" has its capital inside.
func capitalLast(w string) bool {
	return strings.ContainsFunc(w, unicode.IsUpper) || strings.ContainsFunc(w, unicode.IsDigit)
}

// companySuffix tells whether the word closes a company's name: "Inc.", "Ltd".
func companySuffix(word string) bool {
	return lists().has("company suffixes", strings.ToLower(strings.TrimSuffix(word, ".")))
}
