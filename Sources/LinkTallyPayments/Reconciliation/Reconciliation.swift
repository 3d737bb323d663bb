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

/// Which of a reference's clicks before a payment gets the payment's revenue.
package enum Attribution: String, CaseIterable, Sendable {
    case first, last
}

/// One input of payment events as the report lists it.
package struct EventInputSummary: Sendable {
    /// The name as given, `-` for stdin.
    package let name: String
    /// `plain`, `gzip`, `zstd`, `bzip2`, `xz` or `lz4`; nil where nothing could be read.
    package let container: String?
    /// Decoded bytes.
    package let bytes: Int
    package let counts: EventCounts
    /// An error code, or nil.
    package let error: String?
    /// A warning code, or nil.
    package let warning: String?

    package init(name: String, container: String?, bytes: Int, counts: EventCounts, error: String?, warning: String?) {
        self.name = name
        self.container = container
        self.bytes = bytes
        self.counts = counts
        self.error = error
        self.warning = warning
    }
}

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

/// Payments without a reference through a payment link whose clicks had lost theirs.
package struct ProbableDrop: Sendable, Equatable {
    /// `plink_...`.
    package let paymentLink: String
    package let total: PaymentTotal
    /// Clicks on the payment link's links whose reference was rejected.
    package let clicks: Int

    package init(paymentLink: String, total: PaymentTotal, clicks: Int) {
        self.paymentLink = paymentLink
        self.total = total
        self.clicks = clicks
    }
}
