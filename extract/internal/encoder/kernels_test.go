package encoder

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// onAll runs a test with all kernels that run here.
func onAll(t *testing.T, test func(t *testing.T, k *kernels, random *rand.Rand)) {
	for _, k := range available() {
		t.Run(k.name, func(t *testing.T) { test(t, k, rand.New(rand.NewPCG(7, 8))) })
	}
}

func floats(random *rand.Rand, n int, size float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(random.NormFloat64() * size)
	}
	return x
}

func copied[T any](x []T) []T { return append([]T(nil), x...) }

// equalBits tells whether two slices are equal to the bit.
func equalBits(t *testing.T, want, got []float32, message ...any) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		if math.Float32bits(want[i]) != math.Float32bits(got[i]) {
			assert.Equal(t, want[i], got[i], fmt.Sprint(append(message, " at ", i)...))
			return
		}
	}
}

func activationsOf(x []int16) activations {
	a := activations{small: x}
	a.widen()
	return a
}

func TestMultiplyInt8(t *testing.T) {
	onAll(t, func(t *testing.T, k *kernels, random *rand.Rand) {
		for _, inputs := range []int{16, 48, 96, 256, 384, 400, 1536, maxInputs} {
			for _, rows := range []int{6, 12, 18, 30} {
				x, weights := make([]int16, rows*inputs), make([]int8, inputs*Columns)
				for i := range x {
					x[i] = int16(random.IntN(2*quantiseMax+1) - quantiseMax)
				}
				for i := range weights {
					weights[i] = int8(random.IntN(256) - 128)
				}
				if rows == 6 { // the largest sums
					for i := range x {
						x[i] = quantiseMax
					}
					for i := range weights {
						weights[i] = -128
					}
				}
				const stride = Columns + 3
				sums := make([]int32, rows*stride)
				k.multiplyInt8(rows, inputs, activationsOf(x), weights, sums, stride)
				for r := range rows {
					for c := range stride {
						want := int64(0)
						for i := 0; i < inputs && c < Columns; i++ {
							want += int64(x[r*inputs+i]) * int64(weights[i/2*2*Columns+2*c+i%2])
						}
						require.Equal(t, want, int64(sums[r*stride+c]), "%d inputs, row %d column %d", inputs, r, c)
					}
				}
			}
		}
	})
}

func TestMultiplyFloat(t *testing.T) {
	onAll(t, func(t *testing.T, k *kernels, random *rand.Rand) {
		for _, n := range []int{1, 2, 3, 4, 5, 7, 32, 33, 192} {
			rows, stride := 18, n+5
			x, panel := floats(random, rows*stride, 1), floats(random, n*Columns, 1)
			const yStride = Columns + 2
			y := floats(random, rows*yStride, 1)
			want := copied(y)
			for r := range rows {
				for c := range Columns {
					sum := float32(0)
					for i := range n {
						sum += float32(x[r*stride+i] * panel[i*Columns+c])
					}
					want[r*yStride+c] = sum
				}
			}
			k.multiplyFloat(rows, n, x, stride, panel, y, yStride)
			equalBits(t, want, y, n)
		}
	})
}

func TestQuantise(t *testing.T) {
	onAll(t, func(t *testing.T, k *kernels, random *rand.Rand) {
		for _, n := range []int{16, 48, 384, 1536} {
			for _, size := range []float64{0, 1e-35, 1e-3, 1, 1e6} {
				x := floats(random, n, size)
				small, want := make([]int16, n), make([]int16, n)
				scale := k.quantise(small, x)
				assert.Equal(t, quantiseGo(want, x), scale)
				assert.Equal(t, want, small)
				for i, v := range small {
					require.LessOrEqual(t, math.Abs(float64(v)), float64(quantiseMax))
					require.InDelta(t, x[i], float32(v)*scale, float64(scale)*0.51)
				}
			}
		}
	})
}

func TestDequantise(t *testing.T) {
	onAll(t, func(t *testing.T, k *kernels, random *rand.Rand) {
		for _, n := range []int{16, 48, 1536} {
			sums := make([]int32, n)
			for i := range sums {
				sums[i] = int32(random.Uint32())
			}
			scales, bias := floats(random, n, 1e-3), floats(random, n, 1)
			y, want := make([]float32, n), make([]float32, n)
			k.dequantise(y, sums, scales, bias, 1e-4)
			dequantiseGo(want, sums, scales, bias, 1e-4)
			equalBits(t, want, y)
			assert.InDelta(t, float64(sums[0])*float64(scales[0])*1e-4+float64(bias[0]), y[0], 0.01*math.Abs(float64(y[0]))+1e-3)
		}
	})
}

func TestGELU(t *testing.T) {
	onAll(t, func(t *testing.T, k *kernels, random *rand.Rand) {
		x := append(floats(random, 4096, 3), 0, -0, 1, -1, 20, -20, 1e6, -1e6, 1e-30, -1e-30, 9.3, -9.3, 0.5, -0.5, 13, -13)
		y, want := copied(x), copied(x)
		k.gelu(y)
		geluGo(want)
		equalBits(t, want, y)
		for i, v := range x {
			exact := float64(v) * 0.5 * math.Erfc(-float64(v)/math.Sqrt2)
			require.InDelta(t, exact, y[i], 1e-6*max(1, math.Abs(float64(v))), "gelu(%v)", v)
		}
	})
}

func TestSoftmax(t *testing.T) {
	onAll(t, func(t *testing.T, k *kernels, random *rand.Rand) {
		for n := 1; n <= 70; n++ {
			row := floats(random, padTo(n, Columns), 20)
			x, want := copied(row), copied(row)
			k.softmax(row, n, 0.2)
			softmaxGo(want, n, 0.2)
			equalBits(t, want[:n], row[:n], n)
			top, sum := -math.MaxFloat64, 0.0
			for _, v := range x[:n] {
				top = max(top, float64(v)*0.2)
			}
			for _, v := range x[:n] {
				sum += math.Exp(float64(v)*0.2 - top)
			}
			for i, v := range x[:n] {
				require.InDelta(t, math.Exp(float64(v)*0.2-top)/sum, row[i], 1e-5)
			}
		}
	})
}

func TestAddNorm(t *testing.T) {
	onAll(t, func(t *testing.T, k *kernels, random *rand.Rand) {
		for _, n := range []int{16, 48, 384} {
			x, y := floats(random, n, 3), floats(random, n, 1)
			gain, bias := floats(random, n, 1), floats(random, n, 1)
			got, want := copied(x), copied(x)
			k.addNorm(got, y, gain, bias)
			addNormGo(want, y, gain, bias)
			equalBits(t, want, got)
			mean, variance := 0.0, 0.0
			for i := range x {
				mean += float64(x[i]+y[i]) / float64(n)
			}
			for i := range x {
				variance += math.Pow(float64(x[i]+y[i])-mean, 2) / float64(n)
			}
			for i := range x {
				exact := (float64(x[i]+y[i])-mean)/math.Sqrt(variance)*float64(gain[i]) + float64(bias[i])
				require.InDelta(t, exact, got[i], 1e-4)
			}
		}
	})
}

func padTo(n, to int) int { return (n + to - 1) / to * to }

func TestLinearIsTheProduct(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	const inputs, outputs, rows = 48, 32, 200
	l := Linear{Inputs: inputs, Outputs: outputs, Weights: make([]int8, inputs*outputs), Scale: floats(random, outputs, 0.01), Bias: floats(random, outputs, 1)}
	for i := range l.Weights {
		l.Weights[i] = int8(random.IntN(255) - 127)
	}
	require.NoError(t, l.Check())
	x, y := floats(random, rows*inputs, 1), make([]float32, rows*outputs)
	l.Apply(new(Scratch), rows, x, y)
	for r := range rows {
		for o := range outputs {
			sum := 0.0
			for i := range inputs {
				w := l.Weights[o/Columns*Columns*inputs+i/2*2*Columns+o%Columns*2+i%2]
				sum += float64(x[r*inputs+i]) * float64(w)
			}
			require.InDelta(t, sum*float64(l.Scale[o])+float64(l.Bias[o]), y[r*outputs+o], 0.05)
		}
	}
	part := make([]float32, outputs)
	l.Apply(&Scratch{Path: "go"}, 1, x[150*inputs:], part)
	equalBits(t, y[150*outputs:151*outputs], part)
}

func BenchmarkKernels(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	const rows, inputs = blockRows, 384
	for _, k := range available() {
		b.Run("multiplyInt8/"+k.name, func(b *testing.B) {
			x, weights, sums := activationsOf(make([]int16, rows*inputs)), make([]int8, inputs*Columns), make([]int32, rows*Columns)
			for b.Loop() {
				k.multiplyInt8(rows, inputs, x, weights, sums, Columns)
			}
			b.ReportMetric(float64(rows*inputs*Columns*b.N)/b.Elapsed().Seconds()/1e9, "Gmac/s")
		})
		b.Run("gelu/"+k.name, func(b *testing.B) {
			x := floats(random, 1536, 1)
			for b.Loop() {
				k.gelu(x)
			}
		})
	}
}
