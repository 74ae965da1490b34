//go:build (!amd64 && !arm64) || noasm

package encoder

// best gives the fastest kernels that run here.
func best() *kernels { return &portable }

// available gives all kernels that run here, the fastest last.
func available() []*kernels { return []*kernels{&portable} }
