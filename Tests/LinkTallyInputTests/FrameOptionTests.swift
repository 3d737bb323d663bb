import CZlib
import TestSupport
import Testing

@testable import LinkTallyInput

/// Frames and streams written by hand: what packers write rarely, and what is refused.
@Suite struct FrameOptionTests {
    /// One block, stored as it is.
    private static func zstd(_ descriptor: UInt8, _ header: [UInt8], _ text: String, last: UInt32 = 1) -> [UInt8] {
        let size = UInt32(text.utf8.count) << 3 | last
        return [0x28, 0xB5, 0x2F, 0xFD, descriptor] + header
            + [UInt8(size & 255), UInt8(size >> 8 & 255), UInt8(size >> 16)] + Array(text.utf8)
    }

    @Test(.enabled(if: Packer.available.contains(.zstd)))
    func windows() {
        // 128 MiB, and an eighth more.
        let most = Decoded(Self.zstd(0, [17 << 3], "log\n"), .auto, blockSize: 2)
        #expect(most.bytes == Array("log\n".utf8) && most.fault == nil)
        let more = Decoded(Self.zstd(0, [17 << 3 | 1], "log\n"), .auto, blockSize: 2)
        #expect(more.fault == .windowTooLarge && more.faultOffset == 5 && more.bytes.isEmpty)
    }

    @Test(.enabled(if: Packer.available.contains(.zstd)))
    func headers() {
        // A length of content of 1, 2, 4 and 8 bytes; in 2 bytes it is 256 more than it says.
        let long = String(repeating: "0123456789abcde\n", count: 20)
        for (descriptor, header, text) in [
            (0x20, [4], "log\n"), (0x60, [64, 0], long), (0xA0, [4, 0, 0, 0], "log\n"),
            (0xE0, [4, 0, 0, 0, 0, 0, 0, 0], "log\n"), (0xC0, [0, 4, 0, 0, 0, 0, 0, 0, 0], "log\n"),
        ] as [(UInt8, [UInt8], String)] {
            for blockSize in [1, 3, 1_000] {
                let decoded = Decoded(Self.zstd(descriptor, header, text), .auto, blockSize: blockSize)
                #expect(decoded.bytes == Array(text.utf8) && decoded.fault == nil, "\(descriptor)")
            }
        }
        // Fewer bytes than the header tells of; a dictionary; a reserved bit; a kind of block that there is none of.
        #expect(Decoded(Self.zstd(0x20, [5], "log\n"), .auto).fault == .badData)
        let dictionary = Decoded(Self.zstd(0x21, [7, 4], "log\n"), .auto)
        #expect(dictionary.fault == .unsupportedOption && dictionary.faultOffset == 5)
        #expect(Decoded(Self.zstd(0x28, [4], "log\n"), .auto).fault == .badHeader)
        let kind = Decoded(Self.zstd(0, [0], "log\n", last: 0) + [7, 0, 0], .auto, blockSize: 4)
        #expect(kind.fault == .badData && kind.bytes == Array("log\n".utf8) && kind.faultOffset == 13)
    }

    /// A stored block that is longer or shorter than its frame tells of: all of it counts that fits, but for the byte at
    /// which that is seen; of another block nothing. Frames before it change nothing.
    @Test(.enabled(if: Packer.available.contains(.zstd)), arguments: [0, 1, 2])
    func lengthsThatDoNotFit(_ framesBefore: Int) {
        let text = String(repeating: "0123456789abcde\n", count: 4) + "more\n"
        let frame = Packer.zstd.pack([UInt8](repeating: 10, count: 9_000))
        let before = Array(repeating: frame, count: framesBefore).joined()
        for (size, kept) in [(77, 68), (70, 68), (69, 69), (68, 68), (60, 60), (1, 1)] {
            for (blockSize, pieceSize) in [(1, 7), (3, 1), (64, 9), (8_192, 8_192)] {
                // With a window of its own, not as long as the content: no block may be longer than a window.
                let stored = before + Self.zstd(0x80, [0x38, UInt8(size), 0, 0, 0], text)
                let decoded = Decoded(stored, .auto, blockSize: blockSize, pieceSize: pieceSize)
                #expect(decoded.bytes.count == 9_000 * framesBefore + kept)
                #expect(decoded.fault == (size == 69 ? nil : .badData), "\(size) in blocks of \(blockSize)")
                #expect(decoded.faultOffset == (size == 69 ? nil : before.count + 13))
            }
        }
    }

    /// Frames of stored, repeated and packed blocks, damaged and cut anywhere: the same bytes, fault and place however
    /// input and output are cut.
    @Test(.enabled(if: Packer.available.contains(.zstd)))
    func damagedBlocks() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        var faults: [InputFault?: Int] = [:]
        for round in 0..<400 {
            var (stored, expected) = Self.randomFrame(&random)
            if Bool.random(using: &random) {
                let (frame, bytes) = Self.randomFrame(&random)
                stored += frame
                expected += bytes
            }
            let whole = Decoded(stored, .auto, blockSize: 1 + round % 300)
            #expect(whole.bytes == expected && whole.fault == nil, "seed \(seed), round \(round)")
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                // Headers of frames and blocks are short, and stand in front.
                let end = Bool.random(using: &random) ? stored.count : min(stored.count, 20)
                let place = Int.random(in: 4..<end, using: &random)
                stored[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
            }
            if round % 5 == 0 { stored.removeLast(Int.random(in: 1...stored.count - 6, using: &random)) }
            let reference = Decoded(stored, .auto)
            faults[reference.fault, default: 0] += 1
            for _ in 0..<6 {
                let blockSize = Int.random(in: 1...[1, 9, 500, 200_000].randomElement(using: &random)!, using: &random)
                let pieceSize = Int.random(in: 1...[9, 500, 200_000].randomElement(using: &random)!, using: &random)
                let found = Decoded(stored, .auto, blockSize: blockSize, pieceSize: pieceSize)
                let note: Comment = "seed \(seed), round \(round), blocks of \(blockSize), pieces of \(pieceSize)"
                #expect(found == reference, note)
            }
        }
        #expect(faults[.badData, default: 0] >= 40 && faults[.truncatedData, default: 0] >= 40, "\(faults)")
    }

    /// A frame of zstd and what is in it: with a length of the content or without, and a few blocks.
    private static func randomFrame(_ random: inout SplitMix) -> (stored: [UInt8], expected: [UInt8]) {
        var (blocks, bytes): ([UInt8], [UInt8]) = ([], [])
        func number(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(value >> (8 * $0) & 255) } }
        var hasPacked = false
        let count = Int.random(in: 1...5, using: &random)
        for index in 1...count {
            let size = [1, 2, 40, 700].randomElement(using: &random)! + Int.random(in: 0...9, using: &random)
            let kind = Int.random(in: 0...(hasPacked ? 1 : 2), using: &random)
            let last = index == count ? 1 : 0
            let text = (0..<size).map { _ in UInt8.random(in: 97...102, using: &random) }
            switch kind {
            case 0:
                blocks += number(size << 3 | last, 3) + text
                bytes += text
            case 1:
                blocks += number(size << 3 | 2 | last, 3) + [text[0]]
                bytes += [UInt8](repeating: text[0], count: size)
            default:
                // The one block of a frame: behind six bytes and a length of four, before the checksum.
                let log = Array(String(repeating: "a line \(size)\n", count: 60).utf8) + text
                let packed = Packer.zstd.pack(log)
                let start = 5 + (packed[4] & 0x20 != 0 ? 0 : 1) + [1, 2, 4, 8][Int(packed[4] >> 6)]
                precondition(packed[start] & 7 == 5, "one packed block")
                let block = packed[start + 3..<packed.count - 4]
                blocks += number(block.count << 3 | 4 | last, 3) + block
                bytes += log
                hasPacked = true
            }
        }
        let header: [UInt8] =
            switch Int.random(in: 0...3, using: &random) {
            case 0: [0xA0] + number(bytes.count, 4)
            case 1: [0xC0, 0x08] + number(bytes.count, 8)
            case 2: [0x80, 0x10] + number(bytes.count, 4)
            default: [0, 0x08]
            }
        return ([0x28, 0xB5, 0x2F, 0xFD] + header + blocks, bytes)
    }

    @Test(.enabled(if: Packer.available.contains(.lz4)))
    func lz4() {
        let stored = Packer.lz4.pack(Array("log\n".utf8), level: 6)
        #expect(Decoded(stored, .auto).bytes == Array("log\n".utf8))
        var dictionary = stored
        dictionary[4] |= 1
        #expect(Decoded(dictionary, .auto, blockSize: 3).fault == .unsupportedOption)
        var header = stored
        header[14] ^= 1
        let damaged = Decoded(header, .auto, blockSize: 3)
        #expect(damaged.fault == .badHeader && damaged.faultOffset == 5)
        // The last block is left out: fewer bytes than the header tells of.
        let end = Array(stored[..<15] + [0, 0, 0, 0] + stored.suffix(4))
        #expect(Decoded(end, .auto).fault == .badSize && Decoded(end, .auto).faultOffset == 15)
    }

    @Test(.enabled(if: Packer.available.contains(.xz)))
    func xz() {
        /// The same with a window of another size, or another kind of filter.
        func changed(_ index: Int, _ byte: UInt8) -> Decoded {
            var stored = Packer.xz.pack(Array("log\n".utf8))
            // Behind its length, its flags and two sizes the header has the filter, how long its properties are, and these.
            stored[12 + index] = byte
            let end = 12 + 4 * Int(stored[12]) + 4
            let crc = unsafe UInt32(crc32_z(0, Array(stored[12..<end - 4]), end - 16))
            for place in 0..<4 { stored[end - 4 + place] = UInt8(crc >> UInt32(8 * place) & 255) }
            return Decoded(stored, .auto, blockSize: 5)
        }
        // 128 and 192 MiB.
        #expect(changed(6, 30).bytes == Array("log\n".utf8) && changed(6, 30).fault == nil)
        #expect(changed(6, 31).fault == .windowTooLarge && changed(6, 31).bytes.isEmpty)
        #expect(changed(4, 0x22).fault == .unsupportedOption)
    }

    /// A tar archive is named whatever it is packed in; a log that looks like one is none.
    @Test func tar() {
        var header = [UInt8](repeating: 0, count: 512)
        func write(_ text: String, at place: Int) {
            header.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        write("access.log", at: 0)
        write("00000000004\0", at: 124)
        write("        ", at: 148)
        write("ustar\u{0}00", at: 257)
        let sum = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
        write(String(repeating: "0", count: 6 - sum.count) + sum + "\0", at: 148)
        let archive = header + Array("log\n".utf8) + [UInt8](repeating: 0, count: 1_532)
        let packed = [archive, Gzip.member(archive)] + Packer.available.map { $0.pack(archive) }
        for stored in packed {
            for (blockSize, pieceSize) in [(1, 1), (300, 1_000), (1 << 20, 1 << 20)] {
                let decoded = Decoded(stored, .auto, blockSize: blockSize, pieceSize: pieceSize)
                #expect(decoded.fault == .otherCompression && decoded.bytes.isEmpty)
            }
        }
        // A sum that is wrong, or less than a header.
        var other = archive
        other[3] += 1
        #expect(Decoded(other, .auto, blockSize: 100, pieceSize: 7).bytes == other)
        #expect(Decoded(Array(archive[..<511]), .auto).bytes == Array(archive[..<511]))
    }
}
