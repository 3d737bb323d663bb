import LinkTallyCore

/// The hours that a report is about: Unix hours, from the first on, before the second.
package struct HourRange: Sendable, Equatable {
    package let from: Int64?
    package let to: Int64?

    /// All hours and what has none, where neither bound is given.
    package init(from: Int64? = nil, to: Int64? = nil) {
        self.from = from
        self.to = to
    }

    /// Whether all counts, also that without a readable time.
    package var isEverything: Bool { from == nil && to == nil }

    /// Whether `hour` counts; the unknown one only where everything does. O(1).
    package func contains(_ hour: Int64) -> Bool {
        if hour == StoreTime.unknownHour { return isEverything }
        return hour >= from ?? .min && hour < to ?? .max
    }

    /// SQL: whether the hour in `column` counts.
    func condition(_ column: String) -> String {
        isEverything ? "true" : "\(column) >= \(lowest) AND \(column) < \(end)"
    }

    /// SQL: whether the second in `column` counts.
    func secondCondition(_ column: String) -> String {
        isEverything ? "true" : "\(column) >= \(lowest * 3600) AND \(column) < \(end * 3600)"
    }

    /// Hours of SQL are added to and multiplied; what lies beyond has no hour.
    private var lowest: Int64 { max(from ?? -StoreTime.unknownHour, -StoreTime.unknownHour) }
    private var end: Int64 { min(to ?? StoreTime.unknownHour, StoreTime.unknownHour) }
}
