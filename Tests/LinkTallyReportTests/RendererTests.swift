import Foundation
import LinkTallyCore
import Testing

@testable import LinkTallyReport

@Suite struct RendererTests {
    /// Requests whose every byte a stranger chose.
    private static func hostile(_ random: inout SplitMix) -> [UInt8] {
        var log: [UInt8] = []
        for _ in 0..<200 {
            var target = Array("/".utf8)
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                target.append(UInt8.random(in: 0...255, using: &random))
            }
            target += Array("?utm_source=".utf8)
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                target.append(UInt8.random(in: 0...255, using: &random))
            }
            let escaped = target.flatMap { byte in
                byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
                    ? Array("\\x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8) : [byte]
            }
            log +=
                Array("10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] \"GET ".utf8) + escaped
                + Array(" HTTP/1.1\" 200 1\n".utf8)
        }
        return log
    }

    @Test(arguments: [false, true])
    func hostileBytes(_ redacts: Bool) throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let log = Self.hostile(&random)
        let options = ReportOptions(top: 100, redactsRejected: redacts)
        let text = try Rendering.bytes("text", log, options)
        #expect(!text.contains { $0 < 0x20 && $0 != 10 || $0 == 0x7F }, "seed \(seed)")
        let lines = try #require(String(validating: text, as: UTF8.self), "seed \(seed)").split(separator: "\n")
        #expect(lines.allSatisfy { TerminalText.width(String($0)) <= 80 }, "seed \(seed)")
        let json = try Rendering.bytes("json", log, options)
        #expect(!json.contains { $0 < 0x20 && $0 != 10 }, "seed \(seed)")
        #expect(throws: Never.self, "seed \(seed)") { try JSONSerialization.jsonObject(with: Data(json)) }
    }

    @Test func csvGuardsAgainstFormulas() throws {
        let csv = try Rendering.text("csv", ["=cmd()?utm_source=-a", "/a,\\\"b\\\"?utm_term=-1", "@x?utm_source=b"])
        #expect(
            csv == #"""
                hour,link,source,medium,campaign,term,content,hits,errors
                2026-11-23T10,"/a,""b""",,,,-1,,1,0
                2026-11-23T10,'=cmd(),-a,,,,,1,0
                2026-11-23T10,'@x,b,,,,,1,0

                """#)
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

    @Test func redactionShowsShapesAndMergesThem() throws {
        let targets = [
            "/a?utm_source=jane.doe%40x.org", "/a?utm_source=john.fox%40y.com", "/a?utm_source=J%C3%B6rg.1",
            "/a?utm_source=Йо1.",
        ]
        for name in ["text", "json"] {
            let text = try Rendering.text(name, targets, ReportOptions(redactsRejected: true))
            #expect(text.contains("aaaa.aaa%99a.aaa"))
            for leak in ["jane", "john", "doe", "Й", "try "] { #expect(!text.contains(leak), "\(name): \(leak)") }
        }
        let data = Data(try Rendering.text("json", targets, ReportOptions(redactsRejected: true)).utf8)
        let report = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let rejections = try #require(report["rejections"] as? [[String: Any]])
        #expect(
            rejections.map { $0["hits"] as? Int } == [1, 2, 1]
                || rejections.compactMap { $0["hits"] as? Int }.reduce(0, +) == 4)
        let merged = try #require(rejections.first { $0["hits"] as? Int == 2 })
        #expect((merged["example"] as? [String: Any])?["line"] as? Int == 1)
    }

    /// A sink that takes some bytes, then no more.
    private final class FullSink: ByteSink {
        var room: Int
        init(room: Int) { self.room = room }
        func write(_ bytes: UnsafeRawBufferPointer) throws(WriteFailure) {
            room -= unsafe bytes.count
            if room < 0 { throw WriteFailure(code: ENOSPC) }
        }
    }

    @Test(arguments: Renderers.names, [0, 70_000])
    func aFullDiskIsReported(_ name: String, _ room: Int) throws {
        let log = Array((0..<3_000).map { Rendering.line("/p\($0)?utm_source=s\($0)&utm_term=.\($0)") }.joined().utf8)
        let result = try Rendering.result(log)
        var writer = ByteWriter(FullSink(room: room))
        var failure: WriteFailure?
        do throws(WriteFailure) {
            try Renderers.named(name)!.render(result.summary, ReportOptions(top: 3_000), to: &writer)
            try writer.flush()
        } catch {
            failure = error
        }
        #expect(failure == WriteFailure(code: ENOSPC))
    }

    @Test func nothingTagged() throws {
        let text = try Rendering.text("text", ["/a", "/b?x=y"])
        #expect(text.contains("No request has a UTM code or a client_reference_id.") && !text.contains("Top "))
    }
}
