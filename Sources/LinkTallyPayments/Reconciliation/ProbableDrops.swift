/// How many of the payments without a reference are probable drops, and of how many that cannot be told.
package struct ProbableDrops: Sendable, Equatable {
    /// By payment link.
    package var drops: [ProbableDrop] = []
    /// Payments without a reference whose payment link has no row in the list of payment links.
    package var unlisted = 0
    /// Payments without a reference that came through no payment link.
    package var withoutPaymentLink = 0

    package init() {}

    package var total: PaymentTotal { drops.reduce(into: PaymentTotal()) { $0 += $1.total } }
}
