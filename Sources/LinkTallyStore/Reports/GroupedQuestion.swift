/// What is asked of a store's attributions: which time, in which periods, told apart by what.
package struct GroupedQuestion: Sendable {
    /// The time that rows are about.
    package var range = HourRange()
    /// What rows count by; nil: all of the range is one period.
    package var unit: PeriodUnit?
    /// What rows are told apart by; each at most once.
    package var dimensions: [GroupDimension] = []
    /// Whether each row has the hits of the period before, too. Without a unit both bounds of the range must be given, and the
    /// period before is as long as the range; with one, bounds must be borders of periods.
    package var compares = false
    /// Whose periods.
    package var calendar: ReportCalendar
    /// Bytes for distinct groups.
    package var maxMemory: Int

    package init(calendar: ReportCalendar, maxMemory: Int) {
        self.calendar = calendar
        self.maxMemory = maxMemory
    }
}

/// What a report tells apart.
package enum GroupDimension: String, Sendable, CaseIterable {
    case source, medium, campaign, link
}

/// What a report counts by.
package enum PeriodUnit: String, Sendable, CaseIterable {
    case hour, day
    /// From Monday on (ISO 8601).
    case week
    case month
}
