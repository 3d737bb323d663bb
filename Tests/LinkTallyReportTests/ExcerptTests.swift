import TestSupport
import Testing

@testable import LinkTallyReport

@Suite struct ExcerptTests {
    /// Text, index of the marked byte, what is shown, and the columns before the mark.
    @Test(arguments: [
        ("chatgpt.com", 7, "chatgpt.com", 7), ("", 0, "", 0), ("abc", 3, "abc", 3),
        ("東京.x", 6, "東京.x", 4), ("e\u{301}x.y", 4, "e\u{301}x.y", 2), ("🎉.", 4, "🎉.", 2), ("✅.", 3, "✅.", 2),
        ("\u{1}.", 1, "\\x01.", 4), ("\u{202E}.", 3, "\\u{202E}.", 8), ("a\nb", 1, "a\\x0Ab", 1),
        ("\u{9B}31m", 2, "\\u{9B}31m", 6), ("a🎉b", 3, "a🎉b", 1), ("a東", 3, "a東", 1),
        ("0123456789.0123456789", 10, "…23456789.0123456…", 9),
    ])
    func excerpts(_ text: String, _ place: Int, _ shown: String, _ caret: Int) {
        let room = text.hasPrefix("0123456789.") ? 18 : 40
        let excerpt = Excerpt(Array(text.utf8), at: place, room: room)
        #expect(excerpt.text == shown && excerpt.caret == caret, "\(excerpt)")
    }

    @Test func notUTF8() {
        let excerpt = Excerpt([0x61, 0xFF, 0xC3, 0x2E], at: 3, room: 40)
        #expect(excerpt.text == "a\\xFF\\xC3." && excerpt.caret == 9)
        #expect(TerminalText.excerpt([0xE2, 0x80, 0x41], columns: 40) == "\\xE2\\x80A")
    }

    /// The caret is under the marked scalar, and what is shown fits, whatever stands around it.
    @Test func randomExcerpts() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces = ["a", "-", "東", "\u{301}", "🎉", "\u{1}", "\u{202E}", "é"].map { Array($0.utf8) } + [[0xFF]]
        for _ in 0..<5_000 {
            func some() -> [UInt8] {
                (0..<Int.random(in: 0...200, using: &random)).flatMap { _ in pieces.randomElement(using: &random)! }
            }
            let front = some()
            let bytes = front + Array(".".utf8) + some()
            let excerpt = Excerpt(bytes, at: front.count, room: 40)
            var column = 0
            var marked: Unicode.Scalar?
            for scalar in excerpt.text.unicodeScalars {
                if column == excerpt.caret, marked == nil, scalar.properties.generalCategory != .nonspacingMark {
                    marked = scalar
                }
                column += TerminalText.columns(scalar)
            }
            #expect(marked == "." && column <= 40, "\(excerpt) seed \(seed)")
        }
    }

    /// Far more than a line has room for costs no more.
    @Test func longText() {
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 8 << 20)
        for place in [0, 1 << 20, 8 << 20] {
            let excerpt = Excerpt(bytes, at: place, room: 48)
            #expect(excerpt.text.unicodeScalars.count <= 48 && (excerpt.caret < 48))
            #expect(excerpt.text.hasPrefix("…") == (place > 0) && excerpt.text.hasSuffix("…") == (place < 8 << 20))
        }
    }

    /// Columns as terminals count them (East Asian Width, Unicode 15).
    @Test func columns() {
        for (text, columns) in [("aéßЖ…", 1), ("東한ｱ", -1), ("東한Ａ。⚡⌚🎉", 2), ("⚠♥→🌡", 1), ("\u{301}\u{20DD}\u{FE0F}", 0)]
        {
            for scalar in text.unicodeScalars where columns >= 0 {
                #expect(TerminalText.columns(scalar) == columns, "\(scalar)")
            }
        }
        #expect(TerminalText.columns("ｱ") == 1)
    }
}
