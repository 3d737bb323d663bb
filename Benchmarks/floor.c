// Does one step of LinkTally's work and nothing else: what no program that does the rest, too, can be faster than.
//
//   floor isal FILES...         inflates gzip files with ISA-L, looks at no byte
//   floor isal-lines FILES...   and takes the lines apart with LinkTally's line kernel, counts nothing
//   floor isal-tables FILES...  and counts as read-tables does
//   floor zlib-lines FILES...   inflates with zlib and takes the lines apart
//   floor isal-blocks FILES...  inflates every other block of BGZF files with ISA-L: two processes, `isal-blocks` and
//                               `isal-blocks-odd`, inflate all of them
//   floor read FILES...         reads files (`-`: standard input, a pipe of 1 MiB), looks at no byte
//   floor read-lines FILES...   and takes the lines apart
//   floor read-tables FILES...  and counts the paths, campaigns and sources of clean queries: one table, nothing merged
//
// Each prints how many bytes there were. Two processes side by side are two workers.
#define _GNU_SOURCE
#include <fcntl.h>
#include <isa-l.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "CLineKernel.h"

enum { in_size = 256 << 10, out_size = 512 << 10, kept_size = 64 << 10 };

static uint8_t in[in_size], window[kept_size + out_size];
static size_t kept;
static uint64_t total;
// Where a result goes that nobody asks for, so that it is worked out.
volatile uint32_t sink;
static int takes_lines, fills_tables, odd_blocks;

static void fail(const char *what, const char *name) {
    fprintf(stderr, "floor: %s: %s\n", name, what);
    exit(1);
}

// A table of byte strings with counters, as fast as it is known how: slots with a tag and a place, entries one behind the other in
// huge pages, a batch of keys whose slots and then entries are asked for before they are looked at.
typedef struct { uint32_t length, count; uint8_t bytes[]; } entry;
typedef struct { const uint8_t *bytes; uint32_t length; uint64_t hash; } key;
enum { batch_size = 96, arena_size = 1 << 30 };
static uint64_t *slots;
static uint8_t *arena;
static uint32_t slot_bits = 12, entries, arena_used = 8;
static key batch[batch_size];
static uint32_t batched;

static void *pages(size_t size) {
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) fail("no memory", "tables");
    madvise(memory, size, MADV_HUGEPAGE);
    return memory;
}

static uint64_t fold(uint64_t a, uint64_t b) {
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Reads whole words: what is behind a key in the window may be read, and is masked.
static uint64_t word(const uint8_t *bytes, uint32_t left) {
    uint64_t value;
    memcpy(&value, bytes, 8);
    return left < 8 ? value & ((1ull << 8 * left) - 1) : value;
}

static uint64_t hash_of(const uint8_t *bytes, uint32_t length, uint64_t kind) {
    uint64_t hash = kind + length;
    for (uint32_t at = 0; at < length; at += 8) hash = fold(hash ^ word(bytes + at, length - at), 0x9E3779B97F4A7C15ull);
    return hash;
}

static void add_key(const uint8_t *bytes, uint32_t length, uint64_t kind) {
    key *next = &batch[batched++];
    *next = (key){bytes, length, hash_of(bytes, length, kind)};
    __builtin_prefetch(&slots[next->hash >> (64 - slot_bits)]);
}

static void grow(void) {
    uint64_t *old = slots, count = 1ull << slot_bits;
    slot_bits++;
    slots = pages(8 << slot_bits);
    for (uint64_t index = 0; index < count; index++) {
        if (!old[index]) continue;
        uint64_t at = old[index] >> 32 >> (32 - slot_bits);
        while (slots[at]) at = (at + 1) & ((1ull << slot_bits) - 1);
        slots[at] = old[index];
    }
    munmap(old, 8 * count);
}

static uint64_t slot_of(uint64_t hash) {
    uint64_t at = hash >> (64 - slot_bits);
    while (slots[at] && slots[at] >> 32 != hash >> 32) at = (at + 1) & ((1ull << slot_bits) - 1);
    return at;
}

// Tags of 32 bits and equal bytes decide; two keys of one tag are told apart by going on.
static void count_batch(void) {
    for (uint32_t index = 0; index < batched; index++)
        __builtin_prefetch(arena + 8 * (slots[slot_of(batch[index].hash)] & 0xFFFFFFFF));
    for (uint32_t index = 0; index < batched; index++) {
        key *one = &batch[index];
        uint64_t at = slot_of(one->hash);
        while (slots[at]) {
            entry *found = (entry *)(arena + 8 * (slots[at] & 0xFFFFFFFF));
            if (slots[at] >> 32 == one->hash >> 32 && found->length == one->length
                && memcmp(found->bytes, one->bytes, one->length) == 0) {
                found->count++;
                break;
            }
            at = (at + 1) & ((1ull << slot_bits) - 1);
        }
        if (slots[at]) continue;
        entry *added = (entry *)(arena + arena_used);
        if (arena_used + 512 > arena_size) fail("more than 1 GiB", "tables");
        *added = (entry){one->length, 1};
        memcpy(added->bytes, one->bytes, one->length);
        slots[at] = (one->hash >> 32 << 32) | arena_used / 8;
        arena_used += (8 + one->length + 7) & ~7u;
        if (++entries * 2 > 1u << slot_bits) grow();
    }
    batched = 0;
}

static void count_line(const cbs_usual_line *line, const uint64_t *places) {
    const uint8_t *path = window + line->opening_quote + 5;
    add_key(path, line->path_end - line->opening_quote - 5, 1);
    for (int name = 0; name < 3; name += 2)
        if (line->query >> name & 1) add_key(window + (uint32_t)places[name], (uint32_t)(places[name] >> 32), name);
    if (batched > batch_size - 3) count_batch();
}

// Takes `count` new bytes behind those that were kept; keeps what is left of the last line.
static void take(size_t count) {
    static uint64_t places[6];
    cbs_usual_line line;
    total += count;
    if (!takes_lines) return;
    uint32_t start = 0, end = (uint32_t)(kept + count);
    while (start < end) {
        if (cbs_find_usual_line(window, start, end, &line, places)) {
            start = line.line_feed + 1;
            sink = (uint32_t)line.query;
            if (fills_tables && line.query > 0) count_line(&line, places);
            continue;
        }
        const uint8_t *feed = memchr(window + start, '\n', end - start);
        if (!feed) break;
        start = (uint32_t)(feed - window) + 1;
    }
    if (fills_tables) count_batch();
    kept = end - start;
    if (kept > kept_size) fail("a line of over 64 KiB", "input");
    memmove(window, window + start, kept);
}

// Reads the next compressed bytes; there must be some.
static uint32_t refill(int file, const char *name) {
    ssize_t count = read(file, in, in_size);
    if (count <= 0) fail("cut short", name);
    return (uint32_t)count;
}

static void inflate_isal(int file, const char *name) {
    static struct inflate_state state;
    isal_inflate_init(&state);
    state.crc_flag = ISAL_GZIP;
    state.avail_in = 0;
    do {
        if (state.avail_in == 0) {
            state.next_in = in;
            state.avail_in = refill(file, name);
        }
        state.next_out = window + kept;
        state.avail_out = out_size;
        if (isal_inflate(&state) != ISAL_DECOMP_OK) fail("no gzip", name);
        take(out_size - state.avail_out);
    } while (state.block_state != ISAL_BLOCK_FINISH);
}

// Every other block of a file whose members say how long they are (SAM specification, 4.1), as bgzip writes them: their
// extra field is that one alone.
static void inflate_blocks(int file, const char *name) {
    static struct inflate_state state;
    enum { header_size = 18, trailer_size = 8 };
    off_t size = lseek(file, 0, SEEK_END);
    uint8_t *bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes == MAP_FAILED) fail("cannot be mapped", name);
    unsigned number = 0;
    for (off_t at = 0; at < size; number++) {
        if (size - at < header_size + trailer_size || bytes[at + 12] != 'B' || bytes[at + 13] != 'C') fail("no block", name);
        uint32_t length = (bytes[at + 16] | (uint32_t)bytes[at + 17] << 8) + 1;
        if (number % 2 == odd_blocks) {
            isal_inflate_init(&state);
            state.crc_flag = ISAL_GZIP_NO_HDR;
            state.next_in = bytes + at + header_size;
            state.avail_in = length - header_size - trailer_size;
            state.next_out = window;
            state.avail_out = out_size;
            if (isal_inflate_stateless(&state) != ISAL_DECOMP_OK) fail("no gzip", name);
            total += out_size - state.avail_out;
        }
        at += length;
    }
    munmap(bytes, (size_t)size);
}

static void inflate_zlib(int file, const char *name) {
    z_stream stream = {0};
    int status = inflateInit2(&stream, 31);
    while (status == Z_OK) {
        if (stream.avail_in == 0) {
            stream.next_in = in;
            stream.avail_in = refill(file, name);
        }
        stream.next_out = window + kept;
        stream.avail_out = out_size;
        status = inflate(&stream, Z_NO_FLUSH);
        take(out_size - stream.avail_out);
    }
    if (status != Z_STREAM_END) fail("no gzip", name);
    inflateEnd(&stream);
}

static void read_plain(int file, const char *name) {
    ssize_t count;
    fcntl(file, F_SETPIPE_SZ, 1 << 20);
    while ((count = read(file, window + kept, out_size)) > 0) take((size_t)count);
    if (count < 0) fail("cannot be read", name);
}

int main(int argc, char **argv) {
    const char *step = argc > 1 ? argv[1] : "";
    void (*run)(int, const char *) = strncmp(step, "isal-blocks", 11) == 0 ? inflate_blocks
                                     : strncmp(step, "isal", 4) == 0       ? inflate_isal
                                     : strncmp(step, "zlib", 4) == 0       ? inflate_zlib
                                     : strncmp(step, "read", 4) == 0       ? read_plain
                                                                           : NULL;
    if (!run || argc < 3) fail("a step and files are missing: see the head of floor.c", "usage");
    odd_blocks = strstr(step, "-odd") != NULL;
    fills_tables = strstr(step, "-tables") != NULL;
    takes_lines = fills_tables || strstr(step, "-lines") != NULL;
    if (fills_tables) {
        slots = pages(8 << slot_bits);
        arena = pages(arena_size);
    }
    for (int index = 2; index < argc; index++) {
        int file = strcmp(argv[index], "-") == 0 ? 0 : open(argv[index], O_RDONLY);
        if (file < 0) fail("cannot be opened", argv[index]);
        run(file, argv[index]);
        close(file);
    }
    printf("%llu\n", (unsigned long long)total);
    return 0;
}
