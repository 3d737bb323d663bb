/// The accepted values of one parameter with their hits: sums over the attribution rows, so that they cannot disagree.
package struct ValueList: ~Copyable {
    private let table: ByteTable<RowCounts>
    /// Counts of the values that are not told apart any more.
    package let other: ValueCounts
    private let knowsLosses: Bool
    private let estimate: Int?
    private let store: (any ReferenceStore)?

    /// The values of a UTM code, or of `client_reference_id` where a list of references is kept. O(rows).
    ///
    /// - Parameter store: Where the list of references is, if memory had no room for it.
    init(_ tally: borrowing Tally, _ parameter: Parameter, _ store: (any ReferenceStore)? = nil) {
        self.store = parameter == .reference ? store : nil
        estimate = tally.folding.distinct(of: parameter)
        // Of references only the hits are kept.
        knowsLosses = !tally.lacksRowLosses && parameter != .reference
        var table = ByteTable(bits: 8, seed: tally.seed, initial: RowCounts())
        var other = RowCounts()
        if let dimension = Dimension(parameter) {
            precondition(tally.rowDimensions.contains(RowDimensions(dimension)), "these rows do not tell it apart")
            tally.forEachValue(of: dimension) { bytes, value, counts, isOther in
                if isOther { other += counts } else { table[table.reference(of: bytes, value)] += counts }
            }
        } else {
            tally.references.forEachEntry { key, touch in
                table[table.reference(of: key, 0..<key.byteCount)].hits += touch.hits
            }
        }
        self.table = table
        self.other = ValueCounts(other, knowsLosses: knowsLosses)
    }

    /// Distinct values, those that are not told apart any more included.
    package var distinct: Int { max(estimate ?? store?.distinct ?? 0, table.count) }

    /// Whether `distinct` is an estimate, since the parameter's values are folded.
    package var isEstimate: Bool { estimate != nil }

    /// Values that are told apart.
    package var count: Int { store?.distinct ?? table.count }

    /// Calls `body` with each value and its counts, most hits first, then by value; at most `limit` of them.
    /// O(distinct * log distinct).
    package func forEach<Failure: Error>(
        limit: Int? = nil, _ body: (RawSpan, ValueCounts) throws(Failure) -> Void
    ) throws(Failure) {
        if let store {
            var failure: Failure?
            store.readByHits(limit: limit) { value, hits in
                do throws(Failure) {
                    try body(value, ValueCounts(RowCounts(hits: hits), knowsLosses: false))
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
            if let failure { throw failure }
            return
        }
        for reference in table.ranked(limit, by: { $0.hits }) {
            try body(table.key(reference), ValueCounts(table[reference], knowsLosses: knowsLosses))
        }
    }
}

/// Counts of an accepted value.
package struct ValueCounts: Sendable {
    package let hits: UInt64
    /// Hits of which another value was dropped; nil where that is not known.
    package let withRejection: UInt64?

    init(_ counts: RowCounts, knowsLosses: Bool) {
        hits = counts.hits
        withRejection = knowsLosses ? counts.withRejection : nil
    }
}
