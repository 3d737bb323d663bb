#include <isa-l/igzip_lib.h>
#include <isa-l/crc.h>
#include <stddef.h>
#include <string.h>

/* Of ISA-L's own buffer of output, which Swift does not import, being so large an array: bytes up to tmp_out_processed are history,
 * those behind them, up to tmp_out_valid, did not fit yet. */

/* Copies a state: all of it but the part of that buffer that has nothing yet. */
static inline void cisal_copy(struct inflate_state *to, const struct inflate_state *from) {
    memcpy(to, from, offsetof(struct inflate_state, tmp_out_buffer) + (size_t)from->tmp_out_valid);
}

/* The end of the buffer: the last `count` bytes, at most tmp_out_valid. */
static inline const uint8_t *cisal_last_output(const struct inflate_state *state, size_t count) {
    return state->tmp_out_buffer + state->tmp_out_valid - count;
}

/* Keeps the last 32 KiB of output as history, as isal_inflate does where a stream goes on; of one that has ended it does not.
 * - `end` is behind the `produced` bytes that the call wrote.
 * - Where these are fewer than 32 KiB, all of them came out of the buffer, and stand in it. */
static inline void cisal_keep_history(struct inflate_state *state, const uint8_t *end, size_t produced) {
    const int32_t size = ISAL_DEF_HIST_SIZE;
    uint8_t *buffer = state->tmp_out_buffer;
    int32_t held_back = state->tmp_out_valid - state->tmp_out_processed;
    if (produced >= (size_t)size) {
        memmove(buffer + size, buffer + state->tmp_out_processed, (size_t)held_back);
        memcpy(buffer, end - size, (size_t)size);
    } else if (state->tmp_out_processed > size) {
        memmove(buffer, buffer + state->tmp_out_processed - size, (size_t)(size + held_back));
    } else {
        return;
    }
    state->tmp_out_processed = size;
    state->tmp_out_valid = size + held_back;
}
