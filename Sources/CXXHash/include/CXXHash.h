#ifndef LINKTALLY_CXXHASH_H
#define LINKTALLY_CXXHASH_H

#include <stddef.h>
#include <stdint.h>

/// XXH3, 64 bits, seed 0, of `length` bytes at `bytes`: a fixed, published hash, the same on every machine.
///
/// - `bytes` must be readable for `length` bytes; it may be unaligned. It may be NULL only where `length` is 0.
/// - Never allocates, never fails.
uint64_t linktally_xxh3_64(const void *bytes, size_t length);

#endif
