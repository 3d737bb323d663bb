// The line kernel for AVX2.
#if defined(__x86_64__)
#include <immintrin.h>
#include <stdint.h>

#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)

static inline __m256i block(const uint8_t *p) { return _mm256_loadu_si256((const __m256i *)p); }

static inline uint64_t both(__m256i first, __m256i second) {
    return (uint32_t)_mm256_movemask_epi8(first) | (uint64_t)(uint32_t)_mm256_movemask_epi8(second) << 32;
}

static inline __m256i is(const uint8_t *p, char byte) { return _mm256_cmpeq_epi8(block(p), _mm256_set1_epi8(byte)); }

static inline uint64_t feed_bits(const uint8_t *p) { return both(is(p, '\n'), is(p + 32, '\n')); }

static inline uint64_t quote_bits(const uint8_t *p) {
    return both(
        _mm256_or_si256(is(p, '"'), is(p, '\\')), _mm256_or_si256(is(p + 32, '"'), is(p + 32, '\\')));
}

static inline uint64_t mark_bits(const uint8_t *p) {
    return both(
        _mm256_or_si256(is(p, '?'), is(p, '#')), _mm256_or_si256(is(p + 32, '?'), is(p + 32, '#')));
}

// Whether a byte is none of [A-Za-z0-9_-]: its lower half says in which rows of the ASCII table that column has a byte of the
// alphabet, its upper half which row it is; a bit is a row, but one for 4 and 6, which are alike. A byte above 127 has no column.
static inline __m256i is_foreign(const uint8_t *p) {
    const __m256i columns = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(26, 30, 30, 30, 30, 30, 30, 30, 30, 30, 28, 4, 4, 5, 4, 12));
    const __m256i rows = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 1, 2, 4, 8, 4, 16, 0, 0, 0, 0, 0, 0, 0, 0));
    __m256i column = _mm256_shuffle_epi8(columns, block(p));
    __m256i row = _mm256_shuffle_epi8(rows, _mm256_and_si256(_mm256_srli_epi16(block(p), 4), _mm256_set1_epi8(15)));
    return _mm256_cmpeq_epi8(_mm256_and_si256(column, row), _mm256_setzero_si256());
}

static inline uint64_t foreign_bits(const uint8_t *p) { return both(is_foreign(p), is_foreign(p + 32)); }

#define KERNEL cbs_line_avx2
#include "line_kernel.h"

#pragma clang attribute pop
#endif
