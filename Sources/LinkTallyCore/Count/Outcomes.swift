/// What became of requests with at least one of the six names, overall or of one link (rule R17).
package struct Outcomes: BitwiseCopyable, Sendable, Equatable {
    /// Requests with at least one of the six names.
    package var requests: UInt64 = 0
    /// At least one UTM code is kept.
    package var attributed: UInt64 = 0
    /// At least one name's value is dropped.
    package var withRejection: UInt64 = 0
    /// UTM codes are there, none is kept.
    package var lostAttribution: UInt64 = 0
    /// A `client_reference_id` is there and dropped.
    package var lostReference: UInt64 = 0

    package init() {}

    /// Counts one request.
    @inline(__always)
    mutating func add(_ outcome: QueryOutcome) {
        requests &+= 1
        attributed &+= outcome.isAttributed ? 1 : 0
        guard outcome.hasRejection else { return }
        withRejection &+= 1
        lostAttribution &+= outcome.lostAttribution ? 1 : 0
        lostReference &+= outcome.lostReference ? 1 : 0
    }

    static func += (a: inout Outcomes, b: Outcomes) {
        a.requests += b.requests
        a.attributed += b.attributed
        a.withRejection += b.withRejection
        a.lostAttribution += b.lostAttribution
        a.lostReference += b.lostReference
    }
}
