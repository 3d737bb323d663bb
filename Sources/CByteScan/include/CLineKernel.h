#ifndef LINKTALLY_CLINEKERNEL_H
#define LINKTALLY_CLINEKERNEL_H

// The line kernel: takes the usual line of the combined family apart in one pass, 64 bytes at a time.
//
// A line is usual where its first `"` opens a request `GET target HTTP/d.d`, no backslash stands before the `"` that closes
// it, and both quotes stand in its first 320 bytes and its line feed in its first 448. About nine lines of ten are. All others,
// and all that is rare in a usual one, are left to Swift, which knows all rules.

#include <stdint.h>

// Instruction sets for which there is a body. All bodies give equal results; with narrower vectors it is no faster than Swift.
enum { cbs_line_kernel_none, cbs_line_kernel_avx2, cbs_line_kernel_avx512 };

// What `query` is where it is no set of names; and the bit beside the names of a set that says that something in the query may be
// nearly a name: another name that begins with `ut` or `cl`, in any case, or with `amp;`; or there is a fragment.
enum { cbs_query_absent = -2, cbs_query_unclean = -1, cbs_query_suspect = 64 };

// Where the parts of a usual line stand, as offsets from the window's first byte.
typedef struct {
    uint32_t line_feed;
    // The `"` before and behind the request line.
    uint32_t opening_quote;
    uint32_t closing_quote;
    // The first `?` or `#` of the target, or its end.
    uint32_t path_end;
    // Of a clean query the set of those of the six names that stand in it: bit i for parameter i (utm_source, utm_medium,
    // utm_campaign, utm_term, utm_content, client_reference_id). A query is clean where each of them stands once, as it is, and
    // its value is accepted as it is: plain, not empty, not too long; and the query has fewer than 256 bytes. And the bit
    // `cbs_query_suspect`.
    int32_t query;
} cbs_usual_line;

// Contract of a kernel:
// - `bytes` is readable for `readable` bytes; `start <= readable`.
// - Returns 1 where the line that begins at `start` is usual, and writes `line`; of a clean query also
//   places[i] = offset | length << 32 of the value of each name; `places` has room for six.
// - Returns 0 where it is not, or where fewer than 576 bytes are left: nothing is known then.
// - Nothing is kept.
typedef int32_t (*cbs_line_kernel)(
    const uint8_t *bytes, uint32_t start, uint32_t readable, cbs_usual_line *line, uint64_t *places);

// The body for an instruction set; NULL where this processor does not have it. That of `none` finds no line usual.
cbs_line_kernel cbs_line_kernel_for(int kernel);

// Chooses a body for the rest of the process, before any thread scans: 0, or -1 where this processor does not have it.
// Without it, the best one that the processor has is chosen.
int cbs_line_kernel_choose(int kernel);

// Runs the body that was chosen.
int32_t cbs_find_usual_line(
    const uint8_t *bytes, uint32_t start, uint32_t readable, cbs_usual_line *line, uint64_t *places);

#endif
