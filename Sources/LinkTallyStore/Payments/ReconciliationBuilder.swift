import GRDB
import LinkTallyPayments

extension PaymentDatabase {
    /// Joins the payments of a mode with the clicks on their references, as they are at one moment, and lends the result.
    ///
    /// O(payments + clicks), in memory that does not grow with them: what has no room is in temporary tables.
    ///
    /// - Parameter map: Which links lead to which payment link; nil where that is not known.
    package func reconcile(
        isLive: Bool, attribution: Attribution, map: PaymentLinkMap?,
        _ body: (Reconciliation, any ReconciliationLists) throws -> Void
    ) throws {
        do {
            try queue.writeWithoutTransaction { database in
                // Deferred: only temporary tables are written to, so that nobody waits for us.
                try database.inTransaction(.deferred) {
                    try database.execute(sql: ReconciliationTables.lists)
                    let reconciler = PaymentReconciler(
                        isLive: isLive, attribution: attribution,
                        lostClicks: try map.map { try LostClicks.byPaymentLink(database, $0) } ?? [:])
                    var builder = ReconciliationBuilder(database, reconciler, listedLinks: map?.paymentLinks)
                    try reconciler.run(database) { try builder.add($0) }
                    try body(try builder.finish(), PaymentLists(database: database, reconciler: reconciler))
                    return .rollback
                }
            }
        } catch let error as DatabaseError {
            throw Store.error(error)
        }
    }
}

/// Sums up what a reconciler finds; the long lists go to the tables of `ReconciliationTables`.
struct ReconciliationBuilder {
    private(set) var result = Reconciliation()
    private let database: Database
    private let lostClicks: [String: LostClicks]
    private let listedLinks: Set<String>?
    private var revenue: RevenueSums
    private var drops: [String: PaymentTotal] = [:]

    /// - Parameter listedLinks: Payment links that it is known of which links lead to them; nil where that was not given.
    init(_ database: Database, _ reconciler: PaymentReconciler, listedLinks: Set<String>?) {
        self.database = database
        self.listedLinks = listedLinks
        lostClicks = reconciler.lostClicks
        revenue = RevenueSums(database)
        result.isLive = reconciler.isLive
        result.attribution = reconciler.attribution
        result.probableDrops = listedLinks == nil ? nil : ProbableDrops()
    }

    mutating func add(_ found: PaymentReconciler.Found) throws {
        switch found {
        case .unpaid(let category): result.totals[category, default: PaymentTotal()].add(1, 0, nil)
        case .paid(let payment, let paymentLink):
            result.totals[payment.category, default: PaymentTotal()].add(1, payment.amount, payment.currency)
            if payment.category == .matched { try revenue.add(payment) }
            if payment.category == .noReference { addDrop(payment, paymentLink) }
        case .reference(let reference, let total, let isClicked):
            if isClicked { result.paidReferences += 1 }
            if total.payments > 1 { try addRepeated(reference, total) }
        }
    }

    private mutating func addDrop(_ payment: ReconciledPayment, _ paymentLink: String) {
        guard let listedLinks else { return }
        if payment.isDrop {
            drops[paymentLink, default: PaymentTotal()].add(1, payment.amount, payment.currency)
        } else if paymentLink.isEmpty {
            result.probableDrops?.withoutPaymentLink += 1
        } else if !listedLinks.contains(paymentLink) {
            result.probableDrops?.unlisted += 1
        }
    }

    private mutating func addRepeated(_ reference: String, _ total: PaymentTotal) throws {
        result.repeatedReferences += 1
        result.repeated += total
        let insert = try database.cachedStatement(sql: ReconciliationTables.insertRepeated)
        let revenue = total.revenue
        for (currency, amount) in revenue.isEmpty ? [("", 0)] : revenue.map({ ($0.currency.code, $0.amount) }) {
            try insert.execute(arguments: [reference, total.payments, currency, amount])
        }
    }

    /// The result, once all was added.
    mutating func finish() throws -> Reconciliation {
        try revenue.flush()
        result.clickedReferences = try Int.fetchOne(database, sql: PaymentLists.clickedReferences) ?? 0
        result.probableDrops?.drops = drops.map { link, total in
            ProbableDrop(paymentLink: link, total: total, clicks: lostClicks[link]?.clicks ?? 0)
        }.sorted { ($1.total.payments, $0.paymentLink) < ($0.total.payments, $1.paymentLink) }
        return result
    }
}

/// Sums of revenue by click and currency: in memory as far as there is room, then in a temporary table, which may have several
/// rows for the same.
struct RevenueSums {
    private struct Key: Hashable {
        let link: Int64?
        let codes: Int64?
        let currency: Currency
    }

    private var sums: [Key: (payments: Int, amount: Int64)] = [:]
    private let database: Database

    /// Sums that are held at a time.
    private static let limit = 100_000

    init(_ database: Database) { self.database = database }

    mutating func add(_ payment: ReconciledPayment) throws {
        guard let currency = payment.currency else { return }
        let key = Key(link: payment.touch?.link, codes: payment.touch?.codes, currency: currency)
        let sum = sums[key] ?? (0, 0)
        sums[key] = (sum.payments + 1, sum.amount + payment.amount)
        if sums.count >= Self.limit { try flush() }
    }

    /// Writes what is held.
    mutating func flush() throws {
        let insert = try database.cachedStatement(sql: ReconciliationTables.insertRevenue)
        for (key, sum) in sums {
            try insert.execute(arguments: [key.link, key.codes, key.currency.code, sum.payments, sum.amount])
        }
        sums.removeAll(keepingCapacity: true)
    }
}
