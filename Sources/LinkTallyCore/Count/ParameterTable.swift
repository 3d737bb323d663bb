/// Counts by parameter: six, in place.
package struct ParameterTable: Sendable {
    private var counts = InlineArray<6, ParameterCounts>(repeating: ParameterCounts())

    init() {}

    /// The counts of `parameter`. O(1).
    package subscript(parameter: Parameter) -> ParameterCounts { counts[Int(parameter.rawValue)] }

    /// Counts every occurrence of one query.
    @inline(__always)
    mutating func add(_ verdicts: borrowing QueryVerdicts) {
        var left = verdicts.present.rawValue
        while left != 0 {
            let index = left.trailingZeroBitCount
            counts[index].add(verdicts.records[index])
            left &= left &- 1
        }
    }

    static func += (a: inout ParameterTable, b: ParameterTable) {
        for index in 0..<6 { a.counts[index] += b.counts[index] }
    }
}
