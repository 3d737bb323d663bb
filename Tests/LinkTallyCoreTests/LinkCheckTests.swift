import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct LinkCheckTests {
    /// The findings of a link as `kind parameter text^place`.
    private func findings(_ link: String) -> [String] {
        let bytes = Array(link.utf8)
        var check = LinkCheck()
        withExactSpan(bytes) { check.check($0, bytes.indices) }
        return check.findings.map { finding in
            let text = String(decoding: bytes[finding.range], as: UTF8.self)
            return "\(finding.kind) \(finding.parameter.column) \(text)^\(finding.place - finding.range.lowerBound)"
        }
    }

    @Test(arguments: [
        ("UTM_Source=a", "otherCase source UTM_Source=a^0"), ("utm_Source=a", "otherCase source utm_Source=a^4"),
        ("utm_sorce=a", "misspelt source utm_sorce=a^6"), ("utm_soruce=a", "misspelt source utm_soruce=a^6"),
        ("utm_sources=a", "misspelt source utm_sources=a^10"), ("utm-source=a", "misspelt source utm-source=a^3"),
        ("utmsource=a", "misspelt source utmsource=a^3"), ("tm_medium=a", "misspelt medium tm_medium=a^0"),
        ("utm_campain=a", "misspelt campaign utm_campain=a^10"),
        ("utm%5FSource=a", "otherCase source utm%5FSource=a^3"),
        ("clientReferenceId=a", "misspelt reference clientReferenceId=a^6"),
        ("client_reference_id[]=a", "misspelt reference client_reference_id[]=a^19"),
        ("client-reference-id=a", "misspelt reference client-reference-id=a^6"),
        ("utm_term%3Da", "encodedSign term utm_term%3Da^8"), ("utm_term%3Da=b", "encodedSign term utm_term%3Da=b^8"),
        ("utm_ter", "misspelt term utm_ter^6"),
        ("x=1;utm_term=a", "semicolon term ;utm_term=a^0"), ("x;utm_term=a;y", "semicolon term ;utm_term=a^0"),
        ("x=1&amp;utm_term=a", "htmlEntity term &amp;utm_term=a^0"),
        ("x=1?utm_term=a&y", "secondQuestionMark term ?utm_term=a^0"),
        ("x#utm_term=a", "fragment term #utm_term=a^0"), ("x#/p?utm_term=a&y", "fragment term ?utm_term=a^0"),
        ("utm_term=a&utm_term=b.c&x", "duplicate term utm_term=b.c^0"),
        ("utm_term=a&utm%5Fterm&x", "duplicate term utm%5Fterm^0"),
        ("utm_term=__NAME__", "placeholder term utm_term=__NAME__^9"),
    ])
    func one(_ query: String, _ expected: String) {
        #expect(findings("https://h/?\(query)") == [expected])
    }

    @Test(arguments: [
        "utm_source=a", "utm%5Fsource=a", "utm_id=1", "utm_source_platform=x", "utm_creative_format=x", "gclid=x",
        "source=x", "client_id=1", "utm_source;x=1", "utm_source?x=1&utm_source=b", "amp;x=1", "x=;y=?z",
        "utm_=x", "medium=x", "utm_term=_a_", "utm_term=__", "x=utm_sorce", "#x=utm_term=a", "x=%3Butm_term=a",
        "utm_term=a%26utm_term=b",
    ])
    func nothing(_ query: String) { #expect(findings("https://h/?\(query)").isEmpty) }

    @Test func several() {
        #expect(
            findings("/?UTM_Source=a&utm_sorce=b;utm_term=c&amp;utm_medium=d#utm_content=e&utm_source=f") == [
                "otherCase source UTM_Source=a^0", "misspelt source utm_sorce=b;utm_term=c^6",
                "semicolon term ;utm_term=c^0", "htmlEntity medium &amp;utm_medium=d^0",
                "fragment content #utm_content=e^0", "fragment source &utm_source=f^0",
            ])
    }

    @Test func floods() {
        var check = LinkCheck()
        for piece in [";utm_term=", "&utm_sorce", "#utm_term=x", "?utm_term=x&", "{", "utm_term=a&", "%3D&amp;"] {
            let bytes = Array("https://h/?".utf8) + [[UInt8]](repeating: Array(piece.utf8), count: 100_000).joined()
            check.check(bytes.rawSpan, bytes.indices)
            #expect(check.findings.count <= LinkCheck.findingLimit)
            if piece == ";utm_term=" { #expect(check.moreFindings == 100_000 - LinkCheck.findingLimit) }
        }
        // Nothing is left of the link before.
        check.check(Array("/".utf8).rawSpan, 0..<1)
        #expect(check.findings.isEmpty && check.moreFindings == 0 && !check.hasDropped)
    }

    @Test func places() {
        var check = LinkCheck()
        for (text, link, isURL) in [
            (" \thttps://h/?utm_term=a \r", "https://h/?utm_term=a", true), ("", "", false), ("  ", "", false),
            ("foo?utm_term=a", "foo?utm_term=a", false), ("/p", "/p", true), ("https://?x", "https://?x", false),
        ] {
            let bytes = Array("##\(text)##".utf8)
            check.check(bytes.rawSpan, 2..<bytes.count - 2)
            #expect(String(decoding: bytes[check.link], as: UTF8.self) == link && check.isURL == isURL, "\(text)")
            #expect(check.verdicts.accepted.contains(.term) == link.contains("utm_term"), "\(text)")
        }
    }

    /// Verdicts are the oracle's, duplicates among the findings too, wherever the link stands.
    @Test func randomLinks() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces =
            Parameter.allCases.map(\.name) + [
                "=", "=", "=", "&", "&", "&", "#", "%", "%3D", "%5f", ";", "?", "&amp;", "+", "x", "utm_", "UTM_Term",
                "utm_sorce", ".", "é", "__A__", String(repeating: "b", count: 150), "",
            ]
        var check = LinkCheck()
        for _ in 0..<60_000 {
            let query = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            let bytes = Array("https://h/?\(query)".utf8)
            withExactSpan(bytes) { check.check($0, bytes.indices) }
            let expected = QueryOracle.verdicts(Array(query.utf8))
            for parameter in Parameter.allCases {
                let (verdict, duplicates) = expected[parameter] ?? (.absent, 0)
                let found = check.findings.count { $0.kind == .duplicate && $0.parameter == parameter }
                #expect(check.verdicts[parameter] == verdict && found == duplicates, "\(query) seed \(seed)")
            }
            #expect(check.moreFindings == 0 && check.findings.allSatisfy { $0.range.contains($0.place) })
            let isDropped = expected.values.contains { $0.verdict != .accepted || $0.duplicates > 0 }
            #expect(check.hasDropped == isDropped, "\(query) seed \(seed)")
        }
    }
}
