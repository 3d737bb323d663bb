import Glibc
import LinkTallyCore

/// Reads the blocks of a file, one run of them after the other.
@safe
struct BlockReader: Sendable {
    /// Bytes that are read at a time: more than a block has.
    private static let storedSize = 512 << 10
    /// Bytes that are read first: enough to see that a file is none in blocks, as most are.
    private static let headSize = 64

    /// Where the blocks that were read end in the input.
    var offset: Int { storedOffset + position }
    /// Whether something else than a block follows, or nothing.
    private(set) var isAtEnd = false
    /// Whether the last block that was read has any log.
    private(set) var isBehindLog = false

    /// Reads the bytes of the file at an offset; 0 where there are none, or they cannot be read.
    private let read: @Sendable (UnsafeMutableRawBufferPointer, Int) -> Int
    private let runSize: Int
    /// Memory for what is read; the last one has bytes `position..<count` that no run has yet. The others can be used again when no
    /// run has them any more.
    private var buffers: [WindowBuffer] = []
    private var stored: WindowBuffer
    private var position = 0
    private var count = 0
    /// Offset in the input of the first byte of `stored`.
    private var storedOffset = 0

    /// - Parameter runSize: Bytes of log that a run has at most; not less than `GzipBlock.largestSize`.
    init(_ file: InputDescriptor, runSize: Int) {
        unsafe self.init(runSize: runSize) { buffer, offset in (try? unsafe file.read(into: buffer, at: offset)) ?? 0 }
    }

    /// A reader of whatever `read` gives.
    init(runSize: Int, read: @escaping @Sendable (UnsafeMutableRawBufferPointer, Int) -> Int) {
        unsafe self.read = read
        self.runSize = runSize
        stored = WindowBuffer(capacity: Self.headSize)
    }

    /// Whether a block follows.
    mutating func hasBlock() -> Bool {
        while true {
            switch GzipBlock.find(in: stored.bytes(count: count), at: position) {
            case .block: return true
            case .other: return false
            case .beginning: guard refill() else { return false }
            }
        }
    }

    /// The next run; nil where no block follows.
    mutating func next(index: Int) -> BlockRun? {
        guard !isAtEnd, hasBlock() else {
            isAtEnd = true
            return nil
        }
        var blocks: [GzipBlock] = []
        var (end, decodedSize) = (position, 0)
        while let block = block(at: end), blocks.isEmpty || decodedSize + block.decodedSize <= runSize,
            blocks.count < Self.mostBlocks
        {
            blocks.append(block)
            end = block.end
            decodedSize += block.decodedSize
            isBehindLog = block.decodedSize > 0
        }
        defer { position = end }
        return BlockRun(
            index: index, stored: stored, blocks: blocks, decodedSize: decodedSize,
            offsets: storedOffset + position..<storedOffset + end)
    }

    /// Blocks of a run, however little log is in them.
    private static let mostBlocks = 64

    private func block(at offset: Int) -> GzipBlock? {
        guard case .block(let block) = GzipBlock.find(in: stored.bytes(count: count), at: offset) else { return nil }
        return block
    }

    /// Reads on behind what no run has yet; false where nothing came. What cannot be read is met again by the decoder that reads on
    /// from here.
    private mutating func refill() -> Bool {
        if position > 0 || count == stored.capacity {
            let next = spare()
            next.copyToFront(position..<count, of: stored)
            storedOffset += position
            count -= position
            position = 0
            if stored.capacity == Self.storedSize { buffers.append(stored) }
            stored = next
        }
        var added = 0
        while count < stored.capacity {
            let read = unsafe read(stored.writable(count..<stored.capacity), storedOffset + count)
            guard read > 0 else { break }
            count += read
            added += read
        }
        return added > 0
    }

    private mutating func spare() -> WindowBuffer {
        for index in buffers.indices where isKnownUniquelyReferenced(&buffers[index]) {
            return buffers.remove(at: index)
        }
        return WindowBuffer(capacity: Self.storedSize)
    }
}

/// Blocks that stand one behind the other in a file: what one worker inflates at a time.
struct BlockRun: Sendable {
    /// Place of the run among those of its file.
    let index: Int
    /// The bytes of the blocks, as they are stored; not written to while a run has them.
    let stored: WindowBuffer
    /// At least one; their places are those in `stored`.
    let blocks: [GzipBlock]
    /// Bytes of log.
    let decodedSize: Int
    /// Where the first block begins, and the last one ends, in the input.
    let offsets: Range<Int>
}
