import Testing

@testable import LinkTallyInput

@Suite struct OtherContentTests {
    private static let rest = Array("0123456789".utf8)

    private static func text(_ text: String, _ unit: Int, isBigEndian: Bool, mark: [UInt8] = []) -> [UInt8] {
        let zeros = [UInt8](repeating: 0, count: unit - 1)
        return mark + text.utf8.flatMap { isBigEndian ? zeros + [$0] : [$0] + zeros }
    }

    /// Beginnings as the packers (zstd 1.5, pzstd, xz 5.4, bzip2 1.0, lz4 1.9, zip 3.0, 7-Zip 16, lzip 1.23, ncompress 5.0) and
    /// iconv write them.
    private static let known: [(bytes: [UInt8], content: OtherContent)] = [
        ([0x28, 0xB5, 0x2F, 0xFD, 0x24] + rest, .zstd),
        ([0x50, 0x2A, 0x4D, 0x18, 0x04, 0, 0, 0] + rest, .zstd),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00, 0x04] + rest, .xz),
        (Array("BZh9".utf8) + [0x31, 0x41, 0x59, 0x26, 0x53, 0x59] + rest, .bzip2),
        (Array("BZh9".utf8) + [0x17, 0x72, 0x45, 0x38, 0x50, 0x90, 0, 0, 0, 0], .bzip2),
        ([0x04, 0x22, 0x4D, 0x18, 0x64, 0x40] + rest, .lz4),
        ([0x02, 0x21, 0x4C, 0x18] + rest, .lz4Legacy),
        (Array("PK".utf8) + [3, 4, 20, 0] + rest, .zip),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4] + rest, .sevenZip),
        (Array("LZIP".utf8) + [1, 0x0C] + rest, .lzip),
        ([0x1F, 0x9D, 0x90] + rest, .compress),
        (text("10.0.0.1 - -\n", 2, isBigEndian: false), .utf16LittleEndian),
        (text("10.0.0.1 - -\n", 2, isBigEndian: false, mark: [0xFF, 0xFE]), .utf16LittleEndian),
        (text("10.0.0.1 - -\n", 2, isBigEndian: true), .utf16BigEndian),
        (text("10.0.0.1 - -\n", 2, isBigEndian: true, mark: [0xFE, 0xFF]), .utf16BigEndian),
        (text("10.0.0.1 - -\n", 4, isBigEndian: false), .utf32LittleEndian),
        (text("/", 4, isBigEndian: false, mark: [0xFF, 0xFE, 0, 0]), .utf32LittleEndian),
        (text("10.0.0.1 - -\n", 4, isBigEndian: true), .utf32BigEndian),
        (text("/", 4, isBigEndian: true, mark: [0, 0, 0xFE, 0xFF]), .utf32BigEndian),
    ]

    @Test func everyKindIsRecognisedWhateverASourceGivesAtATime() {
        let known = Self.known.map(\.content.name) + ["tar"]
        #expect(Set(known) == Set(OtherContent.allCases.map(\.name)))
        for (bytes, content) in Self.known {
            let isUnpacked = content.container.map(Container.unpacked.contains) ?? false
            for blockSize in [1, 2, 3, 100] {
                guard !isUnpacked else {
                    #expect(
                        (try? DecodedInput(MemorySource(bytes, blockSize: blockSize), decoder: .auto))?.container
                            == content.container, "\(content)")
                    continue
                }
                #expect(throws: InputError(content), "\(content)") {
                    _ = try DecodedInput(MemorySource(bytes, blockSize: blockSize), decoder: .auto)
                }
            }
        }
    }

    /// Beginnings of logs, be they odd, are passed on byte for byte.
    @Test func nothingElseIs() {
        let others: [[UInt8]] = [
            [], [0], [0xFF], Array("BZh9 is a word".utf8), Array("PK\n".utf8), Array("LZIP".utf8), [0xFF, 0xFE],
            [0xFF, 0xFE, 0x41, 0x42], [0xFE, 0xFF, 0x41, 0x42] + Self.rest, [0, 0, 0, 0, 0, 0, 0, 0],
            Array("/\0/\0a plain path with two zero bytes\n".utf8), [0xEF, 0xBB, 0xBF] + Self.rest, Array("7z".utf8),
            [0x28, 0xB5], [0x28, 0xB5, 0x2F], [0x1F], [0x50, 0x2A, 0x4D], Array("P*M".utf8), Array("/\0".utf8),
        ]
        for bytes in others {
            for blockSize in [1, 3, 100] {
                let decoded = Decoded(bytes, .auto, blockSize: blockSize, pieceSize: 7)
                #expect(decoded.bytes == bytes && decoded.fault == nil, "\(bytes)")
            }
        }
    }

    /// A read that fails while the beginning is looked at takes nothing away from what was read before.
    @Test func aFaultBehindTheBeginning() {
        let decoded = Decoded(Array("PK\n".utf8), .auto, readFault: InputError(.readError))
        #expect(decoded.bytes == Array("PK\n".utf8) && decoded.fault == .readError)
    }
}
