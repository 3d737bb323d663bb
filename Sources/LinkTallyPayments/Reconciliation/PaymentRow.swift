/// A payment, or a reference that was clicked and not paid, with the click it belongs to.
package struct PaymentRow: Sendable, Equatable {
    /// Nil where there is no payment.
    package var session: String?
    /// Nil where the reference was clicked and not paid.
    package var category: PaymentCategory?
    /// Unix seconds of the payment; nil where nothing was paid.
    package var second: Int64?
    package var isRepeated = false
    package var isProbableDrop = false
    package var reference = ""
    package var paymentLink = ""
    package var revenue: Money?
    /// Source, medium, campaign, term, content; nil where no click before the payment is known.
    package var codes: [String]?
    package var link: String?

    package init() {}
}
