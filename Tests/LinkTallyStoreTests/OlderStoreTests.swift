import Foundation
import GRDB
import TestSupport
import Testing

@testable import LinkTallyStore

/// Stores that an older version wrote are brought up to date and lose nothing. `Tests/Fixtures` has one for each step of the
/// schema, of the first 40 lines of `Tests/Samples/access.log`; a new step gets a new one. That of the second step has a payment,
/// and its first 20 requests were pruned.
@Suite struct OlderStoreTests {
    @Test(arguments: [
        ("store-1-counts", 40, 14, 12, 0), ("store-2-payments", 20, 7, 7, 1), ("store-3-seals", 40, 14, 12, 0),
        ("store-4-lines", 40, 14, 12, 0),
    ])
    func anOlderStoreLosesNothing(_ name: String, requests: Int, hits: Int, touches: Int, payments: Int) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).sqlite.gz")
        let path = scratch.path("tally.sqlite")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "gzip -dc '\(fixture.path)' > '\(path)'"]
        try process.run()
        process.waitUntilExit()

        let store = try Store.open(path: path)
        #expect(try StoreCheck.problems(of: store).isEmpty)
        let info = try StoreInfo(of: store)
        #expect(info.schema == StoreMigrations.names.last && info.logs == 1 && info.failures == 1)
        #expect(info.lines == 40 && info.requests == requests && info.bots == "include")
        try store.database.read { database throws in
            func number(_ sql: String) throws -> Int? { try Int.fetchOne(database, sql: sql) }
            #expect(try number("SELECT SUM(hits) FROM attributions") == hits)
            #expect(try number("SELECT SUM(hits) FROM days") == hits)
            #expect(try number("SELECT COUNT(*) FROM touches") == touches)
            #expect(try number("SELECT COUNT(*) FROM payments") == payments)
            #expect(try number("SELECT COUNT(*) FROM attributions WHERE with_rejection IS NULL") == 0)
            #expect(try number("SELECT SUM(with_rejection) FROM attributions") == 1)
            #expect(try number("SELECT pending FROM logs") == 5)
            #expect(try number("SELECT pruned_requests FROM logs") == 40 - requests)
        }
        // The ledger still knows the log.
        let logs = try LogRow.all(in: store)
        #expect(logs.map(\.name) == ["fixture.log"] && logs[0].format == "combined")
        #expect(try FailureRow.all(in: store).map(\.reason) == ["open_failed"])
    }

    /// Which rows of an older store lost values is told where it follows from the outcomes of their link, and else is not known.
    @Test func lossesOfAnOlderStore() throws {
        let database = try DatabaseQueue()
        try StoreMigrations.migrator.migrate(database, upTo: "4 lines")
        // By link: nothing was lost; all that lost something lost all their codes; all lost something; who knows; the same, in
        // another hour.
        let outcomes = [
            (1, 5, 1, 4, 0, 0), (1, 5, 2, 4, 2, 2), (1, 5, 3, 7, 7, 0), (1, 5, 4, 4, 1, 0), (1, 6, 4, 9, 0, 0),
        ]
        try database.write { database throws in
            for (log, hour, link, requests, withRejection, lost) in outcomes {
                try database.execute(
                    sql: "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                    arguments: [log, hour, link, requests, requests - lost, withRejection, lost])
                for (codes, hits) in [(1, requests - lost - 1), (2, 1)] {
                    try database.execute(
                        sql: "INSERT INTO attribution VALUES (?, ?, ?, ?, ?, 0)",
                        arguments: [log, hour, link, codes, hits])
                }
            }
        }
        try StoreMigrations.migrator.migrate(database)
        try database.write { database throws in
            func losses() throws -> [Int?] {
                try Int?.fetchAll(
                    database, sql: "SELECT with_rejection FROM attribution ORDER BY hour, link, codes")
            }
            #expect(try losses() == [0, 0, 0, 0, 6, 1, nil, nil, 0, 0])
            // What is not known stays so when the log goes on.
            for link in [3, 4] {
                try database.execute(
                    sql:
                        "INSERT INTO attribution VALUES (1, 5, \(link), 1, 1, 0, 1) \(CountTable.attribution.addition)")
            }
            #expect(try losses() == [0, 0, 0, 0, 7, 1, nil, nil, 0, 0])
        }
    }
}
