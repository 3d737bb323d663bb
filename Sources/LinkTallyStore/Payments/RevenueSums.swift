import GRDB
import LinkTallyPayments

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

    mutating func add(_ payment: SettledPayment) throws {
        guard let currency = payment.currency else { return }
        let key = Key(link: payment.touch?.link, codes: payment.touch?.codes, currency: currency)
        let sum = sums[key] ?? (0, 0)
        sums[key] = (sum.payments + 1, sum.amount + payment.amount)
        if sums.count >= Self.limit { try flush() }
    }

    /// Writes what is held.
    mutating func flush() throws {
        let insert = try database.cachedStatement(sql: SettledTables.insertRevenue)
        for (key, sum) in sums {
            try insert.execute(arguments: [key.link, key.codes, key.currency.code, sum.payments, sum.amount])
        }
        sums.removeAll(keepingCapacity: true)
    }
}
