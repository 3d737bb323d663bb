import LinkTallyCore

/// A gzip member that says in its header how long it is, as those of BGZF do (SAM specification, 4.1): what `bgzip` writes.
/// Such members can be found without inflating those before them.
struct GzipBlock: Sendable {
    /// What stands at a place.
    enum Finding {
        case block(GzipBlock)
        /// The beginning of a block whose rest is missing.
        case beginning
        /// Something else.
        case other
    }

    /// The most bytes of a block, as it is stored and as log.
    static let largestSize = 1 << 16

    /// Where its deflate stream stands.
    let body: Range<Int>
    /// Bytes of log, as the trailer says.
    let decodedSize: Int
    /// CRC-32 of these, as the trailer says.
    let crc: UInt32

    /// Offset behind the block.
    var end: Int { body.upperBound + Self.trailerSize }

    private static let fixedSize = 12
    private static let trailerSize = 8

    /// What stands in `bytes` at `start`. O(extra fields).
    static func find(in bytes: RawSpan, at start: Int) -> Finding {
        let left = bytes.byteCount - start
        // Magic, deflate, extra fields and nothing else; the time, the level and the system are anyone's.
        for (offset, wanted) in [GzipMagic.first, GzipMagic.second, 8, GzipFlag.extra].enumerated() {
            guard offset < left else { return .beginning }
            guard bytes.byte(at: start + offset) == wanted else { return .other }
        }
        guard left >= fixedSize else { return .beginning }
        let bodyStart = start + fixedSize + word16(bytes, start + 10)
        guard bodyStart <= bytes.byteCount else { return .beginning }
        guard let size = size(bytes, start + fixedSize..<bodyStart) else { return .other }
        let end = start + size
        guard end >= bodyStart + trailerSize else { return .other }
        guard end <= bytes.byteCount else { return .beginning }
        let decodedSize = Int(bytes.word32(at: end - 4))
        guard decodedSize <= largestSize else { return .other }
        return .block(
            GzipBlock(
                body: bodyStart..<end - trailerSize, decodedSize: decodedSize,
                crc: bytes.word32(at: end - trailerSize)))
    }

    /// Bytes of the whole block, as its extra `fields` tell: the field `BC` of two bytes is one less. Nil without it. O(fields).
    static func size(_ bytes: RawSpan, _ fields: Range<Int>) -> Int? {
        var field = fields.lowerBound
        while field + 4 <= fields.upperBound {
            let length = word16(bytes, field + 2)
            guard field + 4 + length <= fields.upperBound else { return nil }
            if bytes.byte(at: field) == UInt8(ascii: "B"), bytes.byte(at: field + 1) == UInt8(ascii: "C"), length == 2 {
                return word16(bytes, field + 4) + 1
            }
            field += 4 + length
        }
        return nil
    }

    private static func word16(_ bytes: RawSpan, _ offset: Int) -> Int {
        Int(bytes.byte(at: offset)) | Int(bytes.byte(at: offset + 1)) << 8
    }
}

/// The two bytes that every gzip member begins with (RFC 1952, 2.3.1).
enum GzipMagic {
    static let first: UInt8 = 0x1F
    static let second: UInt8 = 0x8B
}

/// Bits of a gzip header's flag byte (RFC 1952, 2.3.1).
enum GzipFlag {
    static let headerCRC: UInt8 = 2
    static let extra: UInt8 = 4
    static let name: UInt8 = 8
    static let comment: UInt8 = 16
    static let reserved: UInt8 = 0xE0
}
