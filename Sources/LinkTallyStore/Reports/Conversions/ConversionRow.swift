/// Clicks and conversions of one group in one period.
package struct ConversionRow: Sendable, Equatable {
    /// The Unix hour in which the period begins; that of the unknown hour for what has no time.
    package let period: Int64
    /// The goal's place among the goals.
    package let goal: Int
    /// The group's values, in the order of the question's dimensions; empty where nothing was accepted. A link is the text of a
    /// `ClickedLink`.
    package let values: [String]
    package let counts: ConversionCounts
}
