#ifndef LINKTALLY_CBYTESCAN_H
#define LINKTALLY_CBYTESCAN_H

// Kernels over 16 bytes at a time, inlined into their Swift callers: the standard library has no movemask.
//
// Contract of every function here:
// - `p` must be readable for 16 bytes (cbs_prefetch: any address, it is only a hint); it may be unaligned.
// - Nothing is written, nothing is kept.
// - Bit i of a result belongs to p[i]; bits 16 to 31 are 0.
// All three bodies give equal results; tests compare the one that this machine builds with a naive oracle.

#include <stdint.h>
#include <string.h>

#include "CLineKernel.h"

#if defined(__SSE2__)
#include <emmintrin.h>

static inline uint32_t cbs_equal1(const void *p, uint8_t a) {
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)a)));
}

static inline uint32_t cbs_equal2(const void *p, uint8_t a, uint8_t b) {
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    __m128i hit = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)a)),
                               _mm_cmpeq_epi8(block, _mm_set1_epi8((char)b)));
    return (uint32_t)_mm_movemask_epi8(hit);
}

static inline uint32_t cbs_equal4(const void *p, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)a)),
                                            _mm_cmpeq_epi8(block, _mm_set1_epi8((char)b))),
                               _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8((char)c)),
                                            _mm_cmpeq_epi8(block, _mm_set1_epi8((char)d))));
    return (uint32_t)_mm_movemask_epi8(hit);
}

// Bits of the bytes in [A-Za-z0-9_-].
static inline uint32_t cbs_value_bytes(const void *p) {
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    // Setting bit 5 folds upper case into lower case; a range test is then min(max(x, low), high) == x.
    __m128i folded = _mm_or_si128(block, _mm_set1_epi8(0x20));
    __m128i letter = _mm_cmpeq_epi8(
        folded, _mm_min_epu8(_mm_max_epu8(folded, _mm_set1_epi8('a')), _mm_set1_epi8('z')));
    __m128i digit = _mm_cmpeq_epi8(
        block, _mm_min_epu8(_mm_max_epu8(block, _mm_set1_epi8('0')), _mm_set1_epi8('9')));
    __m128i mark = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('_')),
                                _mm_cmpeq_epi8(block, _mm_set1_epi8('-')));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(letter, digit), mark));
}

// Bits of the ASCII white space: TAB to CR, and space.
static inline uint32_t cbs_spaces(const void *p) {
    __m128i block = _mm_loadu_si128((const __m128i *)p);
    __m128i range = _mm_cmpeq_epi8(
        block, _mm_min_epu8(_mm_max_epu8(block, _mm_set1_epi8('\t')), _mm_set1_epi8('\r')));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(range, _mm_cmpeq_epi8(block, _mm_set1_epi8(' '))));
}

#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>

static inline uint32_t cbs_movemask_(uint8x16_t hit) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vandq_u8(hit, vld1q_u8(weights));
    return (uint32_t)vaddv_u8(vget_low_u8(bits)) | ((uint32_t)vaddv_u8(vget_high_u8(bits)) << 8);
}

static inline uint32_t cbs_equal1(const void *p, uint8_t a) {
    return cbs_movemask_(vceqq_u8(vld1q_u8((const uint8_t *)p), vdupq_n_u8(a)));
}

static inline uint32_t cbs_equal2(const void *p, uint8_t a, uint8_t b) {
    uint8x16_t block = vld1q_u8((const uint8_t *)p);
    return cbs_movemask_(vorrq_u8(vceqq_u8(block, vdupq_n_u8(a)), vceqq_u8(block, vdupq_n_u8(b))));
}

static inline uint32_t cbs_equal4(const void *p, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
    uint8x16_t block = vld1q_u8((const uint8_t *)p);
    return cbs_movemask_(
        vorrq_u8(vorrq_u8(vceqq_u8(block, vdupq_n_u8(a)), vceqq_u8(block, vdupq_n_u8(b))),
                 vorrq_u8(vceqq_u8(block, vdupq_n_u8(c)), vceqq_u8(block, vdupq_n_u8(d)))));
}

static inline uint32_t cbs_value_bytes(const void *p) {
    uint8x16_t block = vld1q_u8((const uint8_t *)p);
    uint8x16_t letter = vcltq_u8(vsubq_u8(vorrq_u8(block, vdupq_n_u8(0x20)), vdupq_n_u8('a')), vdupq_n_u8(26));
    uint8x16_t digit = vcltq_u8(vsubq_u8(block, vdupq_n_u8('0')), vdupq_n_u8(10));
    uint8x16_t mark = vorrq_u8(vceqq_u8(block, vdupq_n_u8('_')), vceqq_u8(block, vdupq_n_u8('-')));
    return cbs_movemask_(vorrq_u8(vorrq_u8(letter, digit), mark));
}

static inline uint32_t cbs_spaces(const void *p) {
    uint8x16_t block = vld1q_u8((const uint8_t *)p);
    uint8x16_t range = vcltq_u8(vsubq_u8(block, vdupq_n_u8('\t')), vdupq_n_u8(5));
    return cbs_movemask_(vorrq_u8(range, vceqq_u8(block, vdupq_n_u8(' '))));
}

#else

static inline uint32_t cbs_equal4(const void *p, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
    const uint8_t *bytes = (const uint8_t *)p;
    uint32_t bits = 0;
    for (int i = 0; i < 16; i++)
        bits |= (uint32_t)(bytes[i] == a || bytes[i] == b || bytes[i] == c || bytes[i] == d) << i;
    return bits;
}

static inline uint32_t cbs_equal1(const void *p, uint8_t a) { return cbs_equal4(p, a, a, a, a); }

static inline uint32_t cbs_equal2(const void *p, uint8_t a, uint8_t b) { return cbs_equal4(p, a, a, b, b); }

static inline uint32_t cbs_value_bytes(const void *p) {
    const uint8_t *bytes = (const uint8_t *)p;
    uint32_t bits = 0;
    for (int i = 0; i < 16; i++) {
        uint8_t c = bytes[i], folded = c | 0x20;
        bits |= (uint32_t)((folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-') << i;
    }
    return bits;
}

static inline uint32_t cbs_spaces(const void *p) {
    const uint8_t *bytes = (const uint8_t *)p;
    uint32_t bits = 0;
    for (int i = 0; i < 16; i++) bits |= (uint32_t)((bytes[i] >= '\t' && bytes[i] <= '\r') || bytes[i] == ' ') << i;
    return bits;
}

#endif

// The first byte equal to `c` in the `length` bytes at `p`, as an offset; `length` if there is none.
static inline int64_t cbs_index(const void *p, int64_t length, uint8_t c) {
    const uint8_t *hit = (const uint8_t *)memchr(p, c, (size_t)length);
    return hit ? hit - (const uint8_t *)p : length;
}

static inline void cbs_prefetch(const void *p) { __builtin_prefetch(p); }

#endif
