import TestSupport
import Testing

@testable import LinkTallyCore

/// Lines of pairs (logfmt, Heroku's router, LTSV) and of application servers (uvicorn, uWSGI).
@Suite struct PairFormatTests: DefinitionSuite {
    /// A line of each format: `%t` is the target, `%v` and the like are what a visitor wrote, as the server writes it there.
    private static let lines = [
        (
            "heroku",
            #"2026-11-23T12:00:00.1+00:00 heroku[router]: at=info method=GET path="%t" host=h.example request_id=%q fwd="%v" "#
                + "dyno=web.1 connect=1ms service=2ms status=200 bytes=3"
        ),
        (
            "logfmt",
            #"time=2026-11-23T12:00:00Z user="%v" method=GET path="%t" status=200 referer="%v" user_agent="%v""#
        ),
        ("logfmt", #"ua="%v" ts=1795435200 request="GET %t HTTP/1.1" status=200 msg="%v""#),
        (
            "ltsv",
            "time:[23/Nov/2026:12:00:00 +0000]\thost:%l\tuser:%l\treq:GET %t HTTP/1.1\tstatus:200\treferer:%l\tua:%l"
        ),
        ("ltsv", "forwardedfor:%l\ttime:2026-11-23T12:00:00Z\tmethod:GET\turi:%t\tstatus:200\tua:%l"),
        ("uvicorn", #"2026-11-23 12:00:00 INFO:     192.0.2.1:5 - "GET %t HTTP/1.1" 200 OK"#),
        (
            "uwsgi",
            "[pid: 1|app: 0|req: 1/1] %r (%r) {4 vars in 5 bytes} [Mon Nov 23 12:00:00 2026] GET %t => generated 1 bytes "
                + "in 1 msecs (HTTP/1.1 200) 1 headers in 1 bytes (1 switches on core 0)"
        ),
    ]

    private static let evil = [
        "GET /evil?utm_source=evil HTTP/1.1", #"" path="/evil?utm_source=evil"#, #"\" uri=/evil?utm_source=evil x="#,
        "path=/evil?utm_source=evil", "\turi:/evil?utm_source=evil", "req:GET /evil?utm_source=evil HTTP/1.1",
        #"x" 200 request="GET /evil?utm_source=evil HTTP/1.1"#, " uri=/evil?utm_source=evil ", "\\", "\"", "=", "",
        ") {1 vars in 1 bytes} [Mon Nov 23 09:00:00 2026] GET /evil?utm_source=evil => generated 1 bytes (HTTP/1.1 200)",
        #"1:1 - "GET /evil?utm_source=evil HTTP/1.1" 200 OK"#, "Mozilla/5.0 (X11; Linux)", "\u{1}\u{7F}é",
    ]

    private func filled(_ line: String, _ target: String, _ random: inout SplitMix) -> String {
        var text = line.replacing("%t", with: target)
        func visitor(_ random: inout SplitMix) -> String {
            (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.evil.randomElement(using: &random)! }.joined()
        }
        while let place = text.firstRange(of: "%v") ?? text.firstRange(of: "%q") {
            let plain = visitor(&random).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            let isQuoted = text[place] == "%v"
            text.replaceSubrange(place, with: isQuoted ? plain : "\"\(plain)\"")
        }
        while let place = text.firstRange(of: "%l") {
            text.replaceSubrange(place, with: visitor(&random).replacing("\t", with: "\\x09"))
        }
        while let place = text.firstRange(of: "%r") { text.replaceSubrange(place, with: visitor(&random)) }
        return text
    }

    /// Whatever a visitor writes into a field that is his, the request is the one that was asked for, and the log is told.
    /// A backslash escapes in quotes alone, also where another field of the line is in quotes.
    @Test func escapesStandInQuotes() {
        let line = #"t=2026-11-23T10:00:00Z method=GET path=/a\x22b query="utm_source=\x61" host=h status=200"#
        let summary = Scan.summary(line + "\n", format: "logfmt")
        var rows: [String] = []
        summary.forEachAttribution { row in
            rows.append(String(decoding: row.link.array + row.value(of: .source).array, as: UTF8.self))
        }
        #expect(rows == [#"h/a\x22ba"#])
    }

    @Test func noVisitorsFieldIsTheRequest() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for (name, template) in Self.lines {
            let format = LogFormats.named(name)!
            for number in 0..<300 {
                let line = filled(template, "/lp?utm_source=x\(number)", &random)
                let found = find(format, line)
                #expect(
                    found.kind == .request && found.target == "/lp?utm_source=x\(number)" && found.status == 200,
                    "\(name), SplitMix(seed: \(seed)): \(line)")
                #expect(found.hour == hour(Self.noon) && found.query == nil, "\(name): \(found.hour), \(line)")
                #expect(self.name(line) == name, "\(line)")
            }
        }
    }

    private func name(_ log: String) -> String {
        withExactSpan(Array(log.utf8)) { span in
            switch FormatRecognizer.recognize(span) {
            case .recognized(let format, let others): ([format] + others).map(\.name).joined(separator: "+")
            case .unknown: "unknown"
            case .blank: "blank"
            }
        }
    }

    /// What is made of pairs, or looks like them, and proves no request.
    @Test(arguments: [
        "level=info msg=ready\n", "a=b c=d\n", "method=GET path=/lp\n", "path=/lp status=200\n",
        "method=RETR path=/lp status=226\n", "method=GET path=/lp status=OK\n", "method=GET path=/lp status=999\n",
        "method=GET path=? status=200\n", "method=GET, path=/lp, status=200\n", "I method=GET path=/lp status=200\n",
        "/a?b=c method=GET path=/lp status=200\n", "host:h\tstatus:200\n", "uri:/lp\tstatus:200\n",
        "req:RETR /lp\tstatus:200\n",
        "10:00:00\tGET\t/lp\n", "INFO:     Started server process [1]\n",
        "INFO:     127.0.0.1:1 - \"RETR /lp\" 200 OK\n",
        "INFO:     x - \"GET /lp HTTP/1.1\" 200 OK\n",
        "[pid: 1] x () {1 vars} [Mon Feb 30 10:00:00 2026] GET /lp => generated 1 bytes (HTTP/1.1 200)\n",
        "[pid: 1] x () {1 vars} [Mon Nov 23 10:00:00 2026] RETR /lp => generated 1 bytes (HTTP/1.1 200)\n",
        "2026-11-23T10:00:00.000000+00:00 app[web.1]: at=info method=GET path=/lp dyno= connect= service= status=200\n",
    ])
    func noProof(_ line: String) {
        #expect(name(String(repeating: line, count: 4)) == "unknown", "\(line)")
    }

    /// Heroku's lines are pairs, too, and an app beside the router may write a log of its own.
    @Test func herokuIsTold() {
        let router = "heroku[router]: at=info method=GET path=\"/lp?a\" dyno=web.1 connect=1ms service=1ms status=200\n"
        let app = #"app[web.1]: 10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] "GET /lp HTTP/1.1" 200 5"# + "\n"
        #expect(name(router) == "heroku")
        #expect(name(String(router.dropFirst(16))) == "heroku")
        #expect(name(router + app + router + app) == "heroku")
        #expect(name("method=GET path=/lp status=200\n") == "logfmt")
    }

    /// gunicorn's default is the combined log format.
    @Test func gunicornIsCombined() {
        let line = #"127.0.0.1 - - [23/Nov/2026:10:00:00 +0000] "GET /lp?utm_source=a HTTP/1.1" 200 5 "-" "curl/8.5.0""#
        #expect(name(line + "\n") == "combined")
    }

    /// Times without a zone are those of the zone that is assumed.
    @Test(arguments: [
        ("logfmt", "ts=\"2026-11-23 12:00:00\" method=GET path=/ status=200"),
        ("ltsv", "time:23/Nov/2026:12:00:00\treq:GET / HTTP/1.1\tstatus:200"),
        ("uvicorn", #"2026-11-23 12:00:00,5 INFO:     192.0.2.1:5 - "GET / HTTP/1.1" 200 OK"#),
        ("uwsgi", "[pid: 1] x () {} [Mon Nov 23 12:00:00 2026] GET / => generated 1 bytes (HTTP/1.1 200)"),
        ("heroku", "2026-11-23T12:00:00.5 heroku[router]: at=info method=GET path=/ status=200"),
    ])
    func assumedZones(_ name: String, _ line: String) {
        let format = LogFormats.named(name)!
        #expect(find(format, line).hour == hour(Self.noon))
        #expect(find(format.assuming(AssumedZone(offset: "+05:30")!), line).hour == hour("2026-11-23T06:30:00Z"))
    }

    /// The user agent, for `--bots`.
    @Test(arguments: [
        ("logfmt", #"method=GET path=/ status=200 user_agent="a \"bot\"""#, #"a "bot""#),
        ("ltsv", "req:GET / HTTP/1.1\tstatus:200\tua:a bot", "a bot"),
        ("heroku", "at=info method=GET path=/ status=200", nil),
    ])
    func userAgents(_ name: String, _ line: String, _ agent: String?) {
        var format = LogFormats.named(name)!.lineFormat
        var request = LocatedRequest()
        var unescaped = ScratchBuffer(capacity: 16)
        withExactSpan(Array(line.utf8)) { bytes in
            #expect(format.parse(bytes, 0..<bytes.byteCount, into: &request, unescaped: &unescaped) == .request)
            let found = format.userAgent(bytes, 0..<bytes.byteCount, unescaped: &unescaped)
            var text: String?
            if let found, found.isUnescaped {
                text = unescaped.bytes.extracting(found.range).text
            } else if let found {
                text = bytes.extracting(found.range).text
            }
            #expect(text == agent)
        }
    }
}
