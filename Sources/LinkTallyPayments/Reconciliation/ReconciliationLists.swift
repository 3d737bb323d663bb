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
