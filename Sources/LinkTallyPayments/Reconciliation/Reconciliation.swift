/// What the store knows of payments of one mode, joined with the clicks on their references; the long lists are read from
/// `ReconciliationLists`.
package struct Reconciliation: Sendable {
    package var isLive = true
    package var attribution = Attribution.first
    /// What the run read.
    package var inputs: [EventInputSummary] = []
    package var totals: [PaymentCategory: PaymentTotal] = [:]
    /// Distinct references in the logs.
    package var clickedReferences = 0
    /// Those of them that were paid.
    package var paidReferences = 0
    /// Distinct references that were paid more than once, clicked or not, and their payments.
    package var repeatedReferences = 0
    package var repeated = PaymentTotal()
    /// Nil where no list of payment links was given.
    package var probableDrops: ProbableDrops?

    package init() {}

    /// The events of all inputs.
    package var events: EventCounts { inputs.reduce(into: EventCounts()) { $0 += $1.counts } }

    package func total(_ category: PaymentCategory) -> PaymentTotal { totals[category] ?? PaymentTotal() }

    /// All that was paid.
    package var paid: PaymentTotal {
        PaymentCategory.allCases.filter(\.isPaid).reduce(into: PaymentTotal()) { $0 += total($1) }
    }

    /// References that were clicked and not paid.
    package var unpaidReferences: Int { clickedReferences - paidReferences }
}
