import LinkTallyCore

/// The bytes of an input as they are stored, read a block at a time.
///
/// Those that come next stand one behind the other in memory; so many of those before them are kept that a decoder can give back what it
/// has taken too much of.
@safe
struct StoredInput: ~Copyable {
    /// Bytes that are read at a time: ISA-L copies its history for each such piece, too.
    private static let blockSize = 512 << 10
    /// The most that `peek` shows.
    private static let mostPeeked = 16

    private let source: any ByteSource
    private let memory: PlainMemory
    private let readSize: Int
    private let keptBytes: Int
    /// Bytes `position..<limit` of the memory are still to be read.
    private var position = 0
    private var limit: Int
    /// Offset in the input of the memory's first byte.
    private var blockOffset: Int

    /// - Parameters:
    ///   - prefix: The first bytes of the input, which were looked at already.
    ///   - blockSize: Bytes that are read at a time; nil for the size that is fast.
    ///   - offset: Where the source begins in the input.
    ///   - keptBytes: How many bytes `advance` may go back.
    ///   - mostUnread: Bytes that may be unread where more are wanted.
    init(
        _ source: any ByteSource, prefix: [UInt8], blockSize: Int?, offset: Int, keptBytes: Int, mostUnread: Int
    ) {
        self.source = source
        self.keptBytes = keptBytes
        readSize = max(blockSize ?? Self.blockSize, prefix.count)
        memory = PlainMemory(byteCount: readSize + keptBytes + max(mostUnread, Self.mostPeeked))
        limit = prefix.count
        blockOffset = offset
        unsafe memory.bytes.copyBytes(from: prefix)
    }

    /// Offset in the input of the byte that comes next.
    var offset: Int { blockOffset + position }
    /// Offset in the input behind all bytes that were read.
    var endOffset: Int { blockOffset + limit }

    /// What was read and comes next; good until the next `refill`.
    var unread: UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: memory.bytes[position..<limit])
    }

    /// Takes `count` bytes of `unread`, or gives some back.
    mutating func advance(_ count: Int) { position += count }

    /// Takes the next byte; nil at the end.
    mutating func nextByte() throws(InputError) -> UInt8? {
        if position == limit, try !refill() { return nil }
        defer { position += 1 }
        return unsafe memory.bytes[position]
    }

    /// The next `count` bytes, at most 16, which stay unread; fewer only at the end.
    mutating func peek(_ count: Int) throws(InputError) -> [UInt8] {
        while limit - position < count, try refill() {}
        return unsafe Array(unread.prefix(count))
    }

    /// Takes the next `count` bytes, whatever they are: whether there are so many.
    mutating func skip(_ count: Int) throws(InputError) -> Bool {
        var left = count
        while left > limit - position {
            left -= limit - position
            position = limit
            guard try refill() else { return false }
        }
        position += left
        return true
    }

    /// Reads another block behind what is unread and the last bytes before it, which are kept; false at the end.
    mutating func refill() throws(InputError) -> Bool {
        let start = position - min(position, keptBytes)
        if start > 0 {
            let bytes = unsafe memory.bytes
            unsafe bytes.baseAddress!.copyMemory(from: bytes.baseAddress! + start, byteCount: limit - start)
        }
        blockOffset += start
        position -= start
        limit -= start
        let room = limit..<min(limit + readSize, memory.byteCount)
        let count = try unsafe source.read(into: UnsafeMutableRawBufferPointer(rebasing: memory.bytes[room]))
        limit += count
        return count > 0
    }
}
