import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct EnvelopeTests {
    private static let combined = Scan.line("/lp?utm_source=a").dropLast()

    /// Counts lines one window after the other.
    private func counts(_ windows: [String], _ run: inout FormatRun) -> InputCounts {
        var scanner = LineScanner(tally: Tally(.rows(.all), seed: Scan.seed))
        scanner.begin(input: 0, segment: 0)
        for window in windows { scanner.scan(Array(window.utf8).rawSpan, with: &run) }
        return scanner.segmentCounts
    }

    private func told(_ log: String) -> String? {
        guard case .recognized(let format, _) = FormatRecognizer.recognize(Array(log.utf8).rawSpan) else { return nil }
        return format.name
    }

    @Test func names() {
        #expect(Envelope.list("loki-json,cri") == [.loki, .cri])
        for text in ["", ",", "cri,", "cri,cri", "cri, loki-json", "cri,compose,kubectl", "none", "CRI"] {
            #expect(Envelope.list(text) == nil, "\(text)")
        }
        #expect(Set(Envelope.ordered) == Set(Envelope.allCases) && Envelope.ordered.count == Envelope.allCases.count)
        for envelope in Envelope.allCases {
            let format = LogFormats.named("combined")!.inside([.compose, envelope])
            let restored = LogFormats.restored(name: format.name, definition: format.definition, assuming: .utc)
            #expect(restored?.isSame(as: format) == true && format.name == "combined in \(envelope.name) in compose")
        }
        for name in ["combined in", "combined in nothing", "iis in cri", "nothing in cri", "in cri", ""] {
            #expect(
                LogFormats.restored(name: name, definition: "", assuming: .utc)?.envelopes.isEmpty != false, "\(name)")
        }
        let custom = try! CustomFormats.format(ofDefinition: "$request_uri in $status").inside([.cri])
        let restored = LogFormats.restored(name: custom.name, definition: custom.definition, assuming: .utc)
        #expect(restored?.isSame(as: custom) == true)
    }

    /// Pieces are pieces wherever windows end, behind lines that were passed over, and where a log goes on later.
    @Test(arguments: [Envelope.cri, .dockerJSON])
    func piecesGoOn(_ envelope: Envelope) {
        let line = { (text: String, stream: String, goesOn: Bool) in
            envelope == .cri
                ? "2026-11-30T10:00:00Z \(stream) \(goesOn ? "P" : "F") \(text)\n"
                : "{\"log\":\"\(text.replacing("\"", with: "\\\""))\(goesOn ? "" : "\\n")\",\"stream\":\"\(stream)\","
                    + "\"time\":\"2026-11-30T10:00:00Z\"}\n"
        }
        let whole = line(String(Self.combined), "stdout", false)
        let log = [
            whole, line("x", "stdout", true), line(String(Self.combined), "stderr", false), "\n",
            line("y", "stdout", true), line(String(Self.combined), "stdout", false), whole,
        ]
        let format = LogFormats.named("combined")!.inside([envelope])
        #expect(format.hasDirectives && !LogFormats.named("combined")!.hasDirectives)
        for cut in 0...log.count {
            var run = FormatRun(format)
            let front = log[..<cut].joined()
            let rest = [log[cut...].joined()]
            var all = counts([front], &run)
            var (passed, resumed) = (FormatRun(format), FormatRun(format))
            passed.pass(over: Array(front.utf8).rawSpan)
            resumed.resume(run.openPieces)
            let later = counts(rest, &run)
            all += later
            #expect(all.lines.requests == 3 && all.pieces == 3 && all.lines.malformed == 3 && all.lines.total == 7)
            #expect(counts(rest, &passed).pieces == later.pieces && counts(rest, &resumed).pieces == later.pieces)
            #expect(run.openPieces == (cut == log.count ? [] : run.openPieces))
        }
    }

    /// The usual line of docker is opened in one pass. A space behind the brace makes it an unusual one: it is the same line.
    @Test func usualDockerLines() {
        var random = SplitMix(seed: TestSeed.drawn)
        let words = [
            "a", " ", "\u{1B}[0m", "m", "é", "\u{0}", #"\""#, #"\\"#, #"\/"#, #"\n"#, #"\r"#, #"\t"#, #"\u000a"#,
            #"\u001b[1m"#,
            #"\x"#, #"\"#, #"""#, String(repeating: "x", count: 40),
        ]
        let streams = ["stdout", "stdout", "stdout", "stderr", "stdin", "stdout2", ""]
        let times = [
            "2026-11-30T10:00:00.123456789Z", "2026-11-30T10:00:00Z", "2026-11-30T10:00:00.12+01:00",
            "2026-13-30T10:00:00Z", "x",
        ]
        let ends = ["}", "}", "}", "} ", ",\"attrs\":{}}", "", "}}", "},"]
        var usual = 0
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in words.randomElement(using: &random)! }
                .joined()
            let (stream, time) = (streams.randomElement(using: &random)!, times.randomElement(using: &random)!)
            let line =
                "\"log\":\"\(text)\(Bool.random(using: &random) ? "\\n" : "")\",\"stream\":\"\(stream)\",\"time\":\"\(time)\""
                + ends.randomElement(using: &random)!
            let found = ["{", "{ "].map { brace in
                let bytes = Array((brace + line).utf8)
                var (run, inner) = (EnvelopeRun([.dockerJSON]), [UInt8]())
                switch run.open(bytes.rawSpan, bytes.indices, into: &inner) {
                case .line(let range): return "line \(inner[range])"
                case .piece: return "piece \(run.openPieces)"
                case .stranger: return "stranger"
                }
            }
            #expect(found[0] == found[1], "\(line)")
            var clock = EnvelopeClock()
            var target = ScratchBuffer(capacity: 64)
            let bytes = Array(("{" + line).utf8)
            if DockerLine.open(bytes.rawSpan, bytes.indices, &clock, into: &target) { usual += 1 }
        }
        #expect(usual > 50, "\(usual)")
    }

    /// Without proof nothing is taken off: a few lines with an envelope, an envelope without a log, keys of other logs.
    @Test func noProof() {
        let combined = String(Self.combined) + "\n"
        for envelope in Envelope.allCases {
            let line = Enveloped.line(String(Self.combined), envelope) + "\n"
            #expect(told(line + line + combined) == (envelope.isJSON ? "combined in \(envelope.name)" : "combined"))
            #expect(told(combined + combined + line) == "combined")
            let prose = Enveloped.line("started", envelope) + "\n"
            #expect(told(prose + prose) == nil)
            // A path in a message is no log of requests.
            #expect(told(Enveloped.line("/lp?utm_source=a", envelope) + "\n") == nil)
        }
        let other = #"{"log":"/x?utm_source=evil\n","stream":"stdout","time":"2026-11-30T10:00:00Z","request_uri":"/","#
        #expect(told(other + #""status":200,"remote_addr":"192.0.2.1"}"# + "\n") == "nginx-json")
        let evil = Enveloped.line(String(Self.combined), .dockerJSON).replacing("\\", with: "\\\\")
            .replacing("\"", with: "\\\"")
        #expect(told(#"{"RequestPath":"/a","log":"\#(evil)"}"# + "\n") == "traefik-json")
    }

    /// Whatever a visitor writes into the fields that are his, a line in its envelope counts as the server's line alone.
    @Test func visitorsWriteNoRequests() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let words = [
            "GET /?utm_source=evil HTTP/1.1", "\\\" 200 5", "\\\\", "[23/Nov/2026:10:00:00 +0000]", "\\x22",
            "stdout P ",
            "Nov 30 10:00:00 h t: ", "2026-11-30T10:00:00Z ", "web-1  | ", "[pod/a/b] ", "<13>1 - - - - - - ", "\\n",
            "{\\\"log\\\":\\\"x\\\\n\\\",\\\"stream\\\":\\\"stdout\\\"}", "]", "\u{1B}[0m", "é",
        ]
        let format = LogFormats.named("combined")!
        for _ in 0..<200 {
            let field = {
                (0..<Int.random(in: 0...6, using: &random)).map { _ in words.randomElement(using: &random)! }.joined()
            }
            let lines = (0..<4).map { number in
                "192.0.2.1 - \(number) [23/Nov/2026:10:00:00 +0000] \"GET /lp?utm_source=a\(number) HTTP/1.1\" 200 5 \"\(field())\" "
                    + "\"\(field())\""
            }
            var bare = FormatRun(format)
            let expected = counts(lines.map { $0 + "\n" }, &bare).lines
            let outer = Envelope.allCases.randomElement(using: &random)!
            let inner = Envelope.allCases.filter { $0 != outer }.randomElement(using: &random)!
            for envelopes in [[outer], [outer, inner]] {
                let log = lines.map { line in
                    envelopes.reversed().reduce(line) { text, envelope in
                        let wrapped = Enveloped.line(text, envelope)
                        return envelope.isJSON ? wrapped.replacing("\u{1B}", with: "\\u001b") : wrapped
                    } + "\n"
                }
                var run = FormatRun(format.inside(envelopes))
                let found = counts(log, &run)
                #expect(found.lines == expected && found.pieces == 0, "\(envelopes), SplitMix(seed: \(seed)):\n\(log)")
                let name = told(log.joined())
                #expect(
                    name == format.inside(envelopes).name,
                    "\(name ?? ""), \(envelopes), SplitMix(seed: \(seed)):\n\(log)")
            }
        }
    }
}
