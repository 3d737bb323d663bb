import LinkTallyCore

/// Where the parts of a frame of zstd (RFC 8878) or LZ4 (its frame format, 1.6.4) begin and end.
///
/// The libraries say of a fault only that there is one, and keep what they gave before in the same call. So they get one part after the
/// other: the fault is in the part that they got last, and what came out of those before is good.
///
/// Both formats have a header, blocks behind their length, and a checksum at times.
struct FrameParts {
    enum Format { case zstd, lz4 }

    enum Part {
        /// The magic number and the byte that tells what the header has.
        case descriptor
        case header, blockHeader, block, blockChecksum, checksum, end
    }

    private let format: Format
    private(set) var part = Part.descriptor
    /// Bytes of the part that are still to come.
    private(set) var left = Self.descriptorSize
    /// Bytes of the part that were there.
    private(set) var taken = 0

    /// The bytes of the part, where it tells of what comes next: as a number, the first byte lowest.
    private var value: UInt64 = 0
    private var descriptor: UInt8 = 0
    private var isLastBlock = false

    private static let descriptorSize = 5

    init(_ format: Format) { self.format = format }

    /// Takes note of the next bytes, at most `left` of them. O(1) for those of a block.
    mutating func take(_ bytes: RawSpan) {
        if part == .descriptor || part == .blockHeader {
            for index in 0..<bytes.byteCount { value |= UInt64(bytes.byte(at: index)) << UInt64(8 * (taken + index)) }
        }
        taken += bytes.byteCount
        left -= bytes.byteCount
        if left == 0, taken > 0 { advance() }
    }

    /// What it means that the part cannot be read.
    var fault: InputFault {
        switch part {
        case .descriptor, .header: .badHeader
        case .blockChecksum, .checksum: .badCRC
        case .blockHeader, .block, .end: .badData
        }
    }

    /// Whether the frame can only be read with a dictionary, which stands elsewhere. Known behind the descriptor.
    var needsDictionary: Bool { part != .descriptor && format == .lz4 && descriptor & 1 != 0 }

    private mutating func advance() {
        let value = value
        switch part {
        case .descriptor:
            descriptor = UInt8(value >> 32)
            begin(.header, headerSize)
        case .header: begin(.blockHeader, blockHeaderSize)
        case .blockHeader:
            let size: Int
            switch format {
            case .zstd:
                isLastBlock = value & 1 != 0
                // A block of one byte that is repeated.
                size = value >> 1 & 3 == 1 ? 1 : Int(value >> 3)
            case .lz4:
                isLastBlock = value == 0
                size = Int(value & 0x7FFF_FFFF)
            }
            begin(.block, size)
        case .block: begin(.blockChecksum, format == .lz4 && descriptor & 0x10 != 0 && !isLastBlock ? 4 : 0)
        case .blockChecksum:
            if isLastBlock {
                begin(.checksum, descriptor & 4 != 0 ? 4 : 0)
            } else {
                begin(.blockHeader, blockHeaderSize)
            }
        case .checksum, .end: begin(.end, 0)
        }
    }

    /// Goes to the next part, or past it where it has no bytes.
    private mutating func begin(_ next: Part, _ size: Int) {
        (part, left, taken, value) = (next, size, 0, 0)
        if size == 0, next != .end { advance() }
    }

    private var blockHeaderSize: Int { format == .zstd ? 3 : 4 }

    /// Bytes of the header behind the descriptor.
    private var headerSize: Int {
        switch format {
        case .zstd:
            let isSingle = descriptor & 0x20 != 0
            let contentSize = [isSingle ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
            return (isSingle ? 0 : 1) + [0, 1, 2, 4][Int(descriptor & 3)] + contentSize
        case .lz4: return 1 + (descriptor & 8 != 0 ? 8 : 0) + (descriptor & 1 != 0 ? 4 : 0) + 1
        }
    }
}
