import TestSupport
import Testing

@testable import LinkTallyCore

/// Names that are nearly one of the six, in logs: by the rule of `check`, in queries that the first letters make suspect.
@Suite struct NearMissTests {
    private static func found(_ log: String, format: String = "combined", kinds: Tally.Kind? = nil) -> [String] {
        let summary = Scan.summary(log, format: format)
        var found: [String] = []
        summary.forEachNearMiss { row in
            found.append("\(row.name.text) \(row.parameter.column) \(row.hits) \(row.exampleLine)")
        }
        return found
    }

    /// As they stand in the log, through the kernel and by the scanner in Swift.
    @Test(arguments: [
        ("UTM_Source=a", "UTM_Source source"), ("utm_sorce=a", "utm_sorce source"),
        ("utm-source=a", "utm-source source"),
        ("utm_source=a&UTM_MEDIUM=b", "UTM_MEDIUM medium"),
        ("x=1&Client_Reference_ID=a", "Client_Reference_ID reference"),
        ("utm_source=a;utm_medium=b", ";utm_medium medium"), ("utm_source=a?utm_medium=b", "?utm_medium medium"),
        ("utm_source=a&amp;utm_medium=b", "&amp;utm_medium medium"), ("utm_source=a#utm_term=b", "#utm_term term"),
        ("utm_term%3Da=b&utm_source=c", "utm_term%3D term"), ("%55tm_source=a", "%55tm_source source"),
        ("utm%5Fsorce=a&x", "utm%5Fsorce source"), ("clientReferenceId=a", "clientReferenceId reference"),
        ("utm_source=a&utm_sorce", "utm_sorce source"),
    ])
    func one(_ query: String, _ expected: String) {
        // A usual line, one that is near the end of its window, and a format that the kernel does not know.
        let line = Scan.line("/lp?\(query)")
        let others = String(repeating: Scan.line("/"), count: 20)
        #expect(Self.found(others + line + others) == ["\(expected) 1 21"])
        #expect(Self.found(line) == ["\(expected) 1 1"])
        #expect(Self.found("/lp?\(query)\n" + "/?x=1\n", format: "url") == ["\(expected) 1 1"])
    }

    @Test(arguments: [
        "utm_source=a", "utm_id=1", "utm_source_platform=x", "gclid=x", "client_id=1", "clear=1", "UTC=1", "amp;x=1",
        "x=utm_sorce", "utm_source=a.b", "", "x#y", "utm_term=a&utm_term=b", "utm_source=__NAME__",
    ])
    func nothing(_ query: String) {
        #expect(Self.found(Scan.line("/lp?\(query)") + String(repeating: Scan.line("/"), count: 20)) == [])
        #expect(Self.found("/lp?\(query)\n", format: "url") == [])
    }

    /// Most hits first; the example is the first line, whichever part of the log was counted first.
    @Test func orderAndExamples() {
        let lines = ["utm_sorce=a", "UTM_Term=b", "utm_sorce=c", "utm_sorce=c&UTM_Term=d", "x=1"]
        let log = lines.map { Scan.line("/?\($0)") }.joined()
        #expect(Self.found(log) == ["utm_sorce source 3 1", "UTM_Term term 2 2"])
        var total = Tally(.rows(.all), seed: Scan.seed)
        for segment in [1, 0] {
            var part = Scan.tally(
                Array(log.utf8), format: "combined", place: LinePlace(input: 0, segment: UInt32(segment), line: 0))
            total.merge(&part)
        }
        let summary = Summary(total, inputs: [], places: LinePlaces(segmentLines: [[5, 5]]))
        var found: [String] = []
        summary.forEachNearMiss(limit: 1) { found.append("\($0.name.text) \($0.hits) \($0.exampleLine)") }
        #expect(found == ["utm_sorce 6 1"] && summary.nearMissCount == 10)
    }

    /// Strangers' names take bounded memory, and what is said of them does not depend on the order in which parts come.
    @Test func moreNamesThanAreToldApart() {
        let parts = (0..<3).map { part in
            (0..<NearMisses.limit / 2).map { number in
                // Letters in any case are other names.
                let bits = part * NearMisses.limit / 2 + number
                let letters = "utmcampaign".enumerated().map { index, letter in
                    bits >> index & 1 == 1 ? letter.uppercased() : String(letter)
                }
                let name = letters[..<3].joined() + "_" + letters[3...].joined()
                return Scan.line("/?x\(part)=1&utm_sorce=a&\(name)=b")
            }.joined()
        }
        var results: Set<[String]> = []
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            var total = Tally(.rows(.all), seed: Scan.seed)
            for part in order {
                var tally = Scan.tally(
                    Array(parts[part].utf8), format: "combined",
                    place: LinePlace(input: 0, segment: UInt32(part), line: 0))
                total.merge(&tally)
            }
            let summary = Summary(total, inputs: [], places: LinePlaces(segmentLines: [[500, 500, 500]]))
            var found: [String] = []
            summary.forEachNearMiss { row in
                found.append("\(row.isFolded) \(row.name.text) \(row.parameter.column) \(row.hits) \(row.exampleLine)")
            }
            results.insert(found)
        }
        #expect(results.count == 1)
        #expect(results.first?.first == "true  source 1500 1" && results.first?.count == 2, "\(results)")
    }

    /// A request that does not count has no near miss, and a name that is not UTF-8 is shown as what it looks like.
    @Test func whatCounts() {
        #expect(Self.found("/?utm_sorce\u{E9}=a\n", format: "url") == ["utm_sorce\u{E9} source 1 1"])
        let bytes = Array("/?utm_sorce".utf8) + [0xFF] + Array("=a\n".utf8)
        let summary = Summary(
            Scan.tally(bytes, format: "url"), inputs: [], places: LinePlaces(segmentLines: [[1]]))
        summary.forEachNearMiss { #expect($0.name.text == "utm_sorce\u{FFFD}") }
        #expect(summary.nearMissCount == 1)
    }

    /// What is found in a log's queries is what `check` finds in the same links.
    @Test func equalsCheck() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces = [
            "utm_source=a", "UTM_Source=a", "utm_sorce=b", "utm-medium", "utm_medium=x.y", "gclid=1", "client_id=2",
            "q=%55",
            "clientreferenceid=1", "amp;utm_term=a", "utm%5Fterm=a", "utm_camapign%3Dx", "utm_content=a;utm_term=b",
            "%", "",
        ]
        for _ in 0..<500 {
            let query =
                (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined(separator: "&") + (Int.random(in: 0..<8, using: &random) == 0 ? "#utm_term=c" : "")
            // Without a query nothing of a request is looked at, also what stands behind its fragment.
            if query.hasPrefix("#") { continue }
            let link = Array("/lp?\(query)".utf8)
            var check = LinkCheck()
            withExactSpan(link) { check.check($0, link.indices) }
            let expected = check.findings.filter(\.isName).count
            let log = Scan.line("/lp?\(query)") + String(repeating: Scan.line("/"), count: 20)
            let summary = Scan.summary(log)
            #expect(summary.nearMissCount == UInt64(expected), "seed \(seed): \(query)")
        }
    }
}
