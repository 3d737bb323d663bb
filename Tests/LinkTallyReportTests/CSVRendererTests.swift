import Foundation
import LinkTallyCore
import LinkTallyIngest
import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct CSVRendererTests {
    @Test func guardsAgainstFormulas() throws {
        let csv = try Rendering.text("csv", ["=cmd()?utm_source=-a", "/a,\\\"b\\\"?utm_term=-1", "@x?utm_source=b"])
        #expect(
            csv == #"""
                hour,link,source,medium,campaign,term,content,hits,errors,folded
                2026-11-23T10,"/a,""b""",,,,-1,,1,0,
                2026-11-23T10,'=cmd(),-a,,,,,1,0,
                2026-11-23T10,'@x,b,,,,,1,0,

                """#)
    }

    /// What is read back is what the JSON report has, but for the apostrophes.
    @Test func hostileRowsReadBack() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let log = HostileLog.log(lines: 500, using: &random)
        let rows = try #require(CSVTable.rows(try Rendering.bytes("csv", [log])), "seed \(seed)")
        let json = try JSONSerialization.jsonObject(with: Data(try Rendering.bytes("json", [log])))
        let entries = try #require((json as? [String: Any])?["attributions"] as? [[String: Any]])
        #expect(rows.count == entries.count + 1 && entries.count > 100, "seed \(seed)")
        var guarded = 0
        for (row, entry) in zip(rows.dropFirst(), entries) {
            let texts = ["hour", "link", "source", "medium", "campaign", "term", "content"]
            var cells = texts.map { Array(((entry[$0] as? String) ?? "missing").utf8) }
            if let first = cells[1].first, "=+-@\t\r".utf8.contains(first) {
                cells[1].insert(UInt8(ascii: "'"), at: 0)
                guarded += 1
            }
            cells += ["hits", "errors"].map { Array("\(entry[$0] as? Int ?? -1)".utf8) }
            cells.append([])
            #expect(row == cells, "seed \(seed)")
        }
        #expect(guarded > 10, "seed \(seed)")
    }

    @Test func references() throws {
        let log = Rendering.log([
            "/a,b?utm_source=x&client_reference_id=r2", "/a?client_reference_id=r1&utm_source=.",
            "/b?client_reference_id=r2&utm_term=t",
        ])
        let result = try Rendering.result([log], keepsReferences: true)
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try ReferencesCSV.write(result.summary, to: &writer)
        try writer.flush()
        #expect(
            String(decoding: sink.bytes, as: UTF8.self) == #"""
                reference,hits,first_hour,link,source,medium,campaign,term,content
                r1,1,2026-11-23T10,/a,,,,,
                r2,2,2026-11-23T10,"/a,b",x,,,,

                """#)
    }
}
