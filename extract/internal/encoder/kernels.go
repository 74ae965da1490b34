package encoder

// tileRows is how many rows the kernels take at a time.
const tileRows = 6

// kernels are the inner loops, in plain Go and in assembly. All give the same
// numbers to the bit, on every processor, so that the graph made of an article
// does not depend on where it was made: each product is rounded before it is
// added (in Go the conversion float32(x*y) says so), and sums run in one order.
type kernels struct {
	name string

	// wide tells that multiplyInt8 wants the activations as floats too.
	wide bool

	// multiplyInt8 multiplies rows (a multiple of tileRows) of 12-bit activations,
	// inputs wide, by one panel of 16 columns of weights into sums, which has
	// the given number of integers between rows.
	multiplyInt8 func(rows, inputs int, x activations, weights []int8, sums []int32, stride int)

	// multiplyFloat multiplies rows (a multiple of tileRows) of x by a panel [n][16].
	multiplyFloat func(rows, n int, x []float32, xStride int, panel []float32, y []float32, yStride int)

	// quantise rounds x to integers of 12 bits and gives their scale.
	quantise func(small []int16, x []float32) float32

	// dequantise writes y = sums * weightScale * scale + bias.
	dequantise func(y []float32, sums []int32, weightScale, bias []float32, scale float32)

	// gelu replaces each x by x Φ(x).
	gelu func(x []float32)

	// softmax replaces row[:n] by the softmax of its product with scale and
	// spoils what follows; len(row) is a multiple of 16.
	softmax func(row []float32, n int, scale float32)

	// addNorm replaces x by the layer normalisation of x + y.
	addNorm func(x, y, gain, bias []float32)
}

// activations are rows of integers of 12 bits.
type activations struct {
	small []int16
	wide  []float64 // the same numbers
}

// widen fills wide.
func (a *activations) widen() {
	wide := grow(&a.wide, len(a.small))
	for i, v := range a.small {
		wide[i] = float64(v)
	}
}

// Scratch is the working memory of one goroutine. The zero value is ready.
type Scratch struct {
	// Path names the kernels to use, one of Paths; empty means the fastest.
	Path string
	// Tapped holds what the last Encode would have given after Encoder.Tap layers.
	Tapped []float32

	rounded             activations
	scale               []float32
	sums                []int32
	x, y, qkv, ctx, mid []float32
	att                 attentionScratch
	panel               []float32
}

func (s *Scratch) kernels() *kernels {
	if s.Path != "" {
		for _, k := range available() {
			if k.name == s.Path {
				return k
			}
		}
	}
	return best()
}

// Paths names the kernels that run on this processor: "go", then on amd64
// "sse2", and "avx2" and "vnni" where they can, on arm64 "neon". All give the
// same numbers.
func Paths() []string {
	var names []string
	for _, k := range available() {
		names = append(names, k.name)
	}
	return names
}
