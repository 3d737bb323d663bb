import TestSupport
import Testing

@testable import LinkTallyCore

/// Garbage in every format: no crash, no lost count.
@Suite struct BalanceTests {
    @Test(arguments: LogFormats.names)
    func randomBytes(_ format: String) {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces = [
            "\n", "\n", "\r\n", " ", "\"", "\\", "[23/Nov/2026:10:00:00 +0000] \"", "GET /a?", "utm_source=", "&", "%",
            "\" 200 1", "\u{0}", "é", "client_reference_id=", "HTTP/1.1", "#", "\t",
            "#Fields: cs-uri-query date\n", "#Date: 2026-11-23\n", "{\"", "\":\"", "\",\"", "\"}\n", "ClientRequestURI",
            "RequestPath", "request", "uri", "msg\":\"handled request", "{", "}", "[", "]", ":", ",", "\\u00e9",
            "https 2018-07-02T22:23:00.186641Z a b c 0 0 0 200 200 1 1 \"GET http://h/p?", "\" \"", "- ",
            "o b [06/Feb/2019:00:00:38 +0000] i r q REST k \"GET /p?",
            "a:1 [06/Feb/2026:12:14:14.655] f b/s 1/2/3/4/5 200 1 - - ---- 1/1/1/1/0 0/0 {} \"GET /a?", "} ", " {", "#",
            "[2026-04-15T20:17:00.310Z] \"GET /a?", "HTTP/2\" 200 - 0 1 2 - \"-\" \"", "\" \"h\" \"",
            "1776284220.937    332 a TCP_MISS/200 1 GET http://h/p?", " - NONE/- -\n",
            "2026-05-13T23:39:43.9Z e 1:1 - 0 0 0 200 200 0 29 \"GET http://h/p?",
        ]
        for _ in 0..<300 {
            var log: [UInt8] = []
            for _ in 0..<Int.random(in: 0...200, using: &random) {
                log +=
                    Bool.random(using: &random)
                    ? Array(pieces.randomElement(using: &random)!.utf8) : [UInt8.random(in: 0...255, using: &random)]
            }
            check(log, format, "seed \(seed)")
        }
    }

    private func check(_ log: [UInt8], _ format: String, _ note: String) {
        let tally = Scan.tally(log, format: format)
        let lines = tally.lines
        let pieces = log.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        #expect(lines.total == pieces.count - (pieces.last?.isEmpty == true ? 1 : 0), "\(note)")
        let summary = Summary(tally, inputs: [], places: LinePlaces(segmentLines: [[UInt32(lines.total)]]))
        #expect(summary.hours.reduce(0) { $0 + $1.counts.requests } == UInt64(lines.requests), "\(note)")
        #expect(summary.hours.reduce(0) { $0 + $1.counts.tagged } == summary.requests.tagged, "\(note)")
        var (hits, accepted, outcomes, rejections) = (
            UInt64(0), [UInt64](repeating: 0, count: 5), Outcomes(), UInt64(0)
        )
        summary.forEachAttribution { row in
            hits += row.hits
            for parameter in Parameter.utmCodes where !row.value(of: parameter).isEmpty {
                accepted[Int(parameter.rawValue)] += row.hits
            }
        }
        summary.forEachLink { outcomes += $0.outcomes }
        summary.forEachRejection { rejections += $0.hits }
        #expect(hits == summary.requests.outcomes.attributed, "\(note)")
        #expect(outcomes == summary.requests.outcomes, "\(note)")
        #expect(accepted == Parameter.utmCodes.map { summary.parameters[$0].accepted }, "\(note)")
        let dropped = Parameter.allCases.reduce(0) {
            $0 + summary.parameters[$1].rejected - summary.parameters[$1].duplicate
        }
        #expect(rejections == dropped, "\(note)")
    }
}
