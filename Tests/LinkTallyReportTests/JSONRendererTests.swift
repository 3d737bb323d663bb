import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct JSONRendererTests {
    private static func line(_ time: String, _ target: String, _ status: Int) -> [UInt8] {
        Array("h - - [\(time)] \"GET \(target) HTTP/1.1\" \(status) 1\n".utf8)
    }

    /// Logs that make every list long enough to be out of order.
    private static let logs: [[UInt8]] = [
        [],
        Array("\n \nnot a log\n10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] \"-\" 408 0\n".utf8),
        // Hours out of order, across midnight by their zone, and unknown; links that begin each other; errors.
        line("23/Nov/2026:23:30:00 -0100", "/b?utm_source=b&utm_medium=m", 200)
            + line("23/Nov/2026:10:00:00 +0000", "/a?utm_source=b", 404)
            + line("23/Nov/2026:10:59:59 +0000", "/ab?utm_source=a&utm_source=c", 500)
            + line("99/Nov/2026:10:00:00 +0000", "/?utm_source=a", 200)
            + line("22/Nov/2026:09:00:00 +0000", "/a?utm_source=Z&client_reference_id=r-1", 200)
            + line("22/Nov/2026:09:00:00 +0000", "/a?client_reference_id=r-1&utm_term=10", 399)
            + line("22/Nov/2026:09:00:00 +0000", "/a?utm_source=,", 200)
            // The most frequent comes last by key.
            + [[UInt8]](
                repeating: line("23/Nov/2026:11:00:00 +0000", "/z?utm_term=.&utm_source=z", 200), count: 3
            ).flatMap { $0 },
        // Each reason for each parameter; the parameters' order is not that of their names.
        Array(
            Parameter.allCases.flatMap { parameter in
                ["", ".", "a+b", "%zz", String(repeating: "x", count: 300), "ok"].flatMap {
                    line("23/Nov/2026:10:00:00 +0000", "/\(parameter)?\(parameter.name)=\($0)&utm_term=9", 200)
                }
            }),
        // Bytes that JSON, JavaScript or a terminal would take for something else, and some that are not UTF-8.
        line(
            "23/Nov/2026:10:00:00 +0000", #"/\"\\\x00\x1b\x7f\#u{85}\#u{2028}\#u{2029}\#u{1F600}?utm_source=\"\t"#, 200)
            + [0x68, 0x20] + line("23/Nov/2026:10:00:00 +0000", "/\u{E9}\u{FFFF}?utm_source=\u{E9}", 200)
            + Array("h - - [23/Nov/2026:10:00:00 +0000] \"GET /".utf8) + [0xFF, 0xC3, 0xE2, 0x82]
            + Array("?utm_source=".utf8) + [0xF0, 0x9F, 0x98] + Array(" HTTP/1.1\" 200 1\n".utf8),
    ]

    /// Every field of the reference's report, and the lists in its order.
    @Test(arguments: logs.indices)
    func equalsTheReference(_ number: Int) throws {
        try compare([Self.logs[number]])
    }

    @Test func equalsTheReferenceOnSeveralInputs() throws { try compare(Self.logs) }

    @Test func equalsTheReferenceOnHostileBytes() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        try compare([HostileLog.log(lines: 500, using: &random)], "seed \(seed)")
    }

    private func compare(_ logs: [[UInt8]], _ note: Comment? = nil) throws {
        var ours = try report(Rendering.bytes("json", logs, keepsReferences: true))
        // What the reference does not have.
        #expect(ours.removeValue(forKey: "near_misses") is [Any])
        #expect((ours.removeValue(forKey: "folded") as? [Any])?.isEmpty == true)
        var lines = try #require(ours["lines"] as? [String: Any])
        #expect(lines.removeValue(forKey: "filtered") as? Int == 0)
        ours["lines"] = lines
        var parameters = try #require(ours["parameters"] as? [String: [String: Any]])
        #expect(parameters["client_reference_id"]?.removeValue(forKey: "distinct_is_estimate") as? Bool == false)
        ours["parameters"] = parameters
        ours["inputs"] = try #require(ours["inputs"] as? [[String: Any]]).map { input in
            #expect(input["format"] as? String == "combined")
            return input.filter { $0.key != "format" && $0.key != "name" }
        }
        ours["rejections"] = try #require(ours["rejections"] as? [[String: Any]]).map { rejection in
            #expect((rejection["example"] as? [String: Any])?.keys.sorted() == ["input", "line"])
            return rejection.filter { $0.key != "example" }
        }
        var theirs = try reference(logs)
        theirs["inputs"] = try #require(theirs["inputs"] as? [[String: Any]]).map { $0.filter { $0.key != "name" } }
        #expect(ours.keys.sorted() == theirs.keys.sorted(), note)
        for (key, value) in theirs { #expect((ours[key] as? NSObject)?.isEqual(value) == true, note ?? "\(key)") }
    }

    private func report(_ bytes: [UInt8]) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    private func reference(_ logs: [[UInt8]]) throws -> [String: Any] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let paths = try logs.enumerated().map { number, log in try scratch.file("\(number)", log) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["python3", tests.appending(path: "Conformance/reference.py").path, "--format", "combined"] + paths
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try report(Array(data))
    }

    /// The example is the first line in the order of the inputs, whatever worker met it first.
    @Test func examples() throws {
        let logs = [
            Rendering.log(["/x", "/a?utm_source=ok", "/a?utm_term=."]),
            Rendering.log(["/a?utm_term=.", "/a?utm_term=,"]),
        ]
        let rejections = try #require(report(Rendering.bytes("json", logs))["rejections"] as? [[String: Any]])
        let places = try rejections.map { rejection in
            let example = try #require(rejection["example"] as? [String: Any])
            let input = try #require(example["input"] as? String)
            return "\(rejection["value"]!) \(rejection["hits"]!) \(input.suffix(5)):\(example["line"]!)"
        }
        #expect(places == [", 1 1.log:2", ". 2 0.log:3"])
    }

    /// References are listed only where a list of them was asked for.
    @Test func valuesOfReferences() throws {
        let log = Rendering.log(["/?client_reference_id=a", "/?client_reference_id=b", "/?client_reference_id=b"])
        for keeps in [false, true] {
            let report = try report(Rendering.bytes("json", [log], keepsReferences: keeps))
            let reference = (report["parameters"] as? [String: [String: Any]])?["client_reference_id"]
            #expect(reference?["distinct"] as? Int == 2)
            let values = (reference?["values"] as? [[String: Any]])?.map { "\($0["value"]!) \($0["hits"]!)" }
            #expect(values == (keeps ? ["b 2", "a 1"] : nil))
        }
    }

    /// Reports are compared with line tools: an entry is a line, and no stranger can begin another one.
    @Test func anEntryIsALine() throws {
        let targets = ["/a?utm_source=x", "/b\\n{?utm_source=%0A.", "/c?utm_term=\\r\\n"]
        let json = try Rendering.text("json", targets)
        // One input, one source, one attribution, two rejections, one hour, three links.
        #expect(json.split(separator: "\n").count == 1 + 1 + 1 + 1 + 2 + 1 + 3)
    }
}
