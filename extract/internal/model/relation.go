package model

import (
	_ "embed"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

//go:embed relations.model
var embeddedRelations string

// EmbeddedRelations gives the relation head that is part of the program, decoded once.
var EmbeddedRelations = sync.OnceValues(func() (*RelationHead, error) { return DecodeRelations(embeddedRelations) })

// RelationHead scores relations between two mentions of a sentence. It projects the vectors of the
// words once; for a pair it attends over the sentence with a query made of the two mentions, biased
// by where a word stands and by its place on the dependency path between them. What it attended to,
// the mean over the path, the relations on it and a few features of the pair go through one hidden
// layer. train/relation_train.py trains it and computes the same. It is safe to share.
type RelationHead struct {
	config relationConfig
	// project gives for each word, side by side: as head word and as part of the first mention, the
	// same of the second (Hidden each), as part of the path (Hidden), as part of the first mention's
	// query, of the second's, as key, as value (Query each).
	project   encoder.Linear
	position  []float32 // [positions][AttentionHeads] bias of attention
	path      []float32 // [pathClasses][AttentionHeads] bias of attention
	pathValue []float32 // [pathClasses][Query] added to values
	steps     []float32 // [2][Relations][Hidden]: up and down the path
	features  []float32 // [sum of pairFeatures][Hidden]
	context   dense
	out       dense
	index     relationIndex
	scratch   sync.Pool
}

// Mention is a mention as the relation head sees it.
type Mention struct {
	First int    `json:"first"` // words, Last inclusive
	Last  int    `json:"last"`
	Head  int    `json:"head"`  // the word that governs the others
	Label string `json:"label"` // of the entity
	Type  string `json:"type"`  // name, demonym, nominal or pronoun
}

// Pair is what the head says of one ordered pair of mentions.
type Pair struct {
	A, B  int       // mentions
	Path  []int     // the words from the head of A to that of B, along the tree
	Turn  int       // the place in Path of the word that governs the others
	Probs []float32 // probability of each type, in the order of Types
}

// Classes of words by where they stand: before both mentions, in the first, between, in the second,
// after; once for each order of the two. Classes by path: off it, up, the turn, down, dependent of it.
const (
	positionClasses = 10
	pathClasses     = 5
	buckets         = 6
)

const (
	offPath = iota
	upPath
	turnOfPath
	downPath
	besidePath
)

// pairFeatures are the sizes of what describes a pair, each a one-of-n: labels, mention types,
// distance, length of the path, which end it turns at, mentions between, order.
var pairFeatures = [9]int{6, 6, 4, 4, buckets, buckets, 3, 4, 2}

// dense is a small matrix with a bias, [Outputs][Inputs].
type dense struct{ weights, bias []float32 }

type relationIndex struct{ relations, labels, mentions map[string]int }

type relationConfig struct {
	Width          int      `json:"width"`
	Hidden         int      `json:"hidden"`
	Query          int      `json:"query"`
	AttentionHeads int      `json:"attention_heads"`
	Types          []string `json:"types"`
	Alone          []string `json:"alone"`
	Relations      []string `json:"relations"`
	Labels         []string `json:"labels"`
	Mentions       []string `json:"mentions"`
}

// DecodeRelations reads the file of a relation head. Any input is safe; damage is an error.
func DecodeRelations(data string) (*RelationHead, error) {
	h, err := decodeRelations(data)
	if err != nil {
		return nil, fmt.Errorf("model: relations: %w", err)
	}
	return h, nil
}

func decodeRelations(data string) (*RelationHead, error) {
	c, r, err := parse[relationConfig](data)
	if err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	h := &RelationHead{
		config:    c,
		project:   r.linear("project", c.Width),
		position:  r.floats("position"),
		path:      r.floats("path"),
		pathValue: r.floats("path_value"),
		steps:     r.floats("steps"),
		features:  r.floats("features"),
		context:   dense{r.floats("context.weight"), r.floats("context.bias")},
		out:       dense{r.floats("out.weight"), r.floats("out.bias")},
		index:     relationIndex{indexOf(c.Relations), indexOf(c.Labels), indexOf(c.Mentions)},
	}
	if r.err != nil {
		return nil, r.err
	}
	return h, h.check()
}

func (c *relationConfig) check() error {
	switch {
	case c.Width <= 0 || c.Width > maxWidth || c.Hidden <= 0 || c.Hidden > maxWidth || c.Query <= 0 || c.Query > maxWidth:
		return fmt.Errorf("width %d, hidden %d, query %d", c.Width, c.Hidden, c.Query)
	case c.Hidden%encoder.Columns != 0 || c.AttentionHeads <= 0 || c.Query%c.AttentionHeads != 0:
		return fmt.Errorf("hidden %d, query %d of %d attention heads", c.Hidden, c.Query, c.AttentionHeads)
	case len(c.Types) == 0 || len(c.Types) > maxLabels || len(c.Relations) > maxLabels:
		return fmt.Errorf("%d types, %d relations", len(c.Types), len(c.Relations))
	case len(c.Labels) != pairFeatures[0] || len(c.Mentions) != pairFeatures[2]:
		return fmt.Errorf("labels %v, mentions %v", c.Labels, c.Mentions)
	}
	return nil
}

func (h *RelationHead) check() error {
	c := &h.config
	if err := h.project.Check(); err != nil {
		return fmt.Errorf("project: %w", err)
	}
	features := 0
	for _, n := range pairFeatures {
		features += n
	}
	for _, x := range []struct {
		name      string
		got, want int
	}{
		{"project", h.project.Outputs, pad(h.wordOutputs(), encoder.Columns)},
		{"position", len(h.position), positionClasses * c.AttentionHeads},
		{"path", len(h.path), pathClasses * c.AttentionHeads},
		{"path_value", len(h.pathValue), pathClasses * c.Query},
		{"steps", len(h.steps), 2 * len(c.Relations) * c.Hidden},
		{"features", len(h.features), features * c.Hidden},
		{"context.weight", len(h.context.weights), c.Hidden * c.Query},
		{"context.bias", len(h.context.bias), c.Hidden},
		{"out.weight", len(h.out.weights), len(c.Types) * c.Hidden},
		{"out.bias", len(h.out.bias), len(c.Types)},
	} {
		if x.got != x.want {
			return fmt.Errorf("%s: %d numbers, want %d", x.name, x.got, x.want)
		}
	}
	return nil
}

func indexOf(names []string) map[string]int {
	out := make(map[string]int, len(names))
	for i, n := range names {
		out[n] = i
	}
	return out
}

// wordOutputs is how many numbers project gives for a word.
func (h *RelationHead) wordOutputs() int { return 5*h.config.Hidden + 4*h.config.Query }

// Types names the relation types in the order of [Pair.Probs].
func (h *RelationHead) Types() []string { return h.config.Types }

// Alone names the types that the head may be believed in where nothing else says so: those it was
// right in most of the time on text held back from its training.
func (h *RelationHead) Alone() []string { return h.config.Alone }

// relationScratch is the working memory of one call.
type relationScratch struct {
	encoder                 encoder.Scratch
	words                   []float32
	position, onPath        []int
	weights                 []float32
	query, attended, hidden []float32
}

// Score scores the ordered pairs of mentions of a sentence that are wanted. Vectors are the words'
// (Analysis.Vectors); heads and relations are the tree's, with one root. Mentions of other labels or
// types than the head knows give no pairs.
func (h *RelationHead) Score(vectors []float32, heads []int, relations []string, mentions []Mention, wanted func(a, b int) bool) []Pair {
	s, ok := h.scratch.Get().(*relationScratch)
	if !ok {
		s = new(relationScratch)
	}
	defer h.scratch.Put(s)
	var out []Pair
	for a := range mentions {
		for b := range mentions {
			if a == b || !wanted(a, b) || !h.knows(mentions[a]) || !h.knows(mentions[b]) {
				continue
			}
			if out == nil {
				h.project.Apply(&s.encoder, len(heads), vectors, grow(&s.words, (len(heads)+encoder.Columns)*h.project.Outputs))
			}
			p := pairReader{h: h, s: s, heads: heads, relations: relations, mentions: mentions, a: &mentions[a], b: &mentions[b]}
			turn := p.walk()
			path := append(slices.Clone(p.up), turn)
			for _, k := range slices.Backward(p.down) {
				path = append(path, k)
			}
			out = append(out, Pair{A: a, B: b, Path: path, Turn: len(p.up), Probs: p.read()})
		}
	}
	return out
}

func (h *RelationHead) knows(m Mention) bool {
	_, label := h.index.labels[m.Label]
	_, typ := h.index.mentions[m.Type]
	return label && typ
}

// pairReader scores one pair.
type pairReader struct {
	h         *RelationHead
	s         *relationScratch
	heads     []int
	relations []string
	mentions  []Mention
	a, b      *Mention
	up, down  []int // the words of the path before and after its turn
}

// walk finds the path between the heads of the mentions and the class of each word by it. It gives
// the word at which the path turns.
func (p *pairReader) walk() int {
	classes := grow(&p.s.onPath, len(p.heads))
	clear(classes)
	turn := p.a.Head
	for k := p.b.Head; k >= 0; k = p.heads[k] {
		classes[k] = downPath // for now: every word above b
	}
	for ; classes[turn] != downPath && p.heads[turn] >= 0; turn = p.heads[turn] {
		p.up = append(p.up, turn)
	}
	for k := p.b.Head; k >= 0 && k != turn; k = p.heads[k] {
		p.down = append(p.down, k)
	}
	clear(classes)
	for _, k := range p.up {
		classes[k] = upPath
	}
	for _, k := range p.down {
		classes[k] = downPath
	}
	classes[turn] = turnOfPath
	for k, head := range p.heads {
		if classes[k] == offPath && head >= 0 && classes[head] != offPath && classes[head] != besidePath {
			classes[k] = besidePath
		}
	}
	return turn
}

// read gives the probability of each type.
func (p *pairReader) read() []float32 {
	h, c := p.h, &p.h.config
	p.place()
	hidden := grow(&p.s.hidden, c.Hidden)
	copy(hidden, h.context.bias)
	attended := p.attend()
	for i := range hidden {
		hidden[i] += dot(h.context.weights[i*c.Query:(i+1)*c.Query], attended)
	}
	add(hidden, p.word(p.a.Head)[:c.Hidden], 1)
	add(hidden, p.word(p.b.Head)[2*c.Hidden:3*c.Hidden], 1)
	p.addMean(hidden, p.a, c.Hidden)
	p.addMean(hidden, p.b, 3*c.Hidden)
	share := 1 / float32(len(p.up)+1+len(p.down))
	for k, class := range p.s.onPath {
		if class == upPath || class == turnOfPath || class == downPath {
			add(hidden, p.word(k)[4*c.Hidden:5*c.Hidden], share)
		}
	}
	p.addSteps(hidden)
	p.addFeatures(hidden)
	encoder.GELU(&p.s.encoder, hidden)
	probs := make([]float32, len(c.Types))
	for i := range probs {
		score := dot(h.out.weights[i*c.Hidden:(i+1)*c.Hidden], hidden) + h.out.bias[i]
		probs[i] = float32(1 / (1 + math.Exp(-float64(score))))
	}
	return probs
}

// word gives what project made of a word.
func (p *pairReader) word(k int) []float32 { return p.s.words[k*p.h.project.Outputs:] }

// ordered gives the two mentions in the order of the text, and 1 if b comes first.
func (p *pairReader) ordered() (first, second *Mention, order int) {
	if p.a.First > p.b.First {
		return p.b, p.a, 1
	}
	return p.a, p.b, 0
}

// place finds the class of each word by where it stands.
func (p *pairReader) place() {
	first, second, order := p.ordered()
	for k := range grow(&p.s.position, len(p.heads)) {
		class := 4
		switch {
		case k < first.First:
			class = 0
		case k <= first.Last:
			class = 1
		case k < second.First:
			class = 2
		case k <= second.Last:
			class = 3
		}
		p.s.position[k] = order*positionClasses/2 + class
	}
}

// attend gives the mean of the words' values, weighted for each attention head by how well query and
// key agree.
func (p *pairReader) attend() []float32 {
	c := &p.h.config
	keys, values, size := 5*c.Hidden+2*c.Query, 5*c.Hidden+3*c.Query, c.Query/c.AttentionHeads
	query := grow(&p.s.query, c.Query)
	clear(query)
	p.addMean(query, p.a, 5*c.Hidden)
	p.addMean(query, p.b, 5*c.Hidden+c.Query)
	out := grow(&p.s.attended, c.Query)
	clear(out)
	weights := grow(&p.s.weights, len(p.heads))
	scale := float32(1 / math.Sqrt(float64(size)))
	for head := range c.AttentionHeads {
		from, to := head*size, (head+1)*size
		for k := range weights {
			bias := p.h.position[p.s.position[k]*c.AttentionHeads+head] + p.h.path[p.s.onPath[k]*c.AttentionHeads+head]
			weights[k] = float32(scale*dot(query[from:to], p.word(k)[keys+from:keys+to])) + bias
		}
		softmax(weights)
		for k, w := range weights {
			add(out[from:to], p.word(k)[values+from:values+to], w)
			add(out[from:to], p.h.pathValue[p.s.onPath[k]*c.Query+from:][:size], w)
		}
	}
	return out
}

// softmax turns scores into weights that sum to 1.
func softmax(x []float32) {
	top, sum := slices.Max(x), float32(0)
	for i, v := range x {
		x[i] = float32(math.Exp(float64(v - top)))
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

// addMean adds the mean over a mention's words of what stands at offset.
func (p *pairReader) addMean(to []float32, m *Mention, offset int) {
	share := 1 / float32(m.Last+1-m.First)
	for k := m.First; k <= m.Last; k++ {
		add(to, p.word(k)[offset:offset+len(to)], share)
	}
}

func (p *pairReader) addSteps(hidden []float32) {
	c := &p.h.config
	for direction, steps := range [2][]int{p.up, p.down} {
		for _, k := range steps {
			if r, ok := p.h.index.relations[p.relations[k]]; ok {
				add(hidden, p.h.steps[(direction*len(c.Relations)+r)*c.Hidden:][:c.Hidden], 1)
			}
		}
	}
}

func (p *pairReader) addFeatures(hidden []float32) {
	first, second, order := p.ordered()
	turned := 0
	if len(p.up) == 0 {
		turned = 1
	} else if len(p.down) == 0 {
		turned = 2
	}
	between := 0
	for i := range p.mentions {
		if m := &p.mentions[i]; first.Last < m.First && m.First < second.First {
			between++
		}
	}
	index := &p.h.index
	offset := 0
	for i, f := range [len(pairFeatures)]int{
		index.labels[p.a.Label], index.labels[p.b.Label], index.mentions[p.a.Type], index.mentions[p.b.Type],
		bucket(second.First - first.Last), bucket(len(p.up) + len(p.down)), turned, min(between, 3), order,
	} {
		add(hidden, p.h.features[(offset+f)*len(hidden):][:len(hidden)], 1)
		offset += pairFeatures[i]
	}
}

// bucket parts lengths: up to 1, 2-3, 4-7, 8-15, 16-31, more.
func bucket(n int) int { return min(bits.Len(uint(max(n, 1)))-1, buckets-1) }

// add adds y times weight to x.
func add(x, y []float32, weight float32) {
	for i, v := range y {
		x[i] += float32(v * weight)
	}
}
