/// Folding: the bound of a tally's memory.
extension Tally {
    /// Values of a dimension that are kept; of these the largest that leaves some out.
    private static let keptCounts = [1_000, 100, 10, 1, 0]

    /// Bytes of what may be folded.
    var foldableByteCount: Int { links.byteCount + rows.byteCount + rejections.byteCount + hours.byteCount }

    /// Folds until what may be folded takes at most half of `limit` bytes, if it takes more than `limit`.
    ///
    /// The dimension with the most distinct values is folded first and the hour last; its most frequent values are kept,
    /// with exact counts, since no count was lost before and none will be later. Half, so that folding, which looks at
    /// every entry, is rare. O(entries).
    package mutating func fold(toFit limit: Int) {
        guard foldableByteCount > limit else { return }
        while foldableByteCount > limit / 2, foldNext() {}
    }

    /// Folds one dimension further; false where nothing is left to fold.
    private mutating func foldNext() -> Bool {
        var (largest, most) = (Dimension.hour, 0)
        for dimension in Dimension.allCases where dimension != .hour {
            let count = hitsByValue(of: dimension).count
            if count > most { (largest, most) = (dimension, count) }
        }
        let values = hitsByValue(of: largest)
        guard let count = Self.keptCounts.first(where: { $0 < values.count }) else { return false }
        var ranked = values.references()
        ranked.sort { a, b in
            let (first, second) = (values[a], values[b])
            return first != second ? first > second : values.key(a).precedes(values.key(b))
        }
        folding.close(largest, keeping: KeptValues(ranked.prefix(count), of: values, seed: seed))
        if let parameter = largest.parameter { folding.beginSketch(of: parameter) }
        refold()
        return true
    }

    /// Counts everything again, now that fewer values are told apart.
    private mutating func refold() {
        var whole = Tally(seed: seed, keepsReferences: keepsReferences, isUTF8: isUTF8)
        whole.folding = folding
        swap(&self, &whole)
        merge(&whole)
    }

    /// The values of a dimension that are told apart, with what they are ranked by. O(entries).
    private func hitsByValue(of dimension: Dimension) -> ByteTable<UInt64> {
        var table = ByteTable<UInt64>(bits: 8, seed: seed, initial: 0)
        switch dimension {
        case .link:
            links.forEachEntry { key, counts in
                table.add(counts.requests, to: key, 0..<key.byteCount, unless: OtherValue.isText)
            }
        case .rejectedValue:
            rejections.forEachEntry { key, counts in
                table.add(counts.hits, to: key, RejectionKey.value(key), unless: OtherValue.isText)
            }
        case .hour:
            var key = ScratchBuffer(capacity: 8)
            for (hour, counts) in hours.sorted() where hour != .other {
                key.removeAll()
                key.append(word: UInt64(UInt32(bitPattern: hour.rawValue)))
                table.add(counts.requests, to: key.bytes, 0..<UTCHour.keySize, unless: { _, _ in false })
            }
        default:
            rows.forEachEntry { key, counts in
                table.add(
                    counts.hits, to: key, RowKey.value(Int(dimension.rawValue), of: key),
                    unless: { $1.isEmpty || OtherValue.isAccepted($0, $1) })
            }
        }
        return table
    }

    /// What counts as `(other)` in each folded dimension: hits of rows and rejections, requests of links and hours.
    /// O(entries).
    package var folded: [(dimension: Dimension, hits: UInt64)] {
        Dimension.allCases.filter(folding.isFolded).map { dimension in
            var hits: UInt64 = 0
            switch dimension {
            case .link:
                links.forEachEntry { key, counts in
                    if OtherValue.isText(key, 0..<key.byteCount) { hits += counts.requests }
                }
            case .rejectedValue:
                rejections.forEachEntry { key, counts in
                    if OtherValue.isText(key, RejectionKey.value(key)) { hits += counts.hits }
                }
            case .hour: hits = hours.sorted().first { $0.hour == .other }?.counts.requests ?? 0
            default:
                rows.forEachEntry { key, counts in
                    if OtherValue.isAccepted(key, RowKey.value(Int(dimension.rawValue), of: key)) {
                        hits += counts.hits
                    }
                }
            }
            return (dimension, hits)
        }
    }
}

extension ByteTable<UInt64> {
    /// Adds `hits` to the key in `range`, unless it is none to count. O(range).
    fileprivate mutating func add(
        _ hits: UInt64, to bytes: RawSpan, _ range: Range<Int>, unless isNone: (RawSpan, Range<Int>) -> Bool
    ) {
        if !isNone(bytes, range) { self[reference(of: bytes, range)] += hits }
    }
}
