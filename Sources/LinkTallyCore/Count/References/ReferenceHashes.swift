import CTableMemory

/// A set of distinct references, each known by two hashes: 16 bytes, however long it is.
///
/// One hash is the fixed one that a sketch takes, so that a set can become a sketch; the other is seeded per process, so that
/// nobody can choose two references that are taken for one. By chance two of 100,000 are with a probability below 10^-28.
/// Slots are probed one by one from the seeded hash on; at most three of four are taken.
@safe
struct ReferenceHashes: ~Copyable, @unchecked Sendable {
    private struct Slot {
        var fixed: UInt64
        /// The seeded hash, its lowest bit set; 0 in a slot that is free.
        var seeded: UInt64
    }

    private var slots: UnsafeMutablePointer<Slot>
    private var bits: Int
    /// References in the set.
    private(set) var count = 0

    /// An empty set of 2^`bits` slots.
    init(bits: Int) {
        self.bits = bits
        unsafe slots = Self.allocate(1 << bits)
    }

    deinit { unsafe linktally_memory_free(slots, MemoryLayout<Slot>.stride << bits) }

    /// Bytes of the slots that are taken.
    var byteCount: Int { MemoryLayout<Slot>.stride * count }

    /// Adds a reference by its hashes, unless it is there. O(1) amortised.
    mutating func insert(fixed: UInt64, seeded: UInt64) {
        let slot = Slot(fixed: fixed, seeded: seeded | 1)
        guard unsafe Self.place(slot, in: slots, bits) else { return }
        count += 1
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
        if count > 0 { unsafe slots.update(repeating: Slot(fixed: 0, seeded: 0), count: 1 << bits) }
        count = 0
    }

    /// Has at least as many slots as `other`, whose references can then be inserted in the order of `forEachReference`: that is
    /// the order of their hashes, in which they would pile up at the beginning of a smaller table. O(slots).
    mutating func makeRoom(for other: borrowing ReferenceHashes) {
        if bits < other.bits { grow(to: other.bits) }
    }

    @inline(never)
    private mutating func grow(to newBits: Int) {
        let larger = unsafe Self.allocate(1 << newBits)
        for index in 0..<1 << bits where unsafe slots[index].seeded != 0 {
            _ = unsafe Self.place(slots[index], in: larger, newBits)
        }
        unsafe linktally_memory_free(slots, MemoryLayout<Slot>.stride << bits)
        unsafe slots = larger
        bits = newBits
    }

    /// Whether the slot was free; false where the reference was there.
    @inline(__always)
    private static func place(_ slot: Slot, in slots: UnsafeMutablePointer<Slot>, _ bits: Int) -> Bool {
        var index = Int(truncatingIfNeeded: slot.seeded &>> UInt64(64 &- bits))
        while true {
            let other = unsafe slots[index]
            if other.seeded == 0 {
                unsafe slots[index] = slot
                return true
            }
            if other.seeded == slot.seeded, other.fixed == slot.fixed { return false }
            index = (index &+ 1) & (1 &<< bits &- 1)
        }
    }

    private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Slot> {
        let size = capacity * MemoryLayout<Slot>.stride
        guard let memory = unsafe linktally_memory_allocate_zeroed(size) else {
            fatalError("out of memory: \(size) bytes")
        }
        return unsafe memory.bindMemory(to: Slot.self, capacity: capacity)
    }
}
