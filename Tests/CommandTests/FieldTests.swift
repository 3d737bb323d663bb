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

    /// A thin event tells of a payment and has none: the session to fetch is named.
    @Test func thinEventsAreNotPassedOver() throws {
        _ = try ingest("hole-shop.log")
        let events = Self.folder.appending(path: "st-thin-only.ndjson").path
        let run = try Command.linktally("reconcile", "--store", scratch.path("tally.sqlite"), events)
        #expect(run.status == 0 && run.errors.contains("(thin_events)") && run.errors.contains("cs_live_99"))
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

    /// A log that no format is proved by is refused by name, and never counted by guess.
    @Test(arguments: [
        "clf-extra.log", "mis-iso-vhost.log", "goaccess2886.log", "d-ua-get.log", "mis-1000.log", "cf-realtime.log",
        "tsv-hdr.log", "iis-ftp.log",
    ])
    func foreignLogsAreRefused(_ name: String) throws {
        try refuses(Self.folder.appending(path: name).path)
    }

    private func refuses(_ path: String) throws {
        let scan = try Command.linktally("scan", "--output", "json", path)
        #expect(scan.status == 1 && scan.text.isEmpty && scan.errors.contains("(unknown_format)"), "\(scan.errors)")
        #expect(scan.errors.contains("linktally explain"))
        let run = try ingest("'\(path)'")
        #expect(run.status == 1 && run.errors.contains("1 failed") && !run.errors.contains("empty"), "\(run.errors)")
        let logs = try Command.linktally("store", "logs", "--store", scratch.path("tally.sqlite"))
        #expect(logs.text.contains("unknown_format"), "\(logs.text)")
        #expect(try Command.linktally("explain", path).status == 3)
    }

    /// More of the same kinds: fields of real logs in other places, and requests where a visitor writes.
    @Test(arguments: [
        // A time and a duration between the time and the request; the Referer is a request.
        #"192.0.2.9 - - [03/May/2026:00:11:13 -0500] 0.012 "GET /a HTTP/1.1" 200 5 "[03/May/2026:00:11:13 -0500] " 200 "x""#,
        #"192.0.2.9 - - [03/May/2026:00:11:13 -0500] rt=0.1 "GET /a?utm_source=x HTTP/1.1" 200 5 "GET /b HTTP/1.1" "y""#,
        // Twelve words in front of a request, as alb has them.
        #"web1 192.0.2.9 - - [2026-05-03 00:11:13 +0200] 1 2 3 4 5 6 "GET https://x.example/?utm_source=x HTTP/1.1" "y""#,
        #"h2o 2026-05-03T00:11:13Z app 192.0.2.1:1 - 0 0 0 200 200 1 2 "GET https://x.example/?utm_source=x HTTP/1.1" "y""#,
        // S3's shape with a word where the operation stands.
        #"a b [21/Sep/2026:01:03:21 +0000] 192.0.2.39 - GET x y "GET /a.png?utm_source=x HTTP/2.0" 404 - 1 2 3 4 "-" "z" -"#,
        // TABs in the number that CloudFront has.
        (1...33).map { $0 == 12 ? "utm_source=x" : "\($0)" }.joined(separator: "\t"),
        "2026-09-21\t01:03:21\t" + (3...33).map { $0 == 12 ? "utm_source=x" : "\($0)" }.joined(separator: "\t"),
        // FTP in the common log format.
        #"192.0.2.9 - joe [03/May/2026:00:11:13 -0500] "RETR /pub/a?utm_source=x" 226 5"#,
        "#Software: x\n#Fields: date time cs-method cs-uri-stem sc-status\n2026-10-10 13:55:36 GET /a 200",
        // Paths beside other columns.
        "/a?utm_source=x\t200\tGET", "/a?utm_source=x 200",
    ])
    func madeUpForeignLogsAreRefused(_ line: String) throws {
        let lines = line.hasPrefix("#") ? line + "\n" : String(repeating: line + "\n", count: 4)
        try Data(lines.utf8).write(to: URL(filePath: scratch.path("made-up.log")))
        try refuses(scratch.path("made-up.log"))
    }

    /// A number is no host, and neither is a duration or an identifier: links stay what was asked for.
    @Test(arguments: [
        "336", "0.003", "12ms", "1.5s", "c3fa85f6-5717-4562-b3fc-2c963f66afa6", "9f86d081884c7d65", "1684226820.937",
        "HEAD",
    ])
    func onlyHostsAreHosts(_ word: String) throws {
        let line = #" 192.0.2.9 - - [16/Sep/2026:00:01:01 +0200] "GET /?utm_source=x HTTP/1.1" 200 88 "-" "curl""#
        try Data(String(repeating: word + line + "\n", count: 4).utf8).write(to: URL(filePath: scratch.path("log")))
        let run = try Command.linktally("scan", "--output", "json", scratch.path("log"))
        let links = try #require(run.json["links"] as? [[String: Any]])
        #expect(run.status == 0 && links.map { $0["link"] as? String } == ["/"], "\(links)")
    }

    @Test func aNumberInFrontIsNoHost() throws {
        let run = try Command.linktally(
            "scan", "--output", "json", Self.folder.appending(path: "goaccess2717.log").path)
        let links = try #require(run.json["links"] as? [[String: Any]])
        #expect(run.status == 0 && links.map { $0["link"] as? String } == ["/"], "\(links)")
        #expect(run.errors.contains("format combined, told from the first lines"))
    }

    /// A real-time log of CloudFront says nothing of its columns: whoever knows them names them.
    @Test func columnsByName() throws {
        let path = Self.folder.appending(path: "cf-realtime.log").path
        let names =
            "timestamp,c-ip,x,sc-status,x,cs-method,x,cs-host,cs-uri-stem,x,x,x,x-host-header,x,x,x,cs-user-agent,x,x,"
            + "cs-uri-query" + String(repeating: ",x", count: 18)
        let run = try Command.linktally("scan", "--output", "json", "--columns", names, path)
        let hours = try #require(run.json["hours"] as? [[String: Any]], "\(run.errors)")
        let links = try #require(run.json["links"] as? [[String: Any]])
        #expect(run.status == 0 && hours.map { $0["hour"] as? String } == ["2023-05-16T08"], "\(hours)")
        #expect(links.map { $0["link"] as? String } == ["s.cloudfront.net/"] && links[0]["attributed"] as? Int == 4)
        // Other names are those of other columns: nothing is counted by guess.
        let other = try Command.linktally("scan", "--columns", names.replacing("cs-method", with: "x,x"), path)
        #expect(other.status == 3 && other.errors.contains("is that its format?"), "\(other.errors)")
        let shifted = names.replacing("cs-host,cs-uri-stem", with: "cs-uri-stem,cs-host")
        #expect(try Command.linktally("scan", "--columns", shifted, path).status == 3)
        #expect(try Command.linktally("scan", "--columns", "timestamp,cs-host", path).status == 2)
        // The store knows it again by its definition.
        for expected in ["1 new", "1 known"] {
            let stored = try ingest("--columns \(names)", "'\(path)'")
            #expect(stored.status == 0 && stored.errors.contains(expected), "\(stored.errors)")
        }
    }

    /// A W3C log that has whole URIs in one column.
    @Test func wholeURIs() throws {
        let run = try Command.linktally("scan", "--output", "json", Self.folder.appending(path: "w3c-cs-uri.log").path)
        let lines = try #require(run.json["lines"] as? [String: Int])
        let links = try #require(run.json["links"] as? [[String: Any]])
        #expect(run.status == 0 && lines["requests"] == 50 && lines["malformed"] == 0, "\(lines)")
        #expect(links.map { $0["link"] as? String } == ["/a"])
        #expect(run.errors.contains("format iis, told from the first lines"))
    }

    /// A named format that is not the log's: said, and no success.
    @Test(arguments: [
        ("--format alb", "clf-extra.log"), ("--format s3", "goaccess2886.log"),
        ("--format cloudflare", "caddy-wall.log"),
        ("--json-keys target=nope", "caddy-wall.log"),
        ("--log-format '$time_iso8601 \"$request\" $status'", "goaccess2717.log"),
        ("--format combined", "mis-1000.log"), ("--format caddy", "nul-json.log"), ("--format kong", "caddy-wall.log"),
    ])
    func aNamedFormatThatDoesNotFit(_ option: String, _ name: String) throws {
        let scan = try Command.shell("linktally scan \(option) \(name)", in: Self.folder)
        #expect(scan.status == 3 && scan.errors.contains("is that its format?"), "\(scan.status) \(scan.errors)")
        let run = try ingest(option, name)
        #expect(
            run.status == 1 && run.errors.contains("(wrong_format)") && run.errors.contains("1 failed"), "\(run.errors)"
        )
        let logs = try Command.linktally("store", "logs", "--store", scratch.path("tally.sqlite"))
        #expect(logs.text.contains("wrong_format"), "\(logs.text)")
    }

    /// Lines that a server writes for requests that never came are the log's own: they are read, not unread.
    @Test func noRequestIsNoFault() throws {
        let line = #"192.0.2.9 - - [16/Sep/2026:00:01:01 +0200] "-" 408 0 "-" "-""# + "\n"
        let request =
            #"192.0.2.9 - - [16/Sep/2026:00:01:02 +0200] "GET /?utm_source=x HTTP/1.1" 200 88 "-" "curl""# + "\n"
        let path = scratch.path("quiet.log")
        try Data(String(repeating: line, count: 9).utf8).write(to: URL(filePath: path))
        #expect(try Command.linktally("scan", "--format", "combined", path).status == 0)
        // Nothing proves the format, though: that is said.
        let scan = try Command.linktally("scan", path)
        #expect(
            scan.status == 1 && scan.errors.contains("the shape of combined, and none of them has a request"),
            "\(scan.errors)")
        // As soon as one line does, it is known, be it far behind.
        try Data((String(repeating: line, count: 300) + request).utf8).write(to: URL(filePath: path))
        let run = try Command.linktally("scan", "--output", "json", path)
        let lines = try #require(run.json["lines"] as? [String: Int])
        #expect(run.status == 0 && lines["requests"] == 1 && lines["no_target"] == 300, "\(run.errors)")
    }

    /// Other entries beside requests make no log unread when it grows, as they did not when it was new.
    @Test func aLogOfFewRequestsGrows() throws {
        let other = #"{"level":"info","msg":"x"}"# + "\n"
        let request =
            #"{"RequestPath":"/a?utm_source=x","StartUTC":"2026-11-23T10:00:00Z","DownstreamStatus":200}"# + "\n"
        let log = String(repeating: other, count: 60) + String(repeating: request, count: 10)
        for (text, state) in [(log, "new"), (log + log, "grown")] {
            try Data(text.utf8).write(to: URL(filePath: scratch.path("log")))
            let run = try ingest("'\(scratch.path("log"))'")
            #expect(run.status == 0 && run.errors.contains("1 file: 1 \(state)"), "\(run.errors)")
        }
        #expect(try requests() == "20\n")
    }

    /// Only what has no line is empty.
    @Test(arguments: [
        ("", "empty"), ("\n\n", "empty"), ("#Software: x\n#Fields: date time cs-uri-query\n", "empty"),
        (#"192.0.2.9 - - [16/Sep/2026:00:01:01 +0200] "-" 408 0"# + "\n", "new"),
    ])
    func whatIsEmpty(_ log: String, _ state: String) throws {
        try Data(log.utf8).write(to: URL(filePath: scratch.path("log")))
        let run = try ingest(state == "new" ? "--format combined" : "", "'\(scratch.path("log"))'")
        #expect(run.status == 0 && run.errors.contains("1 file: 1 \(state)"), "\(run.errors)")
    }

    /// Where lines have no time that can be read, that is said with an example, and what is read.
    @Test(arguments: [
        (
            "{\"u\":\"/a?utm_source=x\",\"t\":\"yesterday\"}", "target=u,time=t",
            "no request has a time that can be read, as in: yesterday;"
        ),
        (
            "{\"u\":\"/a?utm_source=x\",\"s\":200}", "target=u,time=t",
            "no request has a time that can be read, as in: {\"u\""
        ),
    ])
    func timesThatCannotBeRead(_ line: String, _ keys: String, _ message: String) throws {
        try Data(String(repeating: line + "\n", count: 3).utf8).write(to: URL(filePath: scratch.path("log")))
        let run = try Command.linktally("scan", "--json-keys", keys, scratch.path("log"))
        #expect(run.status == 0 && run.errors.contains(message), "\(run.errors)")
        let stored = try ingest("--json-keys \(keys)", "'\(scratch.path("log"))'")
        #expect(stored.status == 0 && stored.errors.contains(message), "\(stored.errors)")
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

    /// A target key that holds whole request lines: neither `GET /c` is a link, nor `j HTTP/1.1` a value.
    @Test func requestLinesInATargetKeyAreSplit() throws {
        let run = try Command.linktally(
            "scan", "--output", "json", "--json-keys", "target=r,time=t,status=s",
            Self.folder.appending(path: "jk-req.log").path)
        let rows = try #require(run.json["attributions"] as? [[String: Any]])
        #expect(run.status == 0 && rows.count == 1, "\(run.errors)")
        #expect(rows[0]["link"] as? String == "/c" && rows[0]["source"] as? String == "j", "\(rows)")
        #expect((run.json["rejections"] as? [Any])?.isEmpty == true)
    }
}
