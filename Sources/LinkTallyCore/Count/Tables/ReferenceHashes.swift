/// A set of distinct references, each known by two hashes: 16 bytes, however long it is.
///
/// One hash is the fixed one that a sketch takes, so that a set can become a sketch; the other is seeded per process,
/// so that nobody can choose two references that are taken for one. By chance two of 100,000 are with a probability
/// below 10^-28. Slots are probed one by one from the seeded hash on; at most three of four are taken.
@safe
struct ReferenceHashes: ~Copyable, Sendable {
    private struct Slot {
        var fixed: UInt64
        /// The seeded hash, its lowest bit set; 0 in a slot that is free.
        var seeded: UInt64
    }

    private var memory: TableMemory
    private let bits: Int
    /// References in the set.
    private(set) var count = 0

    /// An empty set of 2^`bits` slots.
    init(bits: Int) {
        self.bits = bits
        memory = TableMemory(zeroed: MemoryLayout<Slot>.stride << bits)
    }

    @inline(__always)
    private var slots: UnsafeMutablePointer<Slot> { unsafe memory.start.assumingMemoryBound(to: Slot.self) }

    /// Bytes of the slots that are taken.
    var byteCount: Int { MemoryLayout<Slot>.stride * count }

    /// Adds a reference by its hashes, unless it is there. O(1) amortised.
    mutating func insert(fixed: UInt64, seeded: UInt64) {
        let slot = Slot(fixed: fixed, seeded: seeded | 1)
        guard place(slot) else { return }
        if count * 4 > 3 << bits { grow(to: bits + 1) }
    }

    /// Calls `body` with the hashes of each reference. O(slots).
    func forEachReference(_ body: (_ fixed: UInt64, _ seeded: UInt64) -> Void) {
        for index in 0..<1 << bits {
            let slot = unsafe slots[index]
            if slot.seeded != 0 { body(slot.fixed, slot.seeded) }
        }
    }

    /// Forgets all references, keeps the memory. O(slots), O(1) where there are none.
    mutating func removeAll() {
        if count > 0 { memory.clear() }
        count = 0
    }

    /// Has at least as many slots as `other`, whose references can then be inserted in the order of `forEachReference`:
    /// that is the order of their hashes, in which they would pile up at the beginning of a smaller table. O(slots).
    mutating func makeRoom(for other: borrowing ReferenceHashes) {
        if bits < other.bits { grow(to: other.bits) }
    }

    @inline(never)
    private mutating func grow(to newBits: Int) {
        var larger = ReferenceHashes(bits: newBits)
        for index in 0..<1 << bits where unsafe slots[index].seeded != 0 { _ = unsafe larger.place(slots[index]) }
        self = larger
    }

    /// Whether the slot was free; false where the reference was there.
    @inline(__always)
    private mutating func place(_ slot: Slot) -> Bool {
        var index = Int(truncatingIfNeeded: slot.seeded &>> UInt64(64 &- bits))
        while true {
            let other = unsafe slots[index]
            if other.seeded == 0 {
                unsafe slots[index] = slot
                count += 1
                return true
            }
            if other.seeded == slot.seeded, other.fixed == slot.fixed { return false }
            index = (index &+ 1) & (1 &<< bits &- 1)
        }
    }
}
