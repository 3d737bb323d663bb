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
