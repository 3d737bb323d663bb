import Foundation
import TestSupport
import Testing

/// Logs from the field that LinkTally once got wrong: `Tests/Field`.
@Suite struct FieldTests {
    private static let folder = Command.project.appending(path: "Tests/Field")
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func ingest(_ names: String...) throws -> Command {
        try Command.shell(
            "linktally ingest --store '\(scratch.path("tally.sqlite"))' \(names.joined(separator: " "))",
            in: Self.folder)
    }

    private func requests() throws -> String {
        try Command.shell("sqlite3 -readonly '\(scratch.path("tally.sqlite"))' 'SELECT SUM(requests) FROM logs'").text
    }

    /// What is known was seen before: a common beginning proves nothing, be it a hole or 144,000 bytes of lines.
    @Test(arguments: [
        ("hole-shop.log", "hole-blog.log", "960"), ("hole-blog.log", "hole-shop.log", "960"),
        ("shared-a.log", "shared-b.log", "4600"), ("shared-b.log", "shared-a.log", "4600"),
    ])
    func noLogIsLost(_ first: String, _ second: String, _ lines: String) throws {
        for name in [first, second] {
            let run = try ingest(name)
            #expect(run.status == 0 && run.errors.contains("1 file: 1 new"), "\(run.errors)")
        }
        #expect(try requests() == lines + "\n")
        let again = try ingest(first, second)
        #expect(again.status == 0 && again.errors.contains("2 files: 2 known; 0 lines"), "\(again.errors)")
        #expect(try Command.linktally("store", "check", "--store", scratch.path("tally.sqlite")).status == 0)
    }

    @Test(arguments: ["hole", "shared"])
    func noLogOfARunIsLost(_ kind: String) throws {
        let run = try ingest("--jobs 2", "\(kind)-*.log")
        #expect(run.status == 0 && run.errors.contains("2 files: 2 new"), "\(run.errors)")
        #expect(try requests() == (kind == "hole" ? "960\n" : "4600\n"))
    }

    /// Times that no one could read, without a word.
    @Test(arguments: [
        ("jk-local.log", ["--json-keys", "target=uri,time=time_local,status=status"], "2026-06-26T06", 3),
        ("jk-bracketed.log", ["--json-keys", "target=uri,time=time,status=status"], "2026-06-26T06", 2),
        ("jk-epoch.log", ["--json-keys", "target=uri,time=msec,status=status"], "2023-05-16T08", 4),
        ("caddy-wall.log", [], "2026-09-21T14", 4), ("caddy-common-log.log", [], "2026-09-21T12", 2),
        ("caddy-wall-nano.log", ["--assume-time-zone", "America/New_York"], "2026-09-21T18", 2),
        ("apache-msec.log", ["%h %l %u %{%Y-%m-%d %H:%M:%S}t.%{msec_frac}t %{%z}t \"%r\" %>s %b"], "2026-08-22T08", 3),
        ("apache-msec.log", ["%h %l %u [%{%F %T}t.%{msec_frac}t %{%z}t] \"%r\" %>s"], "2026-08-22T08", 3),
        ("apache-usec-first.log", ["%{usec_frac}t %{%H:%M:%S}t %{%e %B %Y}t %{%z}t %m %U%q %>s"], "2026-08-22T08", 2),
        ("apache-half.log", ["[%{%a %d-%b-%y %I:%M:%S %p}t] %h \"%r\" %>s"], "2026-08-22T22", 2),
        ("at1.log", ["%h %l %u [%{%F %T %z}t] \"%r\" %>s"], "2026-08-22T08", 3),
        ("at1.log", ["%h %l %u [%{%F %T}t.%{msec_frac}t %{%z}t] \"%r\" %>s"], "2026-08-22T08", 3),
        ("at2.log", ["%h %l %u [%{%F %T}t] \"%r\" %>s"], "2026-08-22T10", 3),
        ("at2.log", ["%h %l %u [%{%F %T}t] \"%r\" %>s", "--assume-time-zone", "Asia/Kolkata"], "2026-08-22T05", 3),
        ("haproxy-time.log", ["$host [$time_local] $frontend $request_uri $status"], "2026-07-09T10", 2),
    ])
    func timesAreRead(_ name: String, _ words: [String], _ hour: String, _ requests: Int) throws {
        let options = words.first?.contains("%") == true || words.first?.contains("$") == true ? ["--log-format"] : []
        let run = try Command.linktally(
            arguments: ["scan", "--output", "json"] + options + words + [Self.folder.appending(path: name).path])
        let hours = try #require(run.json["hours"] as? [[String: Any]], "\(run.errors)")
        #expect(run.status == 0 && hours.count == 1 && hours[0]["hour"] as? String == hour, "\(hours)")
        #expect(hours[0]["requests"] as? Int == requests && hours[0]["tagged"] as? Int == requests)
    }

    /// A line counts as if the hole in front of it were not there.
    @Test(arguments: [
        ("nul-json.log", "cloudflare", 5, 0, "2026-09-21T14"), ("iis-nul.log", "iis", 2, 1, "2026-07-06T18"),
    ])
    func aHoleIsNoPartOfALine(
        _ name: String, _ format: String, _ requests: Int, _ malformed: Int, _ hour: String
    ) throws {
        let run = try Command.linktally("scan", "--output", "json", Self.folder.appending(path: name).path)
        let lines = try #require(run.json["lines"] as? [String: Int])
        #expect(run.status == 0 && lines["requests"] == requests && lines["malformed"] == malformed, "\(lines)")
        let hours = try #require(run.json["hours"] as? [[String: Any]])
        #expect(hours.count == 1 && hours[0]["hour"] as? String == hour, "\(hours)")
        #expect(run.errors.contains("format \(format), told from the first lines"))
    }

    /// What stands before damage or a cut counts, and nothing else, whoever inflates.
    @Test(arguments: ["", "--decoder zlib"], ["--jobs 1", "--jobs 3"])
    func damagedGzip(_ decoder: String, _ jobs: String) throws {
        for (name, bytes, lines, error) in [
            ("cut.log.gz", 6_344, 2_276, "truncated_data"), ("damaged-accepted.log.gz", 0, 0, "bad_data"),
            ("damaged-lines.log.gz", 0, 0, "bad_data"),
        ] {
            for operand in [name, "- < \(name)"] {
                let run = try Command.shell(
                    "linktally scan --format url --output json \(decoder) \(jobs) \(operand)", in: Self.folder)
                let input = try #require((run.json["inputs"] as? [[String: Any]])?.first)
                #expect(run.status == 3 && input["error"] as? String == error, "\(name): \(run.errors)")
                #expect(input["bytes"] as? Int == bytes && input["lines"] as? Int == lines, "\(name): \(input)")
            }
        }
    }
}
