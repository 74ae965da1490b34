//go:build amd64 && !noasm

package encoder

import "golang.org/x/sys/cpu"

// avx2 holds the kernels in assembly, for AVX2.
var avx2 = kernels{
	name:          "avx2",
	multiplyInt8:  multiplyInt8With(multiplyInt8AVX2),
	multiplyFloat: multiplyFloatAsm,
	quantise:      quantiseAsm,
	dequantise:    dequantiseAsm,
	gelu:          geluAsm,
	softmax:       softmaxAsm,
	addNorm:       addNormAsm,
}

// vnni does the integer products with AVX-512 VNNI, to the same bits.
var vnni = func() kernels {
	k := avx2
	k.name, k.multiplyInt8 = "vnni", multiplyInt8With(multiplyInt8VNNI)
	return k
}()

// best gives the fastest kernels that run here.
func best() *kernels {
	switch {
	case !cpu.X86.HasAVX2:
		return &portable
	case !cpu.X86.HasAVX512F || !cpu.X86.HasAVX512BW || !cpu.X86.HasAVX512VNNI:
		return &avx2
	}
	return &vnni
}

// available gives all kernels that run here, the fastest last.
func available() []*kernels {
	switch best() {
	case &portable:
		return []*kernels{&portable}
	case &avx2:
		return []*kernels{&portable, &avx2}
	}
	return []*kernels{&portable, &avx2, &vnni}
}

// The functions below are in kernels_amd64.s. They check nothing: the Go
// functions that call them hold the slices to the sizes they need.

//go:noescape
func multiplyInt8AVX2(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)

//go:noescape
func multiplyInt8VNNI(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)

//go:noescape
func multiplyFloatAVX2(blocks, n int, x *float32, xStride int, panel, y *float32, yStride int)

//go:noescape
func quantiseAVX2(small *int16, x *float32, n int) float32

//go:noescape
func dequantiseAVX2(y *float32, sums *int32, weightScale, bias *float32, scale float32, n int)

//go:noescape
func geluAVX2(x *float32, n int)

//go:noescape
func softmaxAVX2(row *float32, n int, scale float32)

//go:noescape
func addNormAVX2(x, y, gain, bias *float32, n int)

func multiplyInt8With(multiply func(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)) func(rows, inputs int, x []int16, weights []int8, sums []int32, stride int) {
	return func(rows, inputs int, x []int16, weights []int8, sums []int32, stride int) {
		if rows == 0 {
			return
		}
		_, _, _ = x[rows*inputs-1], weights[inputs*Columns-1], sums[(rows-1)*stride+Columns-1]
		multiply(rows/tileRows, inputs, &x[0], &weights[0], &sums[0], stride)
	}
}

func multiplyFloatAsm(rows, n int, x []float32, xStride int, panel []float32, y []float32, yStride int) {
	if rows == 0 || n == 0 {
		return
	}
	_, _, _ = x[(rows-1)*xStride+n-1], panel[n*Columns-1], y[(rows-1)*yStride+Columns-1]
	multiplyFloatAVX2(rows/tileRows, n, &x[0], xStride, &panel[0], &y[0], yStride)
}

func quantiseAsm(small []int16, x []float32) float32 {
	small = small[:len(x)]
	return quantiseAVX2(&small[0], &x[0], len(x))
}

func dequantiseAsm(y []float32, sums []int32, weightScale, bias []float32, scale float32) {
	n := len(y)
	sums, weightScale, bias = sums[:n], weightScale[:n], bias[:n]
	dequantiseAVX2(&y[0], &sums[0], &weightScale[0], &bias[0], scale, n)
}

func geluAsm(x []float32) { geluAVX2(&x[0], len(x)) }

func softmaxAsm(row []float32, n int, scale float32) {
	padRow(row, n)
	softmaxAVX2(&row[0], len(row), scale)
}

func addNormAsm(x, y, gain, bias []float32) {
	n := len(x)
	y, gain, bias = y[:n], gain[:n], bias[:n]
	addNormAVX2(&x[0], &y[0], &gain[0], &bias[0], n)
}
