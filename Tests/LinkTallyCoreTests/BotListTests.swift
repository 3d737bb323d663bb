import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct BotListTests {
    private func isBot(_ agent: String, memo: inout BotMemo) -> Bool {
        let bytes = Array(agent.utf8)
        return withExactSpan(bytes) { BotList.standard.hasMatch(in: $0, 0..<bytes.count, memo: &memo) }
    }

    private func isBot(_ agent: String) -> Bool {
        var memo = BotMemo(isUsed: true)
        return isBot(agent, memo: &memo)
    }

    @Test(
        arguments: [
            ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", true),
            ("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", true), ("curl/8.5.0", true),
            ("x curl/8.5.0", false), ("Mozilla/5.0 (x) SSL Labs", true), ("SSL Labs x", false), ("AdsBot-Google", true),
            ("AdsBot-Google (+http://www.google.com/adsbot.html)", true), ("AdsBot-Googl", false), ("sentry/9", true),
            ("a sentry/9", true), ("asentry/9", false), ("BlogTraffic/1.42 Feed-Fetcher", true),
            ("BlogTraffic/1. Feed-Fetcher", false), ("Current x RSS Reader", true), ("RSS Reader Current", false),
            ("Y!J", true), ("xY!J", true), ("Y!", false), ("", false), ("-", false), ("WhatsApp/2.23.20.0", true),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
                false
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
                false
            ),
        ] as [(String, Bool)])
    func examples(_ agent: String, _ expected: Bool) { #expect(isBot(agent) == expected) }

    /// Each text is found wherever it stands, whatever its length and parity, and nothing that lacks a byte of it.
    @Test func everyTextEverywhere() {
        var memo = BotMemo(isUsed: true)
        var random = SplitMix(seed: 1)
        for line in "\(BotPatterns.text)".split(separator: "\n") where !line.contains("\t") {
            for length in 0...18 {
                let front = String((0..<length).map { _ in "~^|`".randomElement(using: &random)! })
                let back = String(repeating: "~", count: Int.random(in: 0...18, using: &random))
                #expect(isBot(front + line + back, memo: &memo), "\(front + line + back)")
            }
        }
    }

    /// A slow reading of the list says the same.
    @Test func asASlowReader() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let lines = "\(BotPatterns.text)".split(separator: "\n")
        let plain = lines.filter { !$0.contains("\t") }
        var memo = BotMemo(isUsed: true)
        for _ in 0..<3_000 {
            var agent = Array("Mozilla/5.0 (compatible; ".utf8.prefix(Int.random(in: 0...25, using: &random)))
            agent += Array(plain.randomElement(using: &random)!.utf8)
            agent += Array("/1.0; Chrome/13)".utf8.prefix(Int.random(in: 0...16, using: &random)))
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0..<agent.count, using: &random)
                if Bool.random(using: &random) { agent[place] ^= 0x20 } else { agent.remove(at: place) }
                if agent.isEmpty { agent = [0x2D] }
            }
            let text = String(decoding: agent, as: UTF8.self)
            let expected = lines.contains { Self.matches($0, text) }
            #expect(isBot(text, memo: &memo) == expected, "seed \(seed): \(text)")
            // And once more, from memory.
            #expect(isBot(text, memo: &memo) == expected, "seed \(seed): \(text)")
        }
    }

    private static func matches(_ line: Substring, _ agent: String) -> Bool {
        let cells = line.split(separator: "\t", maxSplits: 2)
        let (text, kind) = (cells[0], cells.count > 1 ? cells[1] : "")
        switch kind {
        case "": return contains(agent, text)
        case "start": return agent.hasPrefix(text)
        case "end": return agent.hasSuffix(text)
        case "notdash":
            return agent.ranges(of: text).contains { $0.upperBound < agent.endIndex && agent[$0.upperBound] != "-" }
        case "later": return agent.ranges(of: text).contains { contains(agent[$0.upperBound...], cells[2]) }
        default:
            return agent.ranges(of: text).contains { range in
                let rest = agent[range.upperBound...]
                let digits = rest.prefix { $0.isNumber }
                return !digits.isEmpty && rest.dropFirst(digits.count).hasPrefix(cells[2])
            }
        }
    }

    private static func contains(_ text: some StringProtocol, _ part: Substring) -> Bool {
        let (text, part) = (Array(text.utf8), Array(part.utf8))
        guard text.count >= part.count else { return false }
        return (0...text.count - part.count).contains {
            text[$0] == part[0] && text[$0..<$0 + part.count].elementsEqual(part)
        }
    }
}
