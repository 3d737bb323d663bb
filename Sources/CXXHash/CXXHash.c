#include "CXXHash.h"

// The header-only form needs libxxhash-dev to build and no shared library to run.
#define XXH_INLINE_ALL
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

uint64_t linktally_xxh3_64(const void *bytes, size_t length) { return XXH3_64bits(bytes, length); }

struct linktally_xxh3_chain {
    XXH3_state_t state;
    // The state points to it.
    unsigned char secret[LINKTALLY_XXH3_SECRET_SIZE];
};

linktally_xxh3_chain *linktally_xxh3_chain_new(const void *secret) {
    // The state asks for more than malloc gives.
    linktally_xxh3_chain *chain = NULL;
    if (posix_memalign((void **)&chain, 64, sizeof *chain) != 0) return NULL;
    memset(chain, 0, sizeof *chain);
    memcpy(chain->secret, secret, sizeof chain->secret);
    XXH3_128bits_reset_withSecret(&chain->state, chain->secret, sizeof chain->secret);
    return chain;
}

void linktally_xxh3_chain_free(linktally_xxh3_chain *chain) { free(chain); }

void linktally_xxh3_chain_append(linktally_xxh3_chain *chain, const void *bytes, size_t length) {
    XXH3_128bits_update(&chain->state, bytes, length);
}

void linktally_xxh3_chain_digest_with(const linktally_xxh3_chain *chain, const void *bytes, size_t length, uint64_t *high,
                                      uint64_t *low) {
    XXH3_state_t state;
    XXH3_copyState(&state, &chain->state);
    XXH3_128bits_update(&state, bytes, length);
    XXH128_hash_t hash = XXH3_128bits_digest(&state);
    *high = hash.high64;
    *low = hash.low64;
}

void linktally_xxh3_chain_digest(const linktally_xxh3_chain *chain, uint64_t *high, uint64_t *low) {
    XXH128_hash_t hash = XXH3_128bits_digest(&chain->state);
    *high = hash.high64;
    *low = hash.low64;
}
