import Foundation
import TestSupport
import Testing

/// Logs in envelopes as users of the command see them.
@Suite struct EnvelopeCommandTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private static let line =
        "192.0.2.1 - - [23/Nov/2026:10:00:00 +0000] \"GET /lp?utm_source=a HTTP/1.1\" 200 5 \"-\" \"curl/8\"\n"

    @Test func envelopes() throws {
        let piece = "2026-11-30T10:00:00Z stdout P " + Self.line.prefix(100) + "\n2026-11-30T10:00:00Z stdout F x\n"
        let log = Array((String(repeating: "2026-11-30T10:00:00Z stdout F " + Self.line, count: 9) + piece).utf8)
        for options in [[], ["--format", "combined"], ["--envelope", "cri"]] {
            let run = try Command.linktally(arguments: ["scan", "--output", "json"] + options, input: log)
            #expect(run.status == 0 && (run.json["lines"] as? [String: Int])?["malformed"] == 2, "\(options)")
            #expect(run.errors.contains("-: 2 lines are pieces of longer ones, which the container runtime cut"))
            let inputs = try #require(run.json["inputs"] as? [[String: Any]])
            #expect(inputs[0]["format"] as? String == "combined in cri", "\(options)")
        }
        let bare = try Command.linktally(arguments: ["scan", "--envelope", "none", "--output", "json"], input: log)
        #expect((bare.json["lines"] as? [String: Int])?["malformed"] == 1)
        for (options, error) in [
            ("--envelope nope", "--envelope 'nope' is not one or two names"),
            ("--envelope cri,cri", "is not one or two names"),
            ("--envelope cri,kubectl,compose", "is not one or two names"),
            ("--envelope cri --format iis", "the format iis is told by lines about the log"),
        ] {
            let run = try Command.linktally(arguments: ["scan"] + options.split(separator: " ").map(String.init))
            #expect(run.status == 2 && run.errors.contains(error), "\(run.errors)")
        }
    }

    /// A log goes on in the envelope that it had, also within a line that was cut, and `store logs` names it.
    @Test func aLogThatGrows() throws {
        let time = "2026-11-30T10:00:00.1Z"
        let whole = "\(time) stdout F \(Self.line)"
        let piece = "\(time) stdout P 192.0.2.1 - - \n"
        let first = String(repeating: whole, count: 20) + piece
        let rest = "\(time) stderr F started\n" + whole + whole
        let path = scratch.path("web.log")
        let ingest = { (options: String) in
            try Command.shell("linktally ingest --store tally.sqlite \(options) web.log", in: scratch.folder)
        }
        try Data(first.utf8).write(to: URL(filePath: path))
        var run = try ingest("")
        #expect(run.status == 0 && run.errors.contains("web.log: format combined in cri, told"), "\(run.errors)")
        #expect(run.errors.contains("web.log: 1 line is a piece of longer ones"))
        let logs = try Command.linktally("store", "logs", "--store", scratch.path("tally.sqlite"))
        #expect(logs.text.contains("combined in cri"), "\(logs.text)")
        // Nothing new: what is open stays open.
        #expect(try ingest("--verify").status == 0)
        try Data((first + rest).utf8).write(to: URL(filePath: path))
        run = try ingest("--format combined --envelope none")
        #expect(run.status == 1 && run.errors.contains("(other_format)"), "\(run.errors)")
        run = try ingest("--format combined")
        #expect(run.status == 0 && run.errors.contains("1 grown"), "\(run.errors)")
        let report = try Command.shell("linktally report --store tally.sqlite --output json", in: scratch.folder)
        let lines = try #require(report.json["lines"] as? [String: Int], "\(report.errors)")
        // The first whole line behind the piece is the end of it.
        #expect(lines["requests"] == 21 && lines["malformed"] == 3, "\(lines)")
    }
}
