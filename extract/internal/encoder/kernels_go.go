package encoder

import "math"

// portable holds the kernels in plain Go.
var portable = kernels{
	name:          "go",
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

// A panel has pairs of columns; pairBits is how far apart the two sums of a
// float64 lie.
const (
	pairs    = Columns / 2
	pairBits = 27
)

// multiplyInt8Go keeps two sums in each float64: a product of an activation
// with two weights, one of them times 2^27, adds to both at once. A sum over a
// chunk is below 2^26, so both fit the 53 bits exactly, nothing is ever
// rounded, and a processor may fuse multiply and add as it likes.
func multiplyInt8Go(rows, inputs int, x []int16, weights []int8, sums []int32, stride int) {
	var spread [chunk * pairs]float64
	for from := 0; from < inputs; from += chunk {
		n := min(chunk, inputs-from)
		spreadWeights(spread[:n*pairs], weights[from*Columns:])
		for r := range rows {
			y := (*[Columns]int32)(sums[r*stride:])
			if from == 0 {
				clear(y[:])
			}
			multiplyPairs(x[r*inputs+from:][:n], spread[:n*pairs], y)
		}
	}
}

// spreadWeights writes [input][pairs]float64.
func spreadWeights(spread []float64, weights []int8) {
	for i := 0; i < len(spread); i += 2 * pairs {
		w := (*[2 * Columns]int8)(weights[i/pairs*Columns:])
		s := (*[2 * pairs]float64)(spread[i:])
		for p := range pairs {
			s[p] = float64(int(w[4*p]) + int(w[4*p+2])<<pairBits)
			s[p+pairs] = float64(int(w[4*p+1]) + int(w[4*p+3])<<pairBits)
		}
	}
}

// multiplyPairs adds the products of a row with a panel to y. Eight sums, a
// number and a product are as many registers as there are.
func multiplyPairs(x []int16, spread []float64, y *[Columns]int32) {
	var s0, s1, s2, s3, s4, s5, s6, s7 float64
	for len(x) >= 2 && len(spread) >= 2*pairs {
		v, w := float64(x[0]), (*[2 * pairs]float64)(spread)
		s0 += v * w[0]
		s1 += v * w[1]
		s2 += v * w[2]
		s3 += v * w[3]
		s4 += v * w[4]
		s5 += v * w[5]
		s6 += v * w[6]
		s7 += v * w[7]
		v = float64(x[1])
		s0 += v * w[8]
		s1 += v * w[9]
		s2 += v * w[10]
		s3 += v * w[11]
		s4 += v * w[12]
		s5 += v * w[13]
		s6 += v * w[14]
		s7 += v * w[15]
		x, spread = x[2:], spread[2*pairs:]
	}
	unpair(y, &[pairs]float64{s0, s1, s2, s3, s4, s5, s6, s7})
}

// unpair adds the sums that pairs hold. The lower sum has a sign and so may
// have borrowed one from the upper.
func unpair(y *[Columns]int32, sums *[pairs]float64) {
	for i, f := range sums {
		p := int64(f)
		low := p << (64 - pairBits) >> (64 - pairBits)
		y[2*i] += int32(low)
		y[2*i+1] += int32((p - low) >> pairBits)
	}
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

// quantiseMax is the largest magnitude of an activation: 12 bits with sign.
const quantiseMax = 2047

func quantiseGo(small []int16, x []float32) float32 {
	var top float32
	for _, v := range x {
		top = max(top, max(v, -v))
	}
	if top < 1e-30 {
		top = 1e-30
	}
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
	x = max(x, -87.3)
	// Adding 1.5*2^23 rounds to the nearest integer, ties to even.
	shifted := float32(x*math.Log2E) + 12582912
	n := shifted - 12582912
	x -= float32(n * 0.693359375)
	x -= float32(n * -2.12194440e-4)
	p := float32(1.9875691500e-4 * x)
	p = float32((p + 1.3981999507e-3) * x)
	p = float32((p + 8.3334519073e-3) * x)
	p = float32((p + 4.1665795894e-2) * x)
	p = float32((p + 1.6666665459e-1) * x)
	p = float32((p + 5.0000001201e-1) * x)
	p = float32((p + 1) * x)
	p += 1
	return math.Float32frombits(math.Float32bits(p) + math.Float32bits(shifted)<<23)
}

// geluGo computes the error function by formula 7.1.26 of Abramowitz and
// Stegun, good to about 4e-7 here.
func geluGo(x []float32) {
	for i, v := range x {
		z := float32(max(v, -v) * (1 / math.Sqrt2))
		t := 1 / (1 + float32(0.3275911*z))
		p := float32(1.061405429 * t)
		p = float32((p - 1.453152027) * t)
		p = float32((p + 1.421413741) * t)
		p = float32((p - 0.284496736) * t)
		p = float32((p + 0.254829592) * t)
		e := 1 - float32(p*exp(-float32(z*z)))
		if v < 0 {
			e = -e
		}
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
