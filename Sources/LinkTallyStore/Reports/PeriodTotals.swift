/// All requests of a period.
package struct PeriodTotals: Sendable, Equatable {
    package var requests: UInt64 = 0
    package var lostAttribution: UInt64 = 0

    package init(requests: UInt64 = 0, lostAttribution: UInt64 = 0) {
        self.requests = requests
        self.lostAttribution = lostAttribution
    }
}
