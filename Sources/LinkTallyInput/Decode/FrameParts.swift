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
    private var value: UInt128 = 0
    private var descriptor: UInt8 = 0
    private var isLastBlock = false
    /// Whether the block is one of zstd that stands there as it is.
    private var isStored = false
    /// Bytes of output that are still to come, where zstd's header tells how many there are.
    private var contentLeft: UInt64?

    private static let descriptorSize = 5

    init(_ format: Format) { self.format = format }

    /// The longest block of zstd.
    static let longestBlock = 128 << 10

    /// How many of the next `available` bytes the library gets in one call; 0 where it must wait for more.
    ///
    /// Of a block that is stored, zstd gives at once what it gets of it, and sees only at its last byte that there is more
    /// or less output than the header tells of, and keeps the piece that it has then. So that the result does not depend
    /// on how the input is cut, such a block waits until it is whole, and its last byte and what is too much go alone.
    ///
    /// - Parameter isAll: Whether nothing comes behind them.
    func portion(of available: Int, isAll: Bool) -> Int {
        guard isStored, part == .block, left > 1 else { return min(left, available) }
        guard isAll || available >= left else { return 0 }
        let most = min(left - 1, available)
        guard let contentLeft, contentLeft > 0 else { return most }
        return Int(min(UInt64(most), contentLeft))
    }

    /// Takes note of the next bytes, at most `left` of them, for which `produced` bytes came out. O(1) for those of a
    /// block.
    mutating func take(_ bytes: RawSpan, produced: Int) {
        if part == .descriptor || part == .header || part == .blockHeader {
            for index in 0..<bytes.byteCount {
                value |= UInt128(bytes.byte(at: index)) << UInt128(8 * (taken + index))
            }
        }
        if let content = contentLeft { contentLeft = content - min(content, UInt64(produced)) }
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
        case .header:
            if format == .zstd, contentSizeSize > 0 {
                let size = UInt64(value >> UInt128(8 * (headerSize - contentSizeSize)))
                contentLeft = size + (contentSizeSize == 2 ? 256 : 0)
            }
            begin(.blockHeader, blockHeaderSize)
        case .blockHeader:
            let size: Int
            switch format {
            case .zstd:
                isLastBlock = value & 1 != 0
                isStored = value >> 1 & 3 == 0
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
            return (isSingle ? 0 : 1) + [0, 1, 2, 4][Int(descriptor & 3)] + contentSizeSize
        case .lz4: return 1 + (descriptor & 8 != 0 ? 8 : 0) + (descriptor & 1 != 0 ? 4 : 0) + 1
        }
    }

    /// Whether zstd's window is as long as the content, and has no byte of its own.
    private var isSingle: Bool { descriptor & 0x20 != 0 }

    /// Bytes of zstd's header, its last ones, that tell how long the content is.
    private var contentSizeSize: Int { [isSingle ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)] }
}
