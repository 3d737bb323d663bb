import GRDB
import LinkTallyPayments

/// Sums up what a settler finds; the long lists go to the tables of `SettledTables`.
struct ReconciliationBuilder {
    private(set) var result = Reconciliation()
    private let database: Database
    private let lostClicks: [String: LostClicks.Entry]
    private let listedLinks: Set<String>?
    private var revenue: RevenueSums
    private var drops: [String: PaymentTotal] = [:]

    /// - Parameter listedLinks: Payment links that it is known of which links lead to them; nil where that was not given.
    init(_ database: Database, _ settler: PaymentSettler, listedLinks: Set<String>?) {
        self.database = database
        self.listedLinks = listedLinks
        lostClicks = settler.lostClicks
        revenue = RevenueSums(database)
        result.isLive = settler.isLive
        result.attribution = settler.attribution
        result.probableDrops = listedLinks == nil ? nil : ProbableDrops()
    }

    mutating func add(_ found: PaymentSettler.Found) throws {
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

    private mutating func addDrop(_ payment: SettledPayment, _ paymentLink: String) {
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
        let insert = try database.cachedStatement(sql: SettledTables.insertRepeated)
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
