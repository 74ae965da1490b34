package extract

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"github.com/newsgraph/newsgraph/extract/internal/gazetteer"
	"github.com/newsgraph/newsgraph/graph"
)

// resolveNames joins the names of the article that mean the same into entities. Full names found
// an entity; short ones (last names, acronyms, heads of longer names) join the one they fit.
func (r *reading) resolveNames() {
	order := make([]int, len(r.mentions))
	for i := range order {
		order[i] = i
	}
	words := func(i int) int { return len(nameWords(r.mentions[i].name)) }
	slices.SortStableFunc(order, func(a, b int) int { return words(b) - words(a) })
	links := r.stated()
	for _, i := range order {
		if r.mentions[i].entity >= 0 {
			continue
		}
		linked, ok := links[i]
		if !ok {
			linked = -1
		}
		e := r.entityFor(i, linked)
		r.attach(i, e)
	}
	for _, i := range slices.Sorted(maps.Keys(links)) {
		r.unite(r.mentions[links[i]].entity, r.mentions[i].entity)
	}
	r.compactEntities()
	for i := range r.entities {
		r.describe(&r.entities[i])
	}
}

// entityFor returns the entity that a name means, made anew where none fits.
func (r *reading) entityFor(i, linked int) int {
	m := &r.mentions[i]
	if linked >= 0 && r.mentions[linked].entity >= 0 {
		return r.mentions[linked].entity
	}
	best, bestScore := -1, 0.0
	for e := range r.entities {
		if score := r.fits(m, &r.entities[e]); score > 0 {
			score += r.nearness(i, e)
			if score > bestScore {
				best, bestScore = e, score
			}
		}
	}
	if best >= 0 {
		return best
	}
	r.entities = append(r.entities, entity{label: m.label, kind: m.kind, name: m.name, wikidata: m.wikidata, aliases: map[string]int{}})
	return len(r.entities) - 1
}

// nearness prefers, among entities that fit a short name, the one spoken of most before it.
func (r *reading) nearness(i, e int) float64 {
	before := 0
	for _, k := range r.entities[e].mentions {
		if k < i {
			before++
		}
	}
	return 0.01*float64(min(before, 20)) - 0.0001*float64(e)
}

// fits tells how well a name means an entity: 0 not at all, 1 the very name.
func (r *reading) fits(m *mention, e *entity) float64 {
	if m.canonical != "" {
		if m.label == e.label && r.canonicalOf(e) == m.canonical {
			return 1
		}
		return 0
	}
	if m.label != e.label {
		return r.mislabelled(m, e)
	}
	if m.wikidata != "" && m.wikidata == e.wikidata { // "Calif." and "California"
		return 1
	}
	key := graph.NormalName(m.name)
	for _, alias := range slices.Sorted(maps.Keys(e.aliases)) {
		if graph.NormalName(alias) == key {
			return 1
		}
	}
	if r.canonicalOf(e) != "" {
		return 0
	}
	switch m.label {
	case "Person":
		if a, b := r.titleGender(m), r.genderOf(e); decided(a) && decided(b) && a != b {
			return 0 // "Mrs Bahati" is not the Mr Bahati named before
		}
		return personFits(nameWords(m.name), nameWords(e.name))
	case "Organization":
		return max(organizationFits(m.name, e.name), r.firstWords(m, e))
	case "Place", "Event", "Work":
		return placeFits(m.name, e.name)
	}
	return 0
}

// mislabelled fits a single word that the model took for something else to the person whose last
// name it is, or the body whose name it ends.
func (r *reading) mislabelled(m *mention, e *entity) float64 {
	words := core(nameWords(m.name))
	if len(words) > 2 || len(words) == 0 || len(e.mentions) == 0 || r.canonicalOf(e) != "" || m.capitalOf != nil || m.label == "Country" {
		return 0
	}
	if _, ok := r.gazetteer.Place(m.name); ok {
		return 0
	}
	if e.label == "Organization" {
		if fit := r.firstWords(m, e); fit > 0 {
			return 0.8 * fit
		}
	}
	full := core(nameWords(e.name))
	if len(full) < 2 || len(words) != 1 || words[0] != full[len(full)-1] || len(words[0]) < 3 {
		return 0
	}
	if e.label == "Person" || e.label == "Organization" && m.score < 0.8 {
		return 0.4
	}
	return 0
}

// firstWords fits the first word or two of a body's name to it, as news shortens companies: "Hualin"
// for "Hualin Semiconductor". Words that name a place or a kind of body shorten nothing.
func (r *reading) firstWords(m *mention, e *entity) float64 {
	s, f := nameWords(m.name), nameWords(e.name)
	if len(s) == 0 || len(s) > 2 || len(s) >= len(f) || !allSame(s, f[:len(s)]) || utf8.RuneCountInString(s[0]) < 4 {
		return 0
	}
	if _, ok := r.gazetteer.HeadWord(strings.Fields(m.name)); ok {
		return 0
	}
	if _, ok := r.gazetteer.Demonym(m.name); ok || r.known(m.name) {
		return 0
	}
	if _, ok := r.gazetteer.Place(m.name); ok {
		return 0
	}
	return 0.65
}

func (r *reading) canonicalOf(e *entity) string {
	if len(e.mentions) == 0 {
		return ""
	}
	return r.mentions[e.mentions[0]].canonical
}

// nameWords returns the normalised words of a name.
func nameWords(name string) []string { return strings.Fields(graph.NormalName(name)) }

// particles stand in names but name nobody.
var particles = map[string]bool{"al": true, "el": true, "bin": true, "ibn": true, "de": true, "da": true, "van": true, "von": true, "der": true, "la": true, "abu": true, "jr": true, "sr": true, "iii": true}

// sameWord compares name words and forgives one letter in long ones, as transliterations differ.
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	n := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	return n >= 5 && a[0] == b[0] && levenshtein.ComputeDistance(a, b) == 1
}

// personFits: the last name, the first name, or the full name with fewer or other middle names.
func personFits(short, full []string) float64 {
	short, full = core(short), core(full)
	if len(short) == 0 || len(full) == 0 || len(short) > len(full) {
		return 0
	}
	if len(short) == len(full) {
		for i := range short {
			if !sameWord(short[i], full[i]) && (len(short) == 1 || !initialOf(short[i], full[i])) {
				return 0
			}
		}
		return 0.95
	}
	last := sameWord(short[len(short)-1], full[len(full)-1])
	switch {
	case len(short) == 1 && last:
		return 0.8
	case len(short) == 1:
		if short[0] == full[0] && utf8.RuneCountInString(short[0]) > 2 {
			return 0.5
		}
		return 0
	case last && inOrder(short, full):
		return 0.9
	case inOrder(short, full) && short[0] == full[0]: // "Abu Hudhaifa" of "Abu Hudhaifa al-Ansari"
		return 0.6
	}
	return 0
}

// core drops particles unless nothing else is left.
func core(words []string) []string {
	var out []string
	for _, w := range words {
		if !particles[w] {
			out = append(out, strings.TrimSuffix(w, "."))
		}
	}
	return out
}

func initialOf(a, b string) bool {
	return (utf8.RuneCountInString(a) == 1 || utf8.RuneCountInString(b) == 1) && a != "" && b != "" && a[0] == b[0]
}

func inOrder(short, full []string) bool {
	k := 0
	for _, w := range full {
		if k < len(short) && (sameWord(short[k], w) || initialOf(short[k], w)) {
			k++
		}
	}
	return k == len(short)
}

// organizationFits: an acronym, the name without what stands before it ("State Department" of "US
// State Department"), or without a general word behind it ("Freedom" of "Freedom Magazine").
func organizationFits(short, full string) float64 {
	if isAcronym(short) && acronymOf(short, full) {
		return 0.9
	}
	s, f := nameWords(short), nameWords(full)
	if len(s) == 0 || len(s) >= len(f) {
		if len(s) == len(f) && allSame(s, f) {
			return 0.95
		}
		return 0
	}
	extra := len(f) - len(s)
	switch {
	case allSame(s, f[extra:]) && !lists().has("generic organizations", strings.Join(s, " ")):
		if len(s) > 1 || extra == 1 {
			return 0.7
		}
	case allSame(s, f[:len(s)]) && genericTail(f[len(s):]):
		return 0.7
	}
	return 0
}

func allSame(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !sameWord(a[i], b[i]) {
			return false
		}
	}
	return true
}

// genericTail reports whether the words only say what kind of body it is: "Inc", "Magazine", "Party".
func genericTail(words []string) bool {
	for _, w := range words {
		if !lists().has("company tails", w) && !lists().has("company nouns", w) && !lists().has("media nouns", w) {
			return false
		}
	}
	return true
}

func placeFits(short, full string) float64 {
	s, f := nameWords(short), nameWords(full)
	extra := len(f) - len(s)
	switch {
	case len(s) == 0 || extra < 0:
		return 0
	case extra == 0 && allSame(s, f):
		return 0.9
	case isAcronym(short) && acronymOf(short, full):
		return 0.9
	case len(s) > 1 && extra > 0 && allSame(s, f[extra:]):
		return 0.6
	case extra == 1 && allSame(s, f[:len(s)]) && lists().has("facility tails", f[len(f)-1]):
		return 0.6
	}
	return 0
}

// isAcronym: two to six capitals, perhaps with stops between them.
func isAcronym(name string) bool {
	n := 0
	for _, c := range name {
		switch {
		case unicode.IsUpper(c):
			n++
		case c == '.' || c == '-' || unicode.IsDigit(c):
		default:
			return false
		}
	}
	return n >= 2 && n <= 6
}

// acronymOf reports whether the letters are the initials of the name's words, small words perhaps
// left out, in order.
func acronymOf(short, full string) bool {
	var letters []rune
	for _, c := range short {
		if unicode.IsUpper(c) {
			letters = append(letters, unicode.ToLower(c))
		}
	}
	words := strings.FieldsFunc(full, func(c rune) bool { return c == ' ' || c == '-' || c == '/' })
	if len(words) < 2 {
		return false
	}
	k, capitals, used := 0, 0, 0
	for _, w := range words {
		first, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(first) {
			capitals++
		}
		if k < len(letters) && unicode.ToLower(first) == letters[k] {
			k++
			if unicode.IsUpper(first) {
				used++
			}
		}
	}
	return k == len(letters) && capitals-used <= 1
}

// attach makes a mention one of the entity's.
func (r *reading) attach(i, e int) {
	m, ent := &r.mentions[i], &r.entities[e]
	m.entity, m.label = e, ent.label
	ent.mentions = append(ent.mentions, i)
	if m.typ == graph.NameMention || m.typ == graph.DemonymMention {
		ent.aliases[m.name]++
	}
	if len(nameWords(m.name)) > len(nameWords(ent.name)) && m.typ == graph.NameMention {
		ent.name = m.name
	}
	if ent.kind == "" {
		ent.kind = m.kind
	}
	if ent.wikidata == "" {
		ent.wikidata = m.wikidata
	}
}

// unite makes two entities one.
func (r *reading) unite(a, b int) {
	if a == b || a < 0 || b < 0 {
		return
	}
	from, name := r.entities[b], r.entities[a].name
	for _, i := range from.mentions {
		r.attach(i, a)
	}
	r.entities[a].name = name // the other is an alias, however long
	r.entities[b] = entity{}
}

// compactEntities drops the entities that were united with others and orders the rest by their
// first mention.
func (r *reading) compactEntities() {
	var keep []int
	for e := range r.entities {
		slices.Sort(r.entities[e].mentions)
		if len(r.entities[e].mentions) > 0 {
			keep = append(keep, e)
		}
	}
	slices.SortFunc(keep, func(a, b int) int { return r.entities[a].mentions[0] - r.entities[b].mentions[0] })
	out := make([]entity, len(keep))
	for at, e := range keep {
		out[at] = r.entities[e]
		for _, i := range out[at].mentions {
			r.mentions[i].entity = at
		}
	}
	r.entities = out
}

// describe settles name, kind and gender of an entity from its mentions.
func (r *reading) describe(e *entity) {
	e.roles = map[string]bool{}
	if c := r.canonicalOf(e); c != "" {
		e.name = c
	} else if strings.ToUpper(e.name) == e.name && !isAcronym(e.name) { // a heading in capitals
		for _, alias := range slices.Sorted(maps.Keys(e.aliases)) {
			if strings.EqualFold(alias, e.name) && alias != e.name {
				e.name = alias
			}
		}
	}
	if e.label == "Place" && strings.HasSuffix(e.name, ".") { // "Calif."
		if p, ok := r.gazetteer.Place(e.name); ok {
			e.name = p.Name
		}
	}
	if e.kind == "" {
		if h, ok := r.gazetteer.HeadWord(strings.Fields(e.name)); ok && h.Label == e.label {
			e.kind = h.Kind
		}
	}
	if e.label == "Person" {
		e.gender = r.genderOf(e)
	}
}

// titleGender returns what a title such as "Mrs" tells of the person.
func (r *reading) titleGender(m *mention) gazetteer.Gender {
	for _, word := range strings.Fields(m.title) {
		if t, ok := r.gazetteer.Title(word); ok && decided(t.Gender) {
			return t.Gender
		}
	}
	return gazetteer.Unknown
}

func decided(g gazetteer.Gender) bool { return g == gazetteer.Female || g == gazetteer.Male }

func (r *reading) genderOf(e *entity) gazetteer.Gender {
	for _, i := range e.mentions {
		if g := r.titleGender(&r.mentions[i]); decided(g) {
			return g
		}
	}
	first, _, _ := strings.Cut(e.name, " ")
	if g, ok := r.gazetteer.Gender(first); ok {
		return g
	}
	return gazetteer.Unknown
}
