import GRDB
import LinkTallyPayments

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
