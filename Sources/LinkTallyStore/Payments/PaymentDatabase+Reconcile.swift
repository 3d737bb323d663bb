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
                    try database.execute(sql: SettledTables.lists)
                    let settler = PaymentSettler(
                        isLive: isLive, attribution: attribution,
                        lostClicks: try map.map { try LostClicks.entries(database, $0) } ?? [:])
                    var builder = ReconciliationBuilder(database, settler, listedLinks: map?.paymentLinks)
                    try settler.run(database) { try builder.add($0) }
                    try body(try builder.finish(), PaymentLists(database: database, settler: settler))
                    return .rollback
                }
            }
        } catch let error as DatabaseError {
            throw Store.error(error)
        }
    }
}
