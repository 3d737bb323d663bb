import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct CSVRendererTests {
    @Test func guardsAgainstFormulas() throws {
        let csv = try Rendering.text("csv", ["=cmd()?utm_source=-a", "/a,\\\"b\\\"?utm_term=-1", "@x?utm_source=b"])
        #expect(
            csv == #"""
                hour,link,source,medium,campaign,term,content,hits,errors,with_rejection,folded
                2026-11-23T10,"/a,""b""",,,,-1,,1,0,0,
                2026-11-23T10,'=cmd(),-a,,,,,1,0,0,
                2026-11-23T10,'@x,b,,,,,1,0,0,

                """#)
    }

    /// Every kind of cell: what a spreadsheet would compute is guarded, control characters are shown, all else stands as it is.
    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'\t=1"), ("\r=1", "\"'\r=1\""),
        ("\n=1", "\"'\n=1\""), ("\u{FF1D}1", "'\u{FF1D}1"), ("\u{FF0B}1", "'\u{FF0B}1"), ("\u{FF0D}", "'\u{FF0D}"),
        ("\u{FF20}", "'\u{FF20}"), ("\u{FF21}", "\u{FF21}"), ("\u{FF}", "\u{FF}"), ("", ""), ("a=b", "a=b"),
        ("a\tb", "a\tb"),
        ("a,b", "\"a,b\""), ("\"", "\"\"\"\""), ("/\u{1B}[2J", "/\\x1B[2J"), ("/\0", "/\\x00"), ("/\u{7F}", "/\\x7F"),
        ("/\u{9B}2J", "/\\u{9B}2J"), ("\u{C2}\u{A0}", "\u{C2}\u{A0}"), ("/\u{8},\u{1}\"", "\"/\\x08,\\x01\"\"\""),
        ("\u{202E}", "\u{202E}"),
    ])
    func cells(_ text: String, _ expected: String) throws {
        func written(_ body: (inout ByteWriter) throws -> Void) throws -> [UInt8] {
            let sink = MemorySink()
            var writer = ByteWriter(sink)
            try body(&writer)
            try writer.flush()
            return sink.bytes
        }
        #expect(try written { try CSVText.write(Array(text.utf8).rawSpan, to: &$0) } == Array(expected.utf8))
        // What is the user's own is quoted at most.
        let own = try written {
            try CSVText.write(own: Array(text.utf8).rawSpan, delimiter: UInt8(ascii: ","), to: &$0)
        }
        #expect(CSVTable.rows(own + [UInt8(ascii: "\n")]) == [[Array(text.utf8)]])
    }

    /// What is read back is what the JSON report has, but for the apostrophes and control characters.
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
            cells[1] = Self.showingControls(cells[1])
            cells += ["hits", "errors", "with_rejection"].map { Array("\(entry[$0] as? Int ?? -1)".utf8) }
            cells.append([])
            #expect(row == cells, "seed \(seed)")
        }
        #expect(guarded > 10, "seed \(seed)")
    }

    /// Control characters but for those that CSV has quotes for, as reports for people show them.
    private static func showingControls(_ bytes: [UInt8]) -> [UInt8] {
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        return scalars.flatMap { scalar -> [UInt8] in
            let digits = String(scalar.value, radix: 16, uppercase: true)
            switch scalar.value {
            case 9, 10, 13, 32..<127, 160...: return Array(String(scalar).utf8)
            case ..<128: return Array("\\x\(digits.count < 2 ? "0" : "")\(digits)".utf8)
            default: return Array("\\u{\(digits)}".utf8)
            }
        }
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
