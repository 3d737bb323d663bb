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

    /// Calls `body` with each value of `summary`, which the list was made of: most hits first, then by parameter,
    /// reason and value; at most `limit` of them. O(values * log values).
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

/// A rejected value over all links, lent for the time of a call.
package struct RejectedValueRow: ~Escapable {
    package let parameter: Parameter
    /// Never `.duplicate`: duplicates are only counted.
    package let reason: RejectionReason
    /// The value as it stood in the log, not form-decoded, at most 256 bytes of it, valid UTF-8.
    package let value: RawSpan
    package let hits: UInt64
    /// Whether the value stands for all that are not told apart any more.
    package let isFolded: Bool
    /// Links that have it.
    package let links: Int
    /// The link of the first line that has it.
    package let link: RawSpan
    /// Index of the input of that line.
    package let exampleInput: Int
    /// That line, from 1.
    package let exampleLine: Int

    @_lifetime(copy key, copy link)
    init(key: RawSpan, link: RawSpan, counts: RejectedValueCounts, line: Int) {
        parameter = RejectionKey.parameter(key)
        reason = RejectionKey.reason(key)
        value = OtherValue.shown(key.extracting(RejectionKey.value(key)))
        hits = counts.hits
        links = Int(counts.links)
        self.link = OtherValue.shown(link)
        isFolded = OtherValue.isText(key, RejectionKey.value(key))
        exampleInput = Int(counts.example.input)
        exampleLine = line
    }
}

/// Counters of a rejected value over all links.
struct RejectedValueCounts: BitwiseCopyable {
    var hits: UInt64 = 0
    /// Links that have it.
    var links: UInt32 = 0
    /// The link of the example.
    var link: UInt32 = 0
    /// The first line of all.
    var example = LinePlace(input: .max, segment: .max, line: .max)

    /// Adds a rejection row with this value.
    mutating func add(_ row: RejectionCounts, link: UInt32) {
        hits += row.hits
        links += 1
        if row.example < example {
            example = row.example
            self.link = link
        }
    }
}
