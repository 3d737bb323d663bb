#define _GNU_SOURCE
#include "CTableMemory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__)
#include <sys/mman.h>

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

static const size_t huge_page = (size_t)2 << 20;

static size_t rounded(size_t size) { return (size + huge_page - 1) & ~(huge_page - 1); }

// Whole huge pages at an address that is one's: else the kernel has none to give.
static void *map(size_t size) {
    size_t wanted = rounded(size) + huge_page;
    if (wanted < size) return NULL;
    char *start = mmap(NULL, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED) return NULL;
    char *aligned = (char *)(((uintptr_t)start + huge_page - 1) & ~(uintptr_t)(huge_page - 1));
    char *end = aligned + rounded(size);
    if (aligned > start) munmap(start, (size_t)(aligned - start));
    if (start + wanted > end) munmap(end, (size_t)(start + wanted - end));
    // Only a wish: where there are no huge pages, the small ones do.
    madvise(aligned, rounded(size), MADV_HUGEPAGE);
    return aligned;
}

void *linktally_memory_allocate(size_t size) { return size < huge_page ? malloc(size) : map(size); }

// Of fresh memory a page that is read first is the kernel's page of zeros, and where it is written then, every processor that
// runs the program is interrupted to forget that: tables read before they write. So all pages are written here, once.
void *linktally_memory_allocate_zeroed(size_t size) {
    void *memory = linktally_memory_allocate(size);
    if (!memory) return NULL;
    if (size < huge_page) {
        // Not memset, since a compiler makes calloc of that and malloc.
        explicit_bzero(memory, size);
    } else {
        // A wish, too: Linux 5.14 and later.
        madvise(memory, rounded(size), MADV_POPULATE_WRITE);
    }
    return memory;
}

void *linktally_memory_grow(void *memory, size_t size, size_t new_size) {
    if (new_size < huge_page) return realloc(memory, new_size);
    void *larger = map(new_size);
    if (!larger) return NULL;
    if (size < huge_page) {
        memcpy(larger, memory, size);
        free(memory);
        return larger;
    }
    // Moves the pages, copies nothing.
    if (mremap(memory, rounded(size), rounded(size), MREMAP_MAYMOVE | MREMAP_FIXED, larger) == MAP_FAILED) {
        munmap(larger, rounded(new_size));
        return NULL;
    }
    return larger;
}

void linktally_memory_free(void *memory, size_t size) {
    if (size < huge_page) {
        free(memory);
    } else {
        munmap(memory, rounded(size));
    }
}

#else

void *linktally_memory_allocate(size_t size) { return malloc(size); }

void *linktally_memory_allocate_zeroed(size_t size) { return calloc(1, size); }

void *linktally_memory_grow(void *memory, size_t size, size_t new_size) {
    (void)size;
    return realloc(memory, new_size);
}

void linktally_memory_free(void *memory, size_t size) {
    (void)size;
    free(memory);
}

#endif
