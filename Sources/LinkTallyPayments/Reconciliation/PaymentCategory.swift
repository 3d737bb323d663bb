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

/// A number of payments, and what they brought.
package struct PaymentTotal: Equatable, Sendable {
    package var payments = 0
    /// Per currency, by its code; gross, in the smallest unit.
    package private(set) var amounts: [Currency: Int64] = [:]

    package init() {}

    /// Adds `count` payments of together `amount`; `currency` is nil where nothing had to be paid.
    package mutating func add(_ count: Int, _ amount: Int64, _ currency: Currency?) {
        payments += count
        if let currency { amounts[currency, default: 0] += amount }
    }

    /// The revenue, currencies in the order of their codes.
    package var revenue: [Money] { amounts.sorted { $0.key < $1.key }.map { Money($0.value, $0.key) } }

    package static func += (a: inout PaymentTotal, b: PaymentTotal) {
        a.payments += b.payments
        for (currency, amount) in b.amounts { a.amounts[currency, default: 0] += amount }
    }
}
