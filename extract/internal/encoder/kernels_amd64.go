//go:build amd64 && !noasm

package encoder

import "golang.org/x/sys/cpu"

// avx2 and vnni, which does the integer products with AVX-512 VNNI.
var (
	avx2 = vector("avx2", multiplyInt8AVX2)
	vnni = vector("vnni", multiplyInt8VNNI)
)

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

// The functions below are in kernels_amd64.s, as those of kernels_asm.go.

//go:noescape
func multiplyInt8AVX2(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)

//go:noescape
func multiplyInt8VNNI(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)
