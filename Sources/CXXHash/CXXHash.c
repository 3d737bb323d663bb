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

struct linktally_line_tagger {
    /// The beginning of a line that came in several pieces.
    XXH3_state_t line;
    // The state points to it.
    unsigned char secret[LINKTALLY_XXH3_SECRET_SIZE];
    /// Of all lines that ended.
    uint64_t state;
    int is_inside_line;
};

linktally_line_tagger *linktally_line_tagger_new(const void *secret) {
    // The state asks for more than malloc gives.
    linktally_line_tagger *tagger = NULL;
    if (posix_memalign((void **)&tagger, 64, sizeof *tagger) != 0) return NULL;
    memset(tagger, 0, sizeof *tagger);
    memcpy(tagger->secret, secret, sizeof tagger->secret);
    return tagger;
}

void linktally_line_tagger_free(linktally_line_tagger *tagger) { free(tagger); }

/// Lines are hashed one by one, and their hashes are chained: the order and number of lines matter, too.
static inline uint64_t chained(uint64_t state, uint64_t line) {
    state = ((state << 27 | state >> 37) ^ line) * 0x9E3779B185EBCA87u;
    return state ^ state >> 29;
}

static inline uint32_t tag(uint64_t state) { return (uint32_t)(state >> 32); }

size_t linktally_line_tagger_append(linktally_line_tagger *tagger, const void *bytes, size_t length, uint32_t *tags,
                                    size_t capacity, size_t *taken) {
    const unsigned char *const start = bytes, *const end = start + length;
    const unsigned char *place = start;
    size_t count = 0;
    while (place < end && count < capacity) {
        const unsigned char *line_feed = memchr(place, '\n', (size_t)(end - place));
        const unsigned char *next = line_feed ? line_feed + 1 : end;
        size_t size = (size_t)(next - place);
        if (line_feed && !tagger->is_inside_line) {
            tagger->state = chained(tagger->state, XXH3_64bits_withSecret(place, size, tagger->secret, sizeof tagger->secret));
        } else {
            if (!tagger->is_inside_line) XXH3_64bits_reset_withSecret(&tagger->line, tagger->secret, sizeof tagger->secret);
            XXH3_64bits_update(&tagger->line, place, size);
            tagger->is_inside_line = line_feed == NULL;
            if (line_feed) tagger->state = chained(tagger->state, XXH3_64bits_digest(&tagger->line));
        }
        if (line_feed) tags[count++] = tag(tagger->state);
        place = next;
    }
    *taken = (size_t)(place - start);
    return count;
}

uint32_t linktally_line_tagger_with(const linktally_line_tagger *tagger, const void *bytes, size_t length) {
    XXH3_state_t line;
    if (tagger->is_inside_line) {
        XXH3_copyState(&line, &tagger->line);
    } else {
        XXH3_64bits_reset_withSecret(&line, tagger->secret, sizeof tagger->secret);
    }
    XXH3_64bits_update(&line, bytes, length);
    return tag(chained(tagger->state, XXH3_64bits_digest(&line)));
}
