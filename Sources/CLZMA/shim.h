#include <lzma.h>

/* Swift does not import the macro. */
static const uint32_t clzma_tell_unsupported_check = LZMA_TELL_UNSUPPORTED_CHECK;
