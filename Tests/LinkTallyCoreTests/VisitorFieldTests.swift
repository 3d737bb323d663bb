import TestSupport
import Testing

@testable import LinkTallyCore

/// Nothing that a visitor writes beside the request is taken for it: agent, Referer, user name, cookies, other headers.
@Suite struct VisitorFieldTests: DefinitionSuite {
    /// A line of each format: the request has the code `good`, and `@` stands where a visitor writes.
    static let lines: [(format: String, line: String)] = [
        ("combined", #"192.0.2.1 - @ [23/Nov/2026:10:00:00 +0000] "GET /?utm_source=good HTTP/1.1" 200 5 "@" "@""#),
        (
            "vhost_combined",
            #"h.example:80 192.0.2.1 - @ [23/Nov/2026:10:00:00 +0000] "GET /?utm_source=good HTTP/1.1" 200 5 "@" "@""#
        ),
        (
            "alb",
            "https 2026-11-23T10:00:00Z app/l 192.0.2.1:1 10.0.0.1:80 0.1 0.0 0.0 200 200 1 2 "
                + #""GET https://h.example:443/?utm_source=good HTTP/1.1" "@" - - arn "Root=1" "@" "-""#
        ),
        (
            "s3",
            "owner bucket [23/Nov/2026:10:00:00 +0000] 192.0.2.1 - 3E57 REST.GET.OBJECT k "
                + #""GET /?utm_source=good HTTP/1.1" 200 - 1 1 1 1 "@" "@" -"#
        ),
        (
            "haproxy",
            "192.0.2.1:33317 [23/Nov/2026:10:00:00.655] f b/s 10/0/30/69/109 200 2750 @ - ---- 1/1/1/1/0 0/0 "
                + #"{@|@} {} "GET /?utm_source=good HTTP/1.1""#
        ),
        (
            "envoy",
            #"[2026-11-23T10:00:00.310Z] "GET /?utm_source=good HTTP/2" 200 - 0 154 12 10 "@" "@" "@" "@" "10.0.0.5:8""#
        ),
        (
            "istio",
            #"[2026-11-23T10:00:00.310Z] "GET /?utm_source=good HTTP/2" 200 - via_upstream - "-" 0 135 2 1 "#
                + #""@" "@" "@" "@" "10.0.0.5:80" inbound|80|| 1:1 2:2 3:3 @ default"#
        ),
        (
            "elb",
            "2026-11-23T10:00:00.945958Z lb 192.0.2.10:2817 10.0.0.1:80 0.1 0.1 0.1 200 200 0 29 "
                + #""GET https://h.example:443/?utm_source=good HTTP/1.1" "@" - -"#
        ),
        (
            "squid",
            "1776284220.937    332 192.0.2.10 TCP_MISS/200 5120 GET http://h.example/?utm_source=good @ "
                + "HIER_DIRECT/203.0.113.9 text/html [@] [@]"
        ),
    ]

    /// Requests as these formats write them, and pieces that end fields and begin others.
    private static let writings = [
        "GET /evil?utm_source=evil HTTP/1.1", "/evil?utm_source=evil", "https://h.example/?utm_source=evil", "-", "",
        "[23/Nov/2026:10:00:00 +0000] GET /evil?utm_source=evil HTTP/1.1", "{GET /evil?utm_source=evil HTTP/1.1}",
        "1/1/1/1/0 0/0 GET /evil?utm_source=evil HTTP/1.1", "TCP_MISS/200 1 GET http://evil.example/?utm_source=evil x",
        "[2026-11-23T10:00:00.310Z] GET /evil?utm_source=evil HTTP/2 200 - 0 1 2 3", "200 5", "Mozilla/5.0 (X11)",
    ]

    /// What only servers that escape no quote let a visitor write: `"` within a field.
    private static let quoted =
        writings.map { "\" \"\($0)\" 200 \"" } + writings.map { "x\"\($0)\"" } + ["\"", "\" \""]
    private static let escapesNoQuote: Set = ["haproxy", "envoy", "istio", "squid"]

    @Test(arguments: lines.indices)
    func noVisitorIsCounted(_ index: Int) {
        let (name, line) = Self.lines[index]
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let writings = Self.writings + (Self.escapesNoQuote.contains(name) ? Self.quoted : [])
        var requests = 0
        for _ in 0..<2_000 {
            var written = ""
            for byte in line.unicodeScalars {
                written += byte == "@" ? writings.randomElement(using: &random)! : String(byte)
            }
            let found = find(LogFormats.named(name)!, written)
            if found.kind == .request { requests += 1 }
            #expect(
                found.kind != .request || found.target.hasSuffix("/?utm_source=good"),
                "\(found), SplitMix(seed: \(seed)) \(written)")
            // Told from its lines, it is this format or none; without a user name a host in front is told by none.
            withExactSpan(Array(written.utf8)) { span in
                guard case .recognized(let format, let others) = FormatRecognizer.recognize(span) else { return }
                let isOwn = format.name == name || name == "vhost_combined" && format.name == "combined"
                #expect(isOwn && others.isEmpty, "\(format.name), SplitMix(seed: \(seed)) \(written)")
            }
        }
        #expect(requests > 200, "\(requests)")
    }
}
