#include <isa-l/igzip_lib.h>
#include <isa-l/crc.h>
#include <stddef.h>
#include <string.h>

/* Of ISA-L's own buffer of output, which Swift does not import, being so large an array. */

/* Copies a state: all of it but the part of that buffer that has nothing yet. */
static inline void cisal_copy(struct inflate_state *to, const struct inflate_state *from) {
    memcpy(to, from, offsetof(struct inflate_state, tmp_out_buffer) + (size_t)from->tmp_out_valid);
}

/* Output that it holds back: bytes tmp_out_processed to tmp_out_valid. */
static inline const uint8_t *cisal_held_back(const struct inflate_state *state) {
    return state->tmp_out_buffer + state->tmp_out_processed;
}
