/// Whether a checkout session was paid. Only what is paid has revenue.
package enum PaymentState: String, CaseIterable, Sendable {
    case paid
    /// A delayed payment was tried, and failed.
    case failed
    /// The session ended without a payment.
    case expired
    /// Neither is known yet.
    case pending
}
