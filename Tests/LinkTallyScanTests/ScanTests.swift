import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyInput
@testable import LinkTallyScan

@Suite struct ScanTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "linktally-\(UUID().uuidString)")

    private func file(_ name: String, _ bytes: [UInt8]) throws -> InputPath {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        return InputPath(file.path)
    }

    private func log(_ lines: Int, tag: String = "x") -> [UInt8] {
        Array(
            (0..<lines).map { number in
                #"1.2.3.4 - - [23/Nov/2026:10:00:00 +0000] "GET /\#(number % 9)?utm_source=\#(tag)&utm_term=\#(number % 4 == 0 ? "." : "t") HTTP/1.1" 200 1"#
                    + "\n"
            }.joined().utf8)
    }

    private func options(jobs: Int, window: Int = 1000, smallestRange: Int = 1 << 40) -> ScanOptions {
        var options = ScanOptions()
        options.jobs = jobs
        options.windowSize = window
        options.smallestRange = smallestRange
        options.format = LogFormats.named("combined")
        return options
    }

    /// Where a file is split makes no difference, to any count nor to the lines of examples.
    @Test(arguments: [2, 3, 8], [50, 173, 4_000, 1 << 40])
    func rangesOfAFile(_ jobs: Int, _ smallestRange: Int) throws {
        let bytes =
            Array("cut\n".utf8) + log(800) + Array("\n\n".utf8) + log(3, tag: String(repeating: "a", count: 3_000))
            + Array("tail".utf8)
        let path = try file("log", bytes)
        defer { try? FileManager.default.removeItem(at: folder) }
        func run(_ jobs: Int) -> [String] {
            let result = Scan.run([path], options(jobs: jobs, window: 700, smallestRange: smallestRange))
            var rows = ["\(result.summary.lines) \(result.summary.requests) \(result.inputs[0].summary)"]
            result.summary.forEachRejection { rows.append("\($0.exampleLine) \($0.hits)") }
            result.summary.forEachAttribution { rows.append("\($0.hits)") }
            return rows
        }
        #expect(run(jobs) == run(1))
        #expect(run(jobs)[0].contains("bytes: \(bytes.count)"))
    }

    /// Lines of another format in a log whose format was recognised: more than 1% of them are a warning.
    @Test(arguments: [1, 3], [100, 4_000])
    func mixedFormats(_ jobs: Int, _ window: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let json = Array("{\"RequestPath\":\"/a?utm_source=b\"}\n".utf8)
        func foreign(_ count: Int) -> [UInt8] { (0..<count).flatMap { _ in json } }
        let garbage = Array(String(repeating: "no log line at all\n", count: 90).utf8)
        let paths = [
            try file("clean", log(1_000)), try file("few", log(990) + foreign(10)),
            try file("many", log(989) + foreign(11)), try file("garbage", log(910) + garbage),
        ]
        var options = options(jobs: jobs, window: window, smallestRange: 2_000)
        options.format = nil
        let result = Scan.run(paths, options)
        #expect(result.inputs.map(\.warning) == [nil, nil, .mixedFormat, nil])
        #expect(result.inputs.map(\.counts.lines.malformed) == [0, 10, 11, 90])
        #expect(result.inputs.map(\.summary.format) == ["combined", "combined", "combined", "combined"])
        options.format = LogFormats.named("combined")
        #expect(Scan.run(paths, options).inputs.allSatisfy { $0.warning == nil })
    }

    /// Tables that are full again and again give the counts of one that holds all.
    @Test(arguments: [1, 3], [1 << 20, 128 << 20])
    func memoryBound(_ jobs: Int, _ maxMemory: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let lines = (0..<60_000).map {
            "/p\($0 % 9)?utm_source=s\($0 % 7)&utm_content=\($0 % 3 == 0 ? "a" : "c\($0)")\n"
        }
        var options = options(jobs: jobs, window: 4_000)
        options.format = LogFormats.named("url")
        options.maxMemory = maxMemory
        let result = Scan.run([try file("log", Array(lines.joined().utf8))], options)
        var sources: [String: UInt64] = [:]
        var contents: [String: UInt64] = [:]
        result.summary.forEachAttribution { row in
            sources[row.value(of: .source).text, default: 0] += row.hits
            contents[row.value(of: .content).text, default: 0] += row.hits
        }
        #expect(sources.count == 7 && sources.values.reduce(0, +) == 60_000 && contents["a"] == 20_000)
        #expect(result.summary.folded.map(\.dimension) == (maxMemory == 1 << 20 ? [.content] : []))
        #expect(contents.count == (maxMemory == 1 << 20 ? 1_001 : 40_001))
    }

    /// Columns that change in the middle of a file hold for all lines behind them, whoever scans these.
    @Test(arguments: ["iis", "cloudfront"])
    func directivesInTheMiddle(_ format: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let tab = format == "cloudfront" ? "\t" : " "
        func part(_ fields: [String], _ values: [String], _ count: Int) -> [UInt8] {
            Array(
                ("#Fields: " + fields.joined(separator: " ") + "\n"
                    + String(repeating: values.joined(separator: tab) + "\n", count: count)).utf8)
        }
        let lines = 32 << 20 / 70
        var bytes = part(
            ["date", "time", "cs-uri-stem", "cs-uri-query", "sc-status"],
            ["2026-11-23", "10:00:00", "/a", "utm_source=first&utm_medium=aaaaaaaaaaaaaa", "200"], lines)
        bytes += part(
            ["cs-uri-query", "sc-status", "cs-uri-stem", "time", "date"],
            ["utm_source=second&utm_medium=aaaaaaaaaaaaa", "404", "/b", "11:00:00", "2026-11-23"], lines)
        let inputs = [try file("log", bytes), try file("log.gz", Gzip.member(bytes))]
        var expected: [String]?
        for (input, jobs) in inputs.flatMap({ input in [1, 2, 3, 8].map { (input, $0) } }) {
            var options = ScanOptions()
            options.jobs = jobs
            options.format = LogFormats.named(format)
            let result = Scan.run([input], options)
            var rows = ["\(result.summary.lines)"]
            result.summary.forEachAttribution { row in
                rows.append(
                    "\(row.hour.text) \(row.link.text) \(row.value(of: .source).text) \(row.hits) \(row.errors)")
            }
            #expect(rows == expected ?? rows, "jobs \(jobs)")
            expected = rows
        }
        #expect(
            expected?.dropFirst().sorted() == [
                "2026-11-23T10 /a first \(lines) 0", "2026-11-23T11 /b second \(lines) \(lines)",
            ])
    }

    @Test(arguments: [1, 2, 8])
    func faultyInputsDoNotStopTheOthers(_ jobs: Int) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let member = Gzip.member(log(100))
        let paths = [
            try file("good.gz", member), InputPath(folder.path + "/missing"),
            try file("cut.gz", Array(member.dropLast(20))),
            InputPath(folder.path), try file("empty", []), try file("plain", log(7)),
        ]
        let result = Scan.run(paths, options(jobs: jobs))
        #expect(result.inputs.map { $0.error?.fault } == [nil, .openFailed, .truncatedData, .openFailed, nil, nil])
        #expect(result.inputs.map { $0.error?.code } == [nil, ENOENT, nil, EISDIR, nil, nil])
        #expect(result.inputs.map(\.summary.container) == ["gzip", nil, "gzip", nil, "plain", "plain"])
        let lines = result.inputs.map(\.summary.lines)
        #expect(lines[0] == 100 && lines[5] == 7 && lines[2] < 100 && lines.reduce(0, +) == result.summary.lines.total)
    }

    /// Where other workers take checksums, a wrong one ends its input all the same before the member that follows counts.
    @Test(arguments: [1, 2, 3, 8], DecoderChoice.available.filter { $0 != .auto })
    func checksumsOfManyWindows(_ jobs: Int, _ decoder: DecoderChoice) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (first, second) = (log(12_000), log(9_000, tag: "y"))
        var damaged = Gzip.member(first)
        damaged[damaged.count - 8] ^= 1
        let place = damaged.count - 8
        let paths = [
            try file("good.gz", Gzip.member(first) + Gzip.member(second)),
            try file("bad.gz", damaged + Gzip.member(second)),
            try file("second.gz", Gzip.member(first) + damaged + Gzip.member(second)),
        ]
        var options = options(jobs: jobs, window: 100 << 10)
        options.decoder = decoder
        // One by one, so that all workers but one are free.
        let inputs = paths.map { Scan.run([$0], options).inputs[0] }
        #expect(inputs.map(\.summary.lines) == [21_000, 12_000, 24_000])
        #expect(inputs.map { $0.error?.fault } == [nil, .badCRC, .badCRC])
        #expect(inputs.map { $0.error?.offset } == [nil, place, 2 * place + 8])
    }

    /// The last file to be read must not be the largest: then one worker would read it while the others are done.
    @Test func largeFilesComeFirst() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = [
            InputPath("-"), try file("small", log(1)), InputPath(folder.path + "/missing"), try file("large", log(9)),
            try file("equal", log(1)), InputPath(folder.path),
        ]
        let records = paths.enumerated().map { InputRecord($0.element, index: $0.offset) }
        #expect(Scan.largestFirst(records).map(\.index) == [3, 1, 4, 0, 2, 5])
    }

    @Test func manyInputsLeaveNoDescriptorOpen() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = try (0..<300).map { try file("\($0)", $0 % 2 == 0 ? log(3) : Gzip.member(log(3))) }
        func open() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        _ = Scan.run([paths[0]], options(jobs: 4))
        let before = try open()
        let result = Scan.run(paths, options(jobs: 4))
        #expect(result.summary.lines.total == 900)
        #expect(try open() <= before + 20, "other tests may have files open, too")
    }

    @Test func aStoppedRunMarksWhatItDidNotRead() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = try (0..<4).map { try file("\($0)", log(2_000)) }
        let stop = StopSignal()
        stop.raise()
        let result = Scan.run(paths, options(jobs: 2), stop: stop)
        #expect(result.inputs.allSatisfy { $0.error?.fault == .interrupted })
    }

    @Test func formatsAreRecognisedForEachInput() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var options = options(jobs: 3)
        options.format = nil
        let paths = [
            try file("a", log(5)), try file("b", Array("https://h/x?utm_source=a\n".utf8)),
            try file("c", Array("prose and more\n".utf8)),
            try file("d", Array("\n\n".utf8)), try file("e.gz", Gzip.member(log(5))),
        ]
        let result = Scan.run(paths, options)
        #expect(result.inputs.map(\.summary.format) == ["combined", "url", nil, nil, "combined"])
        #expect(result.inputs.map { $0.error?.fault } == [nil, nil, .unknownFormat, nil, nil])
        #expect(result.inputs[2].error?.line == Array("prose and more".utf8))
        #expect(result.summary.lines.total == 13)
    }
}
