import TestSupport
import Testing

@testable import LinkTallyCore

/// What a line says does not depend on the lines before it, which formats remember to be quick.
@Suite struct LineOrderTests {
    /// Formats whose lines stand alone.
    private static let formats = LogFormats.names.filter { !LogFormats.named($0)!.hasDirectives }

    private static func line(_ format: String, number: Int) -> String {
        let target = "/lp/\(number)?utm_source=a\(number)"
        switch format {
        case "url": return "https://h.example:443\(target)"
        case "alb", "s3", "cloudflare", "caddy", "traefik-json", "haproxy", "envoy", "istio", "elb", "squid":
            return FormatLine.line(format, target: target, number: number)
        default:
            let line = "h.example:80 " + Scan.line(target, time: "2\(number % 10)/Nov/2026:10:00:00 +0\(number % 2)30")
            return line.dropLast() + " 1 \"r\" \"s\" 3ms"
        }
    }

    /// A line with some runs of its bytes replaced, mostly by zeros, as holes in a file have them.
    private static func damaged(_ line: String, _ random: inout SplitMix) -> [UInt8] {
        var bytes = Array(line.utf8)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let start = Int.random(in: bytes.indices, using: &random)
            let end = min(start + Int.random(in: 1...30, using: &random), bytes.count)
            let byte = Bool.random(using: &random) ? 0 : RandomLine.byte(&random)
            for index in start..<end { bytes[index] = byte == UInt8(ascii: "\n") ? 0 : byte }
        }
        return bytes
    }

    private static func read(_ line: [UInt8], _ format: inout any LineFormat, _ request: inout LocatedRequest) -> String
    {
        withExactSpan(line) { bytes in
            var unescaped = ScratchBuffer(capacity: 256)
            let kind = format.parse(bytes, 0..<bytes.byteCount, into: &request, unescaped: &unescaped)
            guard kind == .request else { return "\(kind)" }
            return "\(request)"
        }
    }

    @Test(arguments: formats) func linesBeforeDoNotMatter(_ name: String) {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let format = LogFormats.named(name)!
        var used = format.lineFormat
        var request = LocatedRequest()
        for number in 0..<3_000 {
            let line = Self.damaged(Self.line(name, number: number), &random)
            var (fresh, first) = (format.lineFormat, LocatedRequest())
            let expected = Self.read(line, &fresh, &first)
            #expect(
                Self.read(line, &used, &request) == expected,
                "SplitMix(seed: \(seed)) \(String(decoding: line, as: UTF8.self).debugDescription)")
        }
    }

    /// Where the time stands there are only zeros: no time, on the first line and behind others.
    @Test(arguments: formats) func zerosForATime(_ name: String) {
        let format = LogFormats.named(name)!
        for pattern in [#/\[[^\]]*\] /#, #/[0-9]{4}-[0-9]{2}-[0-9]{2}/#] as [Regex<Substring>] {
            let good = Self.line(name, number: 1)
            let zeros = Array(good.replacing(pattern) { String(repeating: "\0", count: $0.output.utf8.count) }.utf8)
            guard zeros != Array(good.utf8) else { continue }
            var (used, request) = (format.lineFormat, LocatedRequest())
            let first = Self.read(zeros, &used, &request)
            _ = Self.read(Array(good.utf8), &used, &request)
            #expect(Self.read(zeros, &used, &request) == first)
        }
    }
}
