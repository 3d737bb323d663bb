import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct QueryScannerTests {
    /// Compares the scanner with the oracle; the query stands at the end of its allocation, or before other bytes.
    private func check(_ query: [UInt8], _ note: @autoclosure () -> String = "") {
        let expected = QueryOracle.verdicts(query)
        let exact = QueryScanner().verdicts(of: query.span)
        var padded = QueryVerdicts()
        withExactSpan(Array("&utm_term=".utf8) + query + Array("utm_source=zzzzzzzzzzzzzzzzzz".utf8)) { bytes in
            QueryScanner().scan(bytes, from: 10, to: 10 + query.count, into: &padded)
        }
        for parameter in Parameter.allCases {
            let verdict = expected[parameter]?.verdict ?? .absent
            let duplicates = UInt32(expected[parameter]?.duplicates ?? 0)
            let found = [exact[parameter], padded[parameter]]
            #expect(found == [verdict, verdict], "\(parameter) in \(String(decoding: query, as: UTF8.self)) \(note())")
            #expect((exact.record(of: parameter)?.duplicates ?? 0) == duplicates)
        }
    }

    @Test(arguments: [
        "", "&", "&&", "=", "utm_source", "utm_source=", "utm_source=a", "utm_source=a&", "&utm_source=a",
        "utm_source=a=b",
        "utm_source=a;utm_medium=b", "utm_source=a&utm_source=b", "utm_source=&utm_source=b",
        "utm_source=a#utm_medium=b",
        "#utm_source=a", "x#&utm_source=a", "utm%5Fsource=a", "%75tm_source=a&utm_source=b", "utm_source=%61",
        "utm_source=a+b",
        "utm_source=%", "utm_source=%6", "utm_source=%zz", "utm_source%3Da=b", "UTM_SOURCE=a", "utm_sourc=a",
        "utm_sources=a",
        "client_reference_id=a&utm_term=b", "client_reference_id", "client_reference_id%20=a", "client_reference_idx=1",
        "utm_campaign=a&utm_content=b&utm_medium=c", "utm_campaign", "utm_content=", "utm_term=%C3%A9",
        "a=1&b=2&utm_term=x",
        "utm_term=x&a", "utm_source=a&&&utm_medium=b", "utm+source=a", "?utm_source=a", "utm_source=%00",
        "utm_source=a%26b=c",
    ])
    func handWritten(_ query: String) { check(Array(query.utf8)) }

    /// Every length around the limits, and a bad byte at every place of the words and vectors that are looked at at once.
    @Test func everyLengthAndPlace() {
        for parameter in [Parameter.term, .campaign, .reference] {
            let name = Array("\(parameter.name)=".utf8)
            for length in 0...210 {
                let value = [UInt8](repeating: UInt8(ascii: "v"), count: length)
                check(name + value)
                check(name + value + Array("&utm_source=x".utf8))
                for place in stride(from: 0, to: length, by: length < 40 ? 1 : 7) {
                    for bad in [UInt8(ascii: "."), UInt8(ascii: "%"), 0x80, 0] {
                        var broken = value
                        broken[place] = bad
                        check(name + broken)
                    }
                }
            }
        }
    }

    /// All bytes as a value: exactly the alphabet is kept.
    @Test func everyByte() {
        for byte in UInt8.min...UInt8.max {
            check(Array("utm_source=".utf8) + [byte])
            check(Array("utm_source=abcdefghijklmnopqrstuvw".utf8) + [byte, byte])
            let accepted = QueryScanner().verdicts(of: (Array("utm_source=".utf8) + [byte]).span)[.source] == .accepted
            let isAllowed =
                "-_".utf8.contains(byte)
                || Character(Unicode.Scalar(byte)).isASCII && Character(Unicode.Scalar(byte)).isLetter
                || (0x30...0x39).contains(byte)
            #expect(accepted == isAllowed, "byte \(byte)")
        }
    }

    @Test func randomQueries() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces =
            Parameter.allCases.map(\.name) + [
                "=", "=", "=", "&", "&", "&", "#", "%", "%41", "%5f", "%zz", "+", "x", "utm_", "google", ".", "-", "é",
                "aaaaaaaaaaaaaaaaaaaa",
                String(repeating: "b", count: 150), "",
            ]
        for _ in 0..<60_000 {
            let query = (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            check(Array(query.utf8), "seed \(seed)")
        }
    }

    @Test func recordsTellWhereValuesStand() {
        let query = Array("a=b&utm_source=x%41y&utm_medium=cpc".utf8)
        let verdicts = QueryScanner().verdicts(of: query.span)
        #expect(verdicts.record(of: .source)?.range == 15..<20)
        #expect(verdicts.record(of: .source)?.decodedLength == 3)
        #expect(verdicts.record(of: .source)?.isEscaped == true)
        #expect(verdicts.record(of: .medium)?.range == 32..<35)
        #expect(verdicts.record(of: .term) == nil)
        #expect(verdicts.isTagged && verdicts.isAttributed && !verdicts.hasRejection && !verdicts.lostAttribution)
    }

    @Test func outcomes() {
        func verdicts(_ query: String) -> QueryVerdicts { QueryScanner().verdicts(of: Array(query.utf8).span) }
        #expect(verdicts("utm_source=a.b").lostAttribution)
        #expect(!verdicts("utm_source=a.b&utm_term=x").lostAttribution)
        #expect(verdicts("client_reference_id=a.b&utm_term=x").lostReference)
        #expect(!verdicts("client_reference_id=ab").isAttributed)
        #expect(verdicts("client_reference_id=ab").isTagged)
        #expect(!verdicts("x=y").hasRejection)
    }
}
