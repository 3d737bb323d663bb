// Which body of the line kernel runs.
#include "CLineKernel.h"

#include <stddef.h>

#define BODY(name) int32_t name(const uint8_t *, uint32_t, uint32_t, cbs_usual_line *, uint64_t *)

BODY(cbs_line_avx2);
BODY(cbs_line_avx512);

static int32_t none(
    const uint8_t *bytes, uint32_t start, uint32_t readable, cbs_usual_line *line, uint64_t *places) {
    (void)bytes, (void)start, (void)readable, (void)line, (void)places;
    return 0;
}

static cbs_line_kernel chosen = none;

cbs_line_kernel cbs_line_kernel_for(int kernel) {
    switch (kernel) {
    case cbs_line_kernel_none: return none;
#if defined(__x86_64__)
    case cbs_line_kernel_avx2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") ? cbs_line_avx2 : NULL;
    case cbs_line_kernel_avx512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2")
                   ? cbs_line_avx512
                   : NULL;
#endif
    default: return NULL;
    }
}

int cbs_line_kernel_choose(int kernel) {
    cbs_line_kernel found = cbs_line_kernel_for(kernel);
    if (!found) return -1;
    chosen = found;
    return 0;
}

// Before main, so that no thread sees the choice being made.
__attribute__((constructor)) static void choose_best(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
#endif
    if (cbs_line_kernel_choose(cbs_line_kernel_avx512) != 0) cbs_line_kernel_choose(cbs_line_kernel_avx2);
}

int32_t cbs_find_usual_line(
    const uint8_t *bytes, uint32_t start, uint32_t readable, cbs_usual_line *line, uint64_t *places) {
    return chosen(bytes, start, readable, line, places);
}
