/// What a report counts by.
package enum PeriodUnit: String, Sendable, CaseIterable {
    case hour, day
    /// From Monday on (ISO 8601).
    case week
    case month
}
