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
            #expect(try number("SELECT pending FROM logs") == 5)
            #expect(try number("SELECT pruned_requests FROM logs") == 40 - requests)
        }
        // The ledger still knows the log.
        let logs = try LogRow.all(in: store)
        #expect(logs.map(\.name) == ["fixture.log"] && logs[0].format == "combined")
        #expect(try FailureRow.all(in: store).map(\.reason) == ["open_failed"])
    }
}
