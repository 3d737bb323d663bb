/// Clicks, and conversions with the same five values.
package struct ConversionCounts: Sendable, Equatable {
    /// Attributed hits on links that are no goal.
    package let clicks: UInt64
    /// Attributed hits on the goal's links.
    package let conversions: UInt64

    package init(clicks: UInt64, conversions: UInt64) {
        self.clicks = clicks
        self.conversions = conversions
    }
}
