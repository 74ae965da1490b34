//go:build amd64 && !noasm

// Kernels for AVX2, and one each for SSE2 and AVX-512 VNNI. They round as the plain Go ones
// do: no fused multiply and add, and sums in eight lanes added up in one order. Calls are short, since
// assembly can't be preempted, and every function clears the upper halves of
// the registers before it returns.

#include "textflag.h"

// VEC8 lays out eight copies of a 32-bit constant.
#define VEC8(name, value) \
	DATA name<>+0(SB)/4, value;  \
	DATA name<>+4(SB)/4, value;  \
	DATA name<>+8(SB)/4, value;  \
	DATA name<>+12(SB)/4, value; \
	DATA name<>+16(SB)/4, value; \
	DATA name<>+20(SB)/4, value; \
	DATA name<>+24(SB)/4, value; \
	DATA name<>+28(SB)/4, value; \
	GLOBL name<>(SB), RODATA|NOPTR, $32

VEC8(absMask, $0x7fffffff)
VEC8(signMask, $0x80000000)
VEC8(one, $(1.0))
VEC8(halfOne, $(0.5))
VEC8(tiny, $(1e-30))
VEC8(quantTop, $(2047.0))
VEC8(epsilon, $(1e-12))

// e to the x: n = round(x log2 e), then a polynomial in x - n ln 2.
VEC8(expLow, $(-87.3))
VEC8(log2e, $(1.4426950408889634))
VEC8(ln2High, $(0.693359375))
VEC8(ln2Low, $(-2.12194440e-4))
VEC8(exp0, $(1.9875691500e-4))
VEC8(exp1, $(1.3981999507e-3))
VEC8(exp2, $(8.3334519073e-3))
VEC8(exp3, $(4.1665795894e-2))
VEC8(exp4, $(1.6666665459e-1))
VEC8(exp5, $(5.0000001201e-1))

// The error function, formula 7.1.26 of Abramowitz and Stegun.
VEC8(rootHalf, $(0.7071067811865476))
VEC8(erfT, $(0.3275911))
VEC8(erf1, $(0.254829592))
VEC8(erf2, $(-0.284496736))
VEC8(erf3, $(1.421413741))
VEC8(erf4, $(-1.453152027))
VEC8(erf5, $(1.061405429))

// HORNER adds the next coefficient to t and multiplies by x.
#define HORNER(coefficient, x, t) \
	VADDPS coefficient, t, t; \
	VMULPS x, t, t

// EXP replaces x by e to the x; t and n are scratch.
#define EXP(x, t, n) \
	VMAXPS expLow<>(SB), x, x;       \
	VMULPS log2e<>(SB), x, n;        \
	VROUNDPS $0, n, n;               \
	VMULPS ln2High<>(SB), n, t;      \
	VSUBPS t, x, x;                  \
	VMULPS ln2Low<>(SB), n, t;       \
	VSUBPS t, x, x;                  \
	VMULPS exp0<>(SB), x, t;         \
	HORNER(exp1<>(SB), x, t);        \
	HORNER(exp2<>(SB), x, t);        \
	HORNER(exp3<>(SB), x, t);        \
	HORNER(exp4<>(SB), x, t);        \
	HORNER(exp5<>(SB), x, t);        \
	HORNER(one<>(SB), x, t);         \
	VADDPS one<>(SB), t, t;          \
	VCVTPS2DQ n, n;                  \
	VPSLLD $23, n, n;                \
	VPADDD n, t, x

// SUM8 adds the eight numbers of y, whose lower half is x, into all of y.
#define SUM8(y, x, t) \
	VEXTRACTF128 $1, y, t; \
	VADDPS t, x, x;        \
	VHADDPS x, x, x;       \
	VHADDPS x, x, x;       \
	VBROADCASTSS x, y

// MAX8 finds the largest of the eight numbers of y, whose lower half is x.
#define MAX8(y, x, t) \
	VEXTRACTF128 $1, y, t; \
	VMAXPS t, x, x;        \
	VPERMILPS $0x4e, x, t; \
	VMAXPS t, x, x;        \
	VPERMILPS $0xb1, x, t; \
	VMAXPS t, x, x;        \
	VBROADCASTSS x, y

// Six rows of 16 columns of sums live in Y0 to Y11. INTROW multiplies a pair
// of activations by the pairs of 16 columns in Y12 and Y13.
#define INTROW(pair, low, high) \
	VPBROADCASTD pair, Y14;   \
	VPMADDWD Y12, Y14, Y15;   \
	VPADDD Y15, low, low;     \
	VPMADDWD Y13, Y14, Y14;   \
	VPADDD Y14, high, high

#define INTSTEP(a, w) \
	VPMOVSXBW w(DI), Y12;              \
	VPMOVSXBW w+16(DI), Y13;           \
	INTROW(a(SI), Y0, Y1);             \
	INTROW(a(SI)(R8*1), Y2, Y3);       \
	INTROW(a(SI)(R8*2), Y4, Y5);       \
	INTROW(a(R10), Y6, Y7);            \
	INTROW(a(R10)(R8*1), Y8, Y9);      \
	INTROW(a(R10)(R8*2), Y10, Y11)

// func multiplyInt8AVX2(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)
// blocks of six rows; inputs is a multiple of 8.
TEXT ·multiplyInt8AVX2(SB), NOSPLIT, $0-48
	MOVQ blocks+0(FP), R13
	MOVQ inputs+8(FP), R8
	MOVQ x+16(FP), SI
	MOVQ sums+32(FP), DX
	MOVQ stride+40(FP), R9
	MOVQ R8, R12
	SHRQ $3, R12              // steps of eight inputs
	SHLQ $1, R8               // bytes from row to row of x
	SHLQ $2, R9               // bytes from row to row of sums

block:
	MOVQ weights+24(FP), DI
	MOVQ R12, CX
	LEAQ (SI)(R8*2), R10
	ADDQ R8, R10              // the fourth row
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11

inputs8:
	INTSTEP(0, 0)
	INTSTEP(4, 32)
	INTSTEP(8, 64)
	INTSTEP(12, 96)
	ADDQ $16, SI
	ADDQ $16, R10
	ADDQ $128, DI
	DECQ CX
	JNZ  inputs8

	LEAQ (DX)(R9*2), R11
	ADDQ R9, R11
	VMOVDQU Y0, (DX)
	VMOVDQU Y1, 32(DX)
	VMOVDQU Y2, (DX)(R9*1)
	VMOVDQU Y3, 32(DX)(R9*1)
	VMOVDQU Y4, (DX)(R9*2)
	VMOVDQU Y5, 32(DX)(R9*2)
	VMOVDQU Y6, (R11)
	VMOVDQU Y7, 32(R11)
	VMOVDQU Y8, (R11)(R9*1)
	VMOVDQU Y9, 32(R11)(R9*1)
	VMOVDQU Y10, (R11)(R9*2)
	VMOVDQU Y11, 32(R11)(R9*2)
	LEAQ (R11)(R9*2), DX
	ADDQ R9, DX
	LEAQ (R10)(R8*2), SI      // R10 ran to the end of the fourth row
	DECQ R13
	JNZ  block
	VZEROUPPER
	RET

// SSE2ROW multiplies the pair of a row in X8 by four columns in each of X10 to
// X13.
#define SSE2ROW(s0, s1, s2, s3) \
	MOVO X10, X14;   \
	PMADDWL X8, X14; \
	PADDL X14, s0;   \
	MOVO X11, X15;   \
	PMADDWL X8, X15; \
	PADDL X15, s1;   \
	MOVO X12, X14;   \
	PMADDWL X8, X14; \
	PADDL X14, s2;   \
	MOVO X13, X15;   \
	PMADDWL X8, X15; \
	PADDL X15, s3

// func multiplyInt8SSE2(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)
// blocks of six rows, taken two rows at a time; inputs is a multiple of 2.
TEXT ·multiplyInt8SSE2(SB), NOSPLIT, $0-48
	MOVQ blocks+0(FP), R13
	LEAQ (R13)(R13*2), R13    // pairs of rows
	MOVQ inputs+8(FP), R8
	MOVQ x+16(FP), SI
	MOVQ sums+32(FP), DX
	MOVQ stride+40(FP), R9
	MOVQ R8, R12
	SHRQ $1, R12
	SHLQ $1, R8
	SHLQ $2, R9

rows2:
	MOVQ weights+24(FP), DI
	MOVQ R12, CX
	LEAQ (SI)(R8*1), R10
	PXOR X0, X0
	PXOR X1, X1
	PXOR X2, X2
	PXOR X3, X3
	PXOR X4, X4
	PXOR X5, X5
	PXOR X6, X6
	PXOR X7, X7

inputs2:
	MOVOU (DI), X10
	MOVOU 16(DI), X12
	MOVO X10, X11
	MOVO X12, X13
	PUNPCKLBW X10, X10        // each byte twice, then shifted to a word with its sign
	PUNPCKHBW X11, X11
	PUNPCKLBW X12, X12
	PUNPCKHBW X13, X13
	PSRAW $8, X10
	PSRAW $8, X11
	PSRAW $8, X12
	PSRAW $8, X13
	MOVL (SI), X8
	PSHUFD $0, X8, X8
	SSE2ROW(X0, X1, X2, X3)
	MOVL (R10), X8
	PSHUFD $0, X8, X8
	SSE2ROW(X4, X5, X6, X7)
	ADDQ $4, SI
	ADDQ $4, R10
	ADDQ $32, DI
	DECQ CX
	JNZ  inputs2

	MOVOU X0, (DX)
	MOVOU X1, 16(DX)
	MOVOU X2, 32(DX)
	MOVOU X3, 48(DX)
	ADDQ R9, DX
	MOVOU X4, (DX)
	MOVOU X5, 16(DX)
	MOVOU X6, 32(DX)
	MOVOU X7, 48(DX)
	ADDQ R9, DX
	MOVQ R10, SI              // R10 ran to the end of the second row
	DECQ R13
	JNZ  rows2
	RET

// With VNNI one register holds 16 columns of pairs, and one instruction takes
// a pair from memory to all of them, multiplies and adds.
#define DOT6(a, w, r0, r1, r2, r3, r4, r5, p, q) \
	VPDPWSSD.BCST a(p), w, r0;        \
	VPDPWSSD.BCST a(p)(R8*1), w, r1;  \
	VPDPWSSD.BCST a(p)(R8*2), w, r2;  \
	VPDPWSSD.BCST a(q), w, r3;        \
	VPDPWSSD.BCST a(q)(R8*1), w, r4;  \
	VPDPWSSD.BCST a(q)(R8*2), w, r5

#define DOT12(a, at, w) \
	VPMOVSXBW at(DI), w;                                 \
	DOT6(a, w, Z0, Z1, Z2, Z3, Z4, Z5, SI, R10);          \
	DOT6(a, w, Z6, Z7, Z8, Z9, Z10, Z11, R14, R15)

#define ZERO6(r0, r1, r2, r3, r4, r5) \
	VPXORD r0, r0, r0; \
	VPXORD r1, r1, r1; \
	VPXORD r2, r2, r2; \
	VPXORD r3, r3, r3; \
	VPXORD r4, r4, r4; \
	VPXORD r5, r5, r5

#define STORE6(r0, r1, r2, r3, r4, r5) \
	LEAQ (DX)(R9*2), R11;           \
	ADDQ R9, R11;                   \
	VMOVDQU32 r0, (DX);             \
	VMOVDQU32 r1, (DX)(R9*1);       \
	VMOVDQU32 r2, (DX)(R9*2);       \
	VMOVDQU32 r3, (R11);            \
	VMOVDQU32 r4, (R11)(R9*1);      \
	VMOVDQU32 r5, (R11)(R9*2);      \
	LEAQ (R11)(R9*2), DX;           \
	ADDQ R9, DX

// func multiplyInt8VNNI(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)
// blocks of six rows, taken two at a time; inputs is a multiple of 8.
TEXT ·multiplyInt8VNNI(SB), NOSPLIT, $0-48
	MOVQ blocks+0(FP), R13
	MOVQ inputs+8(FP), R8
	MOVQ x+16(FP), SI
	MOVQ sums+32(FP), DX
	MOVQ stride+40(FP), R9
	MOVQ R8, R12
	SHRQ $3, R12
	SHLQ $1, R8
	SHLQ $2, R9

two:
	MOVQ weights+24(FP), DI
	MOVQ R12, CX
	LEAQ (SI)(R8*2), R10
	ADDQ R8, R10              // the fourth row
	CMPQ R13, $2
	JLT  last
	LEAQ (R10)(R8*2), R14
	ADDQ R8, R14              // the seventh row
	LEAQ (R14)(R8*2), R15
	ADDQ R8, R15              // the tenth row
	ZERO6(Z0, Z1, Z2, Z3, Z4, Z5)
	ZERO6(Z6, Z7, Z8, Z9, Z10, Z11)

inputs8two:
	DOT12(0, 0, Z12)
	DOT12(4, 32, Z13)
	DOT12(8, 64, Z14)
	DOT12(12, 96, Z15)
	ADDQ $16, SI
	ADDQ $16, R10
	ADDQ $16, R14
	ADDQ $16, R15
	ADDQ $128, DI
	DECQ CX
	JNZ  inputs8two

	STORE6(Z0, Z1, Z2, Z3, Z4, Z5)
	STORE6(Z6, Z7, Z8, Z9, Z10, Z11)
	LEAQ (R15)(R8*2), SI      // R15 ran to the end of the tenth row
	SUBQ $2, R13
	JNZ  two
	VZEROUPPER
	RET

last:
	ZERO6(Z0, Z1, Z2, Z3, Z4, Z5)

inputs8one:
	VPMOVSXBW (DI), Z12
	VPMOVSXBW 32(DI), Z13
	VPMOVSXBW 64(DI), Z14
	VPMOVSXBW 96(DI), Z15
	DOT6(0, Z12, Z0, Z1, Z2, Z3, Z4, Z5, SI, R10)
	DOT6(4, Z13, Z0, Z1, Z2, Z3, Z4, Z5, SI, R10)
	DOT6(8, Z14, Z0, Z1, Z2, Z3, Z4, Z5, SI, R10)
	DOT6(12, Z15, Z0, Z1, Z2, Z3, Z4, Z5, SI, R10)
	ADDQ $16, SI
	ADDQ $16, R10
	ADDQ $128, DI
	DECQ CX
	JNZ  inputs8one
	STORE6(Z0, Z1, Z2, Z3, Z4, Z5)
	VZEROUPPER
	RET

// FLOATROW multiplies one number of a row by 16 columns in Y12 and Y13.
#define FLOATROW(number, low, high) \
	VBROADCASTSS number, Y14;   \
	VMULPS Y12, Y14, Y15;       \
	VADDPS Y15, low, low;       \
	VMULPS Y13, Y14, Y14;       \
	VADDPS Y14, high, high

#define FLOATSTEP(a, w) \
	VMOVUPS w(DI), Y12;                     \
	VMOVUPS w+32(DI), Y13;                  \
	FLOATROW(a(SI), Y0, Y1);           \
	FLOATROW(a(SI)(R8*1), Y2, Y3);     \
	FLOATROW(a(SI)(R8*2), Y4, Y5);     \
	FLOATROW(a(R10), Y6, Y7);          \
	FLOATROW(a(R10)(R8*1), Y8, Y9);    \
	FLOATROW(a(R10)(R8*2), Y10, Y11)

// func multiplyFloatVector(blocks, n int, x *float32, xStride int, panel, y *float32, yStride int)
TEXT ·multiplyFloatVector(SB), NOSPLIT, $0-56
	MOVQ blocks+0(FP), R13
	MOVQ x+16(FP), R15
	MOVQ xStride+24(FP), R8
	MOVQ y+40(FP), DX
	MOVQ yStride+48(FP), R9
	SHLQ $2, R8
	SHLQ $2, R9

fblock:
	MOVQ n+8(FP), CX
	MOVQ panel+32(FP), DI
	MOVQ R15, SI
	LEAQ (SI)(R8*2), R10
	ADDQ R8, R10
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	VXORPS Y8, Y8, Y8
	VXORPS Y9, Y9, Y9
	VXORPS Y10, Y10, Y10
	VXORPS Y11, Y11, Y11
	MOVQ CX, R12
	SHRQ $2, R12
	JZ   frest

four:
	FLOATSTEP(0, 0)
	FLOATSTEP(4, 64)
	FLOATSTEP(8, 128)
	FLOATSTEP(12, 192)
	ADDQ $16, SI
	ADDQ $16, R10
	ADDQ $256, DI
	DECQ R12
	JNZ  four

frest:
	ANDQ $3, CX
	JZ   fstore

fone:
	FLOATSTEP(0, 0)
	ADDQ $4, SI
	ADDQ $4, R10
	ADDQ $64, DI
	DECQ CX
	JNZ  fone

fstore:
	LEAQ (DX)(R9*2), R11
	ADDQ R9, R11
	VMOVUPS Y0, (DX)
	VMOVUPS Y1, 32(DX)
	VMOVUPS Y2, (DX)(R9*1)
	VMOVUPS Y3, 32(DX)(R9*1)
	VMOVUPS Y4, (DX)(R9*2)
	VMOVUPS Y5, 32(DX)(R9*2)
	VMOVUPS Y6, (R11)
	VMOVUPS Y7, 32(R11)
	VMOVUPS Y8, (R11)(R9*1)
	VMOVUPS Y9, 32(R11)(R9*1)
	VMOVUPS Y10, (R11)(R9*2)
	VMOVUPS Y11, 32(R11)(R9*2)
	LEAQ (R11)(R9*2), DX
	ADDQ R9, DX
	LEAQ (R15)(R8*4), R15
	LEAQ (R15)(R8*2), R15
	DECQ R13
	JNZ  fblock
	VZEROUPPER
	RET

// func quantiseVector(small *int16, x *float32, n int) float32
// n is a multiple of 16.
TEXT ·quantiseVector(SB), NOSPLIT, $0-28
	MOVQ small+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VMOVUPS absMask<>(SB), Y3
	VMOVUPS tiny<>(SB), Y0
	VMOVUPS Y0, Y4
	XORQ AX, AX

qtop:
	VANDPS (SI)(AX*4), Y3, Y1
	VANDPS 32(SI)(AX*4), Y3, Y2
	VMAXPS Y1, Y0, Y0
	VMAXPS Y2, Y4, Y4
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  qtop
	VMAXPS Y4, Y0, Y0
	MAX8(Y0, X0, X1)
	VMOVUPS quantTop<>(SB), Y2
	VDIVPS Y0, Y2, Y4         // the factor
	VDIVPS Y2, Y0, Y0         // the scale
	XORQ AX, AX

qround:
	VMULPS (SI)(AX*4), Y4, Y1
	VMULPS 32(SI)(AX*4), Y4, Y2
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VPACKSSDW Y2, Y1, Y1      // packs within halves, which VPERMQ puts in order
	VPERMQ $0xd8, Y1, Y1
	VMOVDQU Y1, (DI)(AX*2)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  qround
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func dequantiseVector(y *float32, sums *int32, weightScale, bias *float32, scale float32, n int)
// n is a multiple of 16.
TEXT ·dequantiseVector(SB), NOSPLIT, $0-48
	MOVQ y+0(FP), DI
	MOVQ sums+8(FP), SI
	MOVQ weightScale+16(FP), R8
	MOVQ bias+24(FP), R9
	VBROADCASTSS scale+32(FP), Y4
	MOVQ n+40(FP), CX
	XORQ AX, AX

dloop:
	VCVTDQ2PS (SI)(AX*4), Y0
	VCVTDQ2PS 32(SI)(AX*4), Y2
	VMULPS (R8)(AX*4), Y4, Y1
	VMULPS 32(R8)(AX*4), Y4, Y3
	VMULPS Y1, Y0, Y0
	VMULPS Y3, Y2, Y2
	VADDPS (R9)(AX*4), Y0, Y0
	VADDPS 32(R9)(AX*4), Y2, Y2
	VMOVUPS Y0, (DI)(AX*4)
	VMOVUPS Y2, 32(DI)(AX*4)
	ADDQ $16, AX
	CMPQ AX, CX
	JLT  dloop
	VZEROUPPER
	RET

// func geluVector(x *float32, n int)
// n is a multiple of 8.
TEXT ·geluVector(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX

gloop:
	VMOVUPS (SI), Y0
	VMULPS rootHalf<>(SB), Y0, Y1
	VANDPS absMask<>(SB), Y1, Y1      // z = |x| / root 2
	VMOVUPS one<>(SB), Y2
	VMULPS erfT<>(SB), Y1, Y3
	VADDPS Y2, Y3, Y3
	VDIVPS Y3, Y2, Y2                 // t = 1 / (1 + c z)
	VMULPS erf5<>(SB), Y2, Y3
	HORNER(erf4<>(SB), Y2, Y3)
	HORNER(erf3<>(SB), Y2, Y3)
	HORNER(erf2<>(SB), Y2, Y3)
	HORNER(erf1<>(SB), Y2, Y3)        // the polynomial in t
	VMULPS Y1, Y1, Y1
	VXORPS signMask<>(SB), Y1, Y1     // -z*z
	EXP(Y1, Y4, Y5)
	VMULPS Y1, Y3, Y3
	VMOVUPS one<>(SB), Y2
	VSUBPS Y3, Y2, Y2                 // erf |z|
	VANDPS signMask<>(SB), Y0, Y4
	VORPS Y4, Y2, Y2
	VADDPS one<>(SB), Y2, Y2
	VMULPS halfOne<>(SB), Y0, Y0
	VMULPS Y2, Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	SUBQ $8, CX
	JG   gloop
	VZEROUPPER
	RET

// func softmaxVector(row *float32, n int, scale float32)
// n is a multiple of 8.
TEXT ·softmaxVector(SB), NOSPLIT, $0-20
	MOVQ row+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS scale+16(FP), Y6
	VMOVUPS (SI), Y7
	XORQ AX, AX

stop:
	VMAXPS (SI)(AX*4), Y7, Y7
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  stop
	MAX8(Y7, X7, X1)
	VMULPS Y6, Y7, Y7
	VXORPS Y8, Y8, Y8
	XORQ AX, AX

sexp:
	VMOVUPS (SI)(AX*4), Y0
	VMULPS Y6, Y0, Y0
	VSUBPS Y7, Y0, Y0
	EXP(Y0, Y4, Y5)
	VADDPS Y0, Y8, Y8
	VMOVUPS Y0, (SI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  sexp
	SUM8(Y8, X8, X3)
	VMOVUPS one<>(SB), Y1
	VDIVPS Y8, Y1, Y8
	XORQ AX, AX

sscale:
	VMULPS (SI)(AX*4), Y8, Y0
	VMOVUPS Y0, (SI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  sscale
	VZEROUPPER
	RET

// func addNormVector(x, y, gain, bias *float32, n int)
// n is a multiple of 8.
TEXT ·addNormVector(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), DI
	MOVQ gain+16(FP), R8
	MOVQ bias+24(FP), R9
	MOVQ n+32(FP), CX
	VXORPS X4, X4, X4
	VCVTSI2SSQ CX, X4, X4
	VBROADCASTSS X4, Y4
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	XORQ AX, AX

nsum:
	VMOVUPS (SI)(AX*4), Y2
	VADDPS (DI)(AX*4), Y2, Y2
	VMOVUPS Y2, (SI)(AX*4)
	VADDPS Y2, Y0, Y0
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  nsum
	SUM8(Y0, X0, X3)
	VDIVPS Y4, Y0, Y0         // the mean
	XORQ AX, AX

nvariance:
	VMOVUPS (SI)(AX*4), Y2
	VSUBPS Y0, Y2, Y2
	VMULPS Y2, Y2, Y2
	VADDPS Y2, Y1, Y1
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  nvariance
	SUM8(Y1, X1, X3)
	VDIVPS Y4, Y1, Y1
	VADDPS epsilon<>(SB), Y1, Y1
	VSQRTPS Y1, Y1
	VMOVUPS one<>(SB), Y5
	VDIVPS Y1, Y5, Y1         // one over the deviation
	XORQ AX, AX

nscale:
	VMOVUPS (SI)(AX*4), Y2
	VSUBPS Y0, Y2, Y2
	VMULPS Y1, Y2, Y2
	VMULPS (R8)(AX*4), Y2, Y2
	VADDPS (R9)(AX*4), Y2, Y2
	VMOVUPS Y2, (SI)(AX*4)
	ADDQ $8, AX
	CMPQ AX, CX
	JLT  nscale
	VZEROUPPER
	RET
