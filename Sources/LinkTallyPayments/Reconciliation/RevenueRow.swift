/// Revenue of matched payments in one currency that belongs to one campaign, source or link.
package struct RevenueRow: Sendable, Equatable {
    /// Empty where the click had no accepted value; nil for payments whose reference was only clicked after them.
    package let value: String?
    package let payments: Int
    package let revenue: Money

    package init(value: String?, payments: Int, revenue: Money) {
        self.value = value
        self.payments = payments
        self.revenue = revenue
    }
}
