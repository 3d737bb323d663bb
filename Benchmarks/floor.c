// Does one step of LinkTally's work and nothing else: what no program that does the rest, too, can be faster than.
//
//   floor isal FILES...         inflates gzip files with ISA-L, looks at no byte
//   floor isal-lines FILES...   and takes the lines apart with LinkTally's line kernel, counts nothing
//   floor zlib-lines FILES...   the same with zlib
//   floor read FILES...         reads files (`-`: standard input, a pipe of 1 MiB), looks at no byte
//   floor read-lines FILES...   and takes the lines apart
//
// Each prints how many bytes there were. Two processes side by side are two workers.
#define _GNU_SOURCE
#include <fcntl.h>
#include <isa-l.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "CLineKernel.h"

enum { in_size = 256 << 10, out_size = 512 << 10, kept_size = 64 << 10 };

static uint8_t in[in_size], window[kept_size + out_size];
static size_t kept;
static uint64_t total;
// Where a result goes that nobody asks for, so that it is worked out.
volatile uint32_t sink;
static int takes_lines;

static void fail(const char *what, const char *name) {
    fprintf(stderr, "floor: %s: %s\n", name, what);
    exit(1);
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
            continue;
        }
        const uint8_t *feed = memchr(window + start, '\n', end - start);
        if (!feed) break;
        start = (uint32_t)(feed - window) + 1;
    }
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
    void (*run)(int, const char *) = strncmp(step, "isal", 4) == 0   ? inflate_isal
                                     : strncmp(step, "zlib", 4) == 0 ? inflate_zlib
                                     : strncmp(step, "read", 4) == 0 ? read_plain
                                                                     : NULL;
    if (!run || argc < 3) fail("isal, isal-lines, zlib-lines, read or read-lines, and files", "usage");
    takes_lines = strstr(step, "-lines") != NULL;
    for (int index = 2; index < argc; index++) {
        int file = strcmp(argv[index], "-") == 0 ? 0 : open(argv[index], O_RDONLY);
        if (file < 0) fail("cannot be opened", argv[index]);
        run(file, argv[index]);
        close(file);
    }
    printf("%llu\n", (unsigned long long)total);
    return 0;
}
