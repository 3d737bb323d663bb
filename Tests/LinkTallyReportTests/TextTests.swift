import Foundation
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct TextTests {
    @Test(arguments: [
        ("chatgpt.com", "'.' at byte 8 is not allowed; try chatgpt-com"),
        ("summer+sale", "' ' (written +) at byte 7 is not allowed; try summer-sale"),
        ("summer%20%20sale", "' ' (written %20) at byte 7 is not allowed; try summer-sale"),
        ("jane.doe%40example.com", "'.' at byte 5 is not allowed; use an id, not an e-mail address"),
        ("%7B%7Bcampaign.name%7D%7D", "'{' at byte 1 is not allowed; looks like an unfilled placeholder"),
        ("spring%252Fsale", "'%' at byte 7 is not allowed; the value is percent-encoded twice; try spring-sale"),
        ("caf%C3%A9", "'é' at byte 4 is not allowed; try cafe"),
        ("%E6%9D%B1", "'東' at byte 1 is not allowed; only ASCII letters are kept"),
        ("google;utm_medium=cpc", "';' at byte 7 is not allowed; write & in front of utm_medium"),
        ("a b", "' ' at byte 2 is not allowed; try a-b"),
        ("50%", "'%' (begins no escape) at byte 3 is not allowed; try 50"),
        ("50%25", "'%' at byte 3 is not allowed; try 50"), ("...", "'.' at byte 1 is not allowed"),
        ("a%00b", "0x00 at byte 2 is not allowed; try a-b"),
        ("%FF", "0xFF at byte 1 is not allowed; only ASCII letters are kept"),
        ("(not+set)", "'(' at byte 1 is not allowed; try not-set"),
        ("%%CAMPAIGN%%", "'%' (begins no escape) at byte 1 is not allowed; looks like an unfilled placeholder"),
        ("%25%25NAME%25%25", "'%' at byte 1 is not allowed; looks like an unfilled placeholder"),
        ("spring_{campaignid}", "'{' at byte 8 is not allowed; looks like an unfilled placeholder"),
        ("%7B%7B+ad.name+%7D%7D", "'{' at byte 1 is not allowed; looks like an unfilled placeholder"),
        ("[UTM]", "'[' at byte 1 is not allowed; looks like an unfilled placeholder"),
        ("*|LIST|*", "'*' at byte 1 is not allowed; looks like an unfilled placeholder"),
        ("shoes[red]", "'[' at byte 6 is not allowed; try shoes-red"),
        ("<b>x</b>", "'<' at byte 1 is not allowed; try b-x-b"),
        ("%7B%22a%22:1", "'{' at byte 1 is not allowed; try a-1"),
    ])
    func diagnoses(_ value: String, _ expected: String) {
        #expect(ValueDiagnosis.text(.source, .invalidByte, Array(value.utf8)) == expected)
    }

    @Test func otherReasons() {
        func text(_ reason: RejectionReason, _ value: String, _ parameter: Parameter = .source) -> String {
            ValueDiagnosis.text(parameter, reason, Array(value.utf8))
        }
        #expect(text(.empty, "").contains("leave it out"))
        #expect(text(.tooLong, String(repeating: "x", count: 151)) == "151 bytes long; at most 150 are kept")
        #expect(text(.tooLong, String(repeating: "%20", count: 85)).hasPrefix("85 bytes long"))
        #expect(text(.tooLong, String(repeating: "é", count: 101), .reference).hasPrefix("202 bytes long"))
    }

    /// Of a value of 256 bytes the rest may be cut off: nothing is claimed about what is not there.
    @Test func cutValues() {
        func text(_ value: String, _ reason: RejectionReason = .invalidByte) -> String {
            ValueDiagnosis.text(.reference, reason, Array(value.utf8))
        }
        #expect(text(String(repeating: "x", count: 256), .tooLong) == "more than 200 bytes long; at most 200 are kept")
        #expect(text("." + String(repeating: "x", count: 255)) == "'.' at byte 1 is not allowed")
        // The cut goes through an escape, which is no bare '%'.
        let start = String(repeating: "%41", count: 84)
        #expect(text(start + "aax%") == "a byte behind the first 87 is not allowed")
        #expect(text(start + "aa%4") == "a byte behind the first 86 is not allowed")
        #expect(text(start + "a%zz").hasPrefix("'%' (begins no escape) at byte 86"))
        // A byte that was not UTF-8 stands as three: the length is not known.
        #expect(text(String(repeating: "\u{FFFD}", count: 70), .tooLong).hasPrefix("more than 200"))
    }

    @Test(arguments: [
        ("jane.doe%40example.com", "'.' at byte 5 is not allowed"), ("a+b", "' ' (written +) at byte 2 is not allowed"),
        ("caf%C3%A9.x", "a character outside ASCII at byte 4 is not allowed"),
        ("café.x", "a character outside ASCII at byte 4 is not allowed"), ("a%40b", "'@' at byte 2 is not allowed"),
        ("x%zz", "'%' (begins no escape) at byte 2 is not allowed"),
    ])
    func redactedDiagnoses(_ value: String, _ expected: String) {
        #expect(ValueDiagnosis.text(.source, .invalidByte, Array(value.utf8), isRedacted: true) == expected)
    }

    /// A suggestion is always one that would be kept.
    @Test func suggestionsAreAccepted() {
        var random = SplitMix(seed: 3)
        for _ in 0..<20_000 {
            let value = (0..<Int.random(in: 1...20, using: &random)).map { _ in
                UInt8.random(in: 0x20...0x7E, using: &random)
            }
            let text = ValueDiagnosis.text(.term, .invalidByte, value)
            guard let start = text.range(of: "; try ") else { continue }
            let query = "utm_term=" + text[start.upperBound...]
            #expect(QueryScanner().verdicts(of: Array(query.utf8).span)[.term] == .accepted, "\(text)")
        }
    }

    @Test func escapes() {
        #expect(TerminalText.escaped("a\u{1B}[31m\u{7F}\u{9B}\u{202E}\n\\x") == #"a\x1B[31m\x7F\u{9B}\u{202E}\x0A\x"#)
        #expect(TerminalText.escaped("grüße 東京") == "grüße 東京")
    }

    @Test func fitting() {
        #expect(TerminalText.fitted("/a/long/path", 12) == "/a/long/path")
        #expect(TerminalText.fitted("/a/long/path", 8) == "/a/l…ath")
        for limit in 1...12 { #expect(TerminalText.width(TerminalText.fitted("東京/abc/東京", limit)) <= limit) }
    }

    @Test func figures() {
        #expect([0, 999, 1_000, 1_234_567].map { Figure.grouped($0) } == ["0", "999", "1,000", "1,234,567"])
        #expect(Figure.share(0, of: 9) == "0%" && Figure.share(9, of: 9) == "100%" && Figure.share(1, of: 3) == "33.3%")
        #expect(Figure.share(1, of: 1_000_000) == "0.1%" && Figure.share(999_999, of: 1_000_000) == "99.9%")
        #expect(Figure.bytes(1) == "1 byte" && Figure.bytes(999) == "999 bytes" && Figure.bytes(1_250_000) == "1.2 MB")
    }
}
