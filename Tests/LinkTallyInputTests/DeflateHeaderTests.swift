import LinkTallyCore
import TestSupport
import Testing

@testable import LinkTallyInput

/// Headers of deflate blocks, good ones and others: whoever inflates, zlib's word counts.
@Suite struct DeflateHeaderTests {
    /// Bits, the lowest of a byte first.
    struct Bits {
        private(set) var bytes: [UInt8] = []
        private(set) var count = 0

        mutating func put(_ value: Int, _ bits: Int) {
            for bit in 0..<bits {
                if count % 8 == 0 { bytes.append(0) }
                bytes[count / 8] |= UInt8(value >> bit & 1) << UInt8(count % 8)
                count += 1
            }
        }

        /// A Huffman code, its highest bit first.
        mutating func code(_ code: Int, _ bits: Int) {
            for bit in stride(from: bits - 1, through: 0, by: -1) { put(code >> bit & 1, 1) }
        }

        mutating func align() { put(0, (8 - count % 8) % 8) }
    }

    private static let copies = [10: 2, 256: 2, 257: 1]

    /// A block with codes of its own for a line feed, the end and (257) three bytes once more: each length is told by 4 bits.
    private static func dynamic(
        _ literals: [Int: Int] = copies, _ distances: [Int] = [1, 1], ofLiterals: Int = 258,
        content: [(Int, Int)] = [(0b10, 2), (0, 1), (0, 1), (0b11, 2)]
    ) -> Bits {
        var bits = Bits()
        bits.put(1 | 2 << 1, 3)
        bits.put(ofLiterals - 257, 5)
        bits.put(distances.count - 1, 5)
        bits.put(19 - 4, 4)
        for place in 0..<19 { bits.put(place < 3 ? 0 : 4, 3) }
        for symbol in 0..<ofLiterals { bits.code(literals[symbol] ?? 0, 4) }
        for length in distances { bits.code(length, 4) }
        for (code, count) in content { bits.code(code, count) }
        return bits
    }

    /// A header that tells its 257 and 1 lengths in one bit each: 1, or whatever `symbol` is followed by `more` bits.
    private static func short(_ symbol: Int, _ more: Int, _ sequence: [Int]) -> Bits {
        var bits = Bits()
        bits.put(1 | 2 << 1, 3)
        bits.put(0, 10)
        bits.put(18 - 4, 4)
        for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
            bits.put(place == symbol || place == 1 ? 1 : 0, 3)
        }
        for next in sequence {
            bits.put(next, 1)
            if next == 1 { bits.put(127, more) }
        }
        return bits
    }

    private static func stored(turned: Int = 0xFFFF) -> Bits {
        var bits = Bits()
        bits.put(1, 3)
        bits.align()
        bits.put(2, 16)
        bits.put(2 ^ turned, 16)
        for byte in [97, 10] { bits.put(byte, 8) }
        return bits
    }

    private static func plain(_ kind: Int, _ codes: [(Int, Int)]) -> Bits {
        var bits = Bits()
        bits.put(1 | kind << 1, 3)
        for (code, count) in codes { bits.code(code, count) }
        return bits
    }

    /// Streams of one block: whether the header is good, whether zlib takes the stream, and its bytes.
    static let streams: [(name: String, isHeader: Bool, isGood: Bool, bits: Bits)] = [
        ("stored", true, true, stored()),
        ("stored, its length not repeated", false, false, stored(turned: 0xFFFE)),
        ("of the kind that there is none of", false, false, plain(3, [(0, 30)])),
        ("fixed", true, true, plain(1, [(0x30 + 10, 8), (0, 7)])),
        ("fixed, length 286", true, false, plain(1, [(0x30 + 10, 8), (0b1100_0110, 8), (0, 5), (0, 7)])),
        ("fixed, distance 30", true, false, plain(1, [(0x30 + 10, 8), (1, 7), (30, 5), (0, 7)])),
        ("fixed, distance before the beginning", true, false, plain(1, [(0x30 + 10, 8), (1, 7), (1, 5), (0, 7)])),
        ("codes", true, true, dynamic()),
        ("codes of 286 literals", true, true, dynamic(ofLiterals: 286)),
        ("codes of 287 literals", false, false, dynamic(ofLiterals: 287)),
        ("codes of 31 distances", false, false, dynamic(copies, [1, 1] + Array(repeating: 0, count: 29))),
        ("a code of literals that is not complete", false, false, dynamic([10: 2, 256: 3, 257: 1])),
        ("a code of literals that is too full", false, false, dynamic([10: 1, 256: 2, 257: 1])),
        ("no end of block", false, false, dynamic([10: 2, 11: 2, 257: 1])),
        ("a code of distances that is not complete", false, false, dynamic(copies, [1, 2])),
        // zlib takes these two, while nothing that is not in the code comes.
        ("one distance", false, true, dynamic(copies, [1])),
        ("one distance, and another one", false, false, dynamic(copies, [1], content: [(0b10, 2), (0, 1), (1, 1)])),
        ("no distance", false, true, dynamic(copies, [0], content: [(0b10, 2), (0b11, 2)])),
        ("nothing but an end", false, true, dynamic([256: 1], [0], content: [(0, 1)])),
        ("a repetition of nothing", false, false, short(16, 2, [1, 0, 0])),
        ("more lengths than there are", false, false, short(18, 7, [1, 1, 1])),
    ]

    @Test(arguments: streams.indices)
    func headers(_ index: Int) {
        let (name, isHeader, _, bits) = Self.streams[index]
        for shift in 0..<8 {
            // As it stands in a stream, behind bits that were read.
            var moved = Bits()
            moved.put(0, shift)
            for bit in 0..<bits.count { moved.put(Int(bits.bytes[bit / 8]) >> (bit % 8) & 1, 1) }
            let before = DeflateHeader.Bits(
                value: shift > 0 ? UInt64(moved.bytes[0] >> UInt8(shift)) : 0, count: (8 - shift) % 8)
            let bytes = shift > 0 ? Array(moved.bytes.dropFirst()) : moved.bytes
            var kinds: [String] = []
            for end in 0...bytes.count {
                switch DeflateHeader.find(in: Array(bytes[..<end]).rawSpan, behind: before) {
                case .header(let header):
                    kinds.append("header")
                    #expect(header.isLast && header.endBit <= 8 * end, "\(name)")
                case .beginning: kinds.append("beginning")
                case .other: kinds.append("other")
                }
            }
            // Bytes are missing, until it is seen what it is. The lengths of a stored block are whole bytes of their own.
            let isMoved = name.hasPrefix("stored") && shift > 0
            #expect(isMoved || kinds.last == (isHeader ? "header" : "other"), "\(name): \(kinds)")
            #expect(kinds.first == "beginning" || before.count >= 3, "\(name)")
            let known = kinds.drop { $0 == "beginning" }
            #expect(Set(known).count <= 1 && !known.contains("beginning"), "\(name): \(kinds)")
        }
    }

    /// The same bytes, faults and places from all decoders, however input and output are cut.
    @Test(arguments: GzipDecoderTests.decoders)
    func streamsDecode(_ decoder: DecoderChoice) {
        for (name, _, isGood, bits) in Self.streams {
            for tail in [[], [UInt8](repeating: 0x55, count: 20)] {
                let stored = Gzip.member(Array("first\n".utf8)) + Gzip.member([]).prefix(10) + bits.bytes + tail
                let reference = Decoded(stored, .zlib)
                if isGood { #expect(reference.fault == (tail.isEmpty ? .truncatedTrailer : .badCRC), "\(name)") }
                if !isGood, !tail.isEmpty { #expect(reference.fault == .badData, "\(name)") }
                for (blockSize, pieceSize) in [(1 << 10, 1 << 10), (1, 1 << 10), (3, 1), (1 << 10, 1)] {
                    let found = Decoded(stored, decoder, blockSize: blockSize, pieceSize: pieceSize)
                    #expect(found == reference, "\(name), \(blockSize), \(pieceSize)")
                }
            }
        }
    }

    /// As a block of BGZF: none is taken that zlib refuses.
    @Test(arguments: GzipDecoderTests.decoders)
    func blocksInflate(_ decoder: DecoderChoice) throws {
        let inflater = decoder.makeBlockInflater()
        for (name, isHeader, isGood, bits) in Self.streams {
            let log = Decoded(Array(Gzip.member([]).prefix(10)) + bits.bytes, .zlib).bytes
            // The header and the trailer of what it should be.
            var block = Gzip.block(log, level: 0)
            block.replaceSubrange(18..<block.count - 8, with: bits.bytes)
            block[16] = UInt8(block.count - 1)
            let stored = WindowBuffer(capacity: block.count)
            unsafe stored.writable(0..<block.count).copyBytes(from: block)
            guard case .block(let found) = GzipBlock.find(in: block.rawSpan, at: 0) else {
                Issue.record("\(name) is no block")
                continue
            }
            let run = BlockRun(
                index: 0, stored: stored, blocks: [found], decodedSize: log.count, offsets: 0..<block.count)
            let output = WindowBuffer(capacity: max(log.count, 1))
            let isWhole = unsafe inflater.inflate(run, into: output.writable(0..<log.count))
            #expect(isWhole || !isGood || (decoder == .isal && !isHeader), "\(name)")
            #expect(!isWhole || isGood, "\(name)")
        }
    }
}
