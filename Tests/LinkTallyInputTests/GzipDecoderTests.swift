import CZlib
import Foundation
import TestSupport
import Testing

@testable import LinkTallyInput

@Suite struct GzipDecoderTests {
    static let decoders = DecoderChoice.available.filter { $0 != .auto }
    static let blockSizes = [1, 2, 3, 7, 8, 9, 4096, 256 << 10]

    /// Bytes that deflate makes blocks of all kinds of.
    private static func sample(_ random: inout SplitMix, _ count: Int) -> [UInt8] {
        let isText = Bool.random(using: &random)
        return (0..<count).map { index in
            isText
                ? UInt8(ascii: "a") + UInt8(index % 7) &+ UInt8.random(in: 0...1, using: &random)
                : UInt8.random(in: 0...255, using: &random)
        }
    }

    @Test(arguments: decoders)
    func roundTrips(_ decoder: DecoderChoice) {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        for round in 0..<60 {
            var (stored, expected): ([UInt8], [UInt8]) = ([], [])
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let bytes = Self.sample(&random, [0, 1, 5, 300, 40_000].randomElement(using: &random)!)
                stored += Gzip.member(
                    bytes, level: [0, 1, 6, 9].randomElement(using: &random)!,
                    strategy: [Z_DEFAULT_STRATEGY, Z_FIXED, Z_HUFFMAN_ONLY].randomElement(using: &random)!,
                    flags: UInt8.random(in: 0...31, using: &random) & 0x1E)
                expected += bytes
                stored += [UInt8](repeating: 0, count: [0, 0, 1, 500].randomElement(using: &random)!)
            }
            let blockSize = Self.blockSizes[round % Self.blockSizes.count]
            let pieceSize = [1, 3, 100, 32 << 10, 512 << 10].randomElement(using: &random)!
            let decoded = Decoded(stored, decoder, blockSize: blockSize, pieceSize: pieceSize)
            #expect(decoded.bytes == expected, "seed \(seed), blocks of \(blockSize), pieces of \(pieceSize)")
            #expect(decoded.fault == nil && decoded.warning == nil, "seed \(seed)")
        }
    }

    /// Every file of the corpus ends the same way however it is read, and whoever inflates it; how it must end, run_gz.py says.
    @Test(arguments: decoders)
    func corpusInPieces(_ decoder: DecoderChoice) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Conformance/gz")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(files.count == 51)
        for file in files {
            let stored = try [UInt8](Data(contentsOf: file))
            let reference = Decoded(stored, .zlib)
            for (blockSize, pieceSize) in [(1, 64 << 10), (5, 4096), (4096, 100), (100_000, 1 << 20)] {
                let decoded = Decoded(stored, decoder, blockSize: blockSize, pieceSize: pieceSize)
                let note: Comment = "\(file.lastPathComponent), blocks of \(blockSize), pieces of \(pieceSize)"
                #expect(decoded == reference, note)
            }
        }
    }

    @Test(arguments: decoders)
    func everyCut(_ decoder: DecoderChoice) {
        let bytes = Array(String(repeating: "one line of a log\n", count: 40).utf8)
        let member = Gzip.member(bytes, flags: 0x1E)
        let header = 10 + 7 + 11 + 10 + 2
        for end in 2..<member.count {
            let decoded = Decoded(Array(member[..<end]), decoder, blockSize: 1 + end % 9)
            let expected: InputFault =
                end < header ? .truncatedHeader : end < member.count - 8 ? .truncatedData : .truncatedTrailer
            #expect(decoded.fault == expected, "cut at \(end)")
            #expect(bytes.starts(with: decoded.bytes), "cut at \(end)")
            #expect(decoded == Decoded(Array(member[..<end]), .zlib), "cut at \(end)")
            if expected == .truncatedTrailer { #expect(decoded.bytes == bytes, "cut at \(end)") }
        }
    }

    @Test(arguments: decoders)
    func behindTheMember(_ decoder: DecoderChoice) {
        let member = Gzip.member(Array("log\n".utf8))
        func end(_ tail: [UInt8]) -> Decoded { Decoded(member + tail, decoder, blockSize: 3) }
        #expect(end([0, 0, 0]).warning == nil)
        #expect(end([0x1F]).fault == .truncatedHeader)
        #expect(end([0, 0x1F]).fault == .truncatedHeader)
        #expect(end([0x1F, 0x8C]).warning == .trailingGarbage(offset: member.count, .gzip))
        #expect(end([0, 0, 0x1F, 0x8C]).warning == .trailingGarbage(offset: member.count + 2, .gzip))
        #expect(end(Array("text".utf8)) == end([1]))
        #expect(end([1]).warning == .trailingGarbage(offset: member.count, .gzip))
        #expect(end([1]).bytes == Array("log\n".utf8))
        #expect(end([0x1F, 0x8B]).fault == .truncatedHeader)
        #expect(end([0x1F, 0x8B, 9, 0, 0, 0, 0, 0, 0, 0]).fault == .badHeader)
        #expect(end([0x1F, 0x8B, 8, 0x20, 0, 0, 0, 0, 0, 0]).fault == .badHeader)
    }

    /// A file in blocks ends with an empty one, or has lost something.
    @Test(arguments: decoders)
    func endOfBlocks(_ decoder: DecoderChoice) {
        let (block, end) = (Gzip.block(Array("log\n".utf8)), Gzip.block([]))
        func warning(_ stored: [UInt8]) -> InputWarning? { Decoded(stored, decoder, blockSize: 3).warning }
        #expect(warning(block) == .missingEndMarker && warning(end + block) == .missingEndMarker)
        #expect(warning(block + [0, 0]) == .missingEndMarker)
        #expect(warning(block + end) == nil && warning(end) == nil && warning(block + end + [0]) == nil)
        #expect(warning(block + Gzip.member([1])) == nil, "what is behind them is no block")
        #expect(warning(block + [1]) == .trailingGarbage(offset: block.count, .gzip))
        #expect(warning(Gzip.member(Array("log\n".utf8), flags: 4)) == nil, "fields of another kind")
    }

    @Test(arguments: decoders)
    func trailer(_ decoder: DecoderChoice) {
        let member = Gzip.member(Array("log\n".utf8))
        for (index, fault) in [(8, InputFault.badCRC), (5, .badCRC), (4, .badSize), (1, .badSize)] {
            var broken = member
            broken[member.count - index] ^= 0x40
            #expect(Decoded(broken, decoder).fault == fault)
            #expect(Decoded(broken, decoder).bytes == Array("log\n".utf8), "what was inflated counts")
        }
    }

    /// Damage of any kind: the same bytes and the same end from both decoders.
    @Test func mutations() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        let valid =
            Gzip.member(Self.sample(&random, 3_000), flags: 0x0A) + Gzip.member(Self.sample(&random, 500), level: 0)
        for round in 0..<4_000 {
            var stored = valid
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                stored[Int.random(in: 2..<stored.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let reference = Decoded(stored, .zlib)
            for decoder in Self.decoders {
                let found = Decoded(stored, decoder, blockSize: 1 + round % 50, pieceSize: 1 + round % 3_000)
                #expect(found == reference, "seed \(seed), round \(round), \(decoder)")
            }
        }
    }

    /// What comes out before damage, and before a cut, and where it is said to be, is the same however input and output are cut, and
    /// whoever inflates.
    @Test func damageInPieces() {
        let seed = TestSeed.drawn
        var random = SplitMix(seed: seed)
        var faults: [InputFault?: Int] = [:]
        for round in 0..<150 {
            let count = [300, 9_000, 70_000, 200_000].randomElement(using: &random)!
            let text = (0..<count / 20).map { "\(Int.random(in: 0..<100, using: &random)) in line \($0)\n" }.joined()
            var stored = Gzip.member(Array(text.utf8), level: [1, 6, 9].randomElement(using: &random)!)
            if round % 3 == 0 {
                stored.removeLast(Int.random(in: 1...stored.count / 2, using: &random))
            } else {
                for _ in 0..<Int.random(in: 1...40, using: &random) {
                    stored[Int.random(in: stored.count / 2..<stored.count, using: &random)] ^= 1
                }
            }
            let reference = Decoded(stored, .zlib)
            faults[reference.fault, default: 0] += 1
            for decoder in Self.decoders {
                for (blockSize, pieceSize) in [
                    (64, 5_000), (1_000, 300), (256 << 10, 700), (20_000, 64 << 10), (256 << 10, 1 << 20),
                ] {
                    let found = Decoded(stored, decoder, blockSize: blockSize, pieceSize: pieceSize)
                    let note: Comment = "seed \(seed), round \(round), \(decoder), \(blockSize), \(pieceSize)"
                    #expect(found == reference, note)
                }
            }
        }
        let isMixed = faults[.badData, default: 0] >= 20 && faults[.truncatedData, default: 0] >= 20
        #expect(isMixed, "seed \(seed): \(faults)")
    }

    /// A fault's place is that of the bytes that are wrong, or of the first that is missing; that of damaged data is known only
    /// as far as the decoder has got.
    @Test(arguments: decoders)
    func places(_ decoder: DecoderChoice) throws {
        let text = Array(String(repeating: "one line of a log\n", count: 400).utf8)
        let first = Gzip.member(text, flags: 0x1E)
        for (front, blockSize) in [([], 1), ([], 256 << 10), (first + [0, 0, 0], 3), (first, 4096)] {
            let start = front.count
            func end(_ stored: [UInt8]) -> Decoded { Decoded(front + stored, decoder, blockSize: blockSize) }
            func broken(_ index: Int, _ mask: UInt8 = 0x40) -> Decoded {
                var stored = first
                stored[index] ^= mask
                return end(stored)
            }
            #expect(broken(2).faultOffset == start + 2 && broken(2).fault == .badHeader)
            #expect(broken(3, 0x80).faultOffset == start + 3 && broken(3, 0x80).fault == .badHeader)
            // The comment, which the header's own CRC covers.
            #expect(broken(30).faultOffset == start + 38 && broken(30).fault == .badHeader)
            let trailer = first.count - 8
            for index in 0..<8 {
                let result = broken(trailer + index)
                #expect(
                    result.faultOffset == start + trailer + (index < 4 ? 0 : 4)
                        && result.bytes.suffix(9) == text.suffix(9))
            }
            for cut in [3, 20, 40, 45, trailer - 1, trailer, trailer + 7] {
                #expect(end(Array(first[..<cut])).faultOffset == start + cut, "cut at \(cut)")
            }
            // A block of the kind that there is none of.
            let damaged = Gzip.member([]).prefix(10) + [0x07] + [UInt8](repeating: 0xAA, count: 40)
            let result = end(Array(damaged))
            #expect(result.fault == .badData && start + 10...start + 18 ~= result.faultOffset ?? -1, "\(result)")
        }
    }

    @Test func readErrorsComeAfterWhatWasRead() throws {
        let member = Gzip.member(Array("one\ntwo\n".utf8))
        let source = MemorySource(member + Array(member.dropLast(9)), fault: InputError(.readError, code: EIO))
        let input = try DecodedInput(source, decoder: .auto)
        var found: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 100, alignment: 1)
        defer { unsafe piece.deallocate() }
        #expect(throws: InputError(.readError, code: EIO)) {
            while true {
                let count = try unsafe input.read(into: piece)
                unsafe found.append(contentsOf: piece[..<count])
            }
        }
        #expect(found.starts(with: Array("one\ntwo\n".utf8)))
    }
}
