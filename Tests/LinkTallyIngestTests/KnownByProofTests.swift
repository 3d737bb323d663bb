import Foundation
import LinkTallyCore
import LinkTallyInput
import TestSupport
import Testing

@testable import LinkTallyIngest
@testable import LinkTallyStore

/// A log is known only where every byte of it that counts is proved equal to what was counted.
@Suite struct KnownByProofTests {
    private let logs: MadeUpLogs

    init() throws { logs = try MadeUpLogs() }

    /// Two logs that begin alike, up to any place, and go their own way: both count whole, whichever comes first.
    @Test(arguments: 0..<40)
    func logsThatBeginAlikeAreTwo(_ round: Int) throws {
        var random = SplitMix(seed: TestSeed.drawn &+ UInt64(round))
        let common = MadeUpLogs.lines(0..<Int(random.next() % 700), length: Int(random.next() % 3) * 150)
        let own = (0..<2).map { MadeUpLogs.lines(1_000 * ($0 + 1)..<1_000 * ($0 + 1) + 1 + Int(random.next() % 500)) }
        // Where a line is shared in part, its request is another one in each.
        let cut = "192.0.2.1 - - [23/Nov/2026:10:00:00 +0000] \"GET /own"
        let inLine = random.next() % 2 == 0
        var paths: [InputPath] = []
        for (number, name) in ["a", "b"].enumerated() {
            let text = common + (inLine ? "\(cut)-\(name) HTTP/1.1\" 200 1 \"-\" \"-\"\n" : "") + own[number]
            paths.append(random.next() % 2 == 0 ? try logs.write(name, text) : try logs.gzip(name, text))
        }
        if random.next() % 2 == 0 { paths.reverse() }
        let lines = own.map { text in (text + common).utf8.count { $0 == UInt8(ascii: "\n") } + (inLine ? 1 : 0) }
        if random.next() % 3 == 0 {
            #expect(try logs.states(paths) { $0.jobs = 2 } == ["new", "new"])
        } else {
            #expect(try logs.states([paths[0]]) + logs.states([paths[1]]) == ["new", "new"])
            #expect(try logs.states(paths) == ["known", "known"])
        }
        #expect(try logs.requests() == lines[0] + lines[1])
    }

    /// A part of a known log that ends anywhere is known, in any packing.
    @Test(arguments: 0..<20)
    func aPartIsKnown(_ round: Int) throws {
        var random = SplitMix(seed: TestSeed.drawn &+ UInt64(round))
        let text = MadeUpLogs.lines(0..<1_500)
        #expect(try logs.states([logs.write("a", text)]) == ["new"])
        let part = text.prefix(Int(random.next() % UInt64(text.utf8.count)))
        let lines = part[..<(part.lastIndex(of: "\n") ?? part.startIndex)]
        var paths = [try logs.write("b", String(part)), try logs.gzip("c", String(lines) + "\n")]
        // The last line without its end, which counts where it is packed, is that of the known log.
        paths.append(try logs.gzip("d", String(lines)))
        #expect(try logs.states(paths) == ["known", "known", "known"])
        #expect(try logs.requests() == 1_500)
    }

    /// A packed log that ends inside a line of a known one: the known log is read again, or nothing tells.
    @Test func aPackedLogThatEndsInsideALine() throws {
        let (text, other) = (MadeUpLogs.lines(0..<800), MadeUpLogs.lines(0..<500))
        let log = try logs.write("a", text)
        #expect(try logs.states([log]) == ["new"])
        let line = MadeUpLogs.line(500)
        let inside = try logs.gzip("b", other + line.prefix(70))
        let elsewhere = try logs.gzip("c", other + line.prefix(50) + "/elsewhere HTTP/1.1\" 200 1 \"-\" \"-\"")
        #expect(try logs.states([inside, elsewhere]) == ["known", "new"])
        #expect(try logs.requests() == 800 + 501)
        #expect(try logs.number("SELECT COUNT(*) FROM log") == 2)
        // The log is gone; what stands under its name is another one.
        try logs.write("a", MadeUpLogs.lines(5_000..<5_100))
        let file = try logs.ingest([inside])[0]
        guard case .failed(let error) = file.state else {
            Issue.record("\(file.state)")
            return
        }
        #expect(error.fault == .undecided && file.hasFault && file.refusal?.known?.name == log.name)
        #expect(try logs.number("SELECT COUNT(*) FROM failure WHERE reason = 'undecided'") == 1)
        #expect(try logs.requests() == 800 + 501)
        #expect(try logs.states([inside]) { $0.origin = "elsewhere" } == ["new"])
    }

    /// A store that was made before has no tags of lines: the known log is read again where it still is.
    @Test func withoutTagsTheKnownLogTells() throws {
        let text = MadeUpLogs.lines(0..<1_500)
        let log = try logs.write("a", text)
        #expect(try logs.states([log]) == ["new"])
        try logs.store.database.write { try $0.execute(sql: "DELETE FROM log_lines") }
        let part = try logs.write("b", MadeUpLogs.lines(0..<700))
        let fork = try logs.write("c", MadeUpLogs.lines(0..<650) + MadeUpLogs.lines(9_000..<9_010))
        #expect(try logs.states([part, fork]) == ["known", "new"])
        try FileManager.default.removeItem(atPath: log.name)
        #expect(try logs.states([logs.write("b", MadeUpLogs.lines(0..<701))]) == ["undecided"])
        let files = try logs.number("SELECT COUNT(*) FROM log")
        #expect(files == 2)
    }

    /// Tags that memory has no room for are kept aside, and are the same in the end.
    @Test func tagsOfALongLog() throws {
        let (first, second) = (MadeUpLogs.lines(0..<5_000), MadeUpLogs.lines(5_000..<9_000))
        let small = try MadeUpLogs()
        for (logs, blocks) in [(logs, 1_024), (small, 2)] {
            let log = try logs.write("a", first)
            #expect(try logs.states([log]) { $0.logs.taggedBlocks = blocks } == ["new"])
            try logs.write("a", first + second)
            #expect(try logs.states([log]) { $0.logs.taggedBlocks = blocks } == ["grown"])
            let last = try logs.number("SELECT MAX(block) FROM log_lines")
            #expect(try logs.number("SELECT COUNT(*) FROM log_lines") == last && last > 10)
            // A tag or a hash for each line, and a hash for the head's end.
            #expect(
                try logs.number("SELECT SUM(length(tags)) / 4 FROM log_lines")
                    + logs.number("SELECT COUNT(*) FROM checkpoint") == 9_001)
            #expect(try logs.states([logs.write("b", first + second.prefix(300_000))]) == ["known"])
            #expect(try StoreCheck.problems(of: logs.store).isEmpty)
        }
    }

    /// NUL bytes in front of a log, which a writer leaves in a file that was truncated below it, say nothing of it.
    @Test(arguments: [1, 4_096, 65_536, 300_000])
    func aHoleIsNoPartOfALog(_ size: Int) throws {
        let hole = String(repeating: "\0", count: size)
        let (shop, blog) = (MadeUpLogs.lines(0..<900), MadeUpLogs.lines(2_000..<2_060))
        let paths = try [logs.write("shop", hole + shop), logs.write("blog", hole + blog)]
        #expect(try logs.states([paths[0]]) == ["new"])
        #expect(try logs.states([paths[1]]) == ["new"])
        #expect(try logs.requests() == 960)
        // The same log, with another hole and without one.
        let others = try [
            logs.write("x", shop), logs.gzip("y", hole + hole + shop), logs.write("z", hole + blog + shop),
        ]
        #expect(try logs.states(others) == ["known", "known", "grown"])
        #expect(try logs.requests() == 960 + 900)
        let nothing = try logs.write("nothing", hole)
        #expect(try logs.states([nothing]) == ["empty"])
        try logs.write("nothing", hole + blog)
        #expect(try logs.states([nothing]) == ["known"])
    }

    /// Before the fourth step of the schema a hole was part of a log's identity: such a log is still known, and goes on.
    @Test func aLogThatWasCountedWithItsHole() throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let lines = try String(contentsOf: fixture.appending(path: "Samples/access.log"), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "\n" }
        let hole = String(repeating: "\0", count: 70_000)
        let path = logs.scratch.path("older.sqlite")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "gzip -dc '\(fixture.appending(path: "Fixtures/store-3-hole.sqlite.gz").path)' > '\(path)'",
        ]
        try process.run()
        process.waitUntilExit()
        let store = try Store.open(path: path)
        let options = IngestOptions(logs: LogOptions(secret: try StoreSettings(of: store, bots: nil).secret))
        func state(_ text: String) throws -> String {
            let result = Ingest.run([try logs.write("hole.log", text)], into: store, options)
            if let failure = result.failure { throw failure }
            if case .failed(let error) = result.files[0].state { return error.fault.rawValue }
            return "\(result.files[0].state)"
        }
        #expect(try state(hole + lines[..<30].joined()) == "known")
        // Nothing is kept that tells a part of it from a log with as large a hole; a larger one is another log's.
        #expect(try state(hole + lines[..<20].joined()) == "undecided")
        #expect(try state(hole + lines[..<35].joined()) == "grown")
        #expect(try state(hole + lines[100..<110].joined()) == "new")
        #expect(try store.database.read { try Int.fetchOne($0, sql: "SELECT SUM(lines) FROM log") } == 45)
        #expect(try StoreCheck.problems(of: store).isEmpty)
    }

    /// A last line without its end that counted in a packed log counts once, however large the log is.
    @Test(arguments: [65_536, 131_072, 262_144, 524_288, 524_289])
    func anOpenLineCountsOnceInLogsOfAnySize(_ size: Int) throws {
        let lines = MadeUpLogs.lines(0..<4_000).prefix(size - 200)
        var text = String(lines[...(lines.lastIndex(of: "\n") ?? lines.startIndex)])
        let last = MadeUpLogs.line(9_000, length: size - text.utf8.count - MadeUpLogs.line(9_000).utf8.count + 1)
        text += last.dropLast()
        #expect(text.utf8.count == size)
        let requests = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        let paths = try [logs.gzip("a", text), logs.write("b", text), logs.gzip("c", text), logs.write("d", text)]
        for (path, state) in zip(paths, ["new", "known", "known", "known"]) {
            #expect(try logs.states([path]) { $0.verifies = true } == [state])
            #expect(try logs.requests() == requests)
        }
        #expect(try logs.states([logs.write("b", text + "\n" + MadeUpLogs.line(9_001))]) == ["grown"])
        #expect(try logs.requests() == requests + 1)
    }

    /// NUL bytes behind the last line are no line (R1), and no part of what is known.
    @Test func zerosBehindTheLastLine() throws {
        let (text, zeros) = (MadeUpLogs.lines(0..<800), String(repeating: "\0", count: 4_096))
        #expect(try logs.states([logs.write("a", text)]) == ["new"])
        #expect(try logs.states([logs.gzip("b", MadeUpLogs.lines(0..<100) + zeros)]) == ["known"])
        #expect(try logs.states([logs.gzip("c", text + zeros)]) == ["known"])
        #expect(try logs.states([logs.write("a", text + MadeUpLogs.line(800))]) == ["grown"])
        #expect(try logs.requests() == 801)
        let other = MadeUpLogs.lines(2_000..<2_100)
        #expect(try logs.states([logs.gzip("d", other + zeros)]) == ["new"])
        #expect(try logs.states([logs.write("e", other + zeros + MadeUpLogs.line(2_100))]) == ["grown"])
        #expect(try logs.requests() == 801 + 101)
    }

    /// Nor are they where a known log goes on: one that is longer than all lines, and ends inside the zeros, or behind them.
    @Test(arguments: [100, 800], [1, 4_096, 70_000, 700_000])
    func zerosReachBehindTheKnownLog(_ lines: Int, _ zeros: Int) throws {
        let text = MadeUpLogs.lines(0..<lines)
        #expect(try logs.states([logs.write("a", text + MadeUpLogs.line(lines, length: 300))]) == ["new"])
        #expect(try logs.states([logs.gzip("b", text + String(repeating: "\0", count: zeros))]) == ["known"])
        #expect(try logs.requests() == lines + 1)
        let more = text + String(repeating: "\0", count: zeros) + MadeUpLogs.lines(lines..<lines + 9)
        #expect(try logs.states([logs.gzip("c", more)]) == ["new"])
        #expect(try logs.states([logs.write("d", more)]) == ["known"])
        #expect(try logs.requests() == 2 * lines + 10)
    }

    /// A new log that shares its beginning with a longer known one, and ends with zeros behind its first reading.
    @Test func zerosBehindTheFirstReading() throws {
        let common = MadeUpLogs.lines(0..<1_200)
        #expect(try logs.states([logs.write("a", common + MadeUpLogs.lines(2_000..<2_600))]) == ["new"])
        let other = common + MadeUpLogs.lines(7_000..<7_080) + String(repeating: "\0", count: 200_000)
        #expect(try logs.states([logs.write("b", other)]) == ["new"])
        #expect(try logs.states([logs.gzip("c", other)]) == ["known"])
        #expect(try logs.requests() == 1_200 + 600 + 1_200 + 80)
    }

    /// Blocks in which no line ends prove as well that another log has a line there.
    @Test func blocksWithoutALineEnd() throws {
        let common = MadeUpLogs.lines(0..<300)
        let long = MadeUpLogs.line(5_000, length: 300_000)
        #expect(try logs.states([logs.write("a", common + long + MadeUpLogs.lines(5_001..<5_010))]) == ["new"])
        let fork = common + long.prefix(120_000) + "\"\n" + MadeUpLogs.lines(7_000..<7_050)
        #expect(try logs.states([logs.write("b", fork)]) == ["new"])
        #expect(try logs.requests() == 300 + 10 + 300 + 51)
    }

    @Test func twoHostsBeginAlike() throws {
        let common = MadeUpLogs.lines(0..<1_000)
        let paths = try (0..<2).map {
            try logs.write("\($0)", common + MadeUpLogs.lines(2_000 + 9 * $0..<2_008 + 9 * $0))
        }
        #expect(try logs.states([paths[0]]) { $0.origin = "web-1" } == ["new"])
        #expect(try logs.states([paths[1]]) { $0.origin = "web-2" } == ["new"])
        #expect(try logs.states([logs.write("part", common)]) { $0.origin = "web-3" } == ["new"])
        #expect(try logs.states([logs.write("part", common)]) { $0.origin = "web-2" } == ["known"])
        #expect(try logs.requests() == 2 * 1_008 + 1_000)
    }
}
