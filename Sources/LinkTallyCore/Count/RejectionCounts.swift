/// Counters of a rejection row.
struct RejectionCounts: BitwiseCopyable {
    var hits: UInt64 = 0
    /// The first line in input order that has it.
    var example = LinePlace(input: .max, segment: .max, line: .max)
}
