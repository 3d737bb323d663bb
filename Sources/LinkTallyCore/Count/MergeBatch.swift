/// Entries on their way from one table into another.
struct MergeBatch {
    /// One entry.
    struct Entry {
        /// In the table that is merged.
        var reference: UInt32 = 0
        /// Where its new key stands in the buffer of keys; of a marginal, where its value stands in the old one; empty where it keeps that.
        var key = 0..<0
        var hash: UInt64 = 0
        /// What `prefetchEntry` said.
        var likely: UInt32 = 0
    }

    private static let size = 32
    /// Bytes of keys that fill a batch early: links are up to 8 MiB long.
    private static let keysLimit = 64 << 10

    private var entries = InlineArray<32, Entry>(repeating: Entry())
    private(set) var count = 0

    init() {}

    /// Whether the entries, whose keys end at `end`, are to be merged before another one joins them.
    func isFull(keysEnd end: Int) -> Bool { count == Self.size || end > Self.keysLimit }

    subscript(index: Int) -> Entry {
        get { entries[index] }
        set { entries[index] = newValue }
    }

    mutating func append(_ reference: UInt32, _ key: Range<Int>, _ hash: UInt64) {
        entries[count] = Entry(reference: reference, key: key, hash: hash)
        count += 1
    }

    mutating func removeAll() { count = 0 }
}
