/// Attributions of one group in one period.
package struct GroupedRow: Sendable, Equatable {
    /// The Unix hour in which the period begins; that of the unknown hour for what has no time.
    package let period: Int64
    /// The group's values, in the order of the question's dimensions; empty where nothing was accepted.
    package let values: [String]
    package let counts: GroupCounts
    /// Requests of the period; nil where groups are told apart.
    package let totals: PeriodTotals?
}
