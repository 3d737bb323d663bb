import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct PageTests {
    private static func json(_ name: String, of page: String) throws -> String {
        let start = try #require(page.range(of: "<script type=\"application/json\" id=\"\(name)\">"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        return String(page[start.upperBound..<end.lowerBound])
    }

    /// The page's data is the report of JSON, byte for byte, but for three bytes that stand as escapes.
    @Test func theDataIsTheJSON() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let log = HostileLog.log(lines: 300, using: &random) + Rendering.log(["/a?utm_source=</script>&utm_term=x<y"])
        let page = String(decoding: try Rendering.bytes("html", [log]), as: UTF8.self)
        let data = try Self.json("report", of: page)
        #expect(!data.utf8.contains { "<>&".utf8.contains($0) }, "seed \(seed)")
        let plain = [("003c", "<"), ("003e", ">"), ("0026", "&")].reduce(data) { text, escape in
            // Scalar by scalar: a mark that combines with the last digit makes another character of it.
            text.replacingOccurrences(of: "\\u\(escape.0)", with: escape.1, options: .literal)
        }
        let json = String(decoding: try Rendering.bytes("json", [log]), as: UTF8.self)
        // Names of temporary files differ.
        let name = /"name":"[^"]*"|"input":"[^"]*"/
        #expect(plain.replacing(name, with: "") == json.replacing(name, with: ""), "seed \(seed)")
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(Self.json("facts", of: page).utf8)) }
        #expect(page.components(separatedBy: "<script").count == 4, "seed \(seed)")
    }

    @Test(arguments: [0, 1, 1 << 16, (1 << 16) + 1, 1 << 18])
    func everyMarkIsEscaped(_ length: Int) throws {
        let sink = MemorySink()
        var writer = ByteWriter(sink)
        let text = String(repeating: "a<b", count: length / 3) + String(repeating: ">", count: length % 3)
        try writer.writeInScript { writer in try writer.write(text) }
        try writer.write("&")
        try writer.flush()
        let wanted = text.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e") + "&"
        #expect(String(decoding: sink.bytes, as: UTF8.self) == wanted)
    }

    @Test func theVerdictComesFromTheFigures() throws {
        func words(_ targets: [String], more: String = "") throws -> (doubts: [String], verdict: String, advice: String)
        {
            let result = try Rendering.result([Rendering.log(targets) + Array(more.utf8)])
            let causes = ShownValue.list(result.summary, ReportOptions(), limit: 10)
            let words = PageWords(result.summary, ReportOptions(), causes)
            let advice = words.advice.map { "\($0["text"] ?? $0["code"] ?? "")" }.joined()
            return (words.doubts, words.verdict, advice)
        }
        let good = try words(["/a?utm_source=x", "/b?utm_source=y&utm_term=z", "/c"])
        #expect(good == ([], "All 2 attributions arrived.", ""))
        let bad = try words(["/a?utm_source=chatgpt.com", "/b?utm_source=chatgpt.com", "/a?utm_term=x&utm_medium="])
        #expect(bad.verdict == "3 of 3 requests with codes (100%) lost a value; 2 lost all attribution.")
        #expect(bad.advice == "Most of it is one fix: utm_source=chatgpt.com to chatgpt-com, on 2 links, 2 times.")
        let empty = try words(["/a?utm_source="])
        #expect(empty.advice.hasPrefix("Most often: utm_source= on one link, once: nothing stands behind the name"))
        #expect(try words(["/a"]).verdict.hasPrefix("No request has a UTM code"))
        #expect(try words(["/a?utm_source=x"], more: "no log\n").doubts == ["50.0% of the lines could not be read."])
    }

    /// What is marked is the character that is to blame, as it stands in the log.
    @Test(arguments: [
        ("chatgpt.com", "."), ("a%20b", "%20"), ("a+b", "+"), ("café", "é"), ("caf%C3%A9s", "%C3%A9"), ("東京", "東"),
        ("50%", "%"), (String(repeating: "x", count: 150) + "yz", "yz"),
        (String(repeating: "%41", count: 150) + "%42", "%42"),
    ])
    func theMark(_ value: String, _ marked: String) throws {
        let bytes = Array(value.utf8)
        let reason: RejectionReason = marked.contains(/^(yz|%42)$/) ? .tooLong : .invalidByte
        let mark = try #require(ValueDiagnosis.mark(.source, reason, bytes))
        #expect(String(decoding: bytes[mark], as: UTF8.self) == marked)
        #expect(ValueDiagnosis.mark(.source, .empty, []) == nil)
    }

    /// What the page proposes is what the text report says to try.
    @Test(arguments: ["chatgpt.com", "a b", "{{x}}", "jane@example.com", "a;utm_medium=b", "x%2520y", "é", "%"])
    func whatIsMended(_ value: String) {
        let text = ValueDiagnosis.text(.source, .invalidByte, Array(value.utf8))
        let tried = text.firstMatch(of: /; try (.*)$/).map { String($0.1) }
        #expect(ValueDiagnosis.mended(.source, .invalidByte, Array(value.utf8)) == tried)
    }
}
