import TestSupport
import Testing

@testable import LinkTallyCore

/// Distinct references: exactly as long as they are few, estimated alike however they were dealt to counters.
@Suite struct ReferenceCounterTests {
    /// Each reference is there once, however often it comes, beyond several growths and with hashes that share their halves.
    @Test func countsDistinct() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        var hashes = ReferenceHashes(bits: 4)
        var expected: Set<[UInt64]> = []
        for _ in 0..<3 {
            for _ in 0..<20_000 {
                let fixed = UInt64.random(in: 0...300, using: &random)
                let seeded = UInt64.random(in: 0...300, using: &random) &* 0x9E37_79B9_7F4A_7C15
                hashes.insert(fixed: fixed, seeded: seeded)
                expected.insert([fixed, seeded | 1])
                #expect(hashes.count == expected.count, "SplitMix(seed: \(seed))")
            }
            var found: Set<[UInt64]> = []
            hashes.forEachReference { found.insert([$0, $1]) }
            #expect(found == expected, "SplitMix(seed: \(seed))")
            var other = ReferenceHashes(bits: 4)
            other.insert(fixed: 1, seeded: 1)
            other.makeRoom(for: hashes)
            hashes.forEachReference { other.insert(fixed: $0, seeded: $1) }
            #expect(other.count == expected.union([[1, 1]]).count, "SplitMix(seed: \(seed))")
            hashes.removeAll()
            expected = []
            #expect(hashes.count == 0)
        }
    }

    @Test(arguments: [1_000, 100_000, 100_001, 1_000_000])
    func referenceCounts(_ count: Int) {
        var whole = ReferenceCounter(seed: Scan.seed)
        var even = ReferenceCounter(seed: Scan.seed)
        var odd = ReferenceCounter(seed: Scan.seed)
        for number in 0..<count {
            let key = Array("ord_\(number)".utf8)
            whole.add(key.rawSpan, key.indices)
            whole.add(key.rawSpan, key.indices)
            if number % 2 == 0 { even.add(key.rawSpan, key.indices) } else { odd.add(key.rawSpan, key.indices) }
            if number % 10 == 0 { odd.add(key.rawSpan, key.indices) }
        }
        even.merge(&odd)
        #expect(even.distinct == whole.distinct, "a union counts like one")
        #expect(even.isEstimate == whole.isEstimate)
        if count <= ReferenceCounter.exactLimit {
            #expect(!whole.isEstimate && whole.distinct == count)
        } else {
            #expect(whole.isEstimate && abs(whole.distinct - count) * 50 <= count, "\(whole.distinct) for \(count)")
        }
    }

    /// A union is the same whichever of the two is the larger one, and where one of them is empty.
    @Test(arguments: [1_000, 100_000, 100_001])
    func smallerAndLargerReferenceCounts(_ count: Int) {
        for (first, second) in [(0..<count, 0..<1), (0..<1, 0..<count), (0..<0, 0..<count)] {
            var sum = ReferenceCounter(seed: Scan.seed)
            var other = ReferenceCounter(seed: Scan.seed)
            for key in first.map({ Array("ord_\($0)".utf8) }) { sum.add(key.rawSpan, key.indices) }
            for key in second.map({ Array("ord_\($0)".utf8) }) { other.add(key.rawSpan, key.indices) }
            sum.merge(&other)
            #expect(sum.isEstimate == (count > ReferenceCounter.exactLimit))
            #expect(sum.isEstimate ? abs(sum.distinct - count) * 50 <= count : sum.distinct == count)
        }
    }

    /// A worker whose tally was merged into one that estimates does not tell references apart any more; the sum is the same.
    @Test(arguments: [40_000, 300_000])
    func referencesInRounds(_ count: Int) {
        var whole = ReferenceCounter(seed: Scan.seed)
        var sum = Tally(.rows(.all), seed: Scan.seed)
        var round = Tally(.rows(.all), seed: Scan.seed)
        for number in 0..<count {
            let key = Array("ord_\(number)".utf8)
            whole.add(key.rawSpan, key.indices)
            round.referenceCounter.add(key.rawSpan, key.indices)
            guard number % 30_000 == 29_999 else { continue }
            sum.merge(&round)
            round.removeAll()
            #expect(round.referenceCounter.isEstimate == sum.referenceCounter.isEstimate)
        }
        sum.merge(&round)
        #expect(sum.referenceCounter.distinct == whole.distinct)
        #expect(sum.referenceCounter.isEstimate == whole.isEstimate && whole.isEstimate == (count > 100_000))
    }
}
