/// The accepted values of one parameter with their hits: sums over the attribution rows, so that they cannot disagree.
package struct ValueList: ~Copyable {
    private var table: ByteTable<UInt64>
    /// Hits of the values that are not told apart any more.
    package private(set) var otherHits: UInt64 = 0
    private let estimate: Int?

    /// The values of a UTM code, or of `client_reference_id` where a list of references is kept. O(rows).
    init(_ tally: borrowing Tally, _ parameter: Parameter) {
        table = ByteTable(bits: 8, seed: tally.seed, initial: 0)
        estimate = tally.folding.distinct(of: parameter)
        if parameter == .reference {
            var next = tally.references.first
            while let reference = next {
                let key = tally.references.key(reference)
                table[table.reference(of: key, 0..<key.byteCount)] += tally.references[reference].hits
                next = tally.references.next(after: reference)
            }
            return
        }
        var next = tally.rows.first
        while let row = next {
            let key = tally.rows.key(row)
            let value = RowKey.value(Int(parameter.rawValue), of: key)
            if OtherValue.isAccepted(key, value) {
                otherHits += tally.rows[row].hits
            } else if !value.isEmpty {
                add(key, value, hits: tally.rows[row].hits)
            }
            next = tally.rows.next(after: row)
        }
    }

    private mutating func add(_ key: RawSpan, _ value: Range<Int>, hits: UInt64) {
        table[table.reference(of: key, value)] += hits
    }

    /// Distinct values, those that are not told apart any more included.
    package var distinct: Int { max(estimate ?? 0, table.count) }

    /// Whether `distinct` is an estimate, since the parameter's values are folded.
    package var isEstimate: Bool { estimate != nil }

    /// Values that are told apart.
    package var count: Int { table.count }

    /// Calls `body` with each value and its hits, most hits first, then by value; at most `limit` of them.
    /// O(distinct * log distinct).
    package func forEach<Failure: Error>(
        limit: Int? = nil, _ body: (RawSpan, UInt64) throws(Failure) -> Void
    ) throws(Failure) {
        var order = table.references()
        order.sort { a, b in
            let (first, second) = (table[a], table[b])
            return first != second ? first > second : table.key(a).precedes(table.key(b))
        }
        for reference in order.prefix(limit ?? order.count) { try body(table.key(reference), table[reference]) }
    }
}
