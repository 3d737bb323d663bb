/// Payments without a reference through a payment link whose clicks had lost theirs.
package struct ProbableDrop: Sendable, Equatable {
    /// `plink_...`.
    package let paymentLink: String
    package let total: PaymentTotal
    /// Clicks on the payment link's links whose reference was rejected.
    package let clicks: Int

    package init(paymentLink: String, total: PaymentTotal, clicks: Int) {
        self.paymentLink = paymentLink
        self.total = total
        self.clicks = clicks
    }
}
