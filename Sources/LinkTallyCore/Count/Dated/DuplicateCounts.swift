/// Later occurrences of each name in one query, added up.
package struct DuplicateCounts: Sendable {
    private var counts = InlineArray<6, UInt64>(repeating: 0)

    init() {}

    /// Duplicates of `parameter`.
    package subscript(parameter: Parameter) -> UInt64 { counts[Int(parameter.rawValue)] }

    mutating func add(_ verdicts: borrowing QueryVerdicts) {
        for parameter in Parameter.allCases {
            guard let record = verdicts.record(of: parameter) else { continue }
            counts[Int(parameter.rawValue)] += UInt64(record.duplicates)
        }
    }
}
