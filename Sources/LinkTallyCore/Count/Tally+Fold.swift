/// Folding: the bound of a tally's memory.
extension Tally {
    /// Values of a dimension that are kept; of these the largest that leaves some out.
    private static let keptCounts = [1_000, 100, 10, 1, 0]

    /// Whether `fold` would fold. O(1).
    package func isFolding(toFit limit: Int) -> Bool { foldableByteCount > limit }

    /// Folds until what may be folded takes at most half of `limit` bytes, if it takes more than `limit`.
    ///
    /// The dimension with the most distinct values is folded first and the hour last; its most frequent values are
    /// kept, with exact counts, since no count was lost before and none will be later. Half, so that folding, which
    /// looks at every entry, is rare. O(entries).
    package mutating func fold(toFit limit: Int) {
        guard isFolding(toFit: limit) else { return }
        while foldableByteCount > limit / 2, foldNext() {}
    }

    /// Folds one dimension further; false where nothing is left to fold.
    private mutating func foldNext() -> Bool {
        var (largest, most) = (Dimension.hour, 0)
        for dimension in Dimension.allCases where dimension != .hour {
            let count = hitsByValue(of: dimension).count
            if count > most { (largest, most) = (dimension, count) }
        }
        // Counted once more, since two such tables at a time would be the most that folding needs.
        let values = hitsByValue(of: largest)
        guard let count = Self.keptCounts.first(where: { $0 < values.count }) else { return false }
        folding.fold(largest, keeping: KeptValues(values.ranked(count) { $0 }, of: values, seed: seed))
        refold()
        return true
    }

    /// Counts everything again, now that fewer values are told apart.
    private mutating func refold() {
        var whole = Tally(kind, seed: seed)
        whole.folding = folding
        swap(&self, &whole)
        merge(&whole)
    }

    /// The values of a dimension that are told apart, with what they are ranked by. O(entries).
    func hitsByValue(of dimension: Dimension) -> ByteTable<UInt64> {
        var table = ByteTable<UInt64>(bits: 8, seed: seed, initial: 0)
        forEachValue(of: dimension) { bytes, value, counts, isOther in
            if !isOther { table[table.reference(of: bytes, value)] += counts.hits }
        }
        return table
    }

    /// What counts as `(other)` in each folded dimension: hits of rows and rejections, requests of links and hours.
    /// O(entries) where any is folded.
    var folded: [(dimension: Dimension, hits: UInt64)] {
        Dimension.allCases.filter(folding.isFolded).map { ($0, otherHits(of: $0)) }
    }

    /// What counts as `(other)` in a dimension. O(entries).
    func otherHits(of dimension: Dimension) -> UInt64 {
        var sum: UInt64 = 0
        forEachValue(of: dimension) { _, _, counts, isOther in
            if isOther { sum += counts.hits }
        }
        return sum
    }

    /// Calls `body` with each entry of a dimension: where its value stands, its counts (of links and hours: requests, of
    /// rejected values: hits alone), and whether it stands for those that are not told apart. A value comes by once for each entry that has it.
    /// O(entries).
    func forEachValue(
        of dimension: Dimension, _ body: (RawSpan, Range<Int>, RowCounts, _ isOther: Bool) -> Void
    ) {
        switch dimension {
        case .link:
            links.forEachEntry { key, counts in
                let link = 0..<key.byteCount
                body(key, link, RowCounts(hits: counts.requests), OtherValue.isText(key, link))
            }
        case .rejectedValue:
            rejections.forEachEntry { key, counts in
                let value = RejectionKey.value(key)
                body(key, value, RowCounts(hits: counts.hits), OtherValue.isText(key, value))
            }
        case .hour:
            var key = ScratchBuffer(capacity: 8)
            for (hour, counts) in hours.sorted() {
                key.removeAll()
                key.append(word: hour.keyWord)
                body(key.bytes, 0..<key.count, RowCounts(hits: counts.requests), hour == .other)
            }
        case .source, .medium, .campaign, .term, .content:
            let index = Int(dimension.rawValue)
            rows.forEachEntry { key, counts in
                let value = RowKey.value(index, of: key)
                if !value.isEmpty { body(key, value, counts, OtherValue.isAccepted(key, value)) }
            }
            marginals.forEachValue(of: index) { value, counts in
                let range = 0..<value.byteCount
                body(value, range, counts, OtherValue.isAccepted(value, range))
            }
        }
    }
}
