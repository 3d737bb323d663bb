/// The values of a folded dimension that are still told apart; no other ever joins them, so that what is counted for one
/// of them is exact.
final class KeptValues: Sendable {
    private let values: ByteTable<NoCounters>

    /// The values of `entries` of `table`.
    init(_ entries: [UInt32], of table: borrowing ByteTable<UInt64>, seed: HashSeed) {
        var values = ByteTable(bits: 4, seed: seed, initial: NoCounters())
        for reference in entries {
            let key = table.key(reference)
            _ = values.reference(of: key, 0..<key.byteCount)
        }
        self.values = values
    }

    /// Whether the bytes of `range` are one of them. O(range).
    func contains(_ bytes: RawSpan, _ range: Range<Int>) -> Bool { values.contains(bytes, range) }
}
