import Foundation
import LinkTallyCore
import LinkTallyInput
import TestSupport
import Testing

@testable import LinkTallyStore

@Suite struct IngestTests {
    private let logs: MadeUpLogs

    init() throws { logs = try MadeUpLogs() }

    @Test func aLogCountsOnceWhateverBecomesOfItsFile() throws {
        let log = try logs.write("access.log", MadeUpLogs.lines(0..<50))
        #expect(try logs.states([log]) == ["new"])
        #expect(try logs.states([log]) == ["known"])
        let packed = try logs.gzip("access.log.2", MadeUpLogs.lines(0..<50))
        let part = try logs.write("part", MadeUpLogs.lines(0..<20))
        #expect(try logs.states([packed, part, log]) == ["known", "known", "known"])
        #expect(try logs.requests() == 50 && logs.number("SELECT COUNT(*) FROM log") == 1)
        let tail = MadeUpLogs.lines(50..<79) + MadeUpLogs.line(78).replacing("GET /p", with: "GET /last")
        try logs.write("access.log", MadeUpLogs.lines(0..<50) + tail)
        let files = try logs.ingest([log])
        #expect(files[0].lines.total == 30 && files[0].bytes == tail.utf8.count)
        #expect(try logs.requests() == 80 && logs.number("SELECT COUNT(*) FROM touch") == 80)
        // The line in the log, not in what was new of it.
        #expect(try logs.number("SELECT example_line FROM rejections WHERE link LIKE '/last%'") == 80)
    }

    /// Equal logs, a log and what it was before, at the same time.
    @Test(arguments: 0..<5)
    func workersDoNotCountTwice(_ round: Int) throws {
        let paths = try (0..<8).map { try logs.write("log.\($0)", MadeUpLogs.lines(0..<(20 + $0 / 2 * 10))) }
        _ = try logs.ingest(paths.shuffled()) { $0.jobs = 4 }
        #expect(try logs.requests() == 50 && logs.number("SELECT COUNT(*) FROM log") == 1)
    }

    @Test func originsAreApart() throws {
        let log = try logs.write("access.log", MadeUpLogs.lines(0..<10))
        #expect(try logs.states([log]) == ["new"])
        #expect(try logs.states([log]) { $0.origin = "web-2" } == ["new"])
        #expect(try logs.states([log]) { $0.origin = "web-2" } == ["known"])
        #expect(try logs.requests() == 20)
    }

    @Test func aFileThatNobodyWroteToIsNotOpened() throws {
        let log = try logs.write("access.log", MadeUpLogs.lines(0..<10))
        #expect(try logs.states([log]) == ["new"])
        // Too young to be noted.
        #expect(try logs.states([log]) == ["known"])
        Thread.sleep(forTimeInterval: 2.1)
        #expect(try logs.states([log]) == ["known"])
        #expect(try logs.states([log, log]) == ["unchanged", "repeated"])
        #expect(try logs.states([log]) { $0.verifies = true } == ["known"])
        // Same size, same time of the content: the time of the change tells.
        let attributes = try FileManager.default.attributesOfItem(atPath: log.name)
        let changed = MadeUpLogs.lines(0..<10).replacing("s3", with: "s4")
        let handle = try FileHandle(forWritingTo: URL(filePath: log.name))
        try handle.write(contentsOf: Data(changed.utf8))
        try handle.close()
        try FileManager.default.setAttributes(
            [.modificationDate: attributes[.modificationDate]!], ofItemAtPath: log.name)
        #expect(try logs.states([log]) == ["new"])
    }

    @Test func aLastLineWithoutItsEndWaitsInAPlainFile() throws {
        let (begun, line) = (MadeUpLogs.lines(0..<3), MadeUpLogs.line(3))
        let log = try logs.write("access.log", begun + line.prefix(40))
        #expect(try logs.states([log]) == ["new"])
        #expect(try logs.number("SELECT pending FROM log") == 40 && logs.requests() == 3)
        try logs.write("access.log", begun + line.prefix(50))
        #expect(try logs.states([log]) == ["known"])
        #expect(try logs.number("SELECT pending FROM log") == 50 && logs.requests() == 3)
        try logs.write("access.log", begun + line)
        #expect(try logs.states([log]) == ["grown"])
        #expect(try logs.number("SELECT pending FROM log") == 0 && logs.requests() == 4)
    }

    /// A log is known by its bytes, however they are packed, and whichever packing was counted.
    @Test(arguments: ["plain", "gzip"] + Packer.available.map(\.rawValue))
    func aLogCountsOnceInAnyPacking(_ first: String) throws {
        let text = MadeUpLogs.lines(0..<3_000)
        var paths = try ["plain": logs.write("plain", text), "gzip": logs.gzip("gzip", text)]
        for packer in Packer.available {
            // Two frames or streams, cut inside a line, as rotation never would.
            let bytes = Array(text.utf8)
            let packed = packer.pack(Array(bytes[..<70_001])) + packer.pack(Array(bytes[70_001...]), level: 6)
            paths[packer.rawValue] = InputPath(try logs.scratch.file(packer.rawValue, packed))
        }
        #expect(try logs.states([paths[first]!]) == ["new"])
        let others = paths.filter { $0.key != first }.map(\.value)
        #expect(try logs.states(others) == others.map { _ in "known" })
        #expect(try logs.requests() == 3_000 && logs.number("SELECT COUNT(*) FROM log") == 1)
    }

    /// A file that is still being written is refused, or counts so far, as gzip does.
    @Test(arguments: Packer.available)
    func aPackedLogThatEndsEarly(_ packer: Packer) throws {
        let (lines, rest) = (Array(MadeUpLogs.lines(0..<900).utf8), Array(MadeUpLogs.lines(900..<1_000).utf8))
        let whole = packer.pack(lines) + packer.pack(rest)
        let path = InputPath(try logs.scratch.file("log", Array(whole.dropLast(9))))
        #expect(try logs.states([path]) == ["truncated_data"])
        #expect(try logs.requests() == 0)
        _ = try logs.ingest([path]) { $0.logs.keepsPartial = true }
        let counted = try logs.requests()
        #expect(900...1_000 ~= counted)
        _ = try logs.scratch.file("log", whole)
        #expect(try logs.states([path]) == [counted == 1_000 ? "known" : "grown"])
        #expect(try logs.requests() == 1_000 && logs.number("SELECT COUNT(*) FROM log") == 1)
    }

    @Test(arguments: ["\n", "\r\n"])
    func aLastLineWithoutItsEndCountsInAPackedFile(_ lineEnd: String) throws {
        let text = MadeUpLogs.lines(0..<4).replacing("\n", with: lineEnd)
        let packed = try logs.gzip("log.1", String(text.dropLast()))
        #expect(try logs.states([packed]) == ["new"])
        #expect(try logs.requests() == 4 && logs.number("SELECT is_open FROM log") == 1)
        // It goes on inside that line.
        let other = try logs.write("other", text.dropLast() + "\" \"more" + lineEnd)
        #expect(try logs.states([other]) == ["open_line"])
        #expect(try logs.number("SELECT COUNT(*) FROM failure WHERE reason = 'open_line'") == 1)
        // It goes on behind it.
        let log = try logs.write("access.log", text + MadeUpLogs.lines(4..<6))
        #expect(try logs.states([log]) == ["grown"])
        #expect(try logs.requests() == 6 && logs.number("SELECT is_open FROM log") == 0)
    }

    /// Blocks (BGZF) without the empty one that marks the end: cut off between two, or still being written.
    @Test func aLastLineWithoutItsEndWaitsInBlocksWithoutAnEnd() throws {
        let (first, second) = (MadeUpLogs.lines(0..<3), MadeUpLogs.lines(3..<6))
        let cut = second.index(second.startIndex, offsetBy: 40)
        let blocks = [first + second[..<cut], String(second[cut...])]
        var log = try logs.blocked("access.log.gz", Array(blocks[..<1]))
        let file = try #require(try logs.ingest([log]).first)
        #expect(file.lines.total == 3 && file.warning == .missingEndMarker)
        #expect(try logs.number("SELECT pending FROM log") == 40 && logs.number("SELECT is_open FROM log") == 0)
        log = try logs.blocked("access.log.gz", blocks + [""])
        #expect(try logs.states([log]) == ["grown"])
        #expect(try logs.requests() == 6 && logs.number("SELECT pending FROM log") == 0)
        // Nothing but the beginning of a line: nothing to enter, and said all the same.
        let begun = try #require(try logs.ingest([logs.blocked("begun.gz", [String(first.prefix(40))])]).first)
        #expect(begun.lines.total == 0 && begun.warning == .missingEndMarker)
        // With the mark it is whole: its last line counts.
        let whole = try logs.blocked("other.gz", [String(MadeUpLogs.lines(10..<13).dropLast()), ""])
        let other = try #require(try logs.ingest([whole]).first)
        #expect(other.lines.total == 3 && other.warning == nil)
        #expect(try logs.number("SELECT COUNT(*) FROM log WHERE is_open") == 1)
    }

    @Test func directivesAreRememberedFromNightToNight() throws {
        let head = "#Software: x\n#Date: 2026-11-23 00:00:00\n#Fields: time cs-uri-stem cs-uri-query sc-status\n"
        let log = try logs.write("iis.log", head + "10:00:00 /a utm_source=x 200\n")
        #expect(try logs.states([log]) == ["new"])
        try logs.write("iis.log", head + "10:00:00 /a utm_source=x 200\n11:00:00 /b utm_source=y 404\n")
        #expect(try logs.states([log]) == ["grown"])
        let rows = try logs.counts().filter { $0.hasPrefix("attributions") }
        #expect(rows.count == 2 && rows[1].contains("2026-11-23T11") && rows[1].contains("/b"), "\(rows)")
    }

    @Test func aLogThatGoesItsOwnWayIsNewAndSaysSo() throws {
        let common = MadeUpLogs.lines(0..<100, length: 3_000)
        let log = try logs.write("a", common + MadeUpLogs.lines(100..<110))
        let other = try logs.write("b", common + MadeUpLogs.lines(200..<210))
        #expect(try logs.states([log]) == ["new"])
        let file = try logs.ingest([other])[0]
        #expect("\(file.state)" == "new" && file.sharing?.name == log.name)
        #expect((file.sharing?.bytes ?? 0) > 200_000)
        #expect(try logs.requests() == 220)
        // Both go on from there, and are told apart.
        try logs.write("a", common + MadeUpLogs.lines(100..<120))
        try logs.write("b", common + MadeUpLogs.lines(200..<230))
        #expect(try logs.states([other, log]) == ["grown", "grown"])
        #expect(try logs.requests() == 250)
    }

    /// Of two known logs one of which is the beginning of the other, the file is that which it agrees with.
    @Test func theLongestBeginningCounts() throws {
        let log = try logs.write("a", MadeUpLogs.lines(0..<400, length: 1_000))
        let short = try logs.write("b", MadeUpLogs.lines(0..<10, length: 1_000) + MadeUpLogs.lines(900..<901))
        #expect(try logs.states([log, short]) == ["new", "new"])
        // Agrees with `a` for many blocks and leaves it then; `b` was left before.
        let tail = MadeUpLogs.lines(950..<970, length: 1_000)
        let other = try logs.write("c", MadeUpLogs.lines(0..<390, length: 1_000) + tail)
        #expect(try logs.states([other]) == ["new"])
        let more = MadeUpLogs.lines(950..<980, length: 1_000)
        try logs.write("c", MadeUpLogs.lines(0..<390, length: 1_000) + more)
        #expect(try logs.states([other]) == ["grown"])
        #expect(try logs.requests() == 400 + 11 + 420)
    }

    @Test func aTruncatedFileLeavesNothingUnlessItsLinesAreWanted() throws {
        let text = MadeUpLogs.lines(0..<2_000)
        let packed = try logs.gzip("log", text)
        let whole = try Data(contentsOf: URL(filePath: packed.name))
        try logs.write("log.gz", whole.prefix(whole.count / 2))
        #expect(try logs.states([packed]) == ["truncated_data"])
        #expect(try logs.number("SELECT COUNT(*) FROM log") == 0)
        #expect(try logs.number("SELECT COUNT(*) FROM failure WHERE reason = 'truncated_data' AND place > 0") == 1)
        let partial = try logs.ingest([packed]) { $0.logs.keepsPartial = true }[0]
        #expect(partial.fault?.fault == .truncatedData && partial.lines.total > 100)
        #expect(try logs.number("SELECT COUNT(*) FROM log WHERE fault = 'truncated_data'") == 1)
        // The name is another one now; what is in it is known.
        try logs.write("moved.gz", whole)
        #expect(try logs.states([InputPath(logs.scratch.path("moved.gz"))]) == ["grown"])
        #expect(try logs.requests() == 2_000)
        #expect(try logs.number("SELECT COUNT(*) FROM failure") == 0)
        #expect(try logs.number("SELECT COUNT(*) FROM log WHERE fault IS NULL") == 1)
    }

    @Test func whatIsNoLogOfTheFormatIsRefused() throws {
        let good = MadeUpLogs.lines(0..<200)
        let log = try logs.write("a", good + String(repeating: "no line of this log\n", count: 300))
        #expect(try logs.states([log]) == ["wrong_format"])
        #expect(try logs.number("SELECT COUNT(*) FROM log") == 0)
        #expect(try logs.states([log]) { $0.logs.acceptsMalformed = true } == ["new"])
        #expect(try logs.requests() == 200 && logs.number("SELECT malformed FROM log") == 300)
        let text = try logs.write("b", "This is a text.\nIt has two lines.\n")
        #expect(try logs.states([text]) == ["unknown_format"])
        let empty = try logs.write("c", "\n\n")
        #expect(
            try logs.states([empty, InputPath("-"), InputPath(logs.scratch.folder.path)]) == [
                "empty", "no_file", "open_failed",
            ])
        try logs.write("a", good + String(repeating: "no line of this log\n", count: 300) + MadeUpLogs.line(7))
        let other = LogFormats.named("url")
        #expect(try logs.states([log]) { $0.logs.format = other } == ["other_format"])
        let alias = LogFormats.named("nginx")
        #expect(
            try logs.states([log]) {
                $0.logs.format = alias
                $0.logs.acceptsMalformed = true
            } == ["grown"])
    }

    /// What memory has no room for goes through temporary tables, and is the same in the end, for a log that grows as well.
    @Test func countsDoNotDependOnMemory() throws {
        let (first, second) = (MadeUpLogs.lines(0..<9_000), MadeUpLogs.lines(9_000..<20_000))
        let small = try MadeUpLogs()
        for (logs, memory) in [(logs, 128 << 20), (small, 1 << 20)] {
            let log = try logs.write("a", first)
            #expect(try logs.states([log]) { $0.maxMemory = memory } == ["new"])
            try logs.write("a", first + second)
            #expect(try logs.states([log]) { $0.maxMemory = memory } == ["grown"])
            #expect(try logs.requests() == 20_000)
        }
        #expect(try logs.counts() == small.counts())
    }
}
