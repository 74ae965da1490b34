package model

// treeScratch is the working memory of spanningTree.
type treeScratch struct {
	score    []float64 // [head][dependent], nodes 0 (the root) to n
	from, to []int32   // the arc between single words that an entry of score stands for
	head     []int32   // best head of each node still there
	gone     []bool    // nodes contracted into another
	mark     []int32
	cycles   []cycle
	result   []int32
	heads    []int
}

// cycle is a contracted cycle: its nodes, the arc between single words into
// each of them, and the node that stands for it.
type cycle struct {
	nodes    []int32
	from, to []int32
	inside   [][]int32 // the words that each node stood for
}

// spanningTree gives the heads (0 the root, j+1 word j) of the best tree over
// n words that has exactly one word under the root, by the algorithm of Chu,
// Liu and Edmonds. scores holds, for each dependent, the scores of its n+1
// possible heads; a tie goes to the lowest head.
func spanningTree(s *treeScratch, scores []float32, n, stride int) []int {
	heads := grow(&s.heads, n)
	if n == 0 {
		return heads
	}
	if greedyTree(s, scores, n, stride) {
		return heads
	}
	s.prepare(scores, n, stride)
	words := make([][]int32, n+1)
	for i := range words {
		words[i] = []int32{int32(i)}
	}
	for s.bestHeads(n); s.findCycle(n); s.bestHeads(n) {
		s.contract(n, words)
	}
	s.expand(n)
	for i := range heads {
		heads[i] = int(s.result[i+1])
	}
	return heads
}

// greedyTree takes the best head of each word and tells whether that is a
// tree with one root, which then is the best one.
func greedyTree(s *treeScratch, scores []float32, n, stride int) bool {
	roots := 0
	for i := range n {
		row := scores[i*stride : i*stride+n+1]
		best := 0
		for j, v := range row {
			if v > row[best] && j != i+1 {
				best = j
			}
		}
		s.heads[i] = best
		if best == 0 {
			roots++
		}
	}
	if roots != 1 {
		return false
	}
	mark := grow(&s.mark, n+1)
	clear(mark)
	for i := 1; i <= n; i++ {
		j := i
		for j > 0 && mark[j] == 0 {
			mark[j] = int32(i)
			j = s.heads[j-1]
		}
		if j > 0 && mark[j] == int32(i) {
			return false
		}
	}
	return true
}

// prepare copies the scores. Every arc from the root costs more than all that
// other arcs can bring, so that the best tree has the fewest: one.
func (s *treeScratch) prepare(scores []float32, n, stride int) {
	low, high := bounded(scores[0]), bounded(scores[0])
	for i := range n {
		for _, v := range scores[i*stride : i*stride+n+1] {
			low, high = min(low, bounded(v)), max(high, bounded(v))
		}
	}
	cost := float64((high - low + 1) * float64(n+1))
	size := n + 1
	score := grow(&s.score, size*size)
	from, to := grow(&s.from, size*size), grow(&s.to, size*size)
	for i := range n {
		for j, v := range scores[i*stride : i*stride+n+1] {
			k := j*size + i + 1
			score[k], from[k], to[k] = bounded(v), int32(j), int32(i+1)
			if j == 0 {
				score[k] -= cost
			}
		}
	}
	clear(grow(&s.gone, size))
	grow(&s.head, size)
	grow(&s.mark, size)
	grow(&s.result, size)
	s.cycles = s.cycles[:0]
}

// bounded keeps a score from drowning the others; what is no number is bad.
func bounded(v float32) float64 {
	const bound = 1e9
	if v != v {
		return -bound
	}
	return min(max(float64(v), -bound), bound)
}

// bestHeads finds the best head of each node that is left.
func (s *treeScratch) bestHeads(n int) {
	size := n + 1
	for i := 1; i <= n; i++ {
		if s.gone[i] {
			continue
		}
		best := int32(-1)
		for j := range size {
			if j != i && !s.gone[j] && (best < 0 || s.score[j*size+i] > s.score[int(best)*size+i]) {
				best = int32(j)
			}
		}
		s.head[i] = best
	}
}

// findCycle looks for a cycle among the best heads; its nodes are then the
// last of s.cycles.
func (s *treeScratch) findCycle(n int) bool {
	clear(s.mark)
	for i := int32(1); int(i) <= n; i++ {
		if s.gone[i] {
			continue
		}
		j := i
		for j > 0 && s.mark[j] == 0 {
			s.mark[j] = i
			j = s.head[j]
		}
		if j > 0 && s.mark[j] == i {
			c := cycle{nodes: []int32{j}}
			for k := s.head[j]; k != j; k = s.head[k] {
				c.nodes = append(c.nodes, k)
			}
			s.cycles = append(s.cycles, c)
			return true
		}
	}
	return false
}

// contract makes the first node of the last cycle stand for all of it: an arc
// out of it is the best of those out of its nodes, and an arc into it breaks
// the cycle at the node where that costs least.
func (s *treeScratch) contract(n int, words [][]int32) {
	size := int32(n + 1)
	c := &s.cycles[len(s.cycles)-1]
	stand, weight := c.nodes[0], 0.0
	in := make(map[int32]bool, len(c.nodes))
	for _, v := range c.nodes {
		k := s.head[v]*size + v
		weight += s.score[k]
		in[v] = true
		c.from, c.to = append(c.from, s.from[k]), append(c.to, s.to[k])
		c.inside = append(c.inside, words[v])
	}
	for o := range size {
		if !s.gone[o] && !in[o] {
			s.contractArcs(c, o, size, weight)
		}
	}
	var all []int32
	for i, v := range c.nodes {
		s.gone[v] = v != stand
		all = append(all, c.inside[i]...)
	}
	words[stand] = all
}

// contractArcs chooses the arcs between the last cycle and the node o.
func (s *treeScratch) contractArcs(c *cycle, o, size int32, weight float64) {
	out, into := int32(-1), int32(-1)
	var outTop, intoTop float64
	for _, v := range c.nodes {
		if w := s.score[v*size+o]; o > 0 && (out < 0 || w > outTop) {
			out, outTop = v, w
		}
		if w := weight + s.score[o*size+v] - s.score[s.head[v]*size+v]; into < 0 || w > intoTop {
			into, intoTop = v, w
		}
	}
	stand := c.nodes[0]
	if o > 0 {
		s.move(stand*size+o, out*size+o, outTop)
	}
	s.move(o*size+stand, o*size+into, intoTop)
}

// move makes the entry at k stand for the arc at other.
func (s *treeScratch) move(k, other int32, score float64) {
	s.from[k], s.to[k], s.score[k] = s.from[other], s.to[other], score
}

// expand reads the tree between the nodes left, then opens the cycles, last
// first: each keeps its arcs but for the node that an arc from outside enters.
func (s *treeScratch) expand(n int) {
	size := int32(n + 1)
	for i := range s.result {
		s.result[i] = -1
	}
	for i := int32(1); i < size; i++ {
		if !s.gone[i] {
			k := s.head[i]*size + i
			s.result[s.to[k]] = s.from[k]
		}
	}
	for i := len(s.cycles) - 1; i >= 0; i-- {
		c := &s.cycles[i]
		for j := range c.nodes {
			if !s.entered(c.inside[j]) {
				s.result[c.to[j]] = c.from[j]
			}
		}
	}
}

// entered tells whether one of the words has a head already.
func (s *treeScratch) entered(words []int32) bool {
	for _, w := range words {
		if s.result[w] >= 0 {
			return true
		}
	}
	return false
}
