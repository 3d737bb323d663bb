/// What an input is where it is neither plain nor gzip, told from its first bytes: packed by something else, some of which this build
/// unpacks; or text that is neither ASCII nor UTF-8.
package enum OtherContent: Sendable, Equatable, CaseIterable {
    case zstd, xz, bzip2, lz4, lz4Legacy, zip, sevenZip, tar, lzip, compress
    case utf16LittleEndian, utf16BigEndian, utf32LittleEndian, utf32BigEndian

    /// Bytes that are looked at.
    static let prefixSize = 16

    /// The content that begins with `prefix`; nil for anything else. Needs `prefixSize` bytes, fewer only at the end of the
    /// input. O(1).
    init?(_ prefix: [UInt8]) {
        let found = Self.signatures.first { prefix.starts(with: $0.bytes) }?.content ?? Self.encoding(of: prefix)
        guard let found else { return nil }
        self = found
    }

    /// Whether the first two bytes of an input may be those of other content: those of no usual log are.
    static func mayBegin(with first: [UInt8]) -> Bool {
        first.contains(0) || first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF])
            || signatures.contains { $0.bytes.starts(with: first) }
    }

    /// What it is to a decoder; nil where none reads it.
    var container: Container? {
        switch self {
        case .zstd: .zstd
        case .xz: .xz
        case .bzip2: .bzip2
        case .lz4: .lz4
        default: nil
        }
    }

    /// Its name, for messages.
    package var name: String {
        switch self {
        case .zstd: "zstd"
        case .xz: "xz"
        case .bzip2: "bzip2"
        case .lz4: "lz4"
        case .lz4Legacy: "lz4 (legacy frames)"
        case .zip: "zip"
        case .sevenZip: "7z"
        case .tar: "tar"
        case .lzip: "lzip"
        case .compress: "compress (.Z)"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .utf32LittleEndian: "UTF-32LE"
        case .utf32BigEndian: "UTF-32BE"
        }
    }

    /// The usual end of its files' names; nil for text.
    package var suffix: String? {
        switch self {
        case .zstd: ".zst"
        case .xz: ".xz"
        case .bzip2: ".bz2"
        case .lz4, .lz4Legacy: ".lz4"
        case .zip: ".zip"
        case .sevenZip: ".7z"
        case .tar: ".tar"
        case .lzip: ".lz"
        case .compress: ".Z"
        case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian: nil
        }
    }

    /// The command that writes it to stdout as bytes that can be read, without the file's name, which comes last. Those of zip and
    /// 7z cannot read stdin, and that of tar cannot unpack it there.
    package var converter: String {
        switch self {
        case .zstd: "zstdcat"
        case .xz: "xzcat"
        case .bzip2: "bzcat"
        case .lz4, .lz4Legacy: "lz4cat"
        case .zip: "unzip -p"
        case .sevenZip: "7z x -so"
        case .tar: "tar -xOf"
        case .lzip: "lzip -dc"
        case .compress: "zcat"
        case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian: "iconv -f \(name) -t UTF-8"
        }
    }

    /// Whether `converter` reads stdin where no file is named.
    package var readsStandardInput: Bool { !isArchive }

    /// Whether it has files in it, and not one log alone.
    package var isArchive: Bool { self == .zip || self == .sevenZip || self == .tar }

    /// Whether it is packed, and not only written otherwise.
    package var isPacked: Bool { suffix != nil }

    /// What files begin with: as the tools' own descriptions of their formats have it.
    private static let signatures: [(bytes: [UInt8], content: OtherContent)] =
        [
            ([0x28, 0xB5, 0x2F, 0xFD], .zstd),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz),
            ([0x04, 0x22, 0x4D, 0x18], .lz4),
            ([0x02, 0x21, 0x4C, 0x18], .lz4Legacy),
            ([0x50, 0x4B, 0x03, 0x04], .zip),
            // An archive without files.
            ([0x50, 0x4B, 0x05, 0x06], .zip),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
            ([0x4C, 0x5A, 0x49, 0x50, 0x01], .lzip),
            ([0x1F, 0x9D], .compress),
        ]
        // Frames that are passed over, which parallel packers of zstd write in front. lz4 has the same; see `init`.
        + (0x50...0x5F).map { ([$0, 0x2A, 0x4D, 0x18], .zstd) }
        // A level, then the first block or, where there is none, the end: letters alone could begin a line.
        + (UInt8(ascii: "1")...UInt8(ascii: "9")).flatMap { level in
            [[0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]].map {
                ([0x42, 0x5A, 0x68, level] + $0, .bzip2)
            }
        }

    /// The encoding of text that has a byte order mark, or a zero byte in every place where ASCII has one.
    private static func encoding(of prefix: [UInt8]) -> OtherContent? {
        let encodings: [(content: OtherContent, unit: Int, place: Int, mark: [UInt8])] = [
            (.utf32LittleEndian, 4, 0, [0xFF, 0xFE, 0, 0]), (.utf32BigEndian, 4, 3, [0, 0, 0xFE, 0xFF]),
            (.utf16LittleEndian, 2, 0, [0xFF, 0xFE]), (.utf16BigEndian, 2, 1, [0xFE, 0xFF]),
        ]
        // A mark of two bytes alone proves nothing: ASCII must follow.
        guard prefix.count >= 4 else { return nil }
        return encodings.first { encoding in
            let text = prefix.starts(with: encoding.mark) ? prefix.dropFirst(encoding.mark.count) : prefix[...]
            return text.enumerated().allSatisfy { index, byte in
                index % encoding.unit == encoding.place ? isASCIIText(byte) : byte == 0
            }
        }?.content
    }

    /// Bytes of a log that are looked at before they are lent.
    static let headSize = 512

    /// Whether `head`, the first `headSize` bytes of what came out of a container, is the header of a file in a tar archive (POSIX, pax,
    /// ustar interchange format; GNU's is alike): its magic number, with a NUL in it that no log has, and the sum of the header. O(1).
    static func isTar(_ head: [UInt8]) -> Bool {
        guard head.count == headSize, head[257..<262] == [0x75, 0x73, 0x74, 0x61, 0x72],
            head[262...264] == [0, 0x30, 0x30] || head[262...264] == [0x20, 0x20, 0]
        else { return false }
        // Octal digits; the sum counts them as spaces.
        let field = 148..<156
        let told = head[field].filter { 0x30...0x37 ~= $0 }.reduce(0) { $0 << 3 | Int($1 - 0x30) }
        return told == head.indices.reduce(0) { $0 + (field.contains($1) ? 0x20 : Int(head[$1])) }
    }

    private static func isASCIIText(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x09, 0x0A, 0x0D, 0x20..<0x7F: true
        default: false
        }
    }
}
