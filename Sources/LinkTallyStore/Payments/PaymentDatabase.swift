import GRDB
import LinkTallyPayments

/// A store's payments, through a connection of their own: temporary tables are nobody else's.
package struct PaymentDatabase: PaymentSink {
    let queue: DatabaseQueue

    /// Bytes of pages that SQLite holds in memory: most of the inner pages of a million payments' indexes.
    private static let cacheSize = 64 << 20

    package init(_ store: Store) throws(StoreError) {
        do {
            queue = try store.connection()
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA cache_size = -\(Self.cacheSize >> 10)")
            }
        } catch {
            throw Store.error(error)
        }
    }

    /// Adds what was seen in one transaction, in the order of the keys, so that each page is written once.
    package func add(_ seen: [SeenPayment]) throws -> Int {
        guard !seen.isEmpty else { return 0 }
        do {
            return try queue.write { database in
                let isReplay = try Self.noteEvents(seen, database)
                for payment in Self.merged(seen, isReplay) { try Self.add(payment, database) }
                return isReplay.count { $0 }
            }
        } catch let error as DatabaseError {
            throw Store.error(error)
        }
    }

    /// Notes the ids of events; returns, for each of `seen`, whether it was noted before.
    private static func noteEvents(_ seen: [SeenPayment], _ database: Database) throws -> [Bool] {
        var isReplay = [Bool](repeating: false, count: seen.count)
        let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO event VALUES (?)")
        let events = seen.indices.compactMap { index in seen[index].eventID.map { (id: $0, index: index) } }
        // Of several with one id, the first in the input counts.
        for (id, index) in events.sorted(by: { ($0.id, $0.index) < ($1.id, $1.index) }) {
            try insert.execute(arguments: [id])
            isReplay[index] = database.changesCount == 0
        }
        return isReplay
    }

    /// What `seen` says of each session, in the order of the sessions' ids.
    private static func merged(_ seen: [SeenPayment], _ isReplay: [Bool]) -> [Payment] {
        let order = seen.indices.filter { !isReplay[$0] }.sorted { seen[$0].payment.session < seen[$1].payment.session }
        var payments: [Payment] = []
        payments.reserveCapacity(order.count)
        for index in order {
            let payment = seen[index].payment
            if payments.last?.session == payment.session {
                payments[payments.count - 1].merge(payment)
            } else {
                payments.append(payment)
            }
        }
        return payments
    }

    private static func add(_ payment: Payment, _ database: Database) throws {
        try database.cachedStatement(sql: PaymentTables.insert).execute(arguments: PaymentTables.arguments(payment))
        guard database.changesCount == 0 else { return }
        let select = try database.cachedStatement(sql: PaymentTables.select)
        guard let row = try Row.fetchOne(select, arguments: [payment.session]) else { return }
        let known = PaymentTables.payment(row, session: payment.session)
        var merged = known
        merged.merge(payment)
        guard merged != known else { return }
        try database.cachedStatement(sql: PaymentTables.update).execute(arguments: PaymentTables.arguments(merged))
    }
}

/// Reads and writes rows of the table `payment`.
package enum PaymentTables {
    /// All but the id and the session.
    static let columns = """
        livemode, paid, failed, expired, erased, second, event_second, created, reference, payment_link, amount, currency,
        details_second, details_paid
        """
    static let insert = """
        INSERT INTO payment (\(columns), session) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (session) DO NOTHING
        """
    static let update = """
        UPDATE payment SET (\(columns)) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE session = ?
        """
    static let select = "SELECT \(columns) FROM payment WHERE session = ?"

    /// The arguments of `insert` and of `update`.
    static func arguments(_ payment: Payment) -> StatementArguments {
        let details = payment.details
        return [
            payment.isLive, payment.isPaid, payment.isFailed, payment.isExpired, payment.isErased, payment.second,
            payment.eventSecond, payment.created, details.reference, details.paymentLink, details.amount,
            details.currency,
            payment.detailsSecond, payment.detailsArePaid, payment.session,
        ]
    }

    /// The payment in a row of `select`.
    static func payment(_ row: Row, session: String) -> Payment {
        Payment(
            session: session, isLive: row[0], isPaid: row[1], isFailed: row[2], isExpired: row[3], isErased: row[4],
            eventSecond: row[6], created: row[7],
            details: PaymentDetails(reference: row[8], paymentLink: row[9], amount: row[10], currency: row[11]),
            detailsSecond: row[12], detailsArePaid: row[13])
    }

    static let erase = "UPDATE payment SET reference = '', erased = 1 WHERE livemode IN (0, 1) AND reference = ?"

    /// Takes a person's reference out of all payments, live or not, within the caller's transaction; returns how many had it.
    ///
    /// The payments and their amounts stay, as "reference erased": an event that is read again does not bring the reference back
    /// to them. A session that becomes known only later does. O(payments with the reference), by an index.
    @discardableResult
    package static func erase(reference: String, in database: Database) throws -> Int {
        guard !reference.isEmpty else { return 0 }
        try database.execute(sql: erase, arguments: [reference])
        return database.changesCount
    }
}
