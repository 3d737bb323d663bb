import CByteScan

/// Entries of a table, one behind the other in one piece of memory, named by 32-bit references.
///
/// A reference is the entry's offset in units of eight bytes, so that 32 GiB can be named; it stays good when the arena
/// grows, an address does not. Reference 0 names nothing. A large arena grows by remapping, not by copying.
@safe
struct ByteArena: ~Copyable, Sendable {
    private static let unit = 8

    private var memory: TableMemory
    private var used = ByteArena.unit

    /// An empty arena with room for `capacity` bytes.
    init(capacity: Int) { memory = TableMemory(byteCount: max(capacity, 64)) }

    /// Forgets all entries, keeps the memory. O(1).
    mutating func removeAll() { used = Self.unit }

    /// Bytes that its entries take.
    var byteCount: Int { used }

    /// The first entry, or nil where there is none.
    var first: UInt32? { used > Self.unit ? 1 : nil }

    /// The entry behind `reference`, whose size is `size` bytes; nil at the end. O(1).
    @inline(__always)
    func next(after reference: UInt32, size: Int) -> UInt32? {
        let end = Int(reference) * Self.unit + Self.rounded(size)
        return end < used ? UInt32(truncatingIfNeeded: end / Self.unit) : nil
    }

    /// The address of an entry; good until the next `allocate`. O(1).
    @inline(__always)
    func address(_ reference: UInt32) -> UnsafeMutableRawPointer {
        unsafe memory.start + Int(reference) &* Self.unit
    }

    /// Asks for an entry to be brought into cache: its first 64 bytes and, since most rows are longer, the next. O(1).
    @inline(__always)
    func prefetch(_ reference: UInt32) {
        unsafe cbs_prefetch(address(reference))
        unsafe cbs_prefetch(address(reference) + 64)
    }

    /// Room for an entry of `size` bytes of any content. O(1) amortised. Traps past 32 GiB.
    mutating func allocate(_ size: Int) -> UInt32 {
        let rounded = Self.rounded(size)
        if used + rounded > memory.byteCount {
            var wanted = memory.byteCount
            while wanted < used + rounded { wanted *= 2 }
            memory.grow(to: wanted)
        }
        let reference = used / Self.unit
        precondition(reference <= Int(UInt32.max), "an arena names at most 32 GiB")
        used += rounded
        return UInt32(reference)
    }

    /// The `count` bytes that stand `offset` bytes behind the start of an entry. O(1).
    @inline(__always)
    @_lifetime(borrow self)
    func bytes(_ reference: UInt32, offset: Int, count: Int) -> RawSpan {
        let start = Int(reference) &* Self.unit &+ offset
        precondition(start >= 0 && count >= 0 && start &+ count <= used)
        let span = unsafe RawSpan(_unsafeStart: memory.start + start, byteCount: count)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// Writes the bytes of `range` of `source` into an entry, `offset` bytes behind its start. O(range).
    mutating func write(_ source: RawSpan, _ range: Range<Int>, to reference: UInt32, offset: Int) {
        let start = Int(reference) * Self.unit + offset
        precondition(range.lowerBound >= 0 && range.upperBound <= source.byteCount && start + range.count <= used)
        unsafe source.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe (memory.start + start).copyMemory(from: base + range.lowerBound, byteCount: range.count)
        }
    }

    private static func rounded(_ size: Int) -> Int { (size + unit - 1) & ~(unit - 1) }
}
