// The line kernel for AVX-512 (F and BW).
#if defined(__x86_64__)
#include <immintrin.h>
#include <stdint.h>

#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,bmi,bmi2"))), apply_to = function)

static inline uint64_t is(const uint8_t *p, char byte) {
    return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p), _mm512_set1_epi8(byte));
}

static inline uint64_t feed_bits(const uint8_t *p) { return is(p, '\n'); }
static inline uint64_t quote_bits(const uint8_t *p) { return is(p, '"') | is(p, '\\'); }
static inline uint64_t mark_bits(const uint8_t *p) { return is(p, '?') | is(p, '#'); }

// As in line_avx2.c.
static inline uint64_t foreign_bits(const uint8_t *p) {
    const __m512i columns = _mm512_broadcast_i32x4(
        _mm_setr_epi8(26, 30, 30, 30, 30, 30, 30, 30, 30, 30, 28, 4, 4, 5, 4, 12));
    const __m512i rows = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0));
    __m512i block = _mm512_loadu_si512(p);
    __m512i column = _mm512_shuffle_epi8(columns, block);
    __m512i row = _mm512_shuffle_epi8(rows, _mm512_and_si512(_mm512_srli_epi16(block, 4), _mm512_set1_epi8(15)));
    return _mm512_testn_epi8_mask(column, row);
}

#define KERNEL cbs_line_avx512
#include "line_kernel.h"

#pragma clang attribute pop
#endif
