import Foundation
import TestSupport
import Testing

/// `linktally store prune`: what has no time, and logs that go on in hours that were pruned.
@Suite struct StorePruneTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @discardableResult
    private func shell(_ line: String) throws -> Command { try Command.shell(line, in: scratch.folder) }

    private func sqlite(_ sql: String) throws -> String {
        try shell("sqlite3 tally.sqlite \"\(sql)\"").text.trimmingCharacters(in: .newlines)
    }

    private func isWhole() throws -> Bool {
        let run = try shell("linktally store check --store tally.sqlite")
        #expect(run.output.isEmpty, "\(run.text)")
        return run.status == 0
    }

    /// A line of a combined log.
    private static func line(_ time: String, _ number: Int) -> String {
        "192.0.2.1 - - [\(time)] \"GET /p?utm_source=s\(number)&client_reference_id=r\(number) HTTP/1.1\" 200 1 \"-\" \"-\"\n"
    }

    private static func hour(_ hour: Int, _ numbers: ClosedRange<Int>) -> String {
        numbers.map { line("23/Nov/2026:\(hour):00:00 +0000", $0) }.joined()
    }

    private static func undated(_ numbers: ClosedRange<Int>) -> String {
        numbers.map { line("23/Foo/2026:10:00:00 +0000", $0) }.joined()
    }

    @discardableResult
    private func ingest(_ log: String, options: String = "") throws -> Command {
        _ = try scratch.file("a.log", log)
        return try shell("linktally ingest \(options) --store tally.sqlite a.log")
    }

    @Test func whatHasNoTimeStaysUnlessItIsNamed() throws {
        let log = Self.hour(10, 1...4) + Self.undated(5...7) + Self.hour(11, 8...9)
        try ingest(log)
        var run = try shell("linktally store prune --before 2026-11-23T11 --store tally.sqlite")
        #expect(run.status == 0)
        #expect(
            run.errors.contains(
                "counts of 4 requests before 2026-11-23T11 were removed; those of 3 requests without a time stay (--undated)"
            ),
            "\(run.errors)")
        #expect(try sqlite("SELECT hour, requests FROM hours") == "2026-11-23T11|2\nunknown|3" && isWhole())
        run = try shell("linktally store prune --undated --store tally.sqlite")
        #expect(run.status == 0 && run.errors.contains("counts of 3 requests without a time were removed\n"))
        #expect(try sqlite("SELECT hour, requests FROM hours") == "2026-11-23T11|2")
        #expect(try sqlite("SELECT COUNT(*), MIN(time) FROM touches") == "2|2026-11-23T11:00:00Z")
        #expect(try sqlite("SELECT SUM(hits) FROM days") == "2" && sqlite("SELECT pruned_requests FROM logs") == "7")
        #expect(try isWhole())
        #expect(
            try shell("linktally store logs --store tally.sqlite").text.contains(
                "log 1: pruned before 2026-11-23T11: the counts of 7 requests were removed"))
        #expect(
            try shell("linktally ingest --verify --store tally.sqlite a.log").errors.contains("1 known; 0 lines"))
        // Undated requests have no time up to which they were pruned: later ones count.
        try ingest(log + Self.undated(20...20))
        #expect(try sqlite("SELECT hour, requests FROM hours") == "2026-11-23T11|2\nunknown|1" && isWhole())
        run = try shell("linktally store prune --before 2026-11-24 --undated --store tally.sqlite")
        #expect(run.errors.contains("counts of 3 requests before 2026-11-24T00 or without a time were removed\n"))
        #expect(try sqlite("SELECT COUNT(*) FROM hours") == "0" && isWhole())
    }

    /// A pruned hour does not come back, whether counts fit memory or not.
    @Test(arguments: ["", "--max-memory 1M"])
    func aPrunedHourDoesNotComeBack(_ options: String) throws {
        let count = options.isEmpty ? 4 : 9_000
        var log = Self.hour(10, 1...4) + Self.hour(12, 5...6)
        try ingest(log)
        try shell("linktally store prune --before 2026-11-23T11 --store tally.sqlite")
        log += Self.hour(10, 1_000...(999 + count)) + Self.hour(12, 100_000...100_002)
        let run = try ingest(log, options: options)
        #expect(run.status == 0)
        #expect(
            run.errors.contains(
                "a.log: \(count == 4 ? "4" : "9,000") of its new requests are of hours before 2026-11-23T11, up to which "
                    + "the log was pruned; they are in no count"), "\(run.errors)")
        #expect(try sqlite("SELECT hour, requests FROM hours") == "2026-11-23T12|5")
        #expect(try sqlite("SELECT COUNT(*) FROM touches") == "5" && sqlite("SELECT SUM(hits) FROM days") == "5")
        #expect(try sqlite("SELECT requests, pruned_requests FROM logs") == "\(count + 9)|\(count + 4)")
        #expect(try isWhole())
        // A log of its own has no mark; the next prune moves the mark of those that have one.
        _ = try scratch.file("b.log", Self.hour(10, 500_000...500_000))
        try shell("linktally ingest --quiet --store tally.sqlite b.log")
        #expect(try sqlite("SELECT SUM(requests) FROM hours WHERE hour < '2026-11-23T11'") == "1")
        try shell("linktally store prune --before 2026-11-23T12 --store tally.sqlite")
        #expect(try sqlite("SELECT DISTINCT pruned_before FROM logs") == "2026-11-23T12" && isWhole())
    }
}
