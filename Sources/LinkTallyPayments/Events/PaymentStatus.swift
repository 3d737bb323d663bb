/// The field `payment_status` of a checkout session.
enum PaymentStatus: String {
    case paid, unpaid
    case notRequired = "no_payment_required"

    /// Whether it says that nothing is left to pay.
    var isPaid: Bool { self != .unpaid }
}
