package encoder

import "math"

type attentionScratch struct{ scores, keys, values, out []float32 }

// attend computes the attention of one sequence. qkv holds queries, keys and
// values of its rows side by side, padded by some rows that may be read but do
// not count; ctx gets the result.
func attend(s *Scratch, qkv, ctx []float32, rows, width, heads int) {
	k := s.kernels()
	size := width / heads
	stride := 3 * width
	padded, wide := padRows(rows), (rows+Columns-1)/Columns*Columns
	a := &s.att
	scores := grow(&a.scores, padded*wide)
	keys := grow(&a.keys, wide*size)
	values := grow(&a.values, rows*size)
	out := grow(&a.out, padded*size)
	scale := float32(1 / math.Sqrt(float64(size)))
	for h := range heads {
		packKeys(keys, qkv[width+h*size:], rows, size, stride)
		packColumns(values, qkv[2*width+h*size:], rows, size, stride)
		for c := 0; c < wide; c += Columns {
			k.multiplyFloat(padded, size, qkv[h*size:], stride, keys[c*size:], scores[c:], wide)
		}
		for r := range rows {
			k.softmax(scores[r*wide:(r+1)*wide], rows, scale)
		}
		for c := 0; c < size; c += Columns {
			k.multiplyFloat(padded, rows, scores, wide, values[c*rows:], out[c:], size)
		}
		for r := range rows {
			copy(ctx[r*width+h*size:][:size], out[r*size:])
		}
	}
}

// packKeys turns rows into panels of 16 rows: [rows/16][size][16].
func packKeys(panels, x []float32, rows, size, stride int) {
	for r := range rows {
		to := panels[r/Columns*Columns*size+r%Columns:]
		for i, v := range x[r*stride : r*stride+size] {
			to[i*Columns] = v
		}
	}
}

// packColumns turns columns into panels of 16: [size/16][rows][16].
func packColumns(panels, x []float32, rows, size, stride int) {
	for c := 0; c < size; c += Columns {
		for r := range rows {
			copy(panels[(c*rows + r*Columns):][:Columns], x[r*stride+c:])
		}
	}
}

// Product writes the products of every row of x with every row of y, size
// numbers each, to z, which has stride numbers between rows. x and z have
// room for a multiple of six rows, and stride is a multiple of 16.
func Product(s *Scratch, x []float32, xRows int, y []float32, yRows, size int, z []float32, stride int) {
	k := s.kernels()
	wide := (yRows + Columns - 1) / Columns * Columns
	panels := grow(&s.panel, wide*size)
	packKeys(panels, y, yRows, size, size)
	for c := 0; c < wide; c += Columns {
		k.multiplyFloat(padRows(xRows), size, x, size, panels[c*size:], z[c:], stride)
	}
}

// GELU replaces each x by x Φ(x); len(x) is a multiple of 16.
func GELU(s *Scratch, x []float32) { s.kernels().gelu(x) }
