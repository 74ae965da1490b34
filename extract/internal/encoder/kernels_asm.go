//go:build (amd64 || arm64) && !noasm

package encoder

// vector makes kernels in assembly of those that all processors of an
// architecture share and of one that multiplies integers.
func vector(name string, multiplyInt8 func(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)) kernels {
	return kernels{
		name:          name,
		multiplyInt8:  multiplyInt8With(multiplyInt8),
		multiplyFloat: multiplyFloatAsm,
		quantise:      quantiseAsm,
		dequantise:    dequantiseAsm,
		gelu:          geluAsm,
		softmax:       softmaxAsm,
		addNorm:       addNormAsm,
	}
}

// The functions below are in kernels_amd64.s and kernels_arm64.s. They check
// nothing: the Go functions that call them hold the slices to the sizes they
// need.

//go:noescape
func multiplyFloatVector(blocks, n int, x *float32, xStride int, panel, y *float32, yStride int)

//go:noescape
func quantiseVector(small *int16, x *float32, n int) float32

//go:noescape
func dequantiseVector(y *float32, sums *int32, weightScale, bias *float32, scale float32, n int)

//go:noescape
func geluVector(x *float32, n int)

//go:noescape
func softmaxVector(row *float32, n int, scale float32)

//go:noescape
func addNormVector(x, y, gain, bias *float32, n int)

func multiplyInt8With(multiply func(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)) func(rows, inputs int, x activations, weights []int8, sums []int32, stride int) {
	return func(rows, inputs int, x activations, weights []int8, sums []int32, stride int) {
		if rows == 0 {
			return
		}
		_, _, _ = x.small[rows*inputs-1], weights[inputs*Columns-1], sums[(rows-1)*stride+Columns-1]
		multiply(rows/tileRows, inputs, &x.small[0], &weights[0], &sums[0], stride)
	}
}

func multiplyFloatAsm(rows, n int, x []float32, xStride int, panel []float32, y []float32, yStride int) {
	if rows == 0 || n == 0 {
		return
	}
	_, _, _ = x[(rows-1)*xStride+n-1], panel[n*Columns-1], y[(rows-1)*yStride+Columns-1]
	multiplyFloatVector(rows/tileRows, n, &x[0], xStride, &panel[0], &y[0], yStride)
}

func quantiseAsm(small []int16, x []float32) float32 {
	small = small[:len(x)]
	return quantiseVector(&small[0], &x[0], len(x))
}

func dequantiseAsm(y []float32, sums []int32, weightScale, bias []float32, scale float32) {
	n := len(y)
	sums, weightScale, bias = sums[:n], weightScale[:n], bias[:n]
	dequantiseVector(&y[0], &sums[0], &weightScale[0], &bias[0], scale, n)
}

func geluAsm(x []float32) { geluVector(&x[0], len(x)) }

func softmaxAsm(row []float32, n int, scale float32) {
	padRow(row, n)
	softmaxVector(&row[0], len(row), scale)
}

func addNormAsm(x, y, gain, bias []float32) {
	n := len(x)
	y, gain, bias = y[:n], gain[:n], bias[:n]
	addNormVector(&x[0], &y[0], &gain[0], &bias[0], n)
}
