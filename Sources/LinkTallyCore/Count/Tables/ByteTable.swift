/// A hash table from byte keys to counters, without an allocation per entry: slots, and one arena for all entries.
///
/// An entry is a prefix of eight bytes (key length, tag or forwarding reference), the `Counters`, and the key.
/// References stay good for the life of the table; entries are walked in the order in which they were added.
@safe
struct ByteTable<Counters: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    private struct Entry {
        var keyLength: UInt32
        /// The tag of the key's hash (`SlotTable`); once its table was merged into another, where the entry went.
        var tagOrForward: UInt32
        var counters: Counters
    }

    private static var headerSize: Int { MemoryLayout<Entry>.size }

    private var slots: SlotTable
    private var arena: ByteArena
    let seed: HashSeed
    private let initial: Counters
    /// Where the text of a key begins, behind its numbers; nil where keys have none but values of the alphabet.
    private let textOffset: Int?
    /// Whether the text of a key has a byte above 127, so that it may not be UTF-8.
    private(set) var hasHighBytes = false

    /// An empty table of 2^`bits` slots; keys are hashed with `seed`, new entries start from `initial`.
    init(bits: Int, seed: HashSeed, initial: Counters, textOffset: Int? = nil) {
        self.textOffset = textOffset
        self.initial = initial
        slots = SlotTable(bits: bits)
        arena = ByteArena(capacity: 64 << bits)
        self.seed = seed
    }

    /// Entries in the table.
    var count: Int { slots.count }
    /// Bytes of slots and entries.
    var byteCount: Int { slots.byteCount + arena.byteCount }

    /// The hash of a key, for `prefetch` and `reference(of:)`. O(key).
    @inline(__always)
    func hash(_ bytes: RawSpan, _ range: Range<Int>) -> UInt64 { bytes.hash(range, seed) }

    /// Asks for the slot of `hash` to be brought into cache. O(1).
    @inline(__always)
    func prefetch(_ hash: UInt64) { slots.prefetch(hash) }

    /// Asks for the entry that probably has this hash to be brought into cache. O(1).
    ///
    /// - Returns: Its reference, or 0; for `reference(of:hash:likely:)`.
    @inline(__always)
    func prefetchEntry(_ hash: UInt64) -> UInt32 {
        let likely = slots.likely(hash)
        arena.prefetch(likely)
        return likely
    }

    /// The entry whose key is the bytes of `range`, added with `initial` counters if it is new. O(key) expected.
    @inline(__always)
    mutating func reference(of bytes: RawSpan, _ range: Range<Int>, hash: UInt64) -> UInt32 {
        let found = slots.find(hash) { candidate in bytes.equals(range, key(candidate)) }
        return found != 0 ? found : add(bytes, range, hash)
    }

    /// The entry whose key is the bytes of `range`, added with `initial` counters if it is new. O(key) expected.
    mutating func reference(of bytes: RawSpan, _ range: Range<Int>) -> UInt32 {
        reference(of: bytes, range, hash: hash(bytes, range))
    }

    /// The entry whose key is the bytes of `range` of `buffer`, where `prefetchEntry` said which one is `likely`. Lends
    /// the buffer itself, since a span of a neighbour in the same owner counts as an overlapping access. O(key)
    /// expected.
    @inline(__always)
    mutating func reference(
        of buffer: borrowing ScratchBuffer, _ range: Range<Int>, hash: UInt64, likely: UInt32
    ) -> UInt32 {
        reference(of: buffer.bytes, range, hash: hash, likely: likely)
    }

    /// The entry whose key is the bytes of `range`, where `prefetchEntry` said which one is `likely`. O(key) expected.
    @inline(__always)
    mutating func reference(of bytes: RawSpan, _ range: Range<Int>, hash: UInt64, likely: UInt32) -> UInt32 {
        if likely != 0, bytes.equals(range, key(likely)) { return likely }
        return rareReference(of: bytes, range, hash: hash)
    }

    @inline(never)
    private mutating func rareReference(of bytes: RawSpan, _ range: Range<Int>, hash: UInt64) -> UInt32 {
        reference(of: bytes, range, hash: hash)
    }

    /// The entry whose key is the bytes of `range` of `buffer`. O(key) expected.
    mutating func reference(of buffer: borrowing ScratchBuffer, _ range: Range<Int>) -> UInt32 {
        reference(of: buffer.bytes, range)
    }

    /// Whether the bytes of `range` are a key. O(key) expected.
    func contains(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        slots.find(hash(bytes, range)) { bytes.equals(range, key($0)) } != 0
    }

    /// Calls `body` with each key and its counters, in the order of adding. O(count).
    func forEachEntry(_ body: (RawSpan, Counters) -> Void) { forEachReference { body(key($0), self[$0]) } }

    /// Calls `body` with each entry, in the order of adding. O(count).
    func forEachReference<Failure: Error>(_ body: (UInt32) throws(Failure) -> Void) throws(Failure) {
        var next = first
        while let reference = next {
            try body(reference)
            next = self.next(after: reference)
        }
    }

    /// Forgets all entries, keeps the memory. O(slots).
    mutating func removeAll() {
        slots.removeAll()
        arena.removeAll()
        hasHighBytes = false
    }

    /// The counters of an entry. O(1).
    subscript(reference: UInt32) -> Counters {
        @inline(__always)
        get { unsafe entry(reference).pointee.counters }
        @inline(__always)
        nonmutating _modify { yield unsafe &entry(reference).pointee.counters }
    }

    /// The key of an entry. O(1).
    @inline(__always)
    @_lifetime(borrow self)
    func key(_ reference: UInt32) -> RawSpan {
        arena.bytes(
            reference, offset: Self.headerSize, count: unsafe Int(entry(reference).pointee.keyLength))
    }

    /// The first entry in the order of adding, or nil.
    var first: UInt32? { arena.first }

    /// The entry added after `reference`, or nil. O(1).
    func next(after reference: UInt32) -> UInt32? {
        arena.next(
            after: reference, size: unsafe Self.headerSize + Int(entry(reference).pointee.keyLength))
    }

    /// All entries in the order of adding. O(count).
    func references() -> [UInt32] {
        var all: [UInt32] = []
        all.reserveCapacity(count)
        forEachReference { all.append($0) }
        return all
    }

    /// Notes where an entry went when this table was merged into another.
    func setForward(_ reference: UInt32, _ target: UInt32) { unsafe entry(reference).pointee.tagOrForward = target }

    /// Where an entry went when this table was merged into another. O(1).
    func forward(_ reference: UInt32) -> UInt32 { unsafe entry(reference).pointee.tagOrForward }

    /// As much of the hash of an entry's key as tables use; not for an entry that went elsewhere. O(1).
    func hash(of reference: UInt32) -> UInt64 { SlotTable.hash(tag: unsafe entry(reference).pointee.tagOrForward) }

    @inline(never)
    private mutating func add(_ bytes: RawSpan, _ range: Range<Int>, _ hash: UInt64) -> UInt32 {
        let reference = arena.allocate(Self.headerSize + range.count)
        unsafe entry(reference).initialize(
            to: Entry(keyLength: UInt32(range.count), tagOrForward: SlotTable.tag(hash), counters: initial))
        arena.write(bytes, range, to: reference, offset: Self.headerSize)
        slots.insert(hash, reference)
        if !hasHighBytes, let textOffset { hasHighBytes = bytes.hasHighByte(range.dropFirst(textOffset)) }
        return reference
    }

    @inline(__always)
    private func entry(_ reference: UInt32) -> UnsafeMutablePointer<Entry> {
        unsafe arena.address(reference).assumingMemoryBound(to: Entry.self)
    }
}

/// The counters of a table that is a set.
struct NoCounters: BitwiseCopyable {}
