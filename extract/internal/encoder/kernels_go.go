package encoder

import "math"

// portable holds the kernels in plain Go.
var portable = kernels{
	name:          "go",
	wide:          true,
	multiplyInt8:  multiplyInt8Go,
	multiplyFloat: multiplyFloatGo,
	quantise:      quantiseGo,
	dequantise:    dequantiseGo,
	gelu:          geluGo,
	softmax:       softmaxGo,
	addNorm:       addNormGo,
}

// chunk is how many inputs multiplyInt8Go takes at a time. It is the largest
// power of two for which two sums fit a float64, and the weights of a chunk,
// spread, stay in the first-level cache.
const chunk = 256

// spreadRow holds the weights of one input for the 16 columns of a panel, two
// a number: five floats and then three integers, since a processor multiplies
// floats and integers at the same time. floatBits and intBits are how far apart
// the two lie.
type spreadRow struct {
	floats [5]float64
	ints   [3]int64
}

const (
	floatBits = 27
	intBits   = 32
	inFloats  = 2 * len(spreadRow{}.floats) // columns
)

// multiplyInt8Go keeps two sums in each number: a product of an activation with
// two weights, one of them times a power of two, adds to both at once. A sum
// over a chunk is below 2^26, so both fit the 53 bits of a float64 exactly,
// nothing is ever rounded, and a processor may fuse multiply and add as it likes.
func multiplyInt8Go(rows, inputs int, x activations, weights []int8, sums []int32, stride int) {
	var spread [chunk]spreadRow
	for from := 0; from < inputs; from += chunk {
		n := min(chunk, inputs-from)
		spreadWeights(spread[:n], weights[from*Columns:])
		for r := range rows {
			y := (*[Columns]int32)(sums[r*stride:])
			if from == 0 {
				clear(y[:])
			}
			at := r*inputs + from
			multiplySpread(x.small[at:at+n], x.wide[at:at+n], spread[:n], y)
		}
	}
}

// spreadWeights takes the weights of pairs of inputs, in the order of a panel.
func spreadWeights(spread []spreadRow, weights []int8) {
	for i := 0; i+1 < len(spread); i += 2 {
		w := (*[2 * Columns]int8)(weights[i*Columns:])
		a, b := &spread[i], &spread[i+1]
		for p := range a.floats {
			a.floats[p] = float64(int(w[4*p]) + int(w[4*p+2])<<floatBits)
			b.floats[p] = float64(int(w[4*p+1]) + int(w[4*p+3])<<floatBits)
		}
		for p := range a.ints {
			a.ints[p] = int64(w[2*inFloats+4*p]) + int64(w[2*inFloats+4*p+2])<<intBits
			b.ints[p] = int64(w[2*inFloats+4*p+1]) + int64(w[2*inFloats+4*p+3])<<intBits
		}
	}
}

// multiplySpread adds the products of a row, given twice, with a panel to y.
func multiplySpread(x []int16, wide []float64, spread []spreadRow, y *[Columns]int32) {
	var f0, f1, f2, f3, f4 float64
	var i0, i1, i2 int64
	wide, spread = wide[:len(x)], spread[:len(x)]
	for i, small := range x {
		v, u, w := wide[i], int64(small), &spread[i]
		f0 += v * w.floats[0]
		i0 += u * w.ints[0]
		f1 += v * w.floats[1]
		i1 += u * w.ints[1]
		f2 += v * w.floats[2]
		i2 += u * w.ints[2]
		f3 += v * w.floats[3]
		f4 += v * w.floats[4]
	}
	for i, f := range [...]float64{f0, f1, f2, f3, f4} {
		unpair(y[2*i:], int64(f), floatBits)
	}
	for i, p := range [...]int64{i0, i1, i2} {
		unpair(y[inFloats+2*i:], p, intBits)
	}
}

// unpair adds the two sums that a number holds. The lower sum has a sign and so
// may have borrowed one from the upper.
func unpair(y []int32, p int64, bits int) {
	low := p << (64 - bits) >> (64 - bits)
	y[0] += int32(low)
	y[1] += int32((p - low) >> bits)
}

func multiplyFloatGo(rows, n int, x []float32, xStride int, panel []float32, y []float32, yStride int) {
	for r := 0; r < rows; r += 2 {
		a, b := x[r*xStride:][:n], x[(r+1)*xStride:][:n]
		for c := 0; c < Columns; c += 4 {
			multiplyRows(a, b, panel[c:], y[r*yStride+c:], y[(r+1)*yStride+c:])
		}
	}
}

// multiplyRows multiplies two rows by four columns of a panel.
func multiplyRows(a, b, panel, y, z []float32) {
	var a0, a1, a2, a3, b0, b1, b2, b3 float32
	b = b[:len(a)]
	for i, u := range a {
		w := (*[4]float32)(panel[i*Columns:])
		v := b[i]
		a0 += float32(u * w[0])
		a1 += float32(u * w[1])
		a2 += float32(u * w[2])
		a3 += float32(u * w[3])
		b0 += float32(v * w[0])
		b1 += float32(v * w[1])
		b2 += float32(v * w[2])
		b3 += float32(v * w[3])
	}
	*(*[4]float32)(y) = [4]float32{a0, a1, a2, a3}
	*(*[4]float32)(z) = [4]float32{b0, b1, b2, b3}
}

const signBit = 1 << 31

// quantiseMax is the largest magnitude of an activation: 12 bits with sign.
const quantiseMax = 2047

func quantiseGo(small []int16, x []float32) float32 {
	var largest uint32 // the bits of floats without sign are in their order
	for _, v := range x {
		largest = max(largest, math.Float32bits(v)&^signBit)
	}
	top := max(math.Float32frombits(largest), 1e-30)
	factor := quantiseMax / top
	small = small[:len(x)]
	for i, v := range x {
		// Adding 1.5*2^23 leaves the nearest integer in the low bits, ties to even.
		small[i] = int16(int32(math.Float32bits(float32(v*factor)+12582912)) - 0x4b400000)
	}
	return top / quantiseMax
}

func dequantiseGo(y []float32, sums []int32, weightScale, bias []float32, scale float32) {
	sums, weightScale, bias = sums[:len(y)], weightScale[:len(y)], bias[:len(y)]
	for i := range y {
		y[i] = float32(float32(sums[i])*float32(weightScale[i]*scale)) + bias[i]
	}
}

// exp is e to the x by range reduction and a polynomial, good to about two
// units in the last place for x in [-87.3, 0].
func exp(x float32) float32 {
	if x < -87.3 {
		x = -87.3
	}
	// Adding 1.5*2^23 rounds to the nearest integer, ties to even.
	shifted := float32(x*math.Log2E) + 12582912
	n := shifted - 12582912
	x -= float32(n * 0.693359375)
	x -= float32(n * -2.12194440e-4)
	return math.Float32frombits(math.Float32bits(expPolynomial(x)) + math.Float32bits(shifted)<<23)
}

// expPolynomial is e to the x for small x.
func expPolynomial(x float32) float32 {
	p := float32(1.9875691500e-4 * x)
	p = float32((p + 1.3981999507e-3) * x)
	p = float32((p + 8.3334519073e-3) * x)
	p = float32((p + 4.1665795894e-2) * x)
	p = float32((p + 1.6666665459e-1) * x)
	p = float32((p + 5.0000001201e-1) * x)
	return float32((p+1)*x) + 1
}

// geluGo computes the error function by formula 7.1.26 of Abramowitz and
// Stegun, good to about 4e-7 here. It gives the result the sign of x by its
// bit, since half of all branches on it would be foreseen wrong.
func geluGo(x []float32) {
	for i, v := range x {
		bits := math.Float32bits(v)
		z := float32(math.Float32frombits(bits&^signBit) * (1 / math.Sqrt2))
		t := 1 / (1 + float32(0.3275911*z))
		p := float32(1.061405429 * t)
		p = float32((p - 1.453152027) * t)
		p = float32((p + 1.421413741) * t)
		p = float32((p - 0.284496736) * t)
		p = float32((p + 0.254829592) * t)
		e := 1 - float32(p*exp(-float32(z*z)))
		e = math.Float32frombits(math.Float32bits(e) ^ bits&signBit)
		x[i] = float32(0.5*v) * (1 + e)
	}
}

// padRow makes what follows the n numbers of a row count for nothing.
func padRow(row []float32, n int) {
	for i := range row[n:] {
		row[n+i] = -math.MaxFloat32
	}
}

func softmaxGo(row []float32, n int, scale float32) {
	padRow(row, n)
	top := row[0]
	for _, v := range row[:n] {
		top = max(top, v)
	}
	top = float32(top * scale)
	for i, v := range row {
		row[i] = exp(float32(v*scale) - top)
	}
	factor := 1 / sum8(row)
	for i := range row {
		row[i] *= factor
	}
}

// sum8 adds in eight lanes, as the registers of the assembly do; len(x) is a
// multiple of eight.
func sum8(x []float32) float32 {
	var s0, s1, s2, s3, s4, s5, s6, s7 float32
	for i := 0; i+8 <= len(x); i += 8 {
		v := (*[8]float32)(x[i:])
		s0 += v[0]
		s1 += v[1]
		s2 += v[2]
		s3 += v[3]
		s4 += v[4]
		s5 += v[5]
		s6 += v[6]
		s7 += v[7]
	}
	return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7))
}

// sumSquares8 adds the squares of the distances from mean like sum8.
func sumSquares8(x []float32, mean float32) float32 {
	var sum [8]float32
	for i := 0; i+8 <= len(x); i += 8 {
		v := (*[8]float32)(x[i:])
		for j := range sum {
			d := v[j] - mean
			sum[j] += float32(d * d)
		}
	}
	return sum8(sum[:])
}

// normEpsilon keeps the variance of a layer normalisation from zero.
const normEpsilon = 1e-12

func addNormGo(x, y, gain, bias []float32) {
	y, gain, bias = y[:len(x)], gain[:len(x)], bias[:len(x)]
	for i, v := range y {
		x[i] += v
	}
	mean := sum8(x) / float32(len(x))
	variance := sumSquares8(x, mean) / float32(len(x))
	factor := 1 / float32(math.Sqrt(float64(variance+normEpsilon)))
	for i, v := range x {
		x[i] = float32(float32((v-mean)*factor)*gain[i]) + bias[i]
	}
}
