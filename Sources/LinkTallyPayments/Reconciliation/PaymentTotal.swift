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
