import TestSupport
import Testing

@testable import LinkTallyCore

/// 100,000 random bases and values: what is built is kept whole, and nothing else in the base changes.
@Suite struct LinkPropertyTests {
    private static let pieces: [[UInt8]] =
        (Parameter.allCases.map(\.name) + [
            "=", "=", "=", "&", "&", "&", "?", "#", "%", "%41", "%5F", "%zz", "+", ".", ";", "&amp;", "utm_",
            "UTM_Source", "x", "y=1", "google", "a b", "é", "東京", "\u{202E}", "{{x}}", "a@b.c", "-", "_", "--", "",
            String(repeating: "b", count: 80), "\u{1}", "\n",
        ]).map { Array($0.utf8) } + [[0xFF], [0xC3], [0x80]]

    private static func text(_ count: ClosedRange<Int>, _ random: inout SplitMix) -> [UInt8] {
        Array((0..<Int.random(in: count, using: &random)).flatMap { _ in pieces.randomElement(using: &random)! })
    }

    @Test func repairedLinks() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        var (built, refused) = (0, 0)
        // 100,000 bases that are URLs; the others are refused.
        while built < 100_000 {
            let front = ["https://h", "https://h/p", "/", "", "?"].randomElement(using: &random)!
            let base = Array(front.utf8) + Self.text(0...10, &random)
            var texts: [Parameter: [UInt8]] = [:]
            for parameter in Parameter.allCases where Int.random(in: 0..<3, using: &random) == 0 {
                texts[parameter] = Self.text(0...4, &random)
            }
            var isRefused = false
            let complaint = LinkOracle.complaint(base, texts, refused: &isRefused)
            #expect(complaint == nil, "\(String(decoding: base, as: UTF8.self)) \(texts) seed \(seed)")
            if isRefused { refused += 1 } else { built += 1 }
        }
        #expect(refused > 1_000)
    }
}
