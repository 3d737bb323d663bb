// The body of the line kernel, compiled once for each instruction set: the file that includes it defines `KERNEL`, its name,
// and four functions of 64 bytes, with bit i for byte i: `feed_bits` (line feeds), `quote_bits` (`"` and backslash), `mark_bits`
// (`?` and `#`) and `foreign_bits` (bytes outside [A-Za-z0-9_-]).

#include <string.h>

#include "include/CLineKernel.h"

// Blocks of 64 bytes that are looked at, however short the line is: that costs less than a branch that depends on its length.
enum { request_blocks = 5, line_blocks = 7, query_blocks = 4 };

// Bytes from the `[` of a time to the `"` behind it.
enum { time_length = 29 };

static inline uint64_t word(const uint8_t *p) {
    uint64_t value;
    memcpy(&value, p, 8);
    return value;
}

// The first bit that is set in `count` words, or 64 * count.
static inline uint32_t first_bit(const uint64_t *words, int count) {
    uint32_t at = 64 * (uint32_t)count;
    for (int i = count - 1; i >= 0; i--) at = words[i] ? 64 * (uint32_t)i + (uint32_t)__builtin_ctzll(words[i]) : at;
    return at;
}

// Walks the foreign bytes of a query. The caller stops in time: they are known for `query_blocks` blocks.
typedef struct {
    const uint64_t *words;
    uint64_t left;
    uint32_t base;
} foreign_t;

static inline uint32_t next_foreign(foreign_t *foreign) {
    while (!foreign->left) {
        foreign->base += 64;
        foreign->left = foreign->words[foreign->base >> 6];
    }
    uint32_t at = foreign->base + (uint32_t)__builtin_ctzll(foreign->left);
    foreign->left &= foreign->left - 1;
    return at;
}

#define WORD(a, b, c, d, e, f, g, h)                                                                                      \
    ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 | (uint64_t)(e) << 32 |               \
     (uint64_t)(f) << 40 | (uint64_t)(g) << 48 | (uint64_t)(h) << 56)

// The length of the name, and which of the six it is, that stands at `p` with its `=`; -1 for any other. Compares, since what
// a processor guesses from them costs nothing, while all that follows would wait for a table.
static inline int name_at(const uint8_t *p, uint32_t *length) {
    uint64_t first = word(p);
    if (first == WORD('u', 't', 'm', '_', 's', 'o', 'u', 'r')) {
        *length = 10;
        return word(p + 3) == WORD('_', 's', 'o', 'u', 'r', 'c', 'e', '=') ? 0 : -1;
    }
    if (first == WORD('u', 't', 'm', '_', 'm', 'e', 'd', 'i')) {
        *length = 10;
        return word(p + 3) == WORD('_', 'm', 'e', 'd', 'i', 'u', 'm', '=') ? 1 : -1;
    }
    if (first == WORD('u', 't', 'm', '_', 'c', 'a', 'm', 'p')) {
        *length = 12;
        return word(p + 5) == WORD('a', 'm', 'p', 'a', 'i', 'g', 'n', '=') ? 2 : -1;
    }
    if (first == WORD('u', 't', 'm', '_', 'c', 'o', 'n', 't')) {
        *length = 11;
        return word(p + 4) == WORD('c', 'o', 'n', 't', 'e', 'n', 't', '=') ? 4 : -1;
    }
    if (first == WORD('c', 'l', 'i', 'e', 'n', 't', '_', 'r')) {
        *length = 19;
        return word(p + 8) == WORD('e', 'f', 'e', 'r', 'e', 'n', 'c', 'e') &&
                       word(p + 12) == WORD('e', 'n', 'c', 'e', '_', 'i', 'd', '=')
                   ? 5
                   : -1;
    }
    if (first == WORD('u', 't', 'm', '_', 't', 'e', 'r', 'm')) {
        *length = 8;
        return p[8] == '=' ? 3 : -1;
    }
    return -1;
}

// `cbs_query_suspect` where the foreign name at `p` may be meant for one of the six, or has `amp;` in front of one.
static inline int32_t suspect_at(const uint8_t *p) {
    uint32_t first = (uint32_t)word(p) | 0x20202020;
    uint32_t two = first & 0xFFFF;
    return two == ('u' | 't' << 8) || two == ('c' | 'l' << 8) || first == ('a' | 'm' << 8 | 'p' << 16 | (uint32_t)';' << 24)
               ? cbs_query_suspect
               : 0;
}

// The query of `end` bytes that begins at `start` of its window; a space stands behind it.
static inline int32_t clean_query(const uint8_t *query, uint32_t start, uint32_t end, uint64_t *places) {
    static const uint8_t limits[6] = {150, 150, 150, 150, 150, 200};
    // The space is a foreign byte, too, so that every walk ends.
    if (end >= 64 * query_blocks) return cbs_query_unclean;
    uint64_t words[query_blocks];
    for (int i = 0; i < query_blocks; i++) words[i] = foreign_bits(query + 64 * i);
    foreign_t foreign = {words, words[0], 0};
    uint32_t at = 0;
    int32_t present = 0;
    while (at < end) {
        uint32_t stop = next_foreign(&foreign);
        uint32_t name_length;
        int name = name_at(query + at, &name_length);
        if (name >= 0 && at + name_length < end) {
            // The name has no foreign byte, so that this one is its `=`.
            uint32_t value = stop + 1;
            stop = next_foreign(&foreign);
            uint32_t length = stop - value;
            // One test for both limits: an empty value wraps.
            if (length - 1 >= limits[name] || present >> name & 1) return cbs_query_unclean;
            present |= 1 << name;
            places[name] = (start + value) | (uint64_t)length << 32;
            if (stop >= end) return present;
            if (query[stop] != '&') return query[stop] == '#' ? present | cbs_query_suspect : cbs_query_unclean;
        } else if (stop > at || query[stop] != '&') {
            if (stop == at && query[stop] == '#') return present | cbs_query_suspect;
            present |= suspect_at(query + at);
            // A name that is not one of the six as it stands, and ends with a plain `=`, is foreign.
            while (stop < end && query[stop] != '=') {
                if (query[stop] == '&' || query[stop] == '#' || query[stop] == '%') return cbs_query_unclean;
                stop = next_foreign(&foreign);
            }
            if (stop >= end) return cbs_query_unclean;
            do stop = next_foreign(&foreign);
            while (stop < end && query[stop] != '&' && query[stop] != '#');
            if (stop >= end) return present;
            if (query[stop] == '#') return present | cbs_query_suspect;
        }
        at = stop + 1;
    }
    return present;
}

static inline int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

int32_t KERNEL(const uint8_t *bytes, uint32_t start, uint32_t readable, cbs_usual_line *found, uint64_t *places) {
    if (readable - start < 64 * (request_blocks + query_blocks)) return 0;
    const uint8_t *line = bytes + start;
    uint64_t feeds[line_blocks], quotes[request_blocks];
    for (int i = 0; i < line_blocks; i++) feeds[i] = feed_bits(line + 64 * i);
    for (int i = 0; i < request_blocks; i++) quotes[i] = quote_bits(line + 64 * i);

    uint32_t line_feed = first_bit(feeds, line_blocks);
    uint32_t opening = first_bit(quotes, request_blocks);
    if (line_feed >= 64 * line_blocks || opening >= 64 * request_blocks || opening < time_length) return 0;
    quotes[opening >> 6] &= quotes[opening >> 6] - 1;
    uint32_t closing = first_bit(quotes, request_blocks);
    // "GET / HTTP/1.1" is the shortest.
    if (closing >= 64 * request_blocks || closing >= line_feed || closing - opening < 15) return 0;
    if (line[opening] != '"' || line[closing] != '"') return 0;
    uint32_t target = opening + 5, target_end = closing - 9;
    if ((word(line + opening + 1) & 0xFFFFFFFF) != WORD('G', 'E', 'T', ' ', 0, 0, 0, 0)) return 0;
    if ((word(line + target_end) & 0xFF00FFFFFFFFFFFF) != WORD(' ', 'H', 'T', 'T', 'P', '/', 0, '.')) return 0;
    if (!is_digit(line[closing - 3]) || !is_digit(line[closing - 1])) return 0;
    if (line[target] == ' ' || line[target_end - 1] == ' ') return 0;

    // Most paths end within 64 bytes.
    uint32_t path_end = target;
    uint64_t marks;
    while (!(marks = mark_bits(line + path_end)) && path_end + 64 < target_end) path_end += 64;
    path_end = marks ? path_end + (uint32_t)__builtin_ctzll(marks) : target_end;
    if (path_end > target_end) path_end = target_end;

    found->line_feed = start + line_feed;
    found->opening_quote = start + opening;
    found->closing_quote = start + closing;
    found->path_end = start + path_end;
    int has_query = path_end + 1 < target_end && line[path_end] == '?' && line[path_end + 1] != '#';
    found->query = has_query ? clean_query(line + path_end + 1, start + path_end + 1, target_end - path_end - 1, places)
                             : cbs_query_absent;
    return 1;
}
