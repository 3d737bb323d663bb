/// What tells one log from another: hashes of its beginnings, each of which stands for all bytes before it.
///
/// In the head, the first 64 KiB, a hash stands after every line and at the head's end; behind it, after every 64 KiB; and one
/// at the end of what was counted. What stands between two of these is proved by the tags of its lines, see `LineTags`.
package struct LogFingerprint: Sendable, Equatable {
    /// A hash and how many bytes it is of.
    package struct Point: Sendable, Equatable {
        package let offset: Int
        package let hash: LogHash

        package init(offset: Int, hash: LogHash) {
            self.offset = offset
            self.hash = hash
        }
    }

    /// Bytes of the head, and of each block behind it.
    package static let blockSize = 64 << 10

    /// Hashes in the head, offsets ascending.
    package var head: [Point] = []
    /// Hashes after 128 KiB, 192 KiB and so on.
    package var blocks: [LogHash] = []
    /// The end of what was counted.
    package var end = Point(offset: 0, hash: LogHash(high: 0, low: 0))
    /// Whether the last line that was counted has no line feed.
    package var isOpen = false

    package init() {}

    /// The hash of the first `offset` bytes, if it is one of those kept. O(log head).
    package func hash(at offset: Int) -> LogHash? {
        if offset == end.offset { return end.hash }
        if offset <= Self.blockSize { return headHash(at: offset) }
        let (block, rest) = offset.quotientAndRemainder(dividingBy: Self.blockSize)
        return rest == 0 && block - 2 < blocks.count ? blocks[block - 2] : nil
    }

    /// Whether one of two logs may be the beginning of the other, or both may be the same: no hash that both have says
    /// otherwise. O(log head).
    package func mayShareBeginning(with other: LogFingerprint) -> Bool {
        guard end.offset <= other.end.offset else { return other.mayShareBeginning(with: self) }
        if end.offset >= 2 * Self.blockSize {
            let last = end.offset / Self.blockSize * Self.blockSize
            return hash(at: last) == other.hash(at: last)
        }
        // One line without a line feed says nothing of what else begins with it.
        guard let last = head.last else { return true }
        return other.headHash(at: last.offset) == last.hash
    }

    private func headHash(at offset: Int) -> LogHash? {
        var range = head.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if head[middle].offset == offset { return head[middle].hash }
            range = head[middle].offset < offset ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}

/// What proves the lines behind a log's head one by one: for each, 32 bits of a keyed hash of all lines up to its end.
///
/// A log that ends between two hashes of a known one is a part of it only where its last lines have the same tags. They are kept
/// by block, since no more than the block in which a log ends is ever asked for. Where logs differ in their last line alone, one
/// pair in 2^32 is taken for equal; nobody can aim at that who does not have the store's secret.
package struct LineTags: Sendable, Equatable {
    /// The number of the block of `LogFingerprint.blockSize` bytes in which the lines end; that of the head is 0, and has none.
    package let block: Int
    /// A tag for each line that ends in the block, in order.
    package var tags: [UInt32]

    package init(block: Int, tags: [UInt32] = []) {
        self.block = block
        self.tags = tags
    }

    /// The block in which a line ends whose line feed is the last of `offset` bytes.
    package static func block(ofLineEnd offset: Int) -> Int { (offset - 1) / LogFingerprint.blockSize }

    /// Four bytes a tag, the lowest first. O(tags).
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 * tags.count)
        for tag in tags {
            for shift in stride(from: UInt32(0), to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: tag >> shift))
            }
        }
        return bytes
    }

    /// The tags that `bytes` has; nil where the last one is cut off.
    package static func tags(of bytes: [UInt8]) -> [UInt32]? {
        guard bytes.count % 4 == 0 else { return nil }
        return stride(from: 0, to: bytes.count, by: 4).map { start in
            (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) }
        }
    }
}
