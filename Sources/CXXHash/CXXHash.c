#include "CXXHash.h"

// The header-only form needs libxxhash-dev to build and no shared library to run.
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t linktally_xxh3_64(const void *bytes, size_t length) { return XXH3_64bits(bytes, length); }
