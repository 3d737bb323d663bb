/// A checkout session as an event or a list shows it: the fields that say what was paid, and through which link.
struct CheckoutSession: Equatable {
    /// `cs_...`.
    let id: String
    let isLive: Bool
    /// When the customer came to the payment page; Unix seconds.
    let created: Int64
    let status: PaymentStatus
    /// Whether the session ended without a payment.
    let isExpired: Bool
    let details: PaymentDetails
}
