import Foundation
import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct NearestValueTests {
    @Test(arguments: [
        ("chatgpt.com", "chatgpt-com"), ("summer sale", "summer-sale"), ("Summer  Sale!", "Summer-Sale"),
        ("a - b", "a-b"), ("a_b", "a_b"), ("a _b", "a-_b"), ("--a--", "--a--"), ("..a..", "a"), ("50%", "50"),
        ("café", "cafe"), ("cafe\u{301}", "cafe"), ("Größe", "Grosse"), ("Łódź", "Lodz"), ("Việt Nam", "Viet-Nam"),
        ("naïve – œuvre", "naive-oeuvre"), ("🎉 party 🎉", "party"), ("don’t", "don-t"), ("x\u{A0}y", "x-y"),
        ("a%20b", "a-b"), ("caf%C3%A9", "cafe"), ("a%2520b", "a-b"), ("google;utm_medium=cpc", "google"),
        ("google&amp;utm_medium=cpc", "google"), ("a;b", "a-b"), ("__NAME__", "__NAME__"), ("a\0b", "a-b"),
        ("User/42", "User-42"), ("dGVzdA==", "dGVzdA"),
    ])
    func obvious(_ text: String, _ expected: String) {
        #expect(ParameterValue.nearest(to: text, for: .source)?.text == expected)
    }

    @Test(arguments: [
        "", " ", "...", "-.-", "東京", "東京-sale", "jane@example.com", "jane%40example.com", "{{campaign.name}}",
        "{keyword}", "spring_{id}", "[UTM]", "*|LIST|*", "%%NAME%%", "%7Bkeyword%7D", "Привет",
    ])
    func notObvious(_ text: String) { #expect(ParameterValue.nearest(to: text, for: .source) == nil) }

    @Test func notUTF8() {
        let value = DecodedValue(text: Array("caf".utf8) + [0xE9])
        #expect(ParameterValue.nearest(to: value, for: .source) == nil)
    }

    @Test func cutting() {
        func nearest(_ text: String, _ parameter: Parameter = .source) -> String? {
            ParameterValue.nearest(to: text, for: parameter)?.text
        }
        let (a, b) = (String(repeating: "a", count: 100), String(repeating: "b", count: 100))
        #expect(nearest("\(a)-\(b)") == a && nearest("\(a)_\(b)") == a && nearest("\(a) \(b)") == a)
        // No separator, or one so early that little would be left.
        #expect(nearest(a + b) == a + b.prefix(50))
        #expect(nearest("x-\(a)\(b)") == "x-\(a)\(b.prefix(48))")
        // The limit falls on a separator.
        let word = String(repeating: "w", count: 150)
        #expect(nearest("\(word)-x") == word && nearest("\(word).x") == word)
        #expect(nearest("\(a)--\(b)") == a)
        #expect(nearest(a + b + "c", .reference) == a + b)
        #expect(nearest(String(repeating: "-", count: 160)) == nil)
        #expect(nearest(String(repeating: "-", count: 155) + "a") == String(repeating: "-", count: 150))
    }

    /// The table of base letters is that of the canonical decompositions.
    @Test func baseLetters() {
        var count = 0
        for value in UInt32(0xC0)...0x1EFF {
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
            let decomposed = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
            guard decomposed.count > 1, let first = decomposed.first, first.properties.isAlphabetic, first.isASCII,
                decomposed.dropFirst().allSatisfy({ 0x300...0x36F ~= $0.value })
            else { continue }
            #expect(BaseLetters.letters(for: scalar) == String(first), "\(scalar)")
            count += 1
        }
        #expect(count > 400)
        #expect(BaseLetters.letters(for: "×") == nil && BaseLetters.letters(for: "東") == nil)
        for letter in "ßẞÆæŒœĲĳÞþØøÐĐðđĦħıŁĿłŀŊŋŉŦŧĸſ".unicodeScalars {
            #expect(BaseLetters.letters(for: letter)?.allSatisfy(\.isASCII) == true, "\(letter)")
        }
    }

    /// What is proposed is always kept, and what is kept is proposed as it is.
    @Test func randomValues() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let pieces = [
            "a", "b", "-", "_", ".", " ", "%", "%41", "%2525", "é", "東", "{", "}", "@", ";utm_term=",
            "xxxxxxxxxxxxxxxxxxxx",
        ]
        for _ in 0..<30_000 {
            let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            for parameter in [Parameter.term, .reference] {
                let nearest = ParameterValue.nearest(to: text, for: parameter)
                if let nearest {
                    let query = Array("\(parameter.name)=\(nearest.text)".utf8)
                    #expect(
                        QueryScanner().verdicts(of: query.span)[parameter] == .accepted, "\(text) seed \(seed)")
                }
                if let value = try? ParameterValue(parameter, text) {
                    #expect(nearest == value, "\(text) seed \(seed)")
                }
            }
        }
    }
}
