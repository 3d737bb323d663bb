import Glibc
import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct GlobPatternTests {
    private func matches(_ pattern: String, _ text: [UInt8]) -> Bool {
        GlobPattern(pattern).matches(text.rawSpan, 0..<text.count)
    }

    @Test(
        arguments: [
            ("", "", true), ("*", "", true), ("a*", "abc", true), ("*c", "abc", true), ("a*c", "abcb", false),
            ("/lp/*/x", "/lp/a/b/x", true), ("?", "", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false),
            ("[^a-c]x", "dx", true), ("[]a]", "]", true), ("[a", "[a", true), ("\\*", "*", true), ("\\*", "a", false),
            ("[[:digit:]]*", "7up", true), ("*a*b*", "xaxbx", true), ("h.example/*", "h.example/lp", true),
            ("**", "x", true),
        ] as [(String, String, Bool)])
    func examples(_ pattern: String, _ text: String, _ expected: Bool) {
        #expect(matches(pattern, Array(text.utf8)) == expected)
    }

    /// fnmatch(3) says the same.
    @Test func asTheSystemMatches() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let patternBytes = Array("ab/.*?[]!^-\\:".utf8)
        let textBytes = Array("ab/.]-[!\\".utf8)
        for _ in 0..<200_000 {
            let pattern = (0..<Int.random(in: 0...7, using: &random)).map { _ in
                patternBytes.randomElement(using: &random)!
            }
            let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in textBytes.randomElement(using: &random)! }
            let (patternText, textText) = (
                String(decoding: pattern, as: UTF8.self), String(decoding: text, as: UTF8.self)
            )
            // What POSIX leaves open: a backslash at the end, a bracket that is not closed or ranges that are none.
            guard !patternText.hasSuffix("\\"), !patternText.contains("[") || isPlainSet(patternText) else { continue }
            let expected = unsafe fnmatch(patternText, textText, 0) == 0
            #expect(matches(patternText, text) == expected, "seed \(seed): \(patternText) on \(textText)")
        }
    }

    /// Whether each bracket of `pattern` holds letters, signs, or ranges that ascend.
    private func isPlainSet(_ pattern: String) -> Bool {
        let open = pattern.components(of: "[")
        return open.dropFirst().allSatisfy { part in
            guard let close = part.dropFirst().firstIndex(of: "]") else { return false }
            let set = part[..<close].drop { "!^".contains($0) }
            return !set.isEmpty && !set.contains { "-\\:[]!^.".contains($0) }
        } && !pattern.contains("\\[")
    }

    /// A stranger's text cannot make it slow.
    @Test func manyStarsOnALongText() {
        let text = [UInt8](repeating: UInt8(ascii: "a"), count: 20_000)
        #expect(!matches("*a*a*a*a*a*a*a*a*b", text))
    }
}

extension String {
    fileprivate func components(of separator: Character) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
