import TestSupport
import Testing

@testable import LinkTallyCore

/// Kernels against a naive search, for every length and place that a vector can meet.
@Suite struct SearchTests {
    @Test func everyLengthAndPlace() {
        for length in 0...70 {
            for place in 0...length {
                var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
                if place < length { bytes[place] = UInt8(ascii: ";") }
                withExactSpan(bytes) { span in
                    for start in stride(from: 0, through: length, by: 3) {
                        let expected = place >= start && place < length ? place : length
                        #expect(span.firstIndex(of: UInt8(ascii: ";"), from: start, to: length) == expected)
                        #expect(span.firstIndexFar(of: UInt8(ascii: ";"), from: start, to: length) == expected)
                        #expect(
                            span.firstIndex(of: UInt8(ascii: "!"), or: UInt8(ascii: ";"), from: start, to: length)
                                == expected)
                        #expect(
                            span.firstIndex(of: 1, 2, UInt8(ascii: ";"), or: 3, from: start, to: length) == expected)
                        #expect(span.endOfValueBytes(from: start, to: length) == expected)
                        let last = span.lastIndex(of: UInt8(ascii: ";"), from: start, to: length)
                        #expect(last == (expected < length ? place : nil))
                    }
                }
            }
        }
    }

    @Test func randomBytes() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<3_000 {
            let bytes = (0..<Int.random(in: 0...130, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let start = Int.random(in: 0...bytes.count, using: &random)
            let end = Int.random(in: start...bytes.count, using: &random)
            let wanted = UInt8.random(in: 0...255, using: &random)
            withExactSpan(bytes) { span in
                let range = start..<end
                let first = range.first { bytes[$0] == wanted } ?? end
                #expect(span.firstIndex(of: wanted, from: start, to: end) == first, "seed \(seed)")
                #expect(span.firstIndexFar(of: wanted, from: start, to: end) == first, "seed \(seed)")
                #expect(
                    span.lastIndex(of: wanted, from: start, to: end) == range.last { bytes[$0] == wanted },
                    "seed \(seed)")
                let either = range.first { bytes[$0] == wanted || bytes[$0] == 7 } ?? end
                #expect(span.firstIndex(of: wanted, or: 7, from: start, to: end) == either, "seed \(seed)")
            }
        }
    }

    @Test func keysOfEveryLength() {
        let seed = HashSeed.random()
        var random = SplitMix(seed: 5)
        for length in 0...80 {
            let key = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            for lead in [0, 1, 7, 15] {
                let bytes = [UInt8](repeating: 9, count: lead) + key
                withExactSpan(bytes) { span in
                    withExactSpan(key) { other in
                        // The same bytes hash and compare alike wherever they stand.
                        #expect(span.hash(lead..<bytes.count, seed) == other.hash(0..<length, seed))
                        #expect(span.equals(lead..<bytes.count, other) == true)
                        if length > 0 {
                            var changed = key
                            changed[length / 2] ^= 1
                            withExactSpan(changed) { third in
                                #expect(span.equals(lead..<bytes.count, third) == false)
                                #expect(third.precedes(other) == changed.lexicographicallyPrecedes(key))
                                #expect(other.precedes(third) == key.lexicographicallyPrecedes(changed))
                            }
                        }
                    }
                }
            }
        }
    }
}
