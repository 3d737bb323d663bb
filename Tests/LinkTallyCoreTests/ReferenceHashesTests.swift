import TestSupport
import Testing

@testable import LinkTallyCore

@Suite struct ReferenceHashesTests {
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
}
