/// Rejected values over all links: sums over the rejection rows. One bad value of an ad often stands on many links.
package struct RejectedValueList: ~Copyable {
    /// Keys: those of rejection rows, with link 0.
    private let table: ByteTable<RejectedValueCounts>

    /// The values of a tally. O(rejection rows).
    init(_ tally: borrowing Tally) {
        var table = ByteTable(bits: 8, seed: tally.seed, initial: RejectedValueCounts())
        var key = ScratchBuffer(capacity: 1024)
        tally.rejections.forEachEntry { row, counts in
            key.removeAll()
            RejectionKey.append(
                link: 0, RejectionKey.parameter(row), RejectionKey.reason(row), in: row,
                value: RejectionKey.value(row), to: &key)
            table[table.reference(of: key.bytes, 0..<key.count)].add(counts, link: RejectionKey.link(row))
        }
        self.table = table
    }

    /// Distinct values, by parameter and reason.
    package var count: Int { table.count }

    /// Calls `body` with each value of `summary`, which the list was made of: most hits first, then by parameter, reason
    /// and value; at most `limit` of them. O(values * log values).
    package func forEach<Failure: Error>(
        of summary: borrowing Summary, limit: Int? = nil,
        _ body: (borrowing RejectedValueRow) throws(Failure) -> Void
    ) throws(Failure) {
        let order = table.references().first(limit) { a, b in
            let (first, second) = (table[a].hits, table[b].hits)
            return first != second ? first > second : table.key(a).precedes(table.key(b))
        }
        for reference in order {
            let counts = table[reference]
            try body(
                RejectedValueRow(
                    key: table.key(reference), link: summary.tally.links.key(counts.link), counts: counts,
                    line: summary.places.line(of: counts.example)))
        }
    }
}
