//go:build arm64 && !noasm

// Kernels for NEON as every arm64 processor has it. They round as the plain Go
// ones do: no fused multiply and add, and sums in eight lanes added up in one
// order. The assembler knows few of these instructions, so that macros write
// them; their arguments are numbers of vector registers, the result first.

#include "textflag.h"

// Four lanes of 32 bits.
#define FADD(d, n, m) WORD $(0x4e20d400 | (m)<<16 | (n)<<5 | (d))
#define FSUB(d, n, m) WORD $(0x4ea0d400 | (m)<<16 | (n)<<5 | (d))
#define FMUL(d, n, m) WORD $(0x6e20dc00 | (m)<<16 | (n)<<5 | (d))
#define FDIV(d, n, m) WORD $(0x6e20fc00 | (m)<<16 | (n)<<5 | (d))
#define FMAX(d, n, m) WORD $(0x4e20f400 | (m)<<16 | (n)<<5 | (d))
#define FADDP(d, n, m) WORD $(0x6e20d400 | (m)<<16 | (n)<<5 | (d))
#define FABS(d, n) WORD $(0x4ea0f800 | (n)<<5 | (d))
#define FNEG(d, n) WORD $(0x6ea0f800 | (n)<<5 | (d))
#define FSQRT(d, n) WORD $(0x6ea1f800 | (n)<<5 | (d))
#define FRINTN(d, n) WORD $(0x4e218800 | (n)<<5 | (d))   // to the nearest integer, ties to even
#define FCVTNS(d, n) WORD $(0x4e21a800 | (n)<<5 | (d))   // the same, as an integer
#define SCVTF(d, n) WORD $(0x4e21d800 | (n)<<5 | (d))    // an integer as a float
#define NEGATIVE(d, n) WORD $(0x4ea0e800 | (n)<<5 | (d)) // FCMLT: all ones where below zero
#define FMAXV(d, n) WORD $(0x6e30f800 | (n)<<5 | (d))    // the largest lane, into lane 0

// FMULLANE multiplies by one lane of m.
#define FMULLANE(d, n, m, lane) WORD $(0x4f809000 | ((lane)>>1)<<11 | ((lane)&1)<<21 | (m)<<16 | (n)<<5 | (d))

// From 32 bits to 16, held to their range, and from 8 to 16: lower and upper half.
#define SQXTN(d, n) WORD $(0x0e614800 | (n)<<5 | (d))
#define SQXTN2(d, n) WORD $(0x4e614800 | (n)<<5 | (d))
#define SXTL(d, n) WORD $(0x0f08a400 | (n)<<5 | (d))
#define SXTL2(d, n) WORD $(0x4f08a400 | (n)<<5 | (d))

// SMLAL adds the products of four 16-bit integers, the lower or upper half of
// n, with one lane of m (V0 to V15).
#define SMLAL(d, n, m, lane) WORD $(0x0f402000 | ((lane)>>2)<<11 | (((lane)>>1)&1)<<21 | ((lane)&1)<<20 | (m)<<16 | (n)<<5 | (d))
#define SMLAL2(d, n, m, lane) WORD $(0x4f402000 | ((lane)>>2)<<11 | (((lane)>>1)&1)<<21 | ((lane)&1)<<20 | (m)<<16 | (n)<<5 | (d))

// INTROW multiplies one lane of a row by the 16 columns of one input, which
// are in low and high, into four registers of sums.
#define INTROW(s0, s1, s2, s3, low, high, x, lane) \
	SMLAL(s0, low, x, lane);  \
	SMLAL2(s1, low, x, lane); \
	SMLAL(s2, high, x, lane); \
	SMLAL2(s3, high, x, lane)

// INTINPUT takes one input of six rows. V0 to V2 have four inputs of two rows
// each, this one in the lanes even and odd.
#define INTINPUT(low, high, even, odd) \
	INTROW(8, 9, 10, 11, low, high, 0, even);    \
	INTROW(12, 13, 14, 15, low, high, 0, odd);   \
	INTROW(16, 17, 18, 19, low, high, 1, even);  \
	INTROW(20, 21, 22, 23, low, high, 1, odd);   \
	INTROW(24, 25, 26, 27, low, high, 2, even);  \
	INTROW(28, 29, 30, 31, low, high, 2, odd)

// LOADPAIR takes the weights of two inputs, which lie in pairs that VLD2
// parts: V3 and V5 get the first one's, V4 and V6 the second one's.
#define LOADPAIR \
	VLD2.P 32(R3), [V3.B16, V4.B16]; \
	SXTL2(5, 3); \
	SXTL2(6, 4); \
	SXTL(3, 3);  \
	SXTL(4, 4)

#define ZERO4(a, b, c, d) \
	VEOR a.B16, a.B16, a.B16; \
	VEOR b.B16, b.B16, b.B16; \
	VEOR c.B16, c.B16, c.B16; \
	VEOR d.B16, d.B16, d.B16

#define STOREROW(s0, s1, s2, s3) \
	VST1 [s0.S4, s1.S4, s2.S4, s3.S4], (R10); \
	ADD R11, R10

// func multiplyInt8NEON(blocks, inputs int, x *int16, weights *int8, sums *int32, stride int)
// blocks of six rows, whose 16 columns of sums live in V8 to V31; inputs is a multiple of 4.
TEXT ·multiplyInt8NEON(SB), NOSPLIT, $0-48
	MOVD blocks+0(FP), R0
	MOVD inputs+8(FP), R1
	MOVD x+16(FP), R9
	MOVD sums+32(FP), R10
	MOVD stride+40(FP), R11
	LSL  $1, R1, R12          // bytes from row to row of x
	LSL  $2, R11              // bytes from row to row of sums
	LSR  $2, R1               // steps of four inputs

block:
	MOVD weights+24(FP), R3
	MOVD R1, R2
	MOVD R9, R4               // R9 ran to the end of the sixth row
	ADD  R12, R4, R5
	ADD  R12, R5, R6
	ADD  R12, R6, R7
	ADD  R12, R7, R8
	ADD  R12, R8, R9
	ZERO4(V8, V9, V10, V11)
	ZERO4(V12, V13, V14, V15)
	ZERO4(V16, V17, V18, V19)
	ZERO4(V20, V21, V22, V23)
	ZERO4(V24, V25, V26, V27)
	ZERO4(V28, V29, V30, V31)

inputs4:
	VLD1.P 8(R4), V0.D[0]
	VLD1.P 8(R5), V0.D[1]
	VLD1.P 8(R6), V1.D[0]
	VLD1.P 8(R7), V1.D[1]
	VLD1.P 8(R8), V2.D[0]
	VLD1.P 8(R9), V2.D[1]
	LOADPAIR
	INTINPUT(3, 5, 0, 4)
	INTINPUT(4, 6, 1, 5)
	LOADPAIR
	INTINPUT(3, 5, 2, 6)
	INTINPUT(4, 6, 3, 7)
	SUBS $1, R2
	BNE  inputs4

	STOREROW(V8, V9, V10, V11)
	STOREROW(V12, V13, V14, V15)
	STOREROW(V16, V17, V18, V19)
	STOREROW(V20, V21, V22, V23)
	STOREROW(V24, V25, V26, V27)
	STOREROW(V28, V29, V30, V31)
	SUBS $1, R0
	BNE  block
	RET

// FLOATROW multiplies one lane of a row by eight columns in V6 and V7.
#define FLOATROW(s0, s1, t0, t1, x, lane) \
	FMULLANE(t0, 6, x, lane); \
	FMULLANE(t1, 7, x, lane); \
	FADD(s0, s0, t0);         \
	FADD(s1, s1, t1)

// FLOATINPUT takes one input of six rows, which are in V0 to V5.
#define FLOATINPUT(input) \
	VLD1 (R3), [V6.S4, V7.S4]; \
	ADD $64, R3;                      \
	FLOATROW(8, 9, 20, 21, 0, input);   \
	FLOATROW(10, 11, 22, 23, 1, input); \
	FLOATROW(12, 13, 24, 25, 2, input); \
	FLOATROW(14, 15, 26, 27, 3, input); \
	FLOATROW(16, 17, 28, 29, 4, input); \
	FLOATROW(18, 19, 30, 31, 5, input)

// func multiplyFloatVector(blocks, n int, x *float32, xStride int, panel, y *float32, yStride int)
// blocks of six rows, by eight columns of the panel and then by the other eight.
TEXT ·multiplyFloatVector(SB), NOSPLIT, $0-56
	MOVD blocks+0(FP), R0
	MOVD n+8(FP), R1
	MOVD x+16(FP), R13
	MOVD xStride+24(FP), R12
	MOVD y+40(FP), R10
	MOVD yStride+48(FP), R11
	LSL  $2, R12
	LSL  $2, R11

fblock:
	MOVD $0, R14              // bytes of the panel's rows to pass over

fhalf:
	MOVD panel+32(FP), R3
	ADD  R14, R3
	MOVD R13, R4
	ADD  R12, R4, R5
	ADD  R12, R5, R6
	ADD  R12, R6, R7
	ADD  R12, R7, R8
	ADD  R12, R8, R9
	ZERO4(V8, V9, V10, V11)
	ZERO4(V12, V13, V14, V15)
	ZERO4(V16, V17, V18, V19)
	LSR  $2, R1, R2
	CBZ  R2, frest

four:
	VLD1.P 16(R4), [V0.S4]
	VLD1.P 16(R5), [V1.S4]
	VLD1.P 16(R6), [V2.S4]
	VLD1.P 16(R7), [V3.S4]
	VLD1.P 16(R8), [V4.S4]
	VLD1.P 16(R9), [V5.S4]
	FLOATINPUT(0)
	FLOATINPUT(1)
	FLOATINPUT(2)
	FLOATINPUT(3)
	SUBS $1, R2
	BNE  four

frest:
	ANDS $3, R1, R2
	BEQ  fstore

fone:
	FMOVS.P 4(R4), F0
	FMOVS.P 4(R5), F1
	FMOVS.P 4(R6), F2
	FMOVS.P 4(R7), F3
	FMOVS.P 4(R8), F4
	FMOVS.P 4(R9), F5
	FLOATINPUT(0)
	SUBS $1, R2
	BNE  fone

fstore:
	ADD  R14, R10, R2
	VST1 [V8.S4, V9.S4], (R2)
	ADD  R11, R2
	VST1 [V10.S4, V11.S4], (R2)
	ADD  R11, R2
	VST1 [V12.S4, V13.S4], (R2)
	ADD  R11, R2
	VST1 [V14.S4, V15.S4], (R2)
	ADD  R11, R2
	VST1 [V16.S4, V17.S4], (R2)
	ADD  R11, R2
	VST1 [V18.S4, V19.S4], (R2)
	ADD  $32, R14
	CMP  $64, R14
	BNE  fhalf
	MOVD $6, R2
	MADD R2, R10, R11, R10
	MADD R2, R13, R12, R13
	SUBS $1, R0
	BNE  fblock
	RET

DATA quantFloats<>+0(SB)/4, $(1e-30)
DATA quantFloats<>+4(SB)/4, $(2047.0)
GLOBL quantFloats<>(SB), RODATA|NOPTR, $8

// func quantiseVector(small *int16, x *float32, n int) float32
// n is a multiple of 16.
TEXT ·quantiseVector(SB), NOSPLIT, $0-28
	MOVD small+0(FP), R0
	MOVD x+8(FP), R1
	MOVD n+16(FP), R2
	MOVD $quantFloats<>(SB), R3
	VLD1R.P 4(R3), [V16.S4]
	VLD1R (R3), [V17.S4]
	MOVD R1, R4
	MOVD R2, R5
	VMOV V16.B16, V4.B16
	VMOV V16.B16, V5.B16
	VMOV V16.B16, V6.B16
	VMOV V16.B16, V7.B16

qtop:
	VLD1.P 64(R4), [V0.S4, V1.S4, V2.S4, V3.S4]
	FABS(0, 0)
	FABS(1, 1)
	FABS(2, 2)
	FABS(3, 3)
	FMAX(4, 4, 0)
	FMAX(5, 5, 1)
	FMAX(6, 6, 2)
	FMAX(7, 7, 3)
	SUBS $16, R5
	BNE  qtop
	FMAX(4, 4, 5)
	FMAX(6, 6, 7)
	FMAX(4, 4, 6)
	FMAXV(4, 4)
	VDUP V4.S[0], V4.S4
	FDIV(5, 17, 4)            // the factor
	FDIV(6, 4, 17)            // the scale

qround:
	VLD1.P 64(R1), [V0.S4, V1.S4, V2.S4, V3.S4]
	FMUL(0, 0, 5)
	FMUL(1, 1, 5)
	FMUL(2, 2, 5)
	FMUL(3, 3, 5)
	FCVTNS(0, 0)
	FCVTNS(1, 1)
	FCVTNS(2, 2)
	FCVTNS(3, 3)
	SQXTN(16, 0)
	SQXTN2(16, 1)
	SQXTN(17, 2)
	SQXTN2(17, 3)
	VST1.P [V16.H8, V17.H8], 32(R0)
	SUBS $16, R2
	BNE  qround
	FMOVS F6, ret+24(FP)
	RET

// func dequantiseVector(y *float32, sums *int32, weightScale, bias *float32, scale float32, n int)
// n is a multiple of 16.
TEXT ·dequantiseVector(SB), NOSPLIT, $0-48
	MOVD y+0(FP), R0
	MOVD sums+8(FP), R1
	MOVD weightScale+16(FP), R2
	MOVD bias+24(FP), R3
	FMOVS scale+32(FP), F16
	MOVD n+40(FP), R4
	VDUP V16.S[0], V16.S4

dloop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	VLD1.P 32(R2), [V2.S4, V3.S4]
	VLD1.P 32(R3), [V4.S4, V5.S4]
	SCVTF(0, 0)
	SCVTF(1, 1)
	FMUL(2, 2, 16)
	FMUL(3, 3, 16)
	FMUL(0, 0, 2)
	FMUL(1, 1, 3)
	FADD(0, 0, 4)
	FADD(1, 1, 5)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R4
	BNE  dloop
	RET

// The numbers of e to the x, in V16 to V26: n = round(x log2 e), then a
// polynomial in x - n ln 2.
DATA expFloats<>+0(SB)/4, $(-87.3)
DATA expFloats<>+4(SB)/4, $(1.4426950408889634)
DATA expFloats<>+8(SB)/4, $(0.693359375)
DATA expFloats<>+12(SB)/4, $(-2.12194440e-4)
DATA expFloats<>+16(SB)/4, $(1.9875691500e-4)
DATA expFloats<>+20(SB)/4, $(1.3981999507e-3)
DATA expFloats<>+24(SB)/4, $(8.3334519073e-3)
DATA expFloats<>+28(SB)/4, $(4.1665795894e-2)
DATA expFloats<>+32(SB)/4, $(1.6666665459e-1)
DATA expFloats<>+36(SB)/4, $(5.0000001201e-1)
DATA expFloats<>+40(SB)/4, $(1.0)
GLOBL expFloats<>(SB), RODATA|NOPTR, $44

#define LOADEXP \
	MOVD $expFloats<>(SB), R3; \
	VLD1R.P 4(R3), [V16.S4];   \
	VLD1R.P 4(R3), [V17.S4];   \
	VLD1R.P 4(R3), [V18.S4];   \
	VLD1R.P 4(R3), [V19.S4];   \
	VLD1R.P 4(R3), [V20.S4];   \
	VLD1R.P 4(R3), [V21.S4];   \
	VLD1R.P 4(R3), [V22.S4];   \
	VLD1R.P 4(R3), [V23.S4];   \
	VLD1R.P 4(R3), [V24.S4];   \
	VLD1R.P 4(R3), [V25.S4];   \
	VLD1R.P 4(R3), [V26.S4]

// HORNER adds the next coefficient to t and multiplies by x.
#define HORNER(coefficient, x, t) \
	FADD(t, t, coefficient); \
	FMUL(t, t, x)

// EXP computes e to the x in two parts: t, and in n the exponent of a power of
// two to multiply it by. It spoils x.
#define EXP(x, t, n) \
	FMAX(x, x, 16);   \
	FMUL(n, x, 17);   \
	FRINTN(n, n);     \
	FMUL(t, n, 18);   \
	FSUB(x, x, t);    \
	FMUL(t, n, 19);   \
	FSUB(x, x, t);    \
	FMUL(t, x, 20);   \
	HORNER(21, x, t); \
	HORNER(22, x, t); \
	HORNER(23, x, t); \
	HORNER(24, x, t); \
	HORNER(25, x, t); \
	HORNER(26, x, t); \
	FADD(t, t, 26);   \
	FCVTNS(n, n)

// The error function, formula 7.1.26 of Abramowitz and Stegun, in V27 to V31
// and V13 to V15.
DATA erfFloats<>+0(SB)/4, $(0.7071067811865476)
DATA erfFloats<>+4(SB)/4, $(0.3275911)
DATA erfFloats<>+8(SB)/4, $(1.061405429)
DATA erfFloats<>+12(SB)/4, $(-1.453152027)
DATA erfFloats<>+16(SB)/4, $(1.421413741)
DATA erfFloats<>+20(SB)/4, $(-0.284496736)
DATA erfFloats<>+24(SB)/4, $(0.254829592)
DATA erfFloats<>+28(SB)/4, $(0.5)
GLOBL erfFloats<>(SB), RODATA|NOPTR, $32

// func geluVector(x *float32, n int)
// n is a multiple of 4.
TEXT ·geluVector(SB), NOSPLIT, $0-16
	MOVD x+0(FP), R0
	MOVD n+8(FP), R1
	LOADEXP
	MOVD $erfFloats<>(SB), R3
	VLD1R.P 4(R3), [V27.S4]
	VLD1R.P 4(R3), [V28.S4]
	VLD1R.P 4(R3), [V29.S4]
	VLD1R.P 4(R3), [V30.S4]
	VLD1R.P 4(R3), [V31.S4]
	VLD1R.P 4(R3), [V13.S4]
	VLD1R.P 4(R3), [V14.S4]
	VLD1R (R3), [V15.S4]

gloop:
	VLD1 (R0), [V0.S4]
	FMUL(1, 0, 27)
	FABS(1, 1)                // z = |x| / root 2
	FMUL(2, 1, 28)
	FADD(2, 2, 26)
	FDIV(2, 26, 2)            // t = 1 / (1 + c z)
	FMUL(3, 2, 29)
	HORNER(30, 2, 3)
	HORNER(31, 2, 3)
	HORNER(13, 2, 3)
	HORNER(14, 2, 3)          // the polynomial in t
	FMUL(1, 1, 1)
	FNEG(1, 1)                // -z*z
	EXP(1, 4, 5)
	VSHL $23, V5.S4, V5.S4
	VADD V4.S4, V5.S4, V1.S4
	FMUL(3, 3, 1)
	FSUB(3, 26, 3)            // erf |z|
	NEGATIVE(4, 0)
	VSHL $31, V4.S4, V4.S4
	VEOR V4.B16, V3.B16, V3.B16
	FADD(3, 3, 26)
	FMUL(0, 0, 15)
	FMUL(0, 0, 3)
	VST1.P [V0.S4], 16(R0)
	SUBS $4, R1
	BNE  gloop
	RET

// func softmaxVector(row *float32, n int, scale float32)
// n is a multiple of 8.
TEXT ·softmaxVector(SB), NOSPLIT, $0-20
	MOVD row+0(FP), R0
	MOVD n+8(FP), R1
	FMOVS scale+16(FP), F6
	LOADEXP
	VDUP V6.S[0], V6.S4
	MOVD R0, R2
	MOVD R1, R4
	VLD1 (R0), [V7.S4]
	VMOV V7.B16, V8.B16

stop:
	VLD1.P 32(R2), [V0.S4, V1.S4]
	FMAX(7, 7, 0)
	FMAX(8, 8, 1)
	SUBS $8, R4
	BNE  stop
	FMAX(7, 7, 8)
	FMAXV(7, 7)
	VDUP V7.S[0], V7.S4
	FMUL(7, 7, 6)
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	MOVD R0, R2
	MOVD R1, R4

sexp:
	VLD1 (R2), [V0.S4, V1.S4]
	FMUL(0, 0, 6)
	FMUL(1, 1, 6)
	FSUB(0, 0, 7)
	FSUB(1, 1, 7)
	EXP(0, 2, 3)
	EXP(1, 4, 5)
	VSHL $23, V3.S4, V3.S4
	VSHL $23, V5.S4, V5.S4
	VADD V2.S4, V3.S4, V0.S4
	VADD V4.S4, V5.S4, V1.S4
	FADD(8, 8, 0)
	FADD(9, 9, 1)
	VST1.P [V0.S4, V1.S4], 32(R2)
	SUBS $8, R4
	BNE  sexp
	FADD(8, 8, 9)
	FADDP(8, 8, 8)
	FADDP(8, 8, 8)
	FDIV(8, 26, 8)

sscale:
	VLD1 (R0), [V0.S4, V1.S4]
	FMUL(0, 0, 8)
	FMUL(1, 1, 8)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R1
	BNE  sscale
	RET

DATA normFloats<>+0(SB)/4, $(1e-12)
DATA normFloats<>+4(SB)/4, $(1.0)
GLOBL normFloats<>(SB), RODATA|NOPTR, $8

// func addNormVector(x, y, gain, bias *float32, n int)
// n is a multiple of 8.
TEXT ·addNormVector(SB), NOSPLIT, $0-40
	MOVD x+0(FP), R0
	MOVD y+8(FP), R1
	MOVD gain+16(FP), R2
	MOVD bias+24(FP), R3
	MOVD n+32(FP), R4
	MOVD $normFloats<>(SB), R5
	VLD1R.P 4(R5), [V16.S4]
	VLD1R (R5), [V17.S4]
	SCVTFS R4, F18
	VDUP V18.S[0], V18.S4
	ZERO4(V4, V5, V6, V7)
	MOVD R0, R6
	MOVD R4, R7

nsum:
	VLD1 (R6), [V0.S4, V1.S4]
	VLD1.P 32(R1), [V2.S4, V3.S4]
	FADD(0, 0, 2)
	FADD(1, 1, 3)
	FADD(4, 4, 0)
	FADD(5, 5, 1)
	VST1.P [V0.S4, V1.S4], 32(R6)
	SUBS $8, R7
	BNE  nsum
	FADD(4, 4, 5)
	FADDP(4, 4, 4)
	FADDP(4, 4, 4)
	FDIV(4, 4, 18)            // the mean
	MOVD R0, R6
	MOVD R4, R7

nvariance:
	VLD1.P 32(R6), [V0.S4, V1.S4]
	FSUB(0, 0, 4)
	FSUB(1, 1, 4)
	FMUL(0, 0, 0)
	FMUL(1, 1, 1)
	FADD(6, 6, 0)
	FADD(7, 7, 1)
	SUBS $8, R7
	BNE  nvariance
	FADD(6, 6, 7)
	FADDP(6, 6, 6)
	FADDP(6, 6, 6)
	FDIV(6, 6, 18)
	FADD(6, 6, 16)
	FSQRT(6, 6)
	FDIV(6, 17, 6)            // one over the deviation

nscale:
	VLD1 (R0), [V0.S4, V1.S4]
	VLD1.P 32(R2), [V20.S4, V21.S4]
	VLD1.P 32(R3), [V22.S4, V23.S4]
	FSUB(0, 0, 4)
	FSUB(1, 1, 4)
	FMUL(0, 0, 6)
	FMUL(1, 1, 6)
	FMUL(0, 0, 20)
	FMUL(1, 1, 21)
	FADD(0, 0, 22)
	FADD(1, 1, 23)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS $8, R4
	BNE  nscale
	RET
