import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct RecognitionTests {
    private func name(_ log: String, likely: String? = nil) -> String {
        withExactSpan(Array(log.utf8)) { span in
            switch FormatRecognizer.recognize(span, likely: likely) {
            case .recognized(let format, let others): ([format] + others).map(\.name).joined(separator: "+")
            case .unknown(let line, let shape):
                "unknown at \(line.lowerBound)" + (shape.map { ", shape of \($0.name)" } ?? "")
            case .blank(let format): "blank" + (format.name == "combined" ? "" : ", \(format.name)")
            }
        }
    }

    private static let combined = #"10.0.0.1 - - [23/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 5 "-" "x""# + "\n"

    @Test func formats() {
        #expect(name(Self.combined) == "combined")
        #expect(name(#"10.0.0.1 - john doe [23/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 5"#) == "combined")
        #expect(name(#"1.2.3.4, 5.6.7.8 - - [23/Nov/2026:10:00:00 +0000] "GET /a HTTP/1.1" 200 5"#) == "combined")
        #expect(name("www.example.org:80 " + Self.combined) == "vhost_combined")
        #expect(name("example.org " + Self.combined) == "vhost_combined")
        #expect(name(String(Self.combined.dropLast()) + #" 1 "r" "s" 3ms"#) == "traefik")
        // A duration is no sign of Traefik: Apache's and nginx's lines may have one.
        for end in [" 12ms", " 1234", " 0.012", #" "x" 12ms"#, #" "r" "s" 3ms"#] {
            #expect(name(String(Self.combined.dropLast()) + end) == "combined", "\(end)")
        }
        #expect(name("https://x.example/a?b=c\n/path?x\n?utm_source=a") == "url")
    }

    @Test func strangeLinesOnTop() {
        #expect(name("cut in the middle\" 200 5\n\n  \n" + Self.combined + Self.combined) == "combined")
        #expect(name("some prose\nthat is no log\n" + Self.combined) == "unknown at 0")
        #expect(name("\n\r\n{\"json\":true}\n") == "unknown at 3")
        #expect(name("some prose\nand more\n/a\n") == "unknown at 0")
    }

    private static let caddy =
        #"{"logger":"http.log.access","ts":1,"request":{"host":"h","uri":"/a?b"},"status":200}"# + "\n"

    /// A JSON log has other entries, too; they speak neither for nor against a format.
    @Test func jsonLines() {
        #expect(name(Self.caddy) == "caddy")
        #expect(name(String(repeating: "{\"msg\":\"started\"}\n", count: 90) + Self.caddy) == "caddy")
        #expect(name(#"{"ClientRequestURI":"/a","EdgeStartTimestamp":1}"#) == "cloudflare")
        #expect(name(#"{"RequestPath":"/a","StartUTC":"2026-11-23T10:00:00Z"}"#) == "traefik-json")
        #expect(name("caddy  | " + Self.caddy) == "caddy in compose")
        #expect(name("caddy  | {\"msg\":\"started\"}\n") == "unknown at 0")
    }

    @Test func columnsByDirective() {
        #expect(name("#Version: 1.0\n#Fields: date time cs-uri-query\n2026-11-23\t10:00:00\ta=b\n") == "cloudfront")
        #expect(name("#Version: 1.0\n#Fields: date time cs-uri-query\n2026-11-23 10:00:00 a=b\n") == "iis")
    }

    /// Which format is asked first makes no difference to what is found.
    @Test func likelyChangesNothing() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let lines = [
            Self.combined, "www.example.org:80 " + Self.combined,
            String(Self.combined.dropLast()) + #" 1 "r" "s" 3ms"# + "\n",
            "/path?utm_source=a\n", "https://x.example/a?b=c\n", "some prose that is no log\n", "\n", Self.caddy,
            "{\"msg\":\"started\"}\n", #"{"ClientRequestURI":"/a","EdgeStartTimestamp":1}"# + "\n",
            #"{"RequestPath":"/a","StartUTC":"2026-11-23T10:00:00Z"}"# + "\n",
            "#Fields: date time cs-uri-query\n", "2026-11-23\t10:00:00\ta=b\n", "2026-11-23 10:00:00 a=b\n",
        ]
        var found: Set<String> = []
        for _ in 0..<300 {
            let few = (0..<Int.random(in: 1...3, using: &random)).map { _ in lines.randomElement(using: &random)! }
            let log = (0..<Int.random(in: 1...8, using: &random)).map { _ in few.randomElement(using: &random)! }
                .joined()
            let expected = name(log)
            found.insert(expected)
            for likely in LogFormats.names + ["no format"] {
                #expect(name(log, likely: likely) == expected, "\(likely), SplitMix(seed: \(seed)):\n\(log)")
            }
        }
        #expect(found.isSuperset(of: ["combined", "vhost_combined", "traefik", "url", "caddy", "blank"]), "\(found)")
    }

    /// A format is the same under each of its names, and no other one is: sources of JSON lines differ in their keys alone.
    @Test func names() {
        #expect(Set(LogFormats.names).count == LogFormats.names.count)
        for (number, format) in LogFormats.all.enumerated() {
            for (other, name) in LogFormats.all.enumerated().flatMap({ at, one in one.names.map { (at, $0) } }) {
                #expect(LogFormats.named(name)!.isSame(as: format) == (number == other), "\(format.name), \(name)")
                #expect(LogFormats.named(name)!.name == name)
            }
        }
    }

    /// One odd line takes no host from the others; what stands in front is a host only where a server writes one.
    @Test func hostsInFront() {
        let (vhost, odd) = ("www.example.org:80 " + Self.combined, Self.combined.replacing("- -", with: "- a b"))
        #expect(name(String(repeating: vhost, count: 9) + "www.example.org:80 " + odd) == "vhost_combined")
        #expect(name(String(repeating: vhost, count: 9) + Self.combined) == "vhost_combined")
        #expect(
            name(String(repeating: "h.example:443 1.2.3.4, 5.6.7.8 - -" + Self.combined.dropFirst(12), count: 3))
                == "vhost_combined")
        for front in [
            "203.0.113.0", "-", "HIT", "https", "DE", "bob", "336", "0.01", "2001:db8::1", "GET", "12ms", "1.5s",
        ] {
            #expect(name("\(front) " + Self.combined) == "combined", "\(front)")
        }
        for front in [
            "localhost", "localhost:8080", "web1:80", "10.0.0.9:80", "[2001:db8::1]:443", "shop.example",
            "a.b.example.",
        ] {
            #expect(name("\(front) " + Self.combined) == "vhost_combined", "\(front)")
        }
    }

    /// A URL is told only where each line is one, and none of a table.
    @Test func urlsAlone() {
        #expect(name("/a?utm_source=x\nsome prose\n/b\n/c\n") == "unknown at 0")
        #expect(name("# a comment\n/b\n/c\n") == "unknown at 0")
        #expect(name("https://x.example/?utm_source=x,2026-11-23T10:00:00Z,203.0.113.5\n") == "unknown at 0")
        #expect(name("/a?ids=1,2,3\n/b\n") == "url")
    }

    /// What W3C logs have in front says nothing alone, however much of it there is.
    @Test func manyDirectives() {
        let directives = String(repeating: "#Version: 1.0\n#Fields: date time cs-uri-stem cs-uri-query\n", count: 60)
        #expect(name(directives) == "blank, iis")
        #expect(name(directives + String(repeating: "2026-11-23\t10:00:00\t/a\tb=c\n", count: 200)) == "cloudfront")
        #expect(
            name("#Fields: date time cs-method cs-uri-stem cs-uri-query\n2026-11-23 10:00:00 HELO - +mail\n")
                == "unknown at 54")
    }

    @Test func nothingToRead() {
        #expect(name("") == "blank")
        #expect(name("\n \t\n\r\n") == "blank")
    }
}
