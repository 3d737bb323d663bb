import Foundation
import TestSupport
import Testing

/// What is odd about inputs and definitions is told, by `scan`, `ingest` and `explain`.
@Suite struct DoubtsTests {
    private let scratch = try! Scratch()

    private func shell(_ line: String) throws -> Command { try Command.shell(line, in: scratch.folder) }

    /// API Gateway writes no query string.
    @Test func logsWithoutQueries() throws {
        let line =
            #"{"requestId":"1","ip":"192.0.2.1","requestTime":"23/Nov/2026:10:00:00 +0000","httpMethod":"GET","path":"/lp","#
            + #""status":"200","protocol":"HTTP/1.1"}"#
        _ = try scratch.file("a.json", line + "\n")
        let words =
            "a.json: api-gateway has no query string, so that no code can be counted; read the log of what stands in front"
        for command in ["scan", "ingest --store t.sqlite"] {
            let run = try shell("linktally \(command) a.json")
            #expect(run.errors.contains(words), "\(run.errors)")
        }
    }

    /// A visitor's field in front of the request, without quotes, can shift it.
    @Test(
        arguments: [
            (#"%{X-Forwarded-For}i %l %u %t "%r" %>s"#, "%{X-Forwarded-For}i"),
            (#"$time_iso8601 $http_user_agent $request_uri"#, "$http_user_agent"),
            (#"%{%F %T}t %{id}C "%r""#, "%{id}C"), (#"%h %l %u %t "%r" %>s %{Referer}i"#, nil),
            (#"%h "%{User-Agent}i" %t "%r""#, nil), (#"%{Host}i %h %t "%r""#, nil), (#"$http_host $request_uri"#, nil),
            (#"$remote_addr - $remote_user [$time_local] "$request" $status"#, nil),
        ] as [(String, String?)])
    func visitorsFields(_ definition: String, _ field: String?) throws {
        let run = try shell("linktally --log-format '\(definition)' < /dev/null")
        let words = "linktally: --log-format: \(field ?? "") stands in front of the request without quotes"
        #expect(run.status == 0 && run.errors.contains(words) == (field != nil), "\(run.errors)")
        #expect(field != nil || !run.errors.contains("without quotes"), "\(run.errors)")
    }

    /// What `explain` read of a file that is cut off is shown, and so is that it is cut off.
    @Test func explainTellsOfAFault() throws {
        let run = try shell("gzip -c '\(Command.sample)' | head -c 9000 > cut.gz; linktally explain cut.gz")
        #expect(run.status == 3 && run.text.contains("cut.gz: combined, "), "\(run.text)")
        #expect(run.errors.contains("cut.gz: ") && run.errors.contains("(truncated_data)"), "\(run.errors)")
        #expect(run.errors.contains(" whole lines were read"), "\(run.errors)")
    }

    /// Each part of a time has its mark.
    @Test func partsOfATimeAreMarked() throws {
        _ = try scratch.file(
            "a.log", "2026-11-23 h 10:00:00 \"GET /a HTTP/1.1\" 200\n23.11. h 10:00:00 \"GET /a HTTP/1.1\" 200\n")
        let run = try shell("linktally explain --log-format '%{%F}t %h %{%T}t \"%r\" %>s' a.log")
        #expect(
            run.text.contains("\n  ^^^^^^^^^^ time, 2026-11-23T10")
                && run.text.contains("\n               ^^^^^^^^ time, 2026-11-23T10"),
            "\(run.text)")
        _ = try scratch.file("b.log", "23.11. h 10:00:00 \"GET /a HTTP/1.1\" 200\n")
        let scan = try shell("linktally --log-format '%{%F}t %h %{%T}t \"%r\" %>s' b.log")
        #expect(scan.errors.contains("no request has a time that can be read, as in: 23.11.; "), "\(scan.errors)")
    }

    /// A file that cannot be counted is not known by another name.
    @Test func linksToAFailingFile() throws {
        let run = try shell(
            """
            gzip -c '\(Command.sample)' | head -c 9000 > cut.gz; ln cut.gz hard.gz; ln -s cut.gz soft.gz
            linktally ingest --store t.sqlite cut.gz hard.gz soft.gz
            """)
        #expect(run.status == 1 && run.errors.contains("t.sqlite: 3 files: 3 failed; 0 lines, "), "\(run.errors)")
        let whole = try shell(
            """
            cp '\(Command.sample)' a.log; ln a.log hard.log; linktally ingest --store u.sqlite a.log hard.log
            """)
        #expect(whole.status == 0 && whole.errors.contains("u.sqlite: 2 files: 1 new, 1 known; "), "\(whole.errors)")
    }
}
