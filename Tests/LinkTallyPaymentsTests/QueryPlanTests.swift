import GRDB
import Testing

@testable import LinkTallyPayments
@testable import LinkTallyStore

/// Each query of a reconciliation is a search by an index or a single pass.
@Suite struct QueryPlanTests {
    private func plan(_ sql: String) throws -> [String] {
        let store = try MadeUpStore()
        return try store.payments.queue.writeWithoutTransaction { database in
            try database.execute(sql: ReconciliationTables.lists)
            try database.execute(sql: ReconciliationTables.reconciled)
            try database.execute(sql: ReconciliationTables.reconciledIndex)
            let marks = sql.count { $0 == "?" }
            return try Row.fetchAll(
                database, sql: "EXPLAIN QUERY PLAN \(sql)",
                arguments: StatementArguments(Array(repeating: 1, count: marks))
            ).map { $0["detail"] }
        }
    }

    /// Every scan is in the list of those that are wanted, once; all else is a search, a sort or a group.
    @Test(
        arguments: [
            (PaymentTables.select, []), (PaymentTables.update, []),
            ("SELECT 1 FROM event WHERE id = ?", []), (PaymentReconciler.sql, []),
            (PaymentTables.erase, []),
            (TouchReader.sql, []), (LostClicks.sql, ["lost", "outcome"]),
            (PaymentLists.clickedReferences, ["(subquery-1)", "touch"]),
            (PaymentLists.repeatedReferences, ["temp.repeated"]), (PaymentLists.payments, ["payment"]),
            (PaymentLists.unpaidReferences(.first), ["clicked", "touch"]),
            (PaymentLists.unpaidReferences(.last), ["clicked", "touch"]),
        ] as [(String, [String])])
    func scans(_ sql: String, _ wanted: [String]) throws {
        let steps = try plan(sql)
        #expect(!steps.isEmpty)
        let scans = steps.filter { $0.hasPrefix("SCAN ") }.map { String($0.split(separator: " ")[1]) }
        #expect(scans.sorted() == wanted.sorted(), "\(steps)")
        #expect(!steps.contains { $0.contains("AUTOMATIC") }, "\(steps)")
    }

    @Test func indexesAreUsed() throws {
        #expect(try plan(PaymentReconciler.sql) == ["SEARCH payment USING INDEX payment_reference (livemode=?)"])
        #expect(try plan(PaymentTables.select) == ["SEARCH payment USING INDEX sqlite_autoindex_payment_1 (session=?)"])
        #expect(
            try plan(TouchReader.sql) == [
                "SEARCH touch USING PRIMARY KEY (reference=?)", "LIST SUBQUERY 1",
                "SEARCH payment USING COVERING INDEX payment_reference (livemode=?)",
            ])
        #expect(try plan(PaymentLists.payments)[0] == "SCAN payment USING INDEX sqlite_autoindex_payment_1")
        for attribution in Attribution.allCases {
            let steps = try plan(PaymentLists.unpaidReferences(attribution))
            #expect(
                steps.contains("SEARCH payment USING INDEX payment_reference (livemode=? AND reference=?)"), "\(steps)")
            #expect(!steps.contains { $0.contains("GROUP BY") }, "\(steps)")
        }
        // The sums by link and codes are read once, links and codes by their ids.
        for dimension in RevenueDimension.allCases {
            let steps = try plan(PaymentLists.revenue(by: dimension))
            #expect(steps.count { $0.hasPrefix("SCAN temp.revenue") } == 1, "\(steps)")
            let table = dimension == .link ? "link" : "codes"
            #expect(steps.contains { $0.hasPrefix("SEARCH \(table) USING INTEGER PRIMARY KEY") }, "\(steps)")
            #expect(steps.allSatisfy { !$0.hasPrefix("SCAN \(table)") && !$0.contains("AUTOMATIC") }, "\(steps)")
        }
    }
}
