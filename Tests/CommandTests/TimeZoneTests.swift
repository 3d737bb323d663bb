import Foundation
import TestSupport
import Testing

/// Whose days and hours `scan --time-zone` means.
@Suite struct TimeZoneTests {
    private static func line(_ time: String) -> String {
        #"1 - - [\#(time)] "GET /lp?utm_source=a HTTP/1.1" 200 1 "-" "-""# + "\n"
    }

    /// A day of India begins at half past six in the evening of UTC.
    @Test(arguments: [
        ("--from 2026-11-23", 3), ("--from 2026-11-23 --time-zone Asia/Kolkata", 4),
        ("--from 2026-11-23 --to 2026-11-24 --time-zone Asia/Kolkata", 2),
        ("--from 2026-11-23T05:31 --time-zone Asia/Kolkata", 2), ("--from 2026-11-23 --time-zone +05:30", 4),
        ("--from 2026-11-23 --time-zone -08:00", 2), ("--from 2026-11-23T00:00Z --time-zone Asia/Kolkata", 3),
        ("--from 2026-11-22T18:30:00+00:00 --time-zone Europe/Berlin", 4), ("--time-zone Asia/Kolkata", 5),
    ])
    func bounds(_ options: String, _ requests: Int) throws {
        let scratch = try Scratch()
        let times = [
            "22/Nov/2026:18:29:59 +0000", "22/Nov/2026:18:30:00 +0000", "23/Nov/2026:00:00:30 +0000",
            "23/Nov/2026:18:30:00 +0000", "23/Nov/2026:23:59:59 +0000",
        ]
        _ = try scratch.file("a.log", times.map(Self.line).joined())
        let run = try Command.shell("linktally --output json \(options) a.log", in: scratch.folder)
        #expect((run.json["lines"] as? [String: Int])?["requests"] == requests, "\(run.errors)")
    }

    /// The text shows hours of the zone, JSON those of UTC.
    @Test func hours() throws {
        let scratch = try Scratch()
        _ = try scratch.file(
            "a.log", Self.line("28/Mar/2026:22:59:59 +0000") + Self.line("29/Mar/2026:01:00:00 +0000"))
        func text(_ zone: String) throws -> String {
            try Command.shell("linktally --time-zone \(zone) a.log", in: scratch.folder).text
        }
        #expect(try text("UTC").contains("\nHours (UTC)\n  2026-03-28T22 to 2026-03-29T01; busiest 2026-03-28T22 with"))
        #expect(
            try text("Asia/Kolkata").contains(
                "\nHours (Asia/Kolkata)\n  2026-03-29T03:30 to 2026-03-29T06:30; busiest 2026-03-29T03:30 with"))
        #expect(try text("Europe/Berlin").contains("\n  2026-03-28T23 to 2026-03-29T03; busiest"))
        #expect(try text("-03:30").contains("\nHours (-03:30)\n  2026-03-28T18:30 to 2026-03-28T21:30; busiest"))
        let run = try Command.shell(
            """
            linktally --output json --time-zone Asia/Kolkata a.log | grep -o '"hour":"[^"]*","requests"'
            linktally ingest --quiet --store t.sqlite a.log
            linktally report --store t.sqlite --time-zone Europe/Berlin | grep -A1 '^Hours'
            """, in: scratch.folder)
        #expect(
            run.text == """
                "hour":"2026-03-28T22","requests"
                "hour":"2026-03-29T01","requests"
                Hours (Europe/Berlin)
                  2026-03-28T23 to 2026-03-29T03; busiest 2026-03-28T23 with 1 requests

                """, "\(run.errors)")
    }

    /// Where clocks were put back, a time that they showed twice is the first one.
    @Test func changedClocks() throws {
        let scratch = try Scratch()
        let times = ["24/Oct/2026:23:59:59", "25/Oct/2026:00:00:00", "25/Oct/2026:01:00:00"]
        _ = try scratch.file("a.log", times.map { Self.line("\($0) +0000") }.joined())
        let run = try Command.shell(
            "linktally --output json --time-zone Europe/Berlin --from 2026-10-25T02:00 a.log", in: scratch.folder)
        #expect((run.json["lines"] as? [String: Int])?["requests"] == 2, "\(run.errors)")
    }

    @Test(arguments: ["Mars/Crater", "", "25:00", "Kolkata"])
    func unknownZones(_ zone: String) throws {
        let run = try Command.shell("linktally --time-zone '\(zone)' < /dev/null")
        #expect(run.status == 2 && run.output.isEmpty, "\(run.text)")
        #expect(run.errors.contains("--time-zone '\(zone)' is no known time zone; use a name like"), "\(run.errors)")
    }
}
