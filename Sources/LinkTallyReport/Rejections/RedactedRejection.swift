import LinkTallyCore

/// Rejection rows whose values have the same shape, as one.
struct RedactedRejection {
    /// What rows must share to become one.
    struct Key: Hashable {
        let link: [UInt8]
        let parameter: Parameter
        let reason: RejectionReason
        let shape: [UInt8]
        let folded: [Dimension]

        /// The order of complete lists: bytewise by link, parameter, reason, value.
        static func precedes(_ a: Key, _ b: Key) -> Bool {
            if a.link != b.link { return a.link.lexicographicallyPrecedes(b.link) }
            if a.parameter != b.parameter { return a.parameter.name < b.parameter.name }
            if a.reason != b.reason { return a.reason.name < b.reason.name }
            return a.shape.lexicographicallyPrecedes(b.shape)
        }
    }

    let key: Key
    var hits: UInt64
    /// The first line of all, in the order of the inputs.
    var exampleInput: Int
    var exampleLine: Int

    init(_ row: borrowing RejectionRow) {
        key = Key(
            link: row.link.array, parameter: row.parameter, reason: row.reason,
            shape: row.folded.contains(.rejectedValue) ? row.value.array : ValueShape.shape(of: row.value),
            folded: row.folded)
        hits = row.hits
        exampleInput = row.exampleInput
        exampleLine = row.exampleLine
    }

    /// Adds a row with the same key.
    mutating func add(_ other: RedactedRejection) {
        hits += other.hits
        if (other.exampleInput, other.exampleLine) < (exampleInput, exampleLine) {
            (exampleInput, exampleLine) = (other.exampleInput, other.exampleLine)
        }
    }
}
