package model

import "github.com/newsgraph/newsgraph/extract/internal/encoder"

// scratch is the working memory of one call.
type scratch struct {
	encoder                    encoder.Scratch
	words                      []float32 // the encoder's result
	heads                      []float32
	arcDep, arcHead, arcs      []float32
	labelDep, labelHead, label []float32
	scores                     []float32
	tree                       treeScratch
}

// batch collects windows, which are sequences of sentences that follow each
// other, until they are worth a pass of the encoder.
type batch struct {
	m       *Model
	s       *scratch
	windows []encoder.Sequence
	targets []target // of each sentence, or part of one, in the windows
	pieces  int
}

// target says where the result of a sentence belongs: its words from offset on.
type target struct {
	to            *Analysis
	offset, words int
}

// add takes the next sentence, or part of one: into the last window if it has room there.
func (b *batch) add(s encoder.Sequence, t target) {
	last := len(b.windows) - 1
	if last >= 0 && len(b.windows[last].Pieces)+len(s.Pieces)-1 <= windowPieces {
		b.windows[last] = b.windows[last].Then(s)
	} else {
		if last >= 0 && b.pieces+len(s.Pieces) > batchPieces {
			b.flush()
		}
		b.windows = append(b.windows, s)
	}
	b.targets = append(b.targets, t)
	b.pieces += len(s.Pieces)
}

// flush reads the collected windows.
func (b *batch) flush() {
	if len(b.windows) == 0 {
		return
	}
	b.s.words = b.m.encoder.Encode(&b.s.encoder, b.windows)
	b.project(len(b.s.words) / b.m.config.Width)
	at := 0
	for _, t := range b.targets {
		b.read(at, t)
		b.keepVectors(at, t)
		at += t.words + 1
	}
	b.windows, b.targets, b.pieces = b.windows[:0], b.targets[:0], 0
}

// project runs the heads over all rows and parts what belongs to trees.
func (b *batch) project(rows int) {
	m, s, c := b.m, b.s, &b.m.config
	wide := m.heads.Outputs
	heads := grow(&s.heads, rows*wide)
	m.heads.Apply(&s.encoder, rows, s.words, heads)
	// Products over arc vectors may read a few rows more.
	arcDep, arcHead := grow(&s.arcDep, (rows+encoder.Columns)*c.Arc), grow(&s.arcHead, rows*c.Arc)
	labelDep, labelHead := grow(&s.labelDep, rows*c.Label), grow(&s.labelHead, rows*c.Label)
	tree := 2*c.Arc + 2*c.Label
	for r := range rows {
		row := heads[r*wide : r*wide+tree]
		encoder.GELU(&s.encoder, row)
		copy(arcDep[r*c.Arc:], row[:c.Arc])
		copy(arcHead[r*c.Arc:(r+1)*c.Arc], row[c.Arc:])
		copy(labelDep[r*c.Label:], row[2*c.Arc:2*c.Arc+c.Label])
		copy(labelHead[r*c.Label:], row[2*c.Arc+c.Label:])
	}
	m.arc.Apply(&s.encoder, rows, arcDep, grow(&s.arcs, (rows+encoder.Columns)*c.Arc))
}

// read decodes one sentence whose root is at row root.
func (b *batch) read(root int, t target) {
	m, s, c, n := b.m, b.s, &b.m.config, t.words
	wide := m.heads.Outputs
	names := 2*c.Arc + 2*c.Label
	tags := names + len(c.Names)
	for i := range n {
		row := s.heads[(root+1+i)*wide:]
		t.to.Tags[t.offset+i] = c.Tags[argmax(row[tags:tags+len(c.Tags)])]
		t.to.addNameScores(t.offset+i, row[names:tags])
	}
	stride := pad(n+1, encoder.Columns)
	scores := grow(&s.scores, (n+encoder.Columns)*stride)
	encoder.Product(&s.encoder, s.arcs[(root+1)*c.Arc:], n, s.arcHead[root*c.Arc:], n+1, c.Arc, scores, stride)
	heads := spanningTree(&s.tree, scores, n, stride)
	for i, h := range heads {
		if h > 0 {
			h += t.offset
		}
		t.to.Heads[t.offset+i] = h - 1
	}
	b.relations(root, heads, t.to.Relations[t.offset:])
}

// keepVectors copies the vectors of the words of a sentence whose root is at row root.
func (b *batch) keepVectors(root int, t target) {
	if t.to.Vectors == nil {
		return
	}
	w := b.m.config.Width
	for i := range t.words {
		out := t.to.Vectors[(t.offset+i)*2*w:][:2*w]
		row := (root + 1 + i) * w
		copy(out, b.s.words[row:row+w])
		if b.m.encoder.Tap > 0 {
			copy(out[w:], b.s.encoder.Tapped[row:row+w])
		}
	}
}

// labelRows is how many words' label vectors are made at a time.
const labelRows = 24

// relations chooses the relation of each word to its head.
func (b *batch) relations(root int, heads []int, out []string) {
	m, s, c := b.m, b.s, &b.m.config
	wide, size := m.label.Outputs, c.Label
	for from := 0; from < len(heads); from += labelRows {
		n := min(labelRows, len(heads)-from)
		forms := grow(&s.label, n*wide)
		m.label.Apply(&s.encoder, n, s.labelDep[(root+1+from)*size:], forms)
		for i := range n {
			if h := heads[from+i]; h == 0 {
				out[from+i] = c.Relations[m.root]
			} else {
				best := m.bestRelation(forms[i*wide:], s.labelHead[(root+h)*size:][:size])
				out[from+i] = c.Relations[best]
			}
		}
	}
}

// bestRelation gives the relation other than root whose form, the vector and
// a constant that follow each other, has the largest value at head.
func (m *Model) bestRelation(forms, head []float32) int {
	best, top := -1, float32(0)
	for r := range m.config.Relations {
		form := forms[r*(len(head)+1):][:len(head)+1]
		if v := dot(form, head) + form[len(head)]; r != m.root && (best < 0 || v > top) {
			best, top = r, v
		}
	}
	return best
}

func dot(x, y []float32) float32 {
	x = x[:len(y)]
	var a, b, c, d float32
	for len(y) >= 4 {
		a += float32(x[0] * y[0])
		b += float32(x[1] * y[1])
		c += float32(x[2] * y[2])
		d += float32(x[3] * y[3])
		x, y = x[4:], y[4:]
	}
	for i, v := range y {
		a += float32(x[i] * v)
	}
	return a + b + (c + d)
}

// argmax gives the place of the largest number, the first of equals.
func argmax(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}

// grow makes *p n long, with what it held or zeros.
func grow[T any](p *[]T, n int) []T {
	if cap(*p) < n {
		*p = make([]T, n+n/4)
	}
	*p = (*p)[:n]
	return *p
}
