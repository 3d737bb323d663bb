import CByteScan

/// The slots of an open-addressing hash table: 8 bytes each, a 32-bit tag and the reference of an entry.
///
/// The tag is the upper half of the key's hash; its highest bits choose the slot, so that growing needs no look at the
/// entries, and the rest of it turns nearly every foreign entry away before its bytes are compared. Load stays at or
/// below five eighths. A table names at most 2^32 entries.
@safe
struct SlotTable: ~Copyable, Sendable {
    private var memory: TableMemory
    private var shift: UInt32
    private var capacity: Int
    /// Entries in the table.
    private(set) var count = 0

    /// An empty table of 2^`bits` slots.
    init(bits: Int) {
        capacity = 1 << bits
        shift = UInt32(32 - bits)
        memory = TableMemory(zeroed: capacity * MemoryLayout<UInt64>.stride)
    }

    /// Bytes that the slots take.
    var byteCount: Int { memory.byteCount }

    @inline(__always)
    private var slots: UnsafeMutablePointer<UInt64> { unsafe memory.start.assumingMemoryBound(to: UInt64.self) }

    /// Asks for the slot of `hash` to be brought into cache. O(1).
    @inline(__always)
    func prefetch(_ hash: UInt64) { unsafe cbs_prefetch(slots + home(Self.tag(hash))) }

    /// The reference of the entry that probably has this hash, or 0. O(1) expected.
    @inline(__always)
    func likely(_ hash: UInt64) -> UInt32 { find(hash) { _ in true } }

    /// The reference of the entry with this hash that `matches`, or 0. O(1) expected.
    @inline(__always)
    func find(_ hash: UInt64, _ matches: (UInt32) -> Bool) -> UInt32 {
        let tag = Self.tag(hash)
        var index = home(tag)
        while true {
            let slot = unsafe slots[index]
            if slot == 0 { return 0 }
            if UInt32(truncatingIfNeeded: slot &>> 32) == tag, matches(UInt32(truncatingIfNeeded: slot)) {
                return UInt32(truncatingIfNeeded: slot)
            }
            index = (index &+ 1) & (capacity &- 1)
        }
    }

    /// Adds an entry that `find` did not find. O(1) amortised.
    mutating func insert(_ hash: UInt64, _ reference: UInt32) {
        if count * 8 >= capacity * 5 { grow() }
        place(Self.tag(hash), reference)
        count += 1
    }

    /// Forgets all entries, keeps the memory. O(capacity).
    mutating func removeAll() {
        memory.clear()
        count = 0
    }

    @inline(never)
    private mutating func grow() {
        precondition(shift > 0, "a table cannot name more entries")
        var larger = SlotTable(bits: 33 - Int(shift))
        for index in 0..<capacity {
            let slot = unsafe slots[index]
            if slot != 0 {
                larger.place(UInt32(truncatingIfNeeded: slot &>> 32), UInt32(truncatingIfNeeded: slot))
            }
        }
        larger.count = count
        self = larger
    }

    @inline(__always)
    private func place(_ tag: UInt32, _ reference: UInt32) {
        var index = home(tag)
        while unsafe slots[index] != 0 { index = (index &+ 1) & (capacity &- 1) }
        unsafe slots[index] = UInt64(tag) &<< 32 | UInt64(reference)
    }

    /// What tables use of a hash.
    @inline(__always)
    static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash &>> 32) }

    /// A hash with this tag: as good as the one that the tag is of.
    @inline(__always)
    static func hash(tag: UInt32) -> UInt64 { UInt64(tag) &<< 32 }

    @inline(__always)
    private func home(_ tag: UInt32) -> Int { Int(tag &>> shift) }
}
