import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct RendererTests {
    @Test(arguments: [false, true])
    func hostileBytes(_ redacts: Bool) throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let log = HostileLog.log(lines: 200, using: &random)
        let options = ReportOptions(top: 100, redactsRejected: redacts)
        let text = try Rendering.bytes("text", [log], options)
        #expect(!text.contains { $0 < 0x20 && $0 != 10 || $0 == 0x7F }, "seed \(seed)")
        let lines = try #require(String(validating: text, as: UTF8.self), "seed \(seed)").split(separator: "\n")
        #expect(lines.allSatisfy { TerminalText.width(String($0)) <= 80 }, "seed \(seed)")
        let json = try Rendering.bytes("json", [log], options)
        #expect(!json.contains { $0 < 0x20 && $0 != 10 }, "seed \(seed)")
        #expect(throws: Never.self, "seed \(seed)") { try JSONSerialization.jsonObject(with: Data(json)) }
    }

    @Test func topShortensListsButNotHours() throws {
        let targets = (0..<30).flatMap { number in
            [String](repeating: "/p\(number)?utm_source=s\(number)&utm_term=.\(number)", count: number + 1)
        }
        let data = Data(try Rendering.text("json", targets, ReportOptions(top: 3)).utf8)
        let report = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        for list in ["attributions", "rejections", "links"] {
            let entries = try #require(report[list] as? [[String: Any]])
            let key = list == "links" ? "requests" : "hits"
            #expect(entries.map { $0[key] as? Int } == [30, 29, 28], "\(list)")
        }
        let source = try #require((report["parameters"] as? [String: [String: Any]])?["utm_source"])
        #expect(source["distinct"] as? Int == 30 && (source["values"] as? [Any])?.count == 3)
        #expect((report["hours"] as? [Any])?.count == 1)
    }

    @Test func aShortenedListSaysSo() throws {
        let targets = (0..<30).map { "/p\($0)?utm_campaign=s\($0)&utm_term=.\($0)" }
        let text = try Rendering.text("text", targets)
        for title in ["Top campaigns", "Links, none of which lost attribution", "What was dropped and why"] {
            #expect(text.contains("\n\(title) (10 of 30; --top shows more)\n"), "\(title)")
        }
        #expect(try !Rendering.text("text", targets, ReportOptions(top: 30)).contains("--top"))
    }

    @Test func redactionShowsShapesAndMergesThem() throws {
        let targets = [
            "/a?utm_source=jane.doe%40x.org", "/a?utm_source=john.fox%40y.com", "/b?utm_source=Zora.Doe%3Dz.net",
            "/a?utm_source=J%C3%B6rg.1", "/a?utm_source=Йо1.", "/a?utm_source=\(String(repeating: "Q7", count: 90))",
        ]
        let options = ReportOptions(redactsRejected: true)
        for name in Renderers.summary.names {
            // The page's own script has such words, too.
            let text = try Rendering.text(name, targets, options).replacing(PageFiles.script, with: "")
            for leak in ["jane", "john", "doe", "Doe", "%40", "%3D", "%C3", "Й", "Q7", "try "] {
                #expect(!text.contains(leak), "\(name): \(leak)")
            }
        }
        let report = try JSONSerialization.jsonObject(with: Data(try Rendering.text("json", targets, options).utf8))
        let rejections = try #require((report as? [String: Any])?["rejections"] as? [[String: Any]])
        let rows = rejections.map { row in
            let line = (row["example"] as? [String: Any])?["line"] as? Int ?? 0
            return "\(row["link"]!) \(row["value"]!) \(row["hits"]!) :\(line)"
        }
        #expect(
            rows == [
                "/a a%a9%a9aa.9 1 :4", "/a aa9. 1 :5", "/a aaaa.aaa%99a.aaa 2 :1",
                "/a \(String(repeating: "a9", count: 90)) 1 :6", "/b aaaa.aaa%9aa.aaa 1 :3",
            ])
    }

    /// In text a shape counts over all links, and its example is the first line of all.
    @Test func redactedTextMergesOverLinks() throws {
        let logs = [
            Rendering.log(["/z?utm_source=ab.1", "/z?utm_source=cd.2", "/a?utm_source=ef.3"]),
            Rendering.log(["/a?utm_source=ef.3", "/a?utm_source=x%40y"]),
        ]
        let bytes = try Rendering.bytes("text", logs, ReportOptions(redactsRejected: true))
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("What was dropped") })
        #expect(
            lines[(start + 1)...].prefix(4).map { $0.replacing(/at .*\/|at .*…/, with: "at ") } == [
                "       4  utm_source=aa.9: '.' at byte 3 is not allowed", "          first on /z at 0.log:1",
                "       1  utm_source=a%99a: '@' at byte 2 is not allowed", "          on /a at 1.log:2",
            ])
    }

    /// A sink that takes some bytes, then no more.
    private final class FullSink: ByteSink {
        var room: Int
        init(room: Int) { self.room = room }
        func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure) {
            room -= bytes.count
            if room < 0 { throw WriteFailure(code: ENOSPC) }
        }
    }

    @Test(arguments: Renderers.summary.names, [0, 70_000])
    func aFullDiskIsReported(_ name: String, _ room: Int) throws {
        let log = Rendering.log((0..<3_000).map { "/p\($0)?utm_source=s\($0)&utm_term=.\($0)" })
        let result = try Rendering.result([log])
        var writer = ByteWriter(FullSink(room: room))
        var failure: WriteFailure?
        do {
            try Renderers.summary.named(name)!.render(result.summary, ReportOptions(top: 3_000), to: &writer)
            try writer.flush()
        } catch {
            failure = error as? WriteFailure
        }
        #expect(failure == WriteFailure(code: ENOSPC))
    }

    /// Names of files are a stranger's, too.
    @Test(arguments: [
        "\u{1B}[31m\u{202E}.log", String(repeating: "長", count: 60), "a b\n" + String(repeating: "x", count: 200),
    ])
    func namesOfInputs(_ name: String) throws {
        let link = "/" + String(repeating: "東京", count: 40)
        let targets = [link + "?utm_source=.", "/?utm_term=" + String(repeating: "é", count: 200)]
        let result = try Rendering.result([Rendering.log(targets)], names: [name], missing: [name])
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try TextRenderer().render(result.summary, ReportOptions(), to: &writer)
        try writer.flush()
        let text = String(decoding: sink.bytes, as: UTF8.self)
        #expect(text.contains("open_failed") && text.contains(":1\n") && text.contains(":2\n"))
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !TerminalText.isDangerous($0) })
        #expect(text.split(separator: "\n").allSatisfy { TerminalText.width(String($0)) <= 80 })
    }

    @Test func nothingTagged() throws {
        let text = try Rendering.text("text", ["/a", "/b?x=y"])
        #expect(text.contains("No request has a UTM code or a client_reference_id.") && !text.contains("Top "))
        let prose = try Rendering.result([Array("no log\n".utf8)])
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        try TextRenderer().render(prose.summary, ReportOptions(), to: &writer)
        try writer.flush()
        #expect(String(decoding: sink.bytes, as: UTF8.self).contains("No line can be read as a request"))
    }
}
