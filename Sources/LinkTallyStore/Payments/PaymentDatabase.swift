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
