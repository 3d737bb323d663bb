// The line kernel for every processor.
#include "CByteScan.h"

#define FOUR(mask, p) \
    ((uint64_t)mask(p) | (uint64_t)mask((p) + 16) << 16 | (uint64_t)mask((p) + 32) << 32 | (uint64_t)mask((p) + 48) << 48)
#define FEEDS(p) cbs_equal1(p, '\n')
#define QUOTES(p) cbs_equal2(p, '"', '\\')

static inline uint64_t feed_bits(const uint8_t *p) { return FOUR(FEEDS, p); }
static inline uint64_t quote_bits(const uint8_t *p) { return FOUR(QUOTES, p); }
static inline uint64_t foreign_bits(const uint8_t *p) { return ~FOUR(cbs_value_bytes, p); }

#define KERNEL cbs_line_baseline
#include "line_kernel.h"
