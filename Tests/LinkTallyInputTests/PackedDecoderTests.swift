import CZlib
import Foundation
import TestSupport
import Testing

@testable import LinkTallyInput

/// Logs that are packed by another packer than gzip: what comes out, how it ends and where is the same however it is read.
@Suite struct PackedDecoderTests {
    static let packers = Packer.available

    private static func container(_ packer: Packer) -> Container { Container(rawValue: packer.rawValue)! }

    private static func sample(_ random: inout SplitMix, _ count: Int) -> [UInt8] {
        let kind = Int.random(in: 0...2, using: &random)
        return (0..<count).map { index in
            kind == 0
                ? UInt8(ascii: "a") + UInt8(index % 7) &+ UInt8.random(in: 0...1, using: &random)
                : kind == 1 ? UInt8(index / 3_000 % 3) : UInt8.random(in: 0...255, using: &random)
        }
    }

    @Test func whatIsUnpackedIsTested() {
        #expect(Set(Self.packers.map(Self.container) + [.gzip]) == Set(Container.unpacked))
    }

    @Test(arguments: packers)
    func roundTrips(_ packer: Packer) {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for round in 0..<60 {
            var (stored, expected): ([UInt8], [UInt8]) = ([], [])
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                if packer == .zstd || packer == .lz4 && !stored.isEmpty, Bool.random(using: &random) {
                    stored += Packer.skippable([0, 1, 20, 700].randomElement(using: &random)!)
                }
                let bytes = Self.sample(&random, [0, 1, 5, 300, 40_000, 300_000].randomElement(using: &random)!)
                stored += packer.pack(bytes, level: Int.random(in: 1...9, using: &random))
                expected += bytes
                if packer == .xz {
                    stored += [UInt8](repeating: 0, count: [0, 4, 400].randomElement(using: &random)!)
                }
            }
            let blockSize = [7, 8, 9, 100, 4096, 256 << 10][round % 6]
            let pieceSize = [100, 700, 32 << 10, 512 << 10].randomElement(using: &random)!
            let decoded = Decoded(stored, .auto, blockSize: blockSize, pieceSize: pieceSize)
            let note: Comment = "seed \(seed), round \(round), blocks of \(blockSize), pieces of \(pieceSize)"
            #expect(decoded.bytes == expected, note)
            #expect(decoded.fault == nil && decoded.warning == nil, note)
        }
    }

    /// A frame that is passed over alone is an empty log.
    @Test(.enabled(if: packers.contains(.zstd)))
    func nothingButFramesThatArePassedOver() {
        #expect(Decoded(Packer.skippable(100), .auto) == Decoded([], .auto))
        let cut = Decoded(Packer.skippable(100).dropLast(), .auto, blockSize: 5)
        #expect(cut.fault == .truncatedData && cut.faultOffset == 107)
        #expect(Decoded(Packer.skippable(9) + Array("text".utf8), .auto).fault == .badHeader)
    }

    @Test(arguments: packers)
    func everyCut(_ packer: Packer) {
        let bytes = Array(String(repeating: "one line of a log\n", count: 40).utf8)
        let first = packer.pack(bytes)
        let stored = first + packer.pack(Array("the end\n".utf8))
        let magic = packer == .xz ? 6 : 4
        for end in 14..<stored.count {
            let decoded = Decoded(Array(stored[..<end]), .auto, blockSize: 1 + end % 9, pieceSize: 1 + end % 70)
            let behind = end - first.count
            let expected: InputFault? = behind == 0 ? nil : 0..<magic ~= behind ? .truncatedHeader : .truncatedData
            #expect(decoded.fault == expected, "cut at \(end)")
            #expect(decoded.faultOffset == (behind == 0 ? nil : end), "cut at \(end)")
            #expect((bytes + Array("the end\n".utf8)).starts(with: decoded.bytes), "cut at \(end)")
            #expect(behind < 0 || decoded.bytes.starts(with: bytes), "cut at \(end)")
            #expect(decoded == Decoded(Array(stored[..<end]), .auto), "cut at \(end)")
        }
    }

    @Test(arguments: packers)
    func behindTheMember(_ packer: Packer) {
        let member = packer.pack(Array("log\n".utf8))
        let container = Self.container(packer)
        func end(_ tail: [UInt8]) -> Decoded { Decoded(member + tail, .auto, blockSize: 3) }
        func garbage(_ offset: Int) -> InputWarning { .trailingGarbage(offset: member.count + offset, container) }
        #expect(end([0x1F]).warning == garbage(0) && end([0x1F]).bytes == Array("log\n".utf8))
        #expect(end(Array("text\n".utf8)).warning == garbage(0) && end(Array("text\n".utf8)).fault == nil)
        #expect(end([0, 0, 0]).warning == garbage(0))
        #expect(end([0, 0, 0, 0]).warning == (packer == .xz ? nil : garbage(0)))
        #expect(end([0, 0, 0, 0, 1]).warning == garbage(0))
        #expect(end([member[0]]).fault == .truncatedHeader && end([member[0]]).faultOffset == member.count + 1)
        #expect(end(Array(member.prefix(3)) + [0xF0]).warning == garbage(0))
    }

    /// Damage of any kind: the same bytes and the same end however input and output are cut, and never another log for good.
    @Test(arguments: packers)
    func mutations(_ packer: Packer) {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        var faults: [InputFault?: Int] = [:]
        let parts = [9_000, 500, 20_000].map { Self.sample(&random, $0) }
        let valid = parts.enumerated().flatMap { packer.pack($1, level: 1 + $0) }
        for round in 0..<60 {
            var stored = valid
            let place = Int.random(in: 14..<stored.count, using: &random)
            if round % 4 == 0 { stored.removeLast(stored.count - place) } else { stored[place] ^= 1 << (place % 8) }
            let reference = Decoded(stored, .auto)
            faults[reference.fault, default: 0] += 1
            let found = Decoded(
                stored, .auto, blockSize: 1 + (round * 37) % 5_000, pieceSize: 100 + (round * 91) % 9_000)
            #expect(found == reference, "seed \(seed), round \(round)")
            // A magic number that is damaged is garbage behind the others; a cut may fall between two.
            if reference.fault == nil {
                #expect(
                    parts.joined().starts(with: reference.bytes) && (reference.warning != nil || round % 4 == 0)
                        || Array(parts.joined()) == reference.bytes, "seed \(seed), round \(round)")
            }
        }
        #expect(faults[.truncatedData, default: 0] >= 8, "seed \(seed): \(faults)")
        #expect(faults[.badData, default: 0] + faults[.badCRC, default: 0] >= 8, "seed \(seed): \(faults)")
    }

    /// A checksum that is wrong is named where the packer's library tells; all that was unpacked counts.
    @Test(arguments: packers)
    func checksums(_ packer: Packer) {
        let text = Array(String(repeating: "one line of a log\n", count: 400).utf8)
        let member = packer.pack(text)
        for front in [[], member] {
            var stored = front + member
            // The last four bytes; of bzip2 and xz, other places.
            let (index, fault, place): (Int, InputFault, Int?) =
                switch packer {
                case .zstd, .lz4: (stored.count - 2, .badCRC, stored.count - 4)
                // Before the padding of the last byte; the block's own is behind its magic number.
                case .bzip2: (stored.count - 3, .badCRC, nil)
                // Behind the block, before the index: 20 bytes of that and the footer, 8 of the checksum.
                case .xz: (stored.count - 24 - 2, .badData, nil)
                }
            stored[index] ^= 0x10
            let result = Decoded(stored, .auto, blockSize: 9)
            #expect(result.fault == fault && result.bytes == (front.isEmpty ? [] : text) + text, "\(packer)")
            #expect(place == nil || result.faultOffset == place, "\(packer): \(result.faultOffset ?? -1)")
            guard packer == .bzip2 else { continue }
            stored = front + member
            stored[front.count + 11] ^= 1
            let block = Decoded(stored, .auto, blockSize: 9)
            #expect(block.fault == .badCRC && block.bytes == result.bytes)
        }
    }
}
