import Foundation
import GRDB
import LinkTallyEvents
import LinkTallyInput
import LinkTallyPayments
import Testing

@testable import LinkTallyStore

@Suite struct PaymentsMigrationTests {
    /// A store from before there were payments gets their tables, and keeps what it has.
    @Test func anOlderStoreGetsThePaymentsTables() throws {
        let old = try MadeUpStore()
        try old.click("user_42", at: 1_795_437_000, campaign: "launch")
        try old.store.database.write { database in
            try database.execute(
                sql: """
                    DROP VIEW payments; DROP TABLE payment; DROP TABLE event;
                    DELETE FROM grdb_migrations WHERE identifier = '\(PaymentsMigration.name)';
                    """)
            #expect(database.changesCount == 1)
        }
        let store = try Store.open(path: old.store.path)
        var payments = try PaymentDatabase(store)
        let events = try old.scratch.file("events", MadeUpEvent().text)
        var loader = EventLoader(isLive: true, decoder: .auto, stop: StopSignal())
        _ = try loader.run([InputPath(events)], into: &payments)
        try payments.reconcile(isLive: true, attribution: .first, map: nil) { reconciliation, _ in
            #expect(reconciliation.total(.matched).payments == 1)
        }
        try store.database.read { database in
            let row = try Row.fetchOne(database, sql: "SELECT * FROM payments")
            let expected: Row = [
                "session": "cs_live_1", "mode": "live", "state": "paid", "time": "2026-11-23T12:35:00Z",
                "reference": "user_42", "payment_link": "plink_1", "amount": 2198, "currency": "usd",
            ]
            #expect(row == expected)
        }
    }
}
