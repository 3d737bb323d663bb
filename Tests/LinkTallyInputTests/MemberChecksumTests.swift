import CZlib
import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyInput

@Suite struct MemberChecksumTests {
    /// The checksum of the whole, whichever parts of it were left to others, whenever and in whatever order these take them.
    @Test func ofAnyParts() throws {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for _ in 0..<300 {
            var checksum = MemberChecksum()
            var whole: [UInt8] = []
            var left: [UncheckedBytes] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let bytes = (0..<Int.random(in: 0...700, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                whole += bytes
                if Int.random(in: 0...2, using: &random) == 0 {
                    unsafe bytes.withUnsafeBytes { unsafe checksum.add($0) }
                } else {
                    let before = Int.random(in: 0...9, using: &random)
                    let window = WindowBuffer(capacity: before + bytes.count)
                    let range = before..<before + bytes.count
                    unsafe window.writable(range).copyBytes(from: bytes)
                    let unchecked = UncheckedBytes(window, range)
                    checksum.add(unchecked)
                    left.append(unchecked)
                }
                left.shuffle(using: &random)
                if Bool.random(using: &random) { left.popLast()?.checksum() }
            }
            let expected = unsafe UInt32(crc32_z(0, whole, whole.count))
            #expect(checksum.value() == expected, "seed \(seed)")
            #expect(checksum.value() == expected, "asked once more, seed \(seed)")
            #expect(left.allSatisfy { $0.known != nil }, "nothing is left to do, seed \(seed)")
        }
    }
}
