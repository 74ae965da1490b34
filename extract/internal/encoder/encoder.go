// Package encoder runs a small transformer encoder over sentences: a
// word-piece tokenizer and the forward pass, with 8-bit weights and kernels
// in plain Go and, on arm64 and on amd64 with AVX2, in assembly.
//
// [Tokenizer.NewSequence] cuts the words of a sentence to pieces, [Sequence.Then]
// puts sentences together that are read at once; [Encoder.Encode] gives a vector
// for each word. The weights come from
// package model. The layers follow BERT: attention and feed-forward, each with
// a residual and a layer normalisation after it.
package encoder

import "fmt"

// Layer is one layer of the encoder. QKV gives query, key and value side by
// side; Inner and Outer are the two halves of the feed-forward part.
type Layer struct {
	QKV, Attention, Inner, Outer Linear
	AttentionNorm, OuterNorm     Norm
}

// Encoder holds the weights; it is read-only and safe to share.
type Encoder struct {
	Width, Heads   int
	Embedding      []uint8   // [pieces][Width/2], two indexes of Levels a byte, the first in the lower bits
	EmbeddingScale []float32 // [pieces]
	Levels         []float32 // [16]
	Position       []float32 // [MaxPieces][Width], with the token type added
	Shape          []float32 // [shapes][Width]
	Norm           Norm
	Layers         []Layer
	Tap            int // number of layers, but not all, after which Scratch.Tapped keeps the vectors; 0: never
}

// Check tells what is wrong with the sizes of e.
func (e *Encoder) Check() error {
	w := e.Width
	switch {
	case w <= 0 || w%Columns != 0 || e.Heads <= 0 || w%(e.Heads*Columns) != 0:
		return fmt.Errorf("width %d with %d heads", w, e.Heads)
	case len(e.EmbeddingScale) <= endPiece || len(e.Embedding) != len(e.EmbeddingScale)*w/2 || len(e.Levels) != 16:
		return fmt.Errorf("%d embeddings of %d levels", len(e.EmbeddingScale), len(e.Levels))
	case len(e.Position) != MaxPieces*w || len(e.Shape) < shapeCount*w:
		return fmt.Errorf("%d positions, %d shapes", len(e.Position)/w, len(e.Shape)/w)
	}
	if e.Tap < 0 || e.Tap > 0 && e.Tap >= len(e.Layers) {
		return fmt.Errorf("tap after %d layers of %d", e.Tap, len(e.Layers))
	}
	if err := e.Norm.check(w); err != nil {
		return err
	}
	for i := range e.Layers {
		if err := e.Layers[i].check(w); err != nil {
			return fmt.Errorf("layer %d: %w", i, err)
		}
	}
	return nil
}

func (l *Layer) check(width int) error {
	for _, x := range []struct {
		l       *Linear
		in, out int
	}{{&l.QKV, width, 3 * width}, {&l.Attention, width, width}, {&l.Inner, width, l.Outer.Inputs}, {&l.Outer, l.Inner.Outputs, width}} {
		if err := x.l.Check(); err != nil {
			return err
		}
		if x.l.Inputs != x.in || x.l.Outputs != x.out {
			return fmt.Errorf("%d x %d weights, want %d x %d", x.l.Outputs, x.l.Inputs, x.out, x.in)
		}
	}
	if err := l.AttentionNorm.check(width); err != nil {
		return err
	}
	return l.OuterNorm.check(width)
}

func (n *Norm) check(width int) error {
	if len(n.Gain) != width || len(n.Bias) != width {
		return fmt.Errorf("norm of %d and %d, want %d", len(n.Gain), len(n.Bias), width)
	}
	return nil
}

// Encode gives the vectors of the root and of the words of each sentence of the
// sequences, those of their first pieces, one row each, in order. Every sequence has at most
// MaxPieces pieces. The result lives in s until its next use. A sequence's
// vectors do not depend on the others.
func (e *Encoder) Encode(s *Scratch, sequences []Sequence) []float32 {
	rows := 0
	for _, q := range sequences {
		rows += len(q.Pieces)
	}
	w, room := e.Width, padRows(rows)+Columns
	x := grow(&s.x, room*w)
	grow(&s.y, room*w)
	grow(&s.qkv, room*3*w)
	grow(&s.ctx, room*w)
	at := 0
	for _, q := range sequences {
		e.embed(s, q, x[at*w:])
		at += len(q.Pieces)
	}
	for i := range e.Layers {
		e.attend(s, &e.Layers[i], sequences, rows)
		if i+1 == len(e.Layers) { // nobody asks for the other rows
			firstPieces(s.ctx, s.ctx, w, sequences)
			rows = firstPieces(x, x, w, sequences)
		}
		e.feedForward(s, &e.Layers[i], rows)
		if i+1 == e.Tap {
			firstPieces(grow(&s.Tapped, rows*w), x, w, sequences)
		}
	}
	return x[:rows*w]
}

// firstPieces copies the rows of roots and of words' first pieces from x to,
// which may be x, and gives their number.
func firstPieces(to, x []float32, width int, sequences []Sequence) int {
	rows := 0
	for _, q := range sequences {
		for _, at := range q.First {
			copy(to[rows*width:], x[int(at)*width:(int(at)+1)*width])
			rows++
		}
		x = x[len(q.Pieces)*width:]
	}
	return rows
}

// embed writes the sum of the vectors of piece, place and shape, normalised.
func (e *Encoder) embed(s *Scratch, q Sequence, x []float32) {
	w := e.Width
	zero := grow(&s.mid, w)
	clear(zero)
	levels := (*[16]float32)(e.Levels)
	for i, id := range q.Pieces {
		row := x[i*w : (i+1)*w]
		scale := e.EmbeddingScale[id]
		position := e.Position[i*w : (i+1)*w]
		shape := e.Shape[int(q.Shapes[i])*w:][:w]
		for j, pair := range e.Embedding[int(id)*w/2:][:w/2] {
			row[2*j] = float32(levels[pair&15]*scale) + position[2*j] + shape[2*j]
			row[2*j+1] = float32(levels[pair>>4]*scale) + position[2*j+1] + shape[2*j+1]
		}
		s.kernels().addNorm(row, zero, e.Norm.Gain, e.Norm.Bias)
	}
}

// attend writes the attention of a layer to s.ctx.
func (e *Encoder) attend(s *Scratch, l *Layer, sequences []Sequence, rows int) {
	w := e.Width
	l.QKV.Apply(s, rows, s.x, s.qkv)
	at := 0
	for _, q := range sequences {
		attend(s, s.qkv[at*3*w:], s.ctx[at*w:], len(q.Pieces), w, e.Heads)
		at += len(q.Pieces)
	}
}

// feedForward does the rest of a layer, on s.ctx and s.x.
func (e *Encoder) feedForward(s *Scratch, l *Layer, rows int) {
	k := s.kernels()
	w := e.Width
	for from := 0; from < rows; from += blockRows {
		n := min(blockRows, rows-from)
		x, y := s.x[from*w:(from+n)*w], s.y[from*w:(from+n)*w]
		l.Attention.Apply(s, n, s.ctx[from*w:], y)
		addNorms(k, x, y, &l.AttentionNorm)
		mid := grow(&s.mid, n*l.Inner.Outputs)
		l.Inner.Apply(s, n, x, mid)
		k.gelu(mid)
		l.Outer.Apply(s, n, mid, y)
		addNorms(k, x, y, &l.OuterNorm)
	}
}

// addNorms replaces each row of x by the normalisation of its sum with y's.
func addNorms(k *kernels, x, y []float32, n *Norm) {
	w := len(n.Gain)
	for i := 0; i < len(x); i += w {
		k.addNorm(x[i:i+w], y[i:i+w], n.Gain, n.Bias)
	}
}
