/// Requests by what their query has.
package struct RequestCounts: Sendable, Equatable {
    /// With a query that is not empty.
    package var withQuery: UInt64 = 0
    /// With at least one value that is kept.
    package var tagged: UInt64 = 0
    /// Of the requests with at least one of the six names.
    package var outcomes = Outcomes()

    package init() {}

    static func += (a: inout RequestCounts, b: RequestCounts) {
        a.withQuery += b.withQuery
        a.tagged += b.tagged
        a.outcomes += b.outcomes
    }
}
