/// The accepted values of one parameter with their hits: sums over the attribution rows, so that they cannot disagree.
package struct ValueList: ~Copyable {
    private let table: ByteTable<UInt64>
    /// Hits of the values that are not told apart any more.
    package let otherHits: UInt64
    private let estimate: Int?
    private let store: (any ReferenceStore)?

    /// The values of a UTM code, or of `client_reference_id` where a list of references is kept. O(rows).
    ///
    /// - Parameter store: Where the list of references is, if memory had no room for it.
    init(_ tally: borrowing Tally, _ parameter: Parameter, _ store: (any ReferenceStore)? = nil) {
        self.store = parameter == .reference ? store : nil
        estimate = tally.folding.distinct(of: parameter)
        if let dimension = Dimension(parameter) {
            precondition(tally.rowDimensions.contains(RowDimensions(dimension)), "these rows do not tell it apart")
            table = tally.hitsByValue(of: dimension)
            otherHits = estimate == nil ? 0 : tally.otherHits(of: dimension)
        } else {
            var table = ByteTable<UInt64>(bits: 8, seed: tally.seed, initial: 0)
            tally.references.forEachEntry { key, touch in
                table[table.reference(of: key, 0..<key.byteCount)] += touch.hits
            }
            self.table = table
            otherHits = 0
        }
    }

    /// Distinct values, those that are not told apart any more included.
    package var distinct: Int { max(estimate ?? store?.distinct ?? 0, table.count) }

    /// Whether `distinct` is an estimate, since the parameter's values are folded.
    package var isEstimate: Bool { estimate != nil }

    /// Values that are told apart.
    package var count: Int { store?.distinct ?? table.count }

    /// Calls `body` with each value and its hits, most hits first, then by value; at most `limit` of them.
    /// O(distinct * log distinct).
    package func forEach<Failure: Error>(
        limit: Int? = nil, _ body: (RawSpan, UInt64) throws(Failure) -> Void
    ) throws(Failure) {
        if let store {
            var failure: Failure?
            store.readByHits(limit: limit) { value, hits in
                do throws(Failure) {
                    try body(value, hits)
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
            if let failure { throw failure }
            return
        }
        for reference in table.ranked(limit) {
            try body(table.key(reference), table[reference])
        }
    }
}
