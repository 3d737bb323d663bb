import Foundation
import GRDB
import LinkTallyCore
import LinkTallyIngest
import LinkTallyInput
import Testing

@testable import LinkTallyStore

/// A transaction for which there is no room leaves nothing, wherever it stops.
@Suite struct FullDiskTests {
    /// Enters a log through a connection that may use so many pages more; whether there was room.
    private func enter(_ path: InputPath, _ logs: MadeUpLogs, pages: Int, tableBytes: Int) throws -> Bool {
        let ledger = try LedgerWriter(logs.store, origin: "")
        var options = LogOptions(secret: logs.settings.secret)
        options.tableBytes = tableBytes
        var counter = LogCounter(options, stop: StopSignal(), progress: Progress())
        let outcome = try counter.count(path, in: ledger.catalogue, overflow: ledger)
        guard case .counted(let count, _, let log, _) = outcome else { return true }
        let entry = LedgerEntry(
            name: path.name, container: "plain", format: count.format, definition: "", directives: [],
            fingerprint: count.fingerprint, lineTags: count.lineTags, pending: 0, fault: nil, lines: count.lines,
            behind: log, file: nil)
        try ledger.queue.inDatabase { database in
            let used = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(used + pages)")
        }
        do {
            try counter.handOver { tally, starts in
                _ = try ledger.enter(entry, tally, segmentStarts: starts, isCurrent: { true }, entered: { _ in })
            }
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
            return false
        }
    }

    @Test(arguments: [32 << 20, 100 << 10])
    func everyStepCanFail(tableBytes: Int) throws {
        let (logs, undisturbed) = (try MadeUpLogs(), try MadeUpLogs())
        for logs in [logs, undisturbed] {
            let log = try logs.write("a", MadeUpLogs.lines(0..<500))
            #expect(try logs.states([log]) == ["new"])
            try logs.write("a", MadeUpLogs.lines(0..<4_000))
        }
        let path = InputPath(logs.scratch.path("a"))
        let before = try logs.counts()
        var failures = 0
        while try !enter(path, logs, pages: failures, tableBytes: tableBytes) {
            failures += 1
            #expect(try logs.counts() == before && logs.requests() == 500)
            if failures > 2_000 { break }
        }
        // One for each page that the transaction needs.
        #expect(failures > 10 && failures < 2_000)
        let other = InputPath(undisturbed.scratch.path("a"))
        #expect(try undisturbed.states([other]) == ["grown"])
        #expect(try logs.counts() == undisturbed.counts() && logs.requests() == 4_000)
    }
}
