package encoder

import "fmt"

// Columns is the width of a panel of weights: the number of outputs is padded
// to a multiple of it.
const Columns = 16

// blockRows is how many rows pass through one matrix at a time, so that the
// integers between the two halves of a product stay in the cache.
const blockRows = 96

// maxInputs keeps a sum of products of 12-bit by 8-bit integers in 32 bits.
const maxInputs = 8192

// Linear is a matrix with a bias: y = x Wᵀ + b. The weights are 8-bit
// integers with a scale for each output, laid out in panels of 16 outputs as
// [Outputs/16][Inputs/2][16][2], the order in which the kernels read them.
// The outputs past the last real one have zero weights, scale and bias.
type Linear struct {
	Inputs, Outputs int
	Weights         []int8
	Scale, Bias     []float32
}

// Check tells what is wrong with the sizes of l.
func (l *Linear) Check() error {
	switch {
	case l.Inputs <= 0 || l.Inputs%Columns != 0 || l.Inputs > maxInputs:
		return fmt.Errorf("%d inputs", l.Inputs)
	case l.Outputs <= 0 || l.Outputs%Columns != 0:
		return fmt.Errorf("%d outputs", l.Outputs)
	case len(l.Weights) != l.Inputs*l.Outputs:
		return fmt.Errorf("%d weights for %d x %d", len(l.Weights), l.Outputs, l.Inputs)
	case len(l.Scale) != l.Outputs || len(l.Bias) != l.Outputs:
		return fmt.Errorf("%d scales and %d biases for %d outputs", len(l.Scale), len(l.Bias), l.Outputs)
	}
	return nil
}

// Apply writes y = x Wᵀ + b for the given number of rows. A row's result does
// not depend on the other rows.
func (l *Linear) Apply(s *Scratch, rows int, x, y []float32) {
	k := s.kernels()
	n := l.Inputs
	for from := 0; from < rows; from += blockRows {
		count := min(blockRows, rows-from)
		padded := padRows(count)
		small := grow(&s.rounded.small, padded*n)
		scale := grow(&s.scale, padded)
		for i := range count {
			scale[i] = k.quantise(small[i*n:(i+1)*n], x[(from+i)*n:(from+i+1)*n])
		}
		clear(small[count*n:])
		if k.wide {
			s.rounded.widen()
		}
		l.multiply(s, k, count, y[from*l.Outputs:])
	}
}

// multiply takes the quantised rows from s and writes the result to y.
func (l *Linear) multiply(s *Scratch, k *kernels, rows int, y []float32) {
	padded := padRows(rows)
	sums := grow(&s.sums, padded*l.Outputs)
	for panel := 0; panel < l.Outputs; panel += Columns {
		weights := l.Weights[panel*l.Inputs : (panel+Columns)*l.Inputs]
		k.multiplyInt8(padded, l.Inputs, s.rounded, weights, sums[panel:], l.Outputs)
	}
	for i := range rows {
		row := sums[i*l.Outputs : (i+1)*l.Outputs]
		k.dequantise(y[i*l.Outputs:(i+1)*l.Outputs], row, l.Scale, l.Bias, s.scale[i])
	}
}

// Norm is a layer normalisation with its gain and bias.
type Norm struct{ Gain, Bias []float32 }

// padRows rounds a number of rows up to what the kernels take at a time.
func padRows(n int) int { return (n + tileRows - 1) / tileRows * tileRows }

// grow makes *p n long, with what it held or zeros.
func grow[T any](p *[]T, n int) []T {
	if cap(*p) < n {
		*p = make([]T, n+n/4)
	}
	*p = (*p)[:n]
	return *p
}
