import CZlib
import LinkTallyCore

/// Gzip (RFC 1952) as rule R12 reads it: members one after the other, zero padding behind them; other bytes behind a
/// member are a warning, and everything before them counts.
@safe
final class GzipDecoder<Engine: Inflater & ~Copyable>: StreamDecoder {
    /// Bytes that are read at a time: ISA-L copies its history for each such piece, too.
    private static var blockSize: Int { 512 << 10 }

    /// The fewest bytes whose checksum is left to others: what that takes, a few microseconds, is no tenth of what it saves.
    private static var fewestUnchecked: Int { 64 << 10 }

    private let source: any ByteSource
    private var engine = Engine()
    private(set) var warning: InputWarning?

    private enum Phase { case header, body, trailer, padding, end }
    private var phase: Phase
    private var pendingFault: InputError?
    /// How the input ends inside a member, where it does: from then on the engine gives what it still can.
    private var ending: InputError?

    /// Input: bytes `position..<limit` of `block` are still to be read; those before are kept as far as the engine may
    /// give them back.
    private var block: UnsafeMutableRawBufferPointer { unsafe memory.bytes }
    private let memory: PlainMemory
    /// Bytes that are read at a time.
    private let readSize: Int
    private var position: Int
    private var limit: Int
    /// Offset in the input of the block's first byte.
    private var blockOffset: Int
    /// CRC-32 of the member's header so far.
    private var headerCRC: UInt = 0
    /// Bytes of the member's output.
    private var memberSize: UInt64 = 0
    private var checksum = MemberChecksum()
    var leavesChecksums = false
    /// Whether the member is a block of BGZF.
    private var isBlock = false
    /// Whether the member that was read last is a block of BGZF with log in it: none such ends a file.
    private var isBehindLog: Bool

    /// - Parameters:
    ///   - prefix: The first bytes of the input, which were looked at already; at most `blockSize`.
    ///   - blockSize: Bytes that are read at a time; nil for the size that is fast.
    ///   - offset: Where the source begins in the input; beyond 0 that is behind a member.
    ///   - isBehindLog: Whether that member is a block of BGZF with log in it.
    init(
        _ source: any ByteSource, prefix: [UInt8], blockSize: Int? = nil, offset: Int = 0, isBehindLog: Bool = false
    ) {
        self.source = source
        blockOffset = offset
        phase = offset == 0 ? .header : .padding
        self.isBehindLog = isBehindLog
        // Room for what is kept, for what the engine leaves unread, and for a block behind it.
        readSize = max(blockSize ?? Self.blockSize, prefix.count)
        memory = PlainMemory(byteCount: readSize + Self.keptBytes + Engine.mostUnread)
        position = 0
        limit = prefix.count
        unsafe block.copyBytes(from: prefix)
    }

    /// Bytes taken from the input.
    var readBytes: Int { blockOffset + position }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let (filled, checked) = try unsafe fill(buffer)
        unsafe checksum.add(UnsafeRawBufferPointer(rebasing: buffer[checked..<filled]))
        return filled
    }

    func readWindow(into buffer: UnsafeMutableRawBufferPointer, room: Int) throws(InputError) -> WindowReading {
        let (filled, checked) = try unsafe fill(buffer)
        // What is left to others costs some microseconds, too.
        guard leavesChecksums, filled - checked >= Self.fewestUnchecked else {
            unsafe checksum.add(UnsafeRawBufferPointer(rebasing: buffer[checked..<filled]))
            return .bytes(filled)
        }
        return .unchecked(filled, last: filled - checked)
    }

    func expect(_ unchecked: UncheckedBytes) { checksum.add(unchecked) }

    /// Fills `buffer` as `read`: how many bytes there are, and of how many `checksum` knows or need not know any more.
    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws(InputError) -> (filled: Int, checked: Int) {
        var (filled, checked) = (0, 0)
        do throws(InputError) {
            while filled < buffer.count, phase != .end, pendingFault == nil {
                switch phase {
                case .header: try readHeader()
                case .body:
                    filled += try unsafe inflate(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
                case .trailer:
                    unsafe checksum.add(UnsafeRawBufferPointer(rebasing: buffer[checked..<filled]))
                    checked = filled
                    try checkTrailer()
                case .padding: try skipPadding()
                case .end: break
                }
            }
        } catch {
            pendingFault = error
        }
        if filled == 0, let pendingFault { throw pendingFault }
        return (filled, checked)
    }

    private func inflate(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let step = unsafe engine.inflate(UnsafeRawBufferPointer(rebasing: block[position..<limit]), into: buffer)
        position += step.consumed
        memberSize += UInt64(step.produced)
        switch step.state {
        case .ended: phase = .trailer
        case .outputFull: break
        case .damaged: pendingFault = fault(.badData)
        case .needsInput:
            if let ending, step.produced == 0 { throw ending }
            if ending == nil { refillOrEnd() }
        }
        return step.produced
    }

    /// More input for the engine or, if there is none, the word that it must do with what it has.
    private func refillOrEnd() {
        do throws(InputError) {
            if try refill() { return }
            ending = fault(.truncatedData, at: blockOffset + limit)
        } catch {
            ending = error
        }
        position -= engine.endInput()
    }

    private func readHeader() throws(InputError) {
        headerCRC = 0
        isBlock = false
        let start = readBytes
        var fixed: (method: UInt8, flags: UInt8) = (0, 0)
        for index in 0..<10 {
            let byte = try headerByte()
            if index == 2 { fixed.method = byte }
            if index == 3 { fixed.flags = byte }
        }
        guard fixed.method == 8 else { throw fault(.badHeader, at: start + 2) }
        guard fixed.flags & GzipFlag.reserved == 0 else { throw fault(.badHeader, at: start + 3) }
        if fixed.flags & GzipFlag.extra != 0 {
            let low = Int(try headerByte())
            let size = low | Int(try headerByte()) << 8
            var fields: [UInt8] = []
            for _ in 0..<size { fields.append(try headerByte()) }
            isBlock = GzipBlock.size(fields.rawSpan, fields.indices) != nil
        }
        if fixed.flags & GzipFlag.name != 0 { while try headerByte() != 0 {} }
        if fixed.flags & GzipFlag.comment != 0 { while try headerByte() != 0 {} }
        if fixed.flags & GzipFlag.headerCRC != 0 {
            let (wanted, place) = (UInt16(truncatingIfNeeded: headerCRC), readBytes)
            let low = UInt16(try headerByte())
            guard low | UInt16(try headerByte()) << 8 == wanted else { throw fault(.badHeader, at: place) }
        }
        engine.reset()
        ending = nil
        memberSize = 0
        checksum = MemberChecksum()
        phase = .body
    }

    private func headerByte() throws(InputError) -> UInt8 {
        guard var byte = try nextByte() else { throw fault(.truncatedHeader) }
        headerCRC = unsafe crc32(headerCRC, &byte, 1)
        return byte
    }

    /// CRC-32, then the length modulo 2^32.
    private func checkTrailer() throws(InputError) {
        let start = readBytes
        var words: (crc: UInt32, size: UInt32) = (0, 0)
        for index in 0..<8 {
            guard let byte = try nextByte() else { throw fault(.truncatedTrailer) }
            if index < 4 {
                words.crc |= UInt32(byte) << UInt32(8 * index)
            } else {
                words.size |= UInt32(byte) << UInt32(8 * (index - 4))
            }
        }
        guard words.crc == checksum.value() else { throw fault(.badCRC, at: start) }
        guard words.size == UInt32(truncatingIfNeeded: memberSize) else { throw fault(.badSize, at: start + 4) }
        isBehindLog = isBlock && memberSize > 0
        phase = .padding
    }

    private func skipPadding() throws(InputError) {
        var byte = try nextByte()
        while byte == 0 { byte = try nextByte() }
        guard let first = byte else {
            if isBehindLog { warning = .missingEndMarker }
            phase = .end
            return
        }
        let place = readBytes - 1
        let second = first == GzipMagic.first ? try nextByte() : 0
        if first == GzipMagic.first, second == nil { throw fault(.truncatedHeader) }
        guard first == GzipMagic.first, second == GzipMagic.second else {
            warning = .trailingGarbage(offset: place)
            phase = .end
            return
        }
        // The header is read from its first byte, which its own CRC covers; a refill keeps these two.
        position -= 2
        phase = .header
    }

    private func nextByte() throws(InputError) -> UInt8? {
        if position == limit, try !refill() { return nil }
        defer { position += 1 }
        return unsafe block[position]
    }

    /// Reads another block behind what is unread and the last bytes before it, which are kept to be given back; false at the end.
    private func refill() throws(InputError) -> Bool {
        let kept = min(position, Self.keptBytes)
        let start = position - kept
        if start > 0 {
            unsafe block.baseAddress!.copyMemory(from: block.baseAddress! + start, byteCount: limit - start)
        }
        blockOffset += start
        position = kept
        limit -= start
        let room = unsafe limit..<min(limit + readSize, block.count)
        let count = try unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: block[room]))
        limit += count
        return count > 0
    }

    /// - Parameter offset: Where what is wrong begins; nil: behind all that was read, which is the first byte that is missing, and
    ///   of damaged data as near as the decoder knows.
    private func fault(_ fault: InputFault, at offset: Int? = nil) -> InputError {
        InputError(fault, offset: offset ?? readBytes)
    }

    /// What an engine or `skipPadding` may give back.
    private static var keptBytes: Int { max(Engine.readAhead, 2) }
}
