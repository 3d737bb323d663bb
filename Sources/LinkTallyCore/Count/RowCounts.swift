/// Counters of an attribution row. A row without hits is there only because a reference's first request names it.
struct RowCounts: BitwiseCopyable {
    var hits: UInt64 = 0
    /// Hits with a status of 400 or more.
    var errors: UInt64 = 0

    static func += (sum: inout RowCounts, other: RowCounts) {
        sum.hits += other.hits
        sum.errors += other.errors
    }
}
