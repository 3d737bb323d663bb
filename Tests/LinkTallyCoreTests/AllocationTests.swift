import CAllocationCount
import Testing

@testable import LinkTallyCore

/// No allocation per line: counted, not said. The counts hold in release builds, where tests are run.
@Suite(.serialized) struct AllocationTests {
    private static func allocations(_ body: () -> Void) -> UInt64 {
        let before = ltac_allocations_of_this_thread()
        body()
        return ltac_allocations_of_this_thread() - before
    }

    @Test func theCounterCounts() {
        var kept: [[UInt8]] = []
        kept.reserveCapacity(10)
        let count = Self.allocations { for size in 1...10 { kept.append([UInt8](repeating: 1, count: size * 100)) } }
        #expect(count >= 10, "\(kept.count)")
    }

    /// A window of 10,000 lines with values of all kinds.
    private static func window(_ format: String) -> [UInt8] {
        var log: [UInt8] = []
        for number in 0..<10_000 {
            let target = [
                "/lp/\(number % 50)?utm_source=google&utm_medium=cpc&utm_campaign=c\(number % 30)&client_reference_id=r\(number % 900)",
                "/x?utm_source=chatgpt.com", "/y?utm_term=a%2Db+c&utm_source=", "/static/app.js",
                "/z?utm_content=%61b&utm_content=2",
            ][number % 5]
            let quoted = number % 70 == 0 && format != "url" ? target + "&q=\\\"x\\\"" : target
            switch format {
            case "url": log += Array("https://h.example:443\(target)\n".utf8)
            case "vhost_combined": log += Array(("h.example:80 " + Scan.line(quoted)).utf8)
            case "alb", "s3", "cloudfront", "iis", "cloudflare", "caddy", "traefik-json", "haproxy", "envoy", "istio",
                "elb",
                "squid":
                log += Array((FormatLine.line(format, target: target, number: number) + "\n").utf8)
            default: log += Array(Scan.line(quoted, time: "23/Nov/2026:1\(number / 1000):00:00 +0000").utf8)
            }
        }
        return log
    }

    @Test(
        arguments: [
            ("combined", 100), ("vhost_combined", 10), ("traefik", 10), ("url", 10), ("alb", 5), ("s3", 5),
            ("cloudfront", 5), ("iis", 5), ("cloudflare", 5),
            ("caddy", 5), ("traefik-json", 5), ("haproxy", 5), ("envoy", 5), ("istio", 5), ("elb", 5), ("squid", 5),
        ], [false, true])
    func linesSeenBefore(_ format: (name: String, windows: Int), _ keepsReferences: Bool) {
        let log = Self.window(format.name)
        var scanner = LineScanner(tally: Tally(keepsReferences ? .references : .rows(.all), seed: Scan.seed))
        var run = FormatRun(LogFormats.named(format.name)!)
        withExactSpan(log) { span in
            for _ in 0..<2 { scanner.scan(span, with: &run) }
            let once = Self.allocations { for _ in 0..<format.windows { scanner.scan(span, with: &run) } }
            let twice = Self.allocations { for _ in 0..<2 * format.windows { scanner.scan(span, with: &run) } }
            #expect(once == 0 && twice == 0, "\(once) for \(format.windows * 10_000) lines, \(twice) for twice as many")
        }
        #expect(scanner.finish().lines.total == (2 + 3 * format.windows) * 10_000)
    }

    /// Times that are read step by step, those of a zone that is assumed, and in JSON.
    @Test(arguments: [
        (#"%h [%{%F %T}t.%{msec_frac}t] "%r" %>s"#, #"192.0.2.1 [2026-11-23 1%d:00:00.786] "GET %t HTTP/1.1" 200"#),
        (#"$host [$time_local] $request_uri $status"#, "h.example [23/Nov/2026:1%d:00:00.786] %t 200"),
        ("target=u,time=t", #"{"u":"%t","t":"23/Nov/2026:1%d:00:00 +0800"}"#),
        ("target=u,time=t", #"{"u":"%t","t":"2026\/11\/23 1%d:00:00.250"}"#),
        ("target=u,time=t", #"{"u":"%t","t":"179543729%d.937"}"#),
    ])
    func timesOfOtherKinds(_ definition: String, _ line: String) throws {
        let format =
            line.hasPrefix("{")
            ? try CustomFormats.format(ofJSONKeys: definition) : try CustomFormats.format(ofDefinition: definition)
        let zone = AssumedZone(name: "x", offset: 3600, changes: [(1_795_440_000, 7200)])
        try noAllocations(format.assuming(zone), line)
    }

    private func noAllocations(_ format: LogFormat, _ line: String) throws {
        var log: [UInt8] = []
        for number in 0..<10_000 {
            let target = "/lp?utm_source=google&utm_campaign=c\(number % 30)"
            log += Array((line.replacing("%t", with: target).replacing("%d", with: "\(number / 2 % 10)") + "\n").utf8)
        }
        var scanner = LineScanner(tally: Tally(.rows(.all), seed: Scan.seed))
        var run = FormatRun(format)
        withExactSpan(log) { span in
            for _ in 0..<2 { scanner.scan(span, with: &run) }
            let count = Self.allocations { for _ in 0..<5 { scanner.scan(span, with: &run) } }
            #expect(count == 0, "\(count)")
        }
        let summary = Summary(scanner.finish(), inputs: [], places: LinePlaces(segmentLines: [[70_000]]))
        #expect(summary.lines.requests == 70_000 && !summary.hours.contains { $0.hour == .unknown })
    }

    /// Lines behind a prefix, and within JSON, which are gathered in a buffer that is kept.
    @Test(arguments: [Envelope.syslog, .cri, .dockerJSON, .loki], ["combined", "caddy"])
    func linesInEnvelopes(_ envelope: Envelope, _ name: String) {
        let lines = Self.window(name).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        let log = Array(lines.map { Enveloped.line($0, envelope) + "\n" }.joined().utf8)
        var scanner = LineScanner(tally: Tally(.rows(.all), seed: Scan.seed))
        var run = FormatRun(LogFormats.named(name)!.inside([envelope]))
        withExactSpan(log) { span in
            for _ in 0..<2 { scanner.scan(span, with: &run) }
            let count = Self.allocations { for _ in 0..<5 { scanner.scan(span, with: &run) } }
            #expect(count == 0, "\(count)")
        }
        let summary = Summary(scanner.finish(), inputs: [], places: LinePlaces(segmentLines: [[70_000]]))
        #expect(summary.lines.requests == 70_000)
    }

    /// Pairs with escapes and without, and application servers.
    @Test(arguments: [
        ("logfmt", #"time=2026-11-23T1%d:00:00Z method=GET path="%t" url="https:\/\/h%t" status=200"#),
        ("ltsv", "time:[23/Nov/2026:1%d:00:00 +0000]\treq:GET %t HTTP/1.1\tstatus:200\tua:a\\x09b"),
        ("heroku", #"2026-11-23T1%d:00:00Z heroku[router]: at=info method=GET path="%t" host=h.example status=200"#),
        ("uvicorn", #"2026-11-23 1%d:00:00 INFO:     192.0.2.1:5 - "GET %t HTTP/1.1" 200 OK"#),
        ("uwsgi", "[pid: 1] x () {} [Mon Nov 23 1%d:00:00 2026] GET %t => generated 1 bytes (HTTP/1.1 200)"),
    ])
    func pairsAndServers(_ name: String, _ line: String) throws {
        try noAllocations(#require(LogFormats.named(name)), line)
    }

    /// 100,000 new rows and values: tables grow by doubling, entries cost nothing of their own.
    @Test func valuesNotSeenBefore() {
        let log = Array((0..<100_000).map { Scan.line("/lp?utm_source=s&utm_content=c\($0)") }.joined().utf8)
        var scanner = LineScanner(tally: Tally(.rows(.all), seed: Scan.seed))
        var run = FormatRun(LogFormats.named("combined")!)
        withExactSpan(log) { span in
            let count = Self.allocations { scanner.scan(span, with: &run) }
            #expect(count <= 200, "\(count) allocations")
        }
        let summary = Summary(scanner.finish(), inputs: [], places: LinePlaces(segmentLines: [[100_000]]))
        #expect(summary.values(of: .content).distinct == 100_000)
    }
}
