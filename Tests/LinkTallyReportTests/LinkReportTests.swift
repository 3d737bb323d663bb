import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct LinkReportTests {
    private func report(_ form: String, _ links: [[UInt8]]) throws -> (bytes: [UInt8], totals: LinkTotals) {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        var report = LinkReport(try #require(Renderers.links.named(form)))
        try report.begin(to: &writer)
        var place = LinkPlace(input: "list")
        for link in links {
            place.line += 1
            try report.add(link.rawSpan, link.indices, place, to: &writer)
        }
        try report.end(to: &writer)
        try writer.flush()
        return (sink.bytes, report.totals)
    }

    @Test func totals() throws {
        let links = [
            "https://h/?utm_source=a&utm_medium=b", "https://h/?utm_source=a.b&utm_source=c&utm_source=d",
            "https://h/?utm_sorce=a", "https://h/", "foo", "/?utm_term=__X__",
        ]
        let totals = try report("text", links.map { Array($0.utf8) }).totals
        #expect(totals.links == 6 && totals.losing == 1 && totals.suspect == 2 && totals.notURL == 1)
        #expect(totals.kept == 3 && totals.dropped == 3)
    }

    /// Hostile links: whatever they have, a terminal sees only what it shows, a caret stands under what it means, and JSON
    /// is JSON.
    @Test func randomLinks() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces: [[UInt8]] =
            (Parameter.allCases.map { "&\($0.name)=" } + [
                "&", "=", "#", ";utm_term=", "utm_sorce=", "%00", "%1B[31m", "%E2%80%AE", "\u{1B}[2J", "\u{202E}",
                "\u{9B}",
                "東京", "%E6%9D%B1", "e\u{301}", "🎉", "%F0%9F%8E%89", "\"", "\\", "a", ".", "\u{7F}",
                String(repeating: "x", count: 300),
            ]).map { Array($0.utf8) } + [[0xFF], [0xC3], [0x80], [0]]
        for _ in 0..<2_000 {
            let links = (0..<3).map { _ in
                Array("https://h/?".utf8)
                    + (0..<Int.random(in: 0...12, using: &random)).flatMap { _ in
                        pieces.randomElement(using: &random)!
                    }
            }
            let text = String(decoding: try report("text", links).bytes, as: UTF8.self)
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                #expect(!line.unicodeScalars.contains(where: TerminalText.isDangerous), "\(line) seed \(seed)")
            }
            let json = try report("json", links).bytes
            let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
            let entries = try #require(object?["links"] as? [[String: Any]])
            #expect(entries.count == 3 && object?["schema"] as? String == "linktally-check/1")
            for (entry, link) in zip(entries, links) { try check(entry, link, "seed \(seed)") }
        }
    }

    /// The place of each dropped value is that of a byte that is not allowed.
    private func check(_ entry: [String: Any], _ link: [UInt8], _ note: String) throws {
        var checked = LinkCheck()
        checked.check(link.rawSpan, link.indices)
        for parameter in try #require(entry["parameters"] as? [[String: Any]]) {
            let name = try #require(parameter["name"] as? String)
            let known = try #require(Parameter.allCases.first { $0.name == name })
            guard let reason = checked.verdicts.record(of: known)?.rejection else {
                #expect(parameter["verdict"] as? String == "accepted", "\(note)")
                continue
            }
            #expect(parameter["verdict"] as? String == "rejected" && parameter["reason"] as? String == reason.name)
            let place = try #require(parameter["link_byte"] as? Int) - 1 + checked.link.lowerBound
            if reason == .invalidByte { #expect(!ValueAlphabet.contains(link[place]), "\(note)") }
            if let suggestion = parameter["suggestion"] as? String {
                let query = Array("\(name)=\(suggestion)".utf8)
                #expect(QueryScanner().verdicts(of: query.span)[known] == .accepted, "\(note)")
            }
        }
    }

    /// 8 MiB of everything, in time that grows with the link.
    @Test func longLinks() throws {
        for piece in ["x", ";utm_term=", "%00", "{", "\u{301}", "&utm_sorce=", "东", "\u{1B}", "%", "-"] {
            let size = piece == "x" || piece == ";utm_term=" ? 8 << 20 : 1 << 20
            let count = size / piece.utf8.count
            let link = Array("https://h/?utm_source=".utf8) + Array(String(repeating: piece, count: count).utf8)
            let text = try report("text", [link]).bytes
            #expect(text.count < 40_000, "\(piece)")
            #expect(text.starts(with: "list:1: https://h/?utm_source=".utf8), "\(piece)")
            #expect(try report("json", [link]).totals.links == 1)
        }
    }

    @Test func writesThatFail() throws {
        for form in Renderers.links.names {
            var writer = ByteWriter(FullSink())
            var report = LinkReport(try #require(Renderers.links.named(form)))
            let link = Array("https://h/?utm_source=a.b".utf8)
            #expect(throws: WriteFailure.self) {
                try report.begin(to: &writer)
                for _ in 0..<2_000 { try report.add(link.rawSpan, link.indices, nil, to: &writer) }
            }
        }
    }

    private final class FullSink: ByteSink {
        func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure) { throw WriteFailure(code: 28) }
    }
}
