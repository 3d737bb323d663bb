import Foundation
import LinkTallyInput
import LinkTallyReport
import LinkTallyScan
import LinkTallyStore
import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct TemporaryReferenceStoreTests {
    private static let folder = FileManager.default.temporaryDirectory.path

    private func append(_ entries: [(String, UInt64, String)], to store: TemporaryReferenceStore) {
        store.append { add in
            for (reference, hits, record) in entries {
                let (reference, record) = (Array(reference.utf8), Array(record.utf8))
                add(reference.rawSpan, hits, record.rawSpan)
            }
        }
    }

    private func text(_ bytes: RawSpan) -> String {
        String(decoding: bytes.byteOffsets.map { bytes.byte(at: $0) }, as: UTF8.self)
    }

    @Test func entriesComeSorted() throws {
        let store = try TemporaryReferenceStore(folder: Self.folder)
        append([("b", 1, "x"), ("a", 2, "y")], to: store)
        append([("Z", 3, ""), ("a", 4, "z"), ("ab", 5, "é")], to: store)
        var entries: [String] = []
        store.readAll { reference, hits, record in
            entries.append("\(text(reference)) \(hits) \(text(record))")
            return true
        }
        #expect(entries.map { String($0.prefix(3)) } == ["Z 3", "a 2", "a 4", "ab ", "b 1"])
        #expect(entries.last == "b 1 x")
        #expect(store.distinct == 4)
        var byHits: [String] = []
        store.readByHits(limit: 2) { reference, hits in
            byHits.append("\(text(reference)) \(hits)")
            return true
        }
        #expect(byHits == ["a 6", "ab 5"])
        var first = 0
        store.readAll { _, _, _ in
            first += 1
            return false
        }
        #expect(first == 1 && store.failure == nil)
    }

    @Test func aFolderThatIsNoneIsAnError() throws {
        #expect(throws: (any Error).self) { try TemporaryReferenceStore(folder: "/no/such/folder") }
    }

    /// The list of references and what a report says of them are the same whether memory has room for them or not, whatever
    /// the number of workers.
    @Test(arguments: [1, 2, 3])
    func reportsDoNotDependOnMemory(_ jobs: Int) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        // References that come once, some that come often, in no order of time; links and codes that would be folded.
        var log = ""
        for number in 0..<60_000 {
            let reference = number % 3 == 0 ? "often-\(number % 999)" : "user_\(number &* 7_919 % 60_013)"
            let time = "23/Nov/2026:1\(number % 10):\(10 + number % 50):\(10 + number % 49) +0000"
            log += "h - - [\(time)] \"GET /p\(number % 5_000)?utm_content=c\(number % 2_003)"
            log += "&client_reference_id=\(reference) HTTP/1.1\" 200 1\n"
        }
        let path = try scratch.file("log", log)
        var options = ScanOptions()
        options.jobs = jobs
        options.smallestRange = 1 << 20
        options.windowSize = 1 << 16
        options.keepsReferences = true
        options.format = LogFormats.named("combined")
        let expected = try Self.report(path, options)
        options.maxMemory = 1 << 20
        options.makeReferenceStore = { try TemporaryReferenceStore(folder: Self.folder) }
        let spilled = try Self.report(path, options)
        #expect(spilled.isFolded && !expected.isFolded)
        #expect(spilled.csv == expected.csv && expected.csv.utf8.count { $0 == 0x0A } > 40_000)
        #expect(spilled.references == expected.references)
    }

    private static func report(
        _ path: String, _ options: ScanOptions
    ) throws -> (csv: String, references: NSDictionary, isFolded: Bool) {
        let result = Scan.run([InputPath(path)], options)
        let csv = MemorySink()
        var writer = ByteWriter(csv)
        try ReferencesCSV.write(result.summary, to: &writer)
        try writer.flush()
        let json = MemorySink()
        writer = ByteWriter(json)
        try Renderers.summary.named("json")!.render(result.summary, ReportOptions(), to: &writer)
        try writer.flush()
        let report = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any]
        let parameters = try #require(report?["parameters"] as? [String: Any])
        let references = try #require(parameters["client_reference_id"] as? NSDictionary)
        #expect(result.summary.referencesFailure == nil)
        return (String(decoding: csv.bytes, as: UTF8.self), references, !result.summary.folded.isEmpty)
    }
}
