#ifndef LINKTALLY_CALLOCATIONCOUNT_H
#define LINKTALLY_CALLOCATIONCOUNT_H

#include <stdint.h>

/// Allocations (malloc, calloc, realloc, aligned variants) of the calling thread since it began.
///
/// - Linked into a test binary, the functions of CAllocationCount.c stand before the C library's.
/// - Only the calling thread's are counted, so other tests beside it do not disturb.
uint64_t ltac_allocations_of_this_thread(void);

#endif
