/// Requests of one hour.
package struct HourCounts: Sendable, Equatable {
    package var requests: UInt64 = 0
    /// Requests with at least one value that is kept.
    package var tagged: UInt64 = 0
    /// Requests with a query that is not empty.
    package var withQuery: UInt64 = 0

    package init() {}

    static func += (a: inout HourCounts, b: HourCounts) {
        a.requests += b.requests
        a.tagged += b.tagged
        a.withQuery += b.withQuery
    }
}
