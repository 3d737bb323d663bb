import TestSupport
import Testing

@testable import LinkTallyCore

/// 100,000 random bases and values: what is built is kept whole, and nothing else in the base changes.
@Suite struct LinkPropertyTests {
    /// The pieces of a link that are none of the six parameters, and its ends.
    private struct Foreign: Equatable {
        let front: [UInt8]
        let pieces: [[UInt8]]
        let fragment: [UInt8]

        /// By hand, not by what the builder knows.
        init(_ link: [UInt8]) {
            let hash = link.firstIndex(of: UInt8(ascii: "#")) ?? link.count
            let mark = link[..<hash].firstIndex(of: UInt8(ascii: "?")) ?? hash
            front = Array(link[..<mark])
            fragment = Array(link[hash...])
            let query = link[mark..<hash].dropFirst()
            let names = Parameter.allCases.map { Array($0.name.utf8) }
            pieces = query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).map(Array.init).filter
            {
                piece in !names.contains(QueryOracle.decoded(piece.prefix { $0 != UInt8(ascii: "=") }[...]))
            }
        }

        /// The bytes, where empty pieces at the query's end and a query of nothing may come and go with a parameter.
        var text: [UInt8] {
            var pieces = pieces[...]
            while pieces.last?.isEmpty == true { pieces.removeLast() }
            return front + [0] + Array(pieces.joined(separator: [UInt8(ascii: "&")])) + [0] + fragment
        }
    }

    private static let pieces: [[UInt8]] =
        (Parameter.allCases.map(\.name) + [
            "=", "=", "=", "&", "&", "&", "?", "#", "%", "%41", "%5F", "%zz", "+", ".", ";", "&amp;", "utm_",
            "UTM_Source",
            "x", "y=1", "google", "a b", "é", "東京", "\u{202E}", "{{x}}", "a@b.c", "-", "_", "--", "",
            String(repeating: "b", count: 80), "\u{1}", "\n",
        ]).map { Array($0.utf8) } + [[0xFF], [0xC3], [0x80]]

    private static func text(_ count: ClosedRange<Int>, _ random: inout SplitMix) -> [UInt8] {
        Array((0..<Int.random(in: count, using: &random)).flatMap { _ in pieces.randomElement(using: &random)! })
    }

    @Test func repairedLinks() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        var (built, refusedBases) = (0, 0)
        for _ in 0..<100_000 {
            let front = ["https://h", "https://h/p", "/", "", "?"].randomElement(using: &random)!
            let base = Array(front.utf8) + Self.text(0...10, &random)
            var builder: LinkBuilder
            do throws(LinkError) { builder = try LinkBuilder(bytes: base) } catch {
                refusedBases += 1
                continue
            }
            var set: [Parameter: String] = [:]
            for parameter in Parameter.allCases where Int.random(in: 0..<3, using: &random) == 0 {
                let text = DecodedValue(text: Self.text(0...4, &random))
                guard let value = ParameterValue.nearest(to: text, for: parameter) else { continue }
                builder.set(value)
                set[parameter] = value.text
            }
            let repairs = builder.repair()
            let link = try builder.link().bytes
            built += 1
            let note = "\(String(decoding: base, as: UTF8.self)) \(set) seed \(seed)"
            // Nothing is dropped, and what was set arrives.
            var check = LinkCheck()
            check.check(link.rawSpan, link.indices)
            #expect(!check.hasDropped && check.isURL, "\(note)")
            let codes = Self.codes(link)
            for (parameter, text) in set { #expect(codes[parameter] == text, "\(note)") }
            for repair in repairs { #expect(codes[repair.rejection.parameter] == repair.value?.text, "\(note)") }
            // Every other byte stays.
            #expect(Foreign(link).text == Foreign(base).text, "\(note)")
            // What was kept before and not set is kept still.
            for (parameter, text) in Self.codes(base) where set[parameter] == nil {
                #expect(codes[parameter] == text, "\(note)")
            }
            // The codes of the link make it again: of its base without codes, and of itself.
            var again = try LinkBuilder(bytes: link)
            for (parameter, text) in codes { try again.set(parameter, to: text) }
            let twice = try again.link().bytes
            #expect(Self.codes(twice) == codes && Foreign(twice) == Foreign(link), "\(note)")
            var other = try LinkBuilder("https://other.example/?q=1")
            for (parameter, text) in codes { try other.set(parameter, to: text) }
            #expect(Self.codes(try other.link().bytes) == codes, "\(note)")
        }
        #expect(built > 20_000 && refusedBases > 1_000, "\(built) \(refusedBases)")
    }

    /// The accepted values of a link, decoded, by the oracle.
    private static func codes(_ link: [UInt8]) -> [Parameter: String] {
        let hash = link.firstIndex(of: UInt8(ascii: "#")) ?? link.count
        guard let mark = link[..<hash].firstIndex(of: UInt8(ascii: "?")) else { return [:] }
        let query = Array(link[(mark + 1)..<hash])
        var codes: [Parameter: String] = [:]
        let verdicts = QueryOracle.verdicts(query)
        for piece in query.split(separator: UInt8(ascii: "&")) {
            let sign = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            let name = QueryOracle.decoded(piece[..<sign])
            guard let parameter = Parameter.allCases.first(where: { Array($0.name.utf8) == name }),
                verdicts[parameter]?.verdict == .accepted, codes[parameter] == nil
            else { continue }
            codes[parameter] = String(decoding: QueryOracle.decoded(piece[sign...].dropFirst()), as: UTF8.self)
        }
        return codes
    }
}
