/// What a payment was for. Empty text where the session has nothing.
package struct PaymentDetails: Equatable, Sendable {
    /// `client_reference_id`.
    package var reference: String
    /// `plink_...`.
    package var paymentLink: String
    /// `amount_total` in the currency's smallest unit.
    package var amount: Int64
    /// Three letters, or empty where nothing had to be paid.
    package var currency: String

    package init(reference: String = "", paymentLink: String = "", amount: Int64 = 0, currency: String = "") {
        self.reference = reference
        self.paymentLink = paymentLink
        self.amount = amount
        self.currency = currency
    }

    /// Byte by byte: Swift takes different bytes for equal texts where Unicode does.
    package static func == (a: PaymentDetails, b: PaymentDetails) -> Bool {
        a.amount == b.amount && a.reference.utf8.elementsEqual(b.reference.utf8)
            && a.paymentLink.utf8.elementsEqual(b.paymentLink.utf8) && a.currency.utf8.elementsEqual(b.currency.utf8)
    }
}
