import GRDB
import TestSupport
import Testing

@testable import LinkTallyPayments
@testable import LinkTallyStore

/// Whatever the order of events, the runs that they come in, and how often they come: the store ends up the same.
@Suite struct OrderTests {
    private static let types = [
        "completed", "async_payment_succeeded", "async_payment_failed", "expired", "something_new",
    ]

    /// Events and bare sessions of a few sessions, which do not always agree.
    private func history(_ generator: inout SplitMix) -> [String] {
        (0..<40).map { number in
            let session = "cs_\(generator.next() % 9)"
            let fields = [
                "client_reference_id": ["null", "\"r1\"", "\"r2\"", "\"no reference\""].randomElement(
                    using: &generator)!,
                "amount_total": "\(generator.next() % 3)", "created": "\(100 + generator.next() % 3)",
                "payment_link": ["null", "\"plink_1\""].randomElement(using: &generator)!,
            ]
            let event = MadeUpEvent(
                id: "evt_\(number)", type: "checkout.session." + Self.types.randomElement(using: &generator)!,
                created: 200 + Int(generator.next() % 4), session: session,
                status: ["paid", "unpaid", "no_payment_required"].randomElement(using: &generator)!, fields: fields)
            return generator.next() % 4 == 0 ? event.session : event.text
        }
    }

    private func rows(_ store: MadeUpStore) throws -> [Row] {
        try store.store.database.read {
            try Row.fetchAll($0, sql: "SELECT session, \(PaymentTables.columns) FROM payment ORDER BY session")
        }
    }

    @Test func theEndDoesNotDependOnTheOrder() throws {
        let seed = TestSeed.drawn
        var generator = SplitMix(seed: seed)
        for _ in 0..<10 {
            let history = history(&generator)
            let first = try MadeUpStore()
            try first.read(history.joined(separator: "\n"))
            let expected = try rows(first)
            let second = try MadeUpStore()
            var rest = (history + history.prefix(10)).shuffled(using: &generator)[...]
            while !rest.isEmpty {
                let run = rest.prefix(1 + Int(generator.next() % 20))
                rest = rest.dropFirst(run.count)
                try second.read("[" + run.joined(separator: ",\n") + "]")
            }
            #expect(try rows(second) == expected, "seed \(seed)")
            // Every session is in one category.
            let result = try second.reconcile()
            #expect(result.payments.values.reduce(0, +) == expected.count, "seed \(seed)")
            #expect(
                result.reconciliation.paid.payments == expected.count { $0["paid"] == 1 }
                    && result.rows.count == expected.count, "seed \(seed)")
        }
    }
}
