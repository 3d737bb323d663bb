/// Clicks, and conversions with the same five values.
package struct ConversionCounts: Sendable, Equatable {
    /// Attributed hits on links that are no goal.
    package var clicks: UInt64
    /// Attributed hits on the goal's links.
    package var conversions: UInt64
    /// Clicks of the period before.
    package var clicksBefore: UInt64
    /// Conversions of the period before.
    package var conversionsBefore: UInt64

    package init(
        clicks: UInt64 = 0, conversions: UInt64 = 0, clicksBefore: UInt64 = 0, conversionsBefore: UInt64 = 0
    ) {
        self.clicks = clicks
        self.conversions = conversions
        self.clicksBefore = clicksBefore
        self.conversionsBefore = conversionsBefore
    }
}
