package model

import (
	"math"
	"math/bits"
	"slices"

	"github.com/newsgraph/newsgraph/extract/internal/encoder"
)

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
