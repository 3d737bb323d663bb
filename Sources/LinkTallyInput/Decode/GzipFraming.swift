import CZlib

/// Gzip (RFC 1952) as rule R12 reads it: members one after the other, zero padding behind them; other bytes behind a
/// member are a warning, and everything before them counts.
struct GzipFraming: MemberFraming {
    static let hasTrailer = true
    static let mostGivenBack = 2
    let container = Container.gzip

    /// CRC-32 of the member's header so far.
    private var headerCRC: UInt = 0
    /// Whether the member is a block of BGZF.
    private var isBlock = false
    /// Whether the member that was read last is a block of BGZF with log in it: none such ends a file.
    private var isBehindLog: Bool

    /// - Parameter isBehindLog: Whether a block of BGZF with log in it stands before all members.
    init(isBehindLog: Bool = false) { self.isBehindLog = isBehindLog }

    mutating func findMember(_ input: inout StoredInput) throws(InputError) -> MemberFinding {
        var byte = try input.nextByte()
        while byte == 0 { byte = try input.nextByte() }
        guard let first = byte else { return .end(isBehindLog ? .missingEndMarker : nil) }
        let place = input.offset - 1
        let second = first == GzipMagic.first ? try input.nextByte() : 0
        if first == GzipMagic.first, second == nil { throw fault(.truncatedHeader, at: input.offset) }
        guard first == GzipMagic.first, second == GzipMagic.second else {
            return .end(.trailingGarbage(offset: place, container))
        }
        // The header is read from its first byte, which its own CRC covers; a refill keeps these two.
        input.advance(-2)
        try readHeader(&input)
        return .member
    }

    private mutating func readHeader(_ input: inout StoredInput) throws(InputError) {
        headerCRC = 0
        isBlock = false
        let start = input.offset
        var fixed: (method: UInt8, flags: UInt8) = (0, 0)
        for index in 0..<10 {
            let byte = try headerByte(&input)
            if index == 2 { fixed.method = byte }
            if index == 3 { fixed.flags = byte }
        }
        guard fixed.method == 8 else { throw fault(.badHeader, at: start + 2) }
        guard fixed.flags & GzipFlag.reserved == 0 else { throw fault(.badHeader, at: start + 3) }
        if fixed.flags & GzipFlag.extra != 0 {
            let low = Int(try headerByte(&input))
            let size = low | Int(try headerByte(&input)) << 8
            var fields: [UInt8] = []
            for _ in 0..<size { fields.append(try headerByte(&input)) }
            isBlock = GzipBlock.size(fields.rawSpan, fields.indices) != nil
        }
        if fixed.flags & GzipFlag.name != 0 { while try headerByte(&input) != 0 {} }
        if fixed.flags & GzipFlag.comment != 0 { while try headerByte(&input) != 0 {} }
        if fixed.flags & GzipFlag.headerCRC != 0 {
            let (wanted, place) = (UInt16(truncatingIfNeeded: headerCRC), input.offset)
            let low = UInt16(try headerByte(&input))
            guard low | UInt16(try headerByte(&input)) << 8 == wanted else { throw fault(.badHeader, at: place) }
        }
    }

    private mutating func headerByte(_ input: inout StoredInput) throws(InputError) -> UInt8 {
        guard var byte = try input.nextByte() else { throw fault(.truncatedHeader, at: input.offset) }
        headerCRC = unsafe crc32(headerCRC, &byte, 1)
        return byte
    }

    /// CRC-32, then the length modulo 2^32.
    mutating func checkTrailer(
        _ input: inout StoredInput, _ checksum: inout MemberChecksum, size: UInt64
    ) throws(InputError) {
        let start = input.offset
        var words: (crc: UInt32, size: UInt32) = (0, 0)
        for index in 0..<8 {
            guard let byte = try input.nextByte() else { throw fault(.truncatedTrailer, at: input.offset) }
            if index < 4 {
                words.crc |= UInt32(byte) << UInt32(8 * index)
            } else {
                words.size |= UInt32(byte) << UInt32(8 * (index - 4))
            }
        }
        guard words.crc == checksum.value() else { throw fault(.badCRC, at: start) }
        guard words.size == UInt32(truncatingIfNeeded: size) else { throw fault(.badSize, at: start + 4) }
        isBehindLog = isBlock && size > 0
    }

    private func fault(_ fault: InputFault, at offset: Int) -> InputError {
        InputError(fault, in: container, offset: offset)
    }
}
