/// What became of a payment's reference. Each checkout session of the mode is in exactly one category; those before `failed` are
/// paid, and only they have revenue.
package enum PaymentCategory: Int, CaseIterable, Sendable {
    /// Paid, and the reference was clicked.
    case matched
    /// Paid with a reference that is not in the logs. One that breaks the rules of references cannot be: it would have been dropped.
    case unknownReference
    /// Paid, without a reference.
    case noReference
    /// Paid; the reference was erased from the store.
    case erasedReference
    case failed, expired, pending

    /// Whether payments of the category have revenue.
    package var isPaid: Bool { rawValue < Self.failed.rawValue }

    /// The name in reports.
    package var name: String {
        switch self {
        case .matched: "matched"
        case .unknownReference: "unknown_reference"
        case .noReference: "no_reference"
        case .erasedReference: "erased_reference"
        case .failed: "failed"
        case .expired: "expired"
        case .pending: "pending"
        }
    }
}
