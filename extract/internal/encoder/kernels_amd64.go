//go:build amd64 && !noasm

package encoder

import "golang.org/x/sys/cpu"

// sse2 is plain Go but for the integer products, and runs on every amd64
// processor; vnni does these products with AVX-512 VNNI.
var (
	sse2 = func() kernels {
		k := portable
		k.name, k.wide, k.multiplyInt8 = "sse2", false, multiplyInt8With(multiplyInt8SSE2)
		return k
	}()
	avx2 = vector("avx2", multiplyInt8AVX2)
	vnni = vector("vnni", multiplyInt8VNNI)
)

// best gives the fastest kernels that run here.
func best() *kernels {
	switch {
	case !cpu.X86.HasAVX2:
		return &sse2
	case !cpu.X86.HasAVX512F || !cpu.X86.HasAVX512BW || !cpu.X86.HasAVX512VNNI:
		return &avx2
	}
	return &vnni
}

// available gives all kernels that run here, the fastest last.
func available() []*kernels {
	all := []*kernels{&portable, &sse2, &avx2, &vnni}
	for i, k := range all {
		if k == best() {
			all = all[:i+1]
		}
	}
	return all
}

// The functions below are in kernels_amd64.s, as those of kernels_asm.go.

//go:noescape
func multiplyInt8SSE2(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)

//go:noescape
func multiplyInt8AVX2(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)

//go:noescape
func multiplyInt8VNNI(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)
