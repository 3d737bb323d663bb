#ifndef LINKTALLY_CXXHASH_H
#define LINKTALLY_CXXHASH_H

#include <stddef.h>
#include <stdint.h>

/// XXH3, 64 bits, seed 0, of `length` bytes at `bytes`: a fixed, published hash, the same on every machine.
///
/// - `bytes` must be readable for `length` bytes; it may be unaligned. It may be NULL only where `length` is 0.
/// - Never allocates, never fails.
uint64_t linktally_xxh3_64(const void *bytes, size_t length);

/// XXH3, 128 bits, with a secret of one's own, of bytes that come piece by piece; it can be asked for after every piece.
typedef struct linktally_xxh3_chain linktally_xxh3_chain;

/// Bytes of a secret.
#define LINKTALLY_XXH3_SECRET_SIZE 192

/// A chain that has seen no byte.
///
/// - `secret` must be readable for LINKTALLY_XXH3_SECRET_SIZE bytes; it is copied.
/// - NULL where there is no memory.
linktally_xxh3_chain *linktally_xxh3_chain_new(const void *secret);

void linktally_xxh3_chain_free(linktally_xxh3_chain *chain);

/// Appends `length` bytes at `bytes`. Never allocates, never fails.
void linktally_xxh3_chain_append(linktally_xxh3_chain *chain, const void *bytes, size_t length);

/// The hash of all bytes so far; the chain goes on.
void linktally_xxh3_chain_digest(const linktally_xxh3_chain *chain, uint64_t *high, uint64_t *low);

/// The hash of all bytes so far and `length` bytes at `bytes` behind them; the chain stays as it is.
void linktally_xxh3_chain_digest_with(const linktally_xxh3_chain *chain, const void *bytes, size_t length, uint64_t *high,
                                      uint64_t *low);

/// Tags the lines of a log that comes piece by piece: 32 bits of a hash, keyed with a secret, of all lines up to each line feed.
typedef struct linktally_line_tagger linktally_line_tagger;

/// A tagger that has seen no byte; as linktally_xxh3_chain_new.
linktally_line_tagger *linktally_line_tagger_new(const void *secret);

void linktally_line_tagger_free(linktally_line_tagger *tagger);

/// Takes bytes from the front of the `length` bytes at `bytes`, up to the line whose tag is the last that `tags` has room for.
///
/// - `tags` has room for `capacity` of them, at least one.
/// - `*taken` is set to the bytes that were taken.
/// - Returns how many lines ended. Never allocates, never fails.
size_t linktally_line_tagger_append(linktally_line_tagger *tagger, const void *bytes, size_t length, uint32_t *tags,
                                    size_t capacity, size_t *taken);

/// The tag that a line would have that ended with `length` bytes at `bytes` behind all so far; the tagger stays as it is.
uint32_t linktally_line_tagger_with(const linktally_line_tagger *tagger, const void *bytes, size_t length);

#endif
