//go:build !noasm

package encoder

// neon holds the kernels in assembly that every arm64 processor runs.
var neon = vector("neon", multiplyInt8NEON)

// best gives the fastest kernels that run here.
func best() *kernels { return &neon }

// available gives all kernels that run here, the fastest last.
func available() []*kernels { return []*kernels{&portable, &neon} }

//go:noescape
func multiplyInt8NEON(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)
