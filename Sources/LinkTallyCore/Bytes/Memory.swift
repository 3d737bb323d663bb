import CTableMemory

/// Plain memory: bytes of any content, freed with their owner.
///
/// Aligned to 16 bytes, which malloc(3) gives by itself. What is aligned to more comes from aligned_alloc(3), and of
/// that glibc (2.36) keeps what is freed in pieces that it does not use again: memory would grow with the number of
/// inputs.
@safe
package struct PlainMemory: ~Copyable {
    /// The first byte; good until `grow`, and no longer than the owner.
    package private(set) var start: UnsafeMutableRawPointer
    /// Bytes of the memory.
    package private(set) var byteCount: Int

    /// Memory of `byteCount` bytes.
    package init(byteCount: Int) {
        self.byteCount = byteCount
        unsafe start = .allocate(byteCount: byteCount, alignment: 16)
    }

    deinit { unsafe start.deallocate() }

    /// All bytes.
    package var bytes: UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(start: start, count: byteCount)
    }

    /// Becomes memory of `newCount` bytes, the first of which are those that stood in `kept`. O(kept).
    mutating func grow(to newCount: Int, keeping kept: Range<Int>) {
        precondition(kept.lowerBound >= 0 && kept.upperBound <= byteCount && kept.count <= newCount)
        let larger = PlainMemory(byteCount: newCount)
        unsafe larger.start.copyMemory(from: start + kept.lowerBound, byteCount: kept.count)
        self = larger
    }
}

/// Memory of a table that grows and is read at random, freed with its owner: from 2 MiB on in huge pages
/// (`CTableMemory.h`).
@safe
struct TableMemory: ~Copyable, @unchecked Sendable {
    /// The first byte; good until `grow`, and no longer than the owner.
    private(set) var start: UnsafeMutableRawPointer
    /// Bytes of the memory.
    private(set) var byteCount: Int

    /// Memory of `byteCount` bytes, which must be more than none, of any content.
    init(byteCount: Int) {
        self.byteCount = byteCount
        unsafe start = Self.checked(linktally_memory_allocate(byteCount), byteCount)
    }

    /// Memory of `byteCount` bytes, which must be more than none, all zero.
    init(zeroed byteCount: Int) {
        self.byteCount = byteCount
        unsafe start = Self.checked(linktally_memory_allocate_zeroed(byteCount), byteCount)
    }

    deinit { unsafe linktally_memory_free(start, byteCount) }

    /// Becomes memory of `newCount` bytes, which must not be fewer, with the same bytes at its beginning. O(1) where it
    /// is large, since that remaps, else O(bytes).
    mutating func grow(to newCount: Int) {
        unsafe start = Self.checked(linktally_memory_grow(start, byteCount, newCount), newCount)
        byteCount = newCount
    }

    /// Makes all bytes zero. O(bytes).
    mutating func clear() { unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount) }

    private static func checked(_ memory: UnsafeMutableRawPointer?, _ byteCount: Int) -> UnsafeMutableRawPointer {
        guard let memory = unsafe memory else { fatalError("out of memory: \(byteCount) bytes") }
        return unsafe memory
    }
}
