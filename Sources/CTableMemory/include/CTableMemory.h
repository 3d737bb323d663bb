#ifndef LINKTALLY_CTABLEMEMORY_H
#define LINKTALLY_CTABLEMEMORY_H

#include <stddef.h>

// Memory of tables that grow and are read at random. From 2 MiB on it is asked for in huge pages, which a table needs
// far fewer of: each first touch of a page is a fault, and each random read a look into the page tables. C, since
// mremap(2) has a variable number of arguments.
//
// Contract: `size` is what the memory was allocated or last grown with. One thread at a time.

/// `size` bytes of any content; NULL where the system has none. `size` must not be 0.
void *linktally_memory_allocate(size_t size);

/// `size` bytes, all zero, each page of them written; NULL where the system has none. `size` must not be 0.
void *linktally_memory_allocate_zeroed(size_t size);

/// The same bytes in memory of `new_size`, which must not be less; what is behind them is undefined, the old address gone.
/// NULL where the system has none: then the old one stays good.
void *linktally_memory_grow(void *memory, size_t size, size_t new_size);

void linktally_memory_free(void *memory, size_t size);

#endif
