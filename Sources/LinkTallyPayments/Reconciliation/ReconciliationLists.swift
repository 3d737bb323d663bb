/// The long lists of a reconciliation, read row by row.
package protocol ReconciliationLists {
    /// Revenue by `dimension`: currency by currency, the one with the most payments first; in each, the highest first, `top` of
    /// them where that is given.
    func forEachRevenue(by dimension: RevenueDimension, top: Int?, _ body: (RevenueRow) throws -> Void) throws

    /// References that were paid more than once, those with the most payments first, `top` of them.
    func forEachRepeatedReference(top: Int?, _ body: (RepeatedReference) throws -> Void) throws

    /// All payments by session id, then all references that were clicked and not paid.
    func forEachRow(_ body: (PaymentRow) throws -> Void) throws
}

/// What revenue is told apart by.
package enum RevenueDimension: String, CaseIterable, Sendable {
    case campaign, source, link
}

/// Revenue of matched payments in one currency that belongs to one campaign, source or link.
package struct RevenueRow: Sendable, Equatable {
    /// Empty where the click had no accepted value; nil for payments whose reference was only clicked after them.
    package let value: String?
    package let payments: Int
    package let revenue: Money

    package init(value: String?, payments: Int, revenue: Money) {
        self.value = value
        self.payments = payments
        self.revenue = revenue
    }
}

/// A reference that was paid more than once.
package struct RepeatedReference: Sendable, Equatable {
    package let reference: String
    package let total: PaymentTotal

    package init(reference: String, total: PaymentTotal) {
        self.reference = reference
        self.total = total
    }
}

/// A payment, or a reference that was clicked and not paid, with the click it belongs to.
package struct PaymentRow: Sendable, Equatable {
    /// Nil where there is no payment.
    package var session: String?
    /// Nil where the reference was clicked and not paid.
    package var category: PaymentCategory?
    /// Unix seconds of the payment; nil where nothing was paid.
    package var second: Int64?
    package var isRepeated = false
    package var isProbableDrop = false
    package var reference = ""
    package var paymentLink = ""
    package var revenue: Money?
    /// Source, medium, campaign, term, content; nil where no click before the payment is known.
    package var codes: [String]?
    package var link: String?

    package init() {}
}
