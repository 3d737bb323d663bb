import Testing

@testable import LinkTallyCore

/// Which requests count.
@Suite struct FilterTests {
    private func lines(_ log: String, format: LogFormat, _ filter: RequestFilter) -> LineCounts {
        var scanner = LineScanner(tally: Tally(.rows(.all), seed: Scan.seed), filter: filter)
        scanner.begin(input: 0, segment: 0)
        var run = FormatRun(format)
        withExactSpan(Array(log.utf8)) { scanner.scan($0, with: &run) }
        let tally = scanner.finish()
        return tally.lines
    }

    private func counted(_ log: String, format: String = "combined", _ set: (inout RequestFilter) -> Void) -> [Int] {
        var filter = RequestFilter()
        set(&filter)
        let lines = lines(log, format: LogFormats.named(format)!, filter)
        return [lines.requests, lines.filtered]
    }

    @Test func timeBounds() {
        let now = 1_795_437_296  // 2026-11-23T12:34:56Z
        let noon = TimeBound("2026-11-23T12:00:00Z", now: 0)!
        for text in [
            "2026-11-23T12", "2026-11-23T12:00", "2026-11-23 12:00", "2026-11-23T13:00+01:00", "2026-11-23T06:30-0530",
            "2026-11-23T12:00:00.000Z", "2026-11-23T12Z",
        ] { #expect(TimeBound(text, now: now)?.second == noon.second, "\(text)") }
        #expect(TimeBound("2026-11-23", now: now)?.second == noon.second - 12 * 3600)
        #expect(TimeBound("2096s", now: now)?.second == noon.second)
        #expect(TimeBound("24h", now: now)?.second == noon.second + 2096 - 86_400)
        #expect(TimeBound("1d", now: now)?.second == TimeBound("24h", now: now)?.second)
        #expect(TimeBound("2w", now: now)?.second == TimeBound("14d", now: now)?.second)
        #expect(TimeBound("30m", now: now)?.second == TimeBound("1800s", now: now)?.second)
        for text in [
            "", "x", "24", "h", "-1h", "+1h", "1.5h", "2026", "2026-11", "2026-02-30", "2026-11-23T", "2026-11-23T24",
            "2026-11-23T12:60", "2026-11-23T12:00+1", "2026-11-23T12:0", "23/Nov/2026", "99999999999999999999d", "é",
            "2026-11-23é", "2026-11-23T12:00:00Zx",
        ] { #expect(TimeBound(text, now: now) == nil, "\(text)") }
    }

    @Test func statusSets() {
        func members(_ text: String) -> [UInt16]? {
            StatusSet(text).map { set in (0...1000).filter { set.contains($0) } }
        }
        #expect(members("200") == [200])
        #expect(members("200,404,200") == [200, 404])
        #expect(members("2xx")?.count == 100 && members("2xx")?.first == 200 && members("2xx")?.last == 299)
        #expect(members("400-404") == [400, 401, 402, 403, 404])
        #expect(members("9xx,100")?.count == 101)
        for text in [
            "", ",", "200,", "0xx", "2x", "xx", "20", "2000", "099", "404-400", "200-", "-200", "2XX", "٣00", "2xx-3xx",
        ] {
            #expect(members(text) == nil, "\(text)")
        }
    }

    @Test func time() {
        let log =
            Scan.line("/a", time: "23/Nov/2026:09:59:59 +0000") + Scan.line("/a", time: "23/Nov/2026:10:00:00 +0000")
            + Scan.line("/a", time: "23/Nov/2026:11:00:00 +0100") + Scan.line("/a", time: "23/Nov/2026:10:59:59 +0000")
            + Scan.line("/a", time: "30/Feb/2026:10:30:00 +0000") + "\nx\n"
        #expect(counted(log) { _ in } == [5, 0])
        #expect(counted(log) { $0.from = TimeBound("2026-11-23T10", now: 0) } == [3, 2])
        #expect(counted(log) { $0.to = TimeBound("2026-11-23T10:59:59", now: 0) } == [3, 2])
        #expect(
            counted(log) {
                $0.from = TimeBound("2026-11-23T10", now: 0)
                $0.to = TimeBound("2026-11-23T10:59:59", now: 0)
            } == [2, 3])
        // Logs need not be in order, and every line of the balance stays.
        var filter = RequestFilter()
        filter.to = TimeBound("0001-01-01", now: 0)
        let lines = lines(log, format: LogFormats.named("combined")!, filter)
        #expect(lines.filtered == 5 && lines.blank == 1 && lines.malformed == 1 && lines.total == 7)
    }

    @Test func status() {
        let log =
            Scan.line("/a", status: 200) + Scan.line("/a", status: 404)
            + "h - - [23/Nov/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" - 1\n"
        #expect(counted(log) { $0.statuses = StatusSet("2xx") } == [1, 2])
        #expect(counted(log) { $0.statuses = StatusSet("2xx,404") } == [2, 1])
        #expect(
            counted("{\"RequestPath\":\"/\",\"DownstreamStatus\":1e9}", format: "traefik-json") {
                $0.statuses = StatusSet("999")
            } == [0, 1])
    }

    @Test func links() {
        let log =
            Scan.line("/lp/a?utm_source=x") + Scan.line("http://shop.example:80/lp/b?x=/lp") + Scan.line("/x#/lp/")
            + Scan.line("/LP/a") + Scan.line("/l\\x70/c?a=b")
        #expect(counted(log) { $0.link = LinkPattern("/lp/*") } == [3, 2])
        #expect(counted(log) { $0.link = LinkPattern("shop.example/lp/*") } == [1, 4])
        #expect(counted(log) { $0.link = LinkPattern("*/[lL][pP]/?") } == [4, 1])
        #expect(counted(log) { $0.link = LinkPattern("/lp") } == [0, 5])
        let hosts = "h.example:443 1.2.3.4 - - [23/Nov/2026:10:00:00 +0000] \"GET /l\\x70/c HTTP/1.1\" 200 1\n"
        #expect(counted(hosts, format: "vhost_combined") { $0.link = LinkPattern("h.example/lp/*") } == [1, 0])
        #expect(counted(hosts, format: "vhost_combined") { $0.link = LinkPattern("/lp/*") } == [1, 0])
        let json = "{\"RequestHost\":\"h\\u002eexample\",\"RequestPath\":\"\\/lp\\/a\"}"
        #expect(counted(json, format: "traefik-json") { $0.link = LinkPattern("h.example/lp/*") } == [1, 0])
        #expect(counted("?utm_term=x\nhttp://h?a=b\n/a", format: "url") { $0.link = LinkPattern("") } == [1, 2])
    }

    /// A line of each format with the user agent of Bing's crawler, as that format writes it.
    static let agents: [(format: String, line: String)] = [
        ("combined", Self.common + #""-" "Mozilla/5.0 (compatible; bingbot/2.0)""#),
        ("combined", Self.common + #""http://x/\"?y" "\"bingbot/2.0" "more""#),
        ("vhost_combined", "h:80 " + Self.common + #""-" "bingbot/2.0""#),
        ("traefik", Self.common + #""a"b" "x"bingbot/2.0" 1 "r" "s" 3ms"#),
        (
            "alb",
            "https 2026-11-23T10:00:00Z e 1:1 2:2 0 0 0 200 200 1 2 \"GET https://h:443/a HTTP/1.1\" \"bingbot/2.0\" x"
        ),
        ("s3", "o b [23/Nov/2026:10:00:00 +0000] 1 - I OP k \"GET /a HTTP/1.1\" 200 - 1 1 1 1 \"-\" \"bingbot/2.0\" -"),
        (
            "elb",
            "2026-11-23T10:00:00Z e 1:1 2:2 0 0 0 200 200 1 2 \"GET https://h:443/a HTTP/1.1\" \"bingbot/2.0\" - -"
        ),
        (
            "envoy",
            #"[2026-11-23T10:00:00Z] "GET /a HTTP/1.1" 200 - 0 1 2 - "x"y" "a bingbot/2.0" "minbot" "h" "1:1""#
        ),
        (
            "istio",
            #"[2026-11-23T10:00:00Z] "GET /a HTTP/2" 200 - via - "-" 0 1 2 - "-" "bingbot/2.0" "i" "h" "1:1" o a b c - d"#
        ),
        ("cloudflare", #"{"ClientRequestURI":"/a","ClientRequestUserAgent":"bingbot\/2.0"}"#),
        (
            "caddy",
            #"{"msg":"handled request","request":{"uri":"/a","headers":{"Accept":["x"],"User-Agent":[ "x bingbot/2.0"]}}}"#
        ),
        ("traefik-json", #"{"RequestPath":"/a","request_User-Agent":"bingbot/2.0"}"#),
        ("iis", "#Fields: cs-uri-stem cs-uri-query cs(User-Agent)\n/a - Mozilla/5.0+(compatible;+bingbot/2.0)"),
        (
            "cloudfront",
            "#Fields: cs-uri-stem cs(User-Agent) cs-uri-query\n/a\tMozilla/5.0%2520(compatible;%20bin%67bot/2.0)\t-"
        ),
    ]

    private static let common = #"1.2.3.4 - - [23/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 1 "#

    @Test(arguments: agents.indices)
    func bots(_ index: Int) {
        let (format, line) = Self.agents[index]
        let human = line.replacing("bin", with: "min")
        let log = line + "\n" + human.split(separator: "\n").last! + "\n"
        #expect(counted(log, format: format) { _ in } == [2, 0])
        #expect(counted(log, format: format) { $0.bots = .exclude } == [1, 1])
        #expect(counted(log, format: format) { $0.bots = .only } == [1, 1])
        #expect(counted(line, format: format) { $0.bots = .exclude } == [0, 1])
    }

    @Test func customFormatsHaveUserAgents() throws {
        for (definition, line) in [
            ("$request_uri $http_user_agent|", "/a x bingbot/2.0|"),
            (#""%{User-agent}i" "%r" %s"#, #""bingbot/2.0" "GET /a" 200"#),
            (#"escape=json {"u":"$request_uri","a":"$http_user_agent"}"#, #"{"u":"/a","a":"bingbot\/2.0"}"#),
            (
                #"$ip [$time_local] "$request" $status "$http_user_agent""#,
                #"h [23/Nov/2026:10:00:00 +0000] "GET /a" 200 "bingbot/2.0""#
            ),
            (
                #"$ip [$time_local] "$request" $status $size "$http_referer" "$http_user_agent""#,
                Self.common + #""-" "bingbot/2.0""#
            ),
        ] {
            var filter = RequestFilter()
            filter.bots = .exclude
            let format = try CustomFormats.format(ofDefinition: definition)
            let human = line.replacing("bingbot", with: "mingbot")
            let lines = lines(line + "\n" + human, format: format, filter)
            #expect(lines.filtered == 1 && lines.requests == 1, "\(definition)")
        }
        var filter = RequestFilter()
        filter.bots = .only
        let format = try CustomFormats.format(ofJSONKeys: "target=u,agent=h.ua")
        #expect(lines(#"{"u":"/a","h":{"ua":"bingbot/2.0"}}"#, format: format, filter).requests == 1)
    }

    @Test func whatAFormatCannotAnswer() throws {
        func missing(_ fields: RequestFields, _ log: String, _ choice: LogFormat) -> RequestFields {
            withExactSpan(Array(log.utf8)) { FormatRecognizer.missing(fields, in: $0, of: choice) }
        }
        let all: RequestFields = [.time, .status, .userAgent]
        #expect(missing(all, "/a\n/b\n", LogFormats.named("url")!) == all)
        #expect(missing([], "/a\n/b\n", LogFormats.named("url")!) == [])
        #expect(missing(all, Scan.line("/a"), LogFormats.named("combined")!) == [])
        #expect(missing(all, Self.common + "\n", LogFormats.named("common")!) == .userAgent)
        // One line that has it is enough, and lines that are no requests say nothing.
        #expect(missing(all, Self.common + "\n" + Scan.line("/a"), LogFormats.named("combined")!) == [])
        #expect(missing(all, "x\n", LogFormats.named("combined")!) == [])
        #expect(
            missing(all, "/a x\n", try CustomFormats.format(ofDefinition: "$request_uri $http_user_agent")) == [
                .time, .status,
            ])
        #expect(
            missing(all, Scan.line("/a"), try CustomFormats.format(ofDefinition: #"%h %l %u %t "%r" %>s %b"#))
                == .userAgent)
        #expect(
            missing(all, "{\"u\":\"/\"}", try CustomFormats.format(ofJSONKeys: "target=u,status=s")) == [
                .time, .userAgent,
            ])
    }
}
